"""What changed between two coordination meetings, over HTTP: counted, and activity by activity, before and after."""

from collections import Counter
from typing import Annotated
from urllib.parse import urlencode

from litestar import Response, get
from litestar.params import FromPath, QueryParameter
from msgspec.structs import replace

from projections.answered_statements import ANSWERED_MAX, Answered, read_answered
from projections.change_statements import THE_BEGINNING, Period
from projections.changed_activities import AskedChanges, ChangesPage, read_changes
from projections.changes import Change, ChangeClass
from service.api.agency_tree import chosen_agencies
from service.api.asking import AsOf, KnownAt, TheDesk, headers_of_list, reading, scope_of_caller, stands
from service.api.body import CheckedRequest
from service.api.change_answers import (
    AgencyCount,
    AnsweredStatement,
    ChangeLinks,
    ChangeReport,
    ClassCount,
    Since,
    StatementAnswer,
    TopicCount,
    Until,
    item_of,
)
from service.api.filter_parameters import Agencies, Narrower, SubEntities, Topics
from service.api.lists import PAGE_DEFAULT, Cursor, Limit
from service.api.meeting_period import MeetingPeriod, period_of
from service.api.permalinks import add_link, permalink
from service.api.topic_tree import chosen_topics
from service.api.walks import cursor_after, resumed
from service.auth.guards import reads
from service.desk import Reading

PATH = "/api/v1/coordination-meetings/{meeting_id:str}/changes"

SinceMeeting = Annotated[
    str | None,
    QueryParameter(
        max_length=80,
        description="Since the last day of this coordination meeting; without it, of the one before in the series.",
    ),
]
Classes = Annotated[list[ChangeClass] | None, QueryParameter(name="class", description="Only of these classes.")]


@get(PATH, guards=[reads], tags=["coordination-meetings"])
async def list_changes(
    request: CheckedRequest,
    desk: TheDesk,
    meeting_id: FromPath[str],
    since: SinceMeeting = None,
    agency: Agencies = None,
    sub_entities: SubEntities = False,
    topic: Topics = None,
    narrower: Narrower = False,
    classes: Classes = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    limit: Limit = PAGE_DEFAULT,
    cursor: Cursor = None,
) -> Response[ChangeReport]:
    """What changed from the end of the meeting before to the end of this one, or to the day asked about before that.

    `agency` is the body whose word an activity is: its lead, or whoever told it while the lead has not confirmed it.
    """
    async with reading(desk, as_of, known_at) as read:
        headers = headers_of_list(request, read)
        state, after = (read, 0) if cursor is None else await resumed(read, cursor)
        scope = await scope_of_caller(request.user, state, goes_back=True)
        period = await period_of(state, scope, meeting_id, since)
        at_the_end = replace(state, clocks=replace(state.clocks, as_of=period.until), evaluated_on=period.until)
        asked = AskedChanges(
            period=Period(since=period.since or THE_BEGINNING, until=period.until, known_at=state.clocks.known_at),
            scope=scope,
            agencies=await chosen_agencies(at_the_end, agency, sub_entities),
            topics=await chosen_topics(at_the_end, topic, narrower),
            classes=tuple(classes or ()),
        )
        page = await read_changes(state.transaction, asked, limit, after)
        answered = [] if cursor is not None else await read_answered(state.transaction, asked.period, scope)
        links = _Links(request, state, period)
        following = None if page.next is None else cursor_after(state, page.next)
        if following is not None:
            add_link(headers, links.following(following), "next")
        answer = ChangeReport(
            **{**stands(state), "evaluated_on": period.until},
            total=page.total,
            since=_since(period),
            until=_until(period),
            classes=_by_class(page.counts.classes, links),
            agencies=_by_agency(page, links),
            topics=_by_topic(page, asked, links),
            statements=tuple(links.answered(one) for one in answered[:ANSWERED_MAX]),
            items=tuple(item_of(one, links.of(one), period.until, desk.due_soon_days) for one in page.changes),
            next=following,
        )
        return Response(answer, headers=headers)


class _Links:
    """The addresses that a report names, all of them in the state that it reads."""

    def __init__(self, request: CheckedRequest, read: Reading, period: MeetingPeriod) -> None:
        self._read = read
        self._then = replace(read, evaluated_on=period.until)
        self._path = request.url.path
        given = list(request.query_params.items())
        self._query = [(name, value) for name, value in given if name != "cursor"]
        earlier = [("since", period.earlier.id)] if period.earlier is not None else []
        left = ("cursor", "limit", "since", "class")
        self._report = [*earlier, *((name, value) for name, value in given if name not in left)]

    def following(self, cursor: str) -> str:
        return f"{self._path}?{urlencode([*self._query, ('cursor', cursor)])}"

    def counted(self, **narrowed: str) -> str:
        """The report narrowed further: an agency or a topic that is named takes the place of those asked for."""
        replaced = {"agency": ("agency", "sub_entities"), "topic": ("topic", "narrower")}
        left = {name for one in narrowed for name in replaced.get(one, ())}
        query = [pair for pair in self._report if pair[0] not in left] + list(narrowed.items())
        return permalink(self._read, self._path, query)

    def of(self, change: Change) -> ChangeLinks:
        path = f"/api/v1/activities/{change.after.id}"
        positions = ",".join(change.positions)
        return ChangeLinks(
            activity=permalink(self._then, path, []),
            history=permalink(self._then, f"{path}/history", []),
            events=f"/api/v1/log/events?{urlencode({'positions': positions})}" if positions else None,
        )

    def answered(self, one: Answered) -> AnsweredStatement:
        answers = (
            StatementAnswer(noun=noun, id=answer, link=permalink(self._then, f"/api/v1/{_PATHS[noun]}/{answer}", []))
            for noun, answer in one.answers
        )
        return AnsweredStatement(statement=one.statement, answers=tuple(answers))


_PATHS = {"statement": "statements", "activity": "activities"}


def _since(period: MeetingPeriod) -> Since:
    earlier = period.earlier
    return Since(
        coordination_meeting=None if earlier is None else earlier.id,
        title=None if earlier is None else earlier.title,
        day=period.since,
        chosen_by=period.chosen_by,
    )


def _until(period: MeetingPeriod) -> Until:
    meeting = period.meeting
    return Until(coordination_meeting=meeting.id, title=meeting.title, day=period.until, is_over=period.is_over)


def _by_agency(page: ChangesPage, links: _Links) -> tuple[AgencyCount, ...]:
    return tuple(
        AgencyCount(
            agency=name,
            count=tally[None],
            link=links.counted(agency=name),
            classes=_by_class(tally, links, agency=name),
        )
        for name, tally in sorted(page.counts.agencies.items())
    )


def _by_topic(page: ChangesPage, asked: AskedChanges, links: _Links) -> tuple[TopicCount, ...]:
    """By each topic; where topics are asked for by these alone, for a link names one topic and no second beside it."""
    return tuple(
        TopicCount(
            topic=name,
            count=tally[None],
            link=links.counted(topic=name),
            classes=_by_class(tally, links, topic=name),
        )
        for name, tally in sorted(page.counts.topics.items())
        if not asked.topics or name in asked.topics
    )


def _by_class(tally: Counter[ChangeClass | None], links: _Links, **narrowed: str) -> tuple[ClassCount, ...]:
    return tuple(
        ClassCount(change=name, count=tally[name], link=links.counted(**narrowed, **{"class": name.value}))
        for name in ChangeClass
        if tally[name]
    )


ROUTES = (list_changes,)
