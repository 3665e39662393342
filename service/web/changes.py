"""The page of what changed since the meeting before: agency by agency, what is new, done, late and silent."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from litestar import Response, get
from litestar.params import FromPath
from msgspec import Struct
from msgspec.structs import replace

from events.activity_state import Activity
from events.identity import Noun
from events.vocabulary import Assurance
from projections.answered_statements import read_answered
from projections.change_statements import THE_BEGINNING, Period
from projections.changed_activities import AskedChanges, ChangesPage, read_changes
from projections.changes import Change, ChangeClass, answering_for
from projections.event_sentences.runs import Runs
from projections.registry import AGENCIES
from projections.things import read_all
from projections.timeliness import Timeliness, timeliness
from service.api.asking import TheDesk, no_such
from service.api.body import CheckedRequest
from service.api.meeting_period import MeetingPeriod, period_of
from service.api.problems import InvalidInput
from service.auth.guards import anyone
from service.web.activity_rows import ROWS_MAX
from service.web.fields import fields_of, learn_links
from service.web.look import PAGE, Look, looking
from service.web.names import Names
from service.web.page import page
from service.web.words import CHANGES, KINDS, date_in_words, stage_in_words


class FieldTold(Struct, frozen=True):
    """A field that changed, in words: its label, what stood there, and what stands there."""

    label: str
    before: Runs
    after: Runs


class ChangeRow(Struct, frozen=True, kw_only=True):
    """A change as the page tells it; `days` is by how many days a promise slipped, in words."""

    id: str
    title: str
    kind: str
    stage: str
    when: str
    others: tuple[str, ...]
    days: str
    reported_by: str | None
    timeliness: Timeliness | None
    fields: tuple[FieldTold, ...]


class Group(Struct, frozen=True, kw_only=True):
    """The changes of an agency that have the same first class."""

    change: ChangeClass
    rows: tuple[ChangeRow, ...]

    @property
    def overdue(self) -> int:
        """How many of them are overdue promises."""
        return sum(row.timeliness is Timeliness.OVERDUE for row in self.rows)


class OfAgency(Struct, frozen=True, kw_only=True):
    """What changed of an agency: its counts by class, and its changes under the first class of each."""

    agency: str
    counts: Counter[ChangeClass | None]
    groups: tuple[Group, ...]

    @property
    def is_silent(self) -> bool:
        """Whether nothing was heard of all that is told of it."""
        return all(group.change is ChangeClass.SILENT for group in self.groups)


@get("/coordination-meetings/{meeting_id:str}/changes", guards=[anyone], include_in_schema=False, opt=PAGE)
async def changes_page(request: CheckedRequest, desk: TheDesk, meeting_id: FromPath[str]) -> Response[bytes]:
    """What changed between two coordination meetings."""
    async with looking(request, desk) as look:
        period = await period_of(look.read, look.scope, meeting_id, look.asked("since"))
        await _look_as_of_then(look, period)
        agency, change = _agency_asked(look), _class_asked(look)
        asked = AskedChanges(
            period=Period(since=period.since or THE_BEGINNING, until=period.until, known_at=look.read.clocks.known_at),
            scope=look.scope,
            agencies=(agency,) if agency else (),
            classes=(change,) if change else (),
        )
        found = await read_changes(look.read.transaction, asked, ROWS_MAX)
        answered = await read_answered(look.read.transaction, asked.period, look.scope)
        await look.names.learn(Noun.STATEMENT, [one.statement.id for one in answered])
        for noun in Noun:
            await look.names.learn(noun, [other for one in answered for sort, other in one.answers if sort is noun])
        everybody = found if not agency else await read_changes(look.read.transaction, replace(asked, agencies=()), 1)
        return page(
            look,
            "changes.html",
            api=look.link(f"/api/v1{request.url.path}", agency=agency, **{"class": change}),
            period=period,
            counts=found.counts.classes,
            told=await _by_agency(look, period, found),
            agencies=_named(look, everybody.counts.agencies),
            agency=agency,
            change=change,
            shown=len(found.changes),
            total=found.total,
            answered=answered,
        )


async def _look_as_of_then(look: Look, period: MeetingPeriod) -> None:
    """Things are called as they were on the last day of the report."""
    then = replace(look.read, clocks=replace(look.read.clocks, as_of=period.until), evaluated_on=period.until)
    look.names = Names(then, look.scope)
    look.agencies = {one.id: one for one in await read_all(then.transaction, AGENCIES, then.clocks)}
    look.names.took(Noun.AGENCY, look.agencies.values())


def _agency_asked(look: Look) -> str | None:
    agency = look.asked("agency")
    if agency is not None and agency not in look.agencies:
        raise no_such(Noun.AGENCY, agency, look.as_of)
    return agency


def _class_asked(look: Look) -> ChangeClass | None:
    word = look.asked("class")
    if word is None:
        return None
    try:
        return ChangeClass(word)
    except ValueError as error:
        raise InvalidInput(f"Expected one of {', '.join(ChangeClass)} in class, found another word.") from error


def _named(look: Look, agencies: Iterable[str]) -> list[str]:
    return sorted(agencies, key=lambda one: look.names(Noun.AGENCY, one).full.casefold())


async def _by_agency(look: Look, period: MeetingPeriod, found: ChangesPage) -> list[OfAgency]:
    """The agencies by name, those of which nothing was heard last."""
    rows: dict[str, dict[ChangeClass, list[ChangeRow]]] = defaultdict(lambda: defaultdict(list))
    for change in found.changes:
        row = await _row(look, period, change)
        rows[answering_for(change.after)][_first(change)].append(row)
    told = [
        OfAgency(
            agency=agency,
            counts=found.counts.agencies[agency],
            groups=tuple(Group(change=one, rows=tuple(rows[agency][one])) for one in CHANGES if one in rows[agency]),
        )
        for agency in _named(look, rows)
    ]
    return sorted(told, key=lambda one: one.is_silent)


def _first(change: Change) -> ChangeClass:
    return next(one for one in CHANGES if one in change.classes)


async def _row(look: Look, period: MeetingPeriod, change: Change) -> ChangeRow:
    after = change.after
    date, due = date_in_words(after.date), date_in_words(after.due)
    is_third_party = after.assurance is Assurance.THIRD_PARTY
    # That it was put off is told by the days, and that it is done by the stage.
    said = (ChangeClass.MOVED, ChangeClass.COMPLETED)
    return ChangeRow(
        id=after.id,
        title=after.title,
        kind=KINDS[after.kind],
        stage=stage_in_words(after) if after.stage else "stage not said",
        when="; ".join(filter(None, (date, f"due {due}" if due and due != date else ""))),
        others=tuple(CHANGES[one] for one in CHANGES if one in change.classes and one not in (_first(change), *said)),
        days=_days(change.slipped_days),
        reported_by=after.lead if is_third_party and after.lead != after.reported_by else None,
        timeliness=None if is_third_party else timeliness(after, period.until, look.due_soon_days),
        fields=await _fields(look, change.before, after) if change.before else (),
    )


def _days(days: int | None) -> str:
    if not days:
        return ""
    number = f"{abs(days)} {'day' if abs(days) == 1 else 'days'}"
    return f"{number} later" if days > 0 else f"{number} earlier"


async def _fields(look: Look, before: Activity, after: Activity) -> tuple[FieldTold, ...]:
    """The fields of the page of an activity that are others now, in the order of that page."""
    if before == after:
        return ()
    for state in (before, after):
        await learn_links(look, state)
    old, new = (_told(look, state) for state in (before, after))
    return tuple(
        FieldTold(label, old.get(label, ()), new.get(label, ()))
        for label in {**new, **old}
        if old.get(label) != new.get(label) and label not in _OF_THE_TRAIL
    )


# These say when something was said, and not what.
_OF_THE_TRAIL = ("First reported", "Last heard of", "Also told as")


def _told(look: Look, activity: Activity) -> dict[str, Runs]:
    words = {
        "Title": activity.title,
        "Kind": KINDS[activity.kind],
        "Stage": stage_in_words(activity),
        "Description": activity.description,
    }
    told: dict[str, Runs] = {label: (text,) for label, text in words.items() if text}
    return told | {field.label: field.runs for field in fields_of(look, activity)}


ROUTES = (changes_page,)
