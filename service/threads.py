"""Threads: how a promise came about and what became of it, in the order of the days, for whoever may see it.

A thread is gathered around one activity or one statement: the statements it answers, what these replied to and were
replied with, the mandates it answers to, the activities that it continues and that continue it, and the milestones of
every activity among them. What the one who asks may not see leaves no trace in it.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from msgspec import Struct

from events.activity_state import Activity
from events.activity_whole import made_of
from events.fact import Recorded, number_of
from events.honest_date import HonestDate
from events.identity import Noun, stream_of
from events.log.reading import read_streams
from events.mandate import Mandate
from events.reading_facts import recorded_from
from events.reference import Referable
from events.statement import Statement
from events.states import in_order_said
from events.vocabulary import HELD_BACK, Review
from projections.activities import ACTIVITIES
from projections.activity_filter import ActivityFilter, Scope, may_hear, may_see
from projections.activity_pages import read_told_as
from projections.clocks import END_OF_DAYS
from projections.event_sentences.runs import Runs, in_days
from projections.milestones import Milestone, milestones
from projections.registry import MANDATES, STATEMENTS
from projections.things import ids_under, read_some, read_under
from service.api.every_activity import every_activity
from service.desk import Reading
from service.web.history import happenings
from service.web.names import Names

# So many activities and statements are gathered into one thread.
THINGS_MAX = 100


class Entry(Struct, frozen=True, kw_only=True):
    """A step of a thread: of which thing, what sort of step, and its sentence.

    `kind` is that of a milestone, or `statement` or `mandate`. `day` is when it was said; of a mandate its own day,
    None where only a longer period is known. `placed_on` is the first day on which it may have been.
    """

    kind: str
    noun: Noun
    id: str
    day: str | None
    placed_on: str
    position: str
    sentence: Runs
    who: tuple[str, ...] = ()
    meeting: str | None = None
    before: str | None = None
    after: str | None = None
    days: int | None = None


class _Things(Struct, frozen=True, kw_only=True):
    """What a thread is made of."""

    statements: Sequence[Statement] = ()
    mandates: Sequence[Mandate] = ()
    activities: Sequence[Activity] = ()


async def thread_of_activity(read: Reading, scope: Scope, names: Names, activity: Activity) -> tuple[Entry, ...]:
    """What led to an activity that may be seen, and what became of it; what its sentences name is learnt."""
    links = (*activity.responds_to, *activity.answers)
    answered = await _heard(read, scope, [link.id for link in links if link.kind is Referable.STATEMENT])
    earlier = [link.id for link in (*links, *activity.produces) if link.kind is Referable.ACTIVITY]
    earlier += [one for one in (activity.part_of, activity.superseded_by) if one]
    mandates = [link.id for link in links if link.kind is Referable.MANDATE]
    things = _Things(
        statements=await _around(read, scope, answered),
        mandates=await read_some(read.transaction, MANDATES, mandates, read.clocks) if mandates else (),
        activities=_once((activity, *await _seen(read, scope, earlier), *await _later(read, scope, activity)))[
            :THINGS_MAX
        ],
    )
    return await _entries(read, names, things)


async def thread_of_statement(read: Reading, scope: Scope, names: Names, statement: Statement) -> tuple[Entry, ...]:
    """What a statement that may be heard replied to, and what came of it: replies, and promises that answer it."""
    statements = await _around(read, scope, [statement])
    replies = [one for one in statements if statement.id in one.in_reply_to]
    wanted = ActivityFilter(statements=(statement.id,))
    answering = await every_activity(read, scope, wanted, read.clocks, read.evaluated_on)
    named = [one for said in (statement, *replies) for one in said.activities]
    things = _Things(
        statements=statements, activities=_once((*answering, *await _seen(read, scope, named)))[:THINGS_MAX]
    )
    return await _entries(read, names, things)


async def _around(read: Reading, scope: Scope, statements: Sequence[Statement]) -> Sequence[Statement]:
    """Statements with those to which they replied and those that replied to them."""
    if not statements:
        return ()
    above = await _heard(read, scope, [one for said in statements for one in said.in_reply_to])
    ids = [one.id for one in statements]
    replies = await read_under(read.transaction, STATEMENTS, "in_reply_to", ids, read.clocks)
    return _once((*statements, *above, *_hearable(replies, scope)))[:THINGS_MAX]


async def _heard(read: Reading, scope: Scope, ids: Sequence[str]) -> list[Statement]:
    found = await read_some(read.transaction, STATEMENTS, ids, read.clocks) if ids else []
    return _hearable(found, scope)


def _hearable(statements: Iterable[Statement], scope: Scope) -> list[Statement]:
    return [one for one in statements if not one.withdrawn and may_hear(one.visibility, scope)]


async def _seen(read: Reading, scope: Scope, ids: Sequence[str]) -> list[Activity]:
    found = await read_told_as(read.transaction, ids, read.clocks) if ids else []
    return [one for one in found if _is_shown(one, scope, read.evaluated_on)]


async def _later(read: Reading, scope: Scope, activity: Activity) -> list[Activity]:
    """What answers or yields an activity, is a part of it, or was superseded by it, under whichever of its ids."""
    told_as = [activity.id, *activity.aliases]
    ids: set[str] = set()
    for facet in ("activity", "part_of"):
        ids |= await ids_under(read.transaction, ACTIVITIES, facet, told_as, read.clocks)
    return await _seen(read, scope, sorted(ids)[:THINGS_MAX])


def _is_shown(activity: Activity, scope: Scope, day: str) -> bool:
    return activity.review not in (*HELD_BACK, Review.WITHDRAWN) and may_see(activity, scope, day)


def _once(things: Iterable[Any]) -> list[Any]:
    return list({thing.id: thing for thing in things}.values())


async def _entries(read: Reading, names: Names, things: _Things) -> tuple[Entry, ...]:
    found = [_of_mandate(one) for one in things.mandates]
    found += await _of_statements(read, names, things.statements)
    for activity in things.activities:
        found += await _of_activity(read, names, activity)
    return tuple(sorted(found, key=_in_order))


# Of one day, what is answered comes before the answer.
_OF_ONE_DAY = (Noun.MANDATE, Noun.STATEMENT, Noun.ACTIVITY)


def _in_order(entry: Entry) -> tuple[str, int, int]:
    return entry.placed_on, _OF_ONE_DAY.index(entry.noun), number_of(entry.position)


def _of_mandate(mandate: Mandate) -> Entry:
    called = ", ".join(filter(None, (mandate.symbol, mandate.title))) or mandate.id
    date = mandate.date or HonestDate()
    of_date = f" ({in_days(date)})" if date.edtf or date.as_written else ""
    by = (mandate.issued_by,) if mandate.issued_by else ()
    return Entry(
        kind="mandate",
        noun=Noun.MANDATE,
        id=mandate.id,
        day=date.earliest if date.earliest == date.latest else None,
        placed_on=date.earliest or "",
        position=mandate.positions[0],
        sentence=(f"It answers to {called}{of_date}.",),
        who=by,
    )


async def _of_statements(read: Reading, names: Names, statements: Sequence[Statement]) -> list[Entry]:
    found = []
    for one in statements:
        said = (await _said(read, stream_of(Noun.STATEMENT, one.id)))[:1]
        for event, happened in zip(said, await happenings(names, said), strict=True):
            found.append(
                Entry(
                    kind="statement",
                    noun=Noun.STATEMENT,
                    id=one.id,
                    day=happened.day,
                    placed_on=happened.day,
                    position=event.public,
                    sentence=happened.sentence,
                    who=one.by,
                    meeting=one.coordination_meeting,
                )
            )
    return found


async def _of_activity(read: Reading, names: Names, activity: Activity) -> list[Entry]:
    """Its milestones, and those of what was merged into it."""
    steps: list[Milestone] = []
    for one in made_of(activity):
        steps += milestones(await _said(read, stream_of(Noun.ACTIVITY, one)))
    happened = await happenings(names, [step.event for step in steps])
    return [
        Entry(
            kind=str(step.kind),
            noun=Noun.ACTIVITY,
            id=activity.id,
            day=told.day,
            placed_on=told.day,
            position=told.position,
            sentence=told.sentence,
            who=_who(step),
            meeting=getattr(step.event.fact, "coordination_meeting", None),
            before=step.before,
            after=step.after,
            days=step.days,
        )
        for step, told in zip(steps, happened, strict=True)
    ]


def _who(step: Milestone) -> tuple[str, ...]:
    by = getattr(step.event.fact, "reported_by", None) or step.event.on_behalf_of
    return (by,) if by else ()


async def _said(read: Reading, stream: str) -> list[Recorded[Any]]:
    """The events of a stream as far as they had been said and were known at the clocks, in the order said."""
    known_at, last_day = read.clocks.known_at, read.clocks.as_of or END_OF_DAYS
    stored = await read_streams(read.transaction, [stream])
    events = [recorded_from(event) for event in stored if known_at is None or event.position <= known_at]
    return [event for event in in_order_said(events) if event.reported_on <= last_day]
