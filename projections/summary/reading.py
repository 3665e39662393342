"""Reading a tour de table from the views: every turn and item at one point of both clocks, names as of the day."""

from collections.abc import Iterable

from msgspec import Struct

from events.activity_state import Activity, Evidence, Report
from events.agency import Agency
from events.coordination_meeting import CoordinationMeeting
from events.fact import in_order
from events.honest_date import HonestDate
from events.intervention import Intervention, Item, ItemKind
from events.log.database import Transaction
from events.statement import Statement
from events.vocabulary import ActivityKind, Review
from projections.activities import ACTIVITIES
from projections.activity_filter import Scope, may_see
from projections.clocks import Clocks
from projections.registry import AGENCIES, COORDINATION_MEETINGS, INTERVENTIONS, STATEMENTS
from projections.summary.told import (
    ActivityTold,
    ContextTold,
    ItemTold,
    NamedAgency,
    NamedLink,
    NamedPartner,
    StatementTold,
    TourDeTableTold,
    TurnTold,
)
from projections.things import read_all, read_one, read_some, read_under


class Stamp(Struct, frozen=True, kw_only=True):
    """The state of the log that a summary stands on: its public position and the root of its tree, in hex."""

    position: str
    root: str


class _Found(Struct, frozen=True):
    """What the items of the turns refer to, and the day on which names are taken."""

    agencies: dict[str, Agency]
    activities: dict[str, Activity]
    statements: dict[str, Statement]
    day: str | None


async def read_tour_de_table(
    transaction: Transaction,
    meeting: CoordinationMeeting,
    date: HonestDate | None,
    clocks: Clocks,
    scope: Scope,
    today: str,
    stamp: Stamp,
) -> TourDeTableTold:
    """The tour de table of a meeting held on a date; drafts and what the one who asks may not see are left out."""
    found = await read_under(transaction, INTERVENTIONS, "coordination-meeting", [meeting.id], clocks)
    turns = sorted((turn for turn in found if not turn.withdrawn), key=lambda turn: turn.order)
    known = await _found(transaction, turns, clocks, scope, today)
    return TourDeTableTold(
        meeting=meeting.id,
        title=meeting.title,
        position=stamp.position,
        root=stamp.root,
        turns=tuple(_turn(turn, known) for turn in turns),
        dates=date,
        as_of=clocks.as_of,
    )


async def meeting_at(transaction: Transaction, meeting_id: str, clocks: Clocks) -> CoordinationMeeting | None:
    """The coordination meeting at the clocks."""
    meeting: CoordinationMeeting | None = await read_one(transaction, COORDINATION_MEETINGS, meeting_id, clocks)
    return meeting


async def _found(
    transaction: Transaction, turns: Iterable[Intervention], clocks: Clocks, scope: Scope, today: str
) -> _Found:
    items = [item for turn in turns for item in turn.items]
    told = [item.id for item in items if item.kind is ItemKind.ACTIVITY]
    made = [item.id for item in items if item.kind is ItemKind.STATEMENT]
    activities = await read_under(transaction, ACTIVITIES, "id", told, clocks)
    registered = Clocks(known_at=clocks.known_at)  # a body may be entered later than it spoke; it keeps its old names
    printed = [one for one in activities if may_see(one, scope, today) and one.review in _PRINTED]
    return _Found(
        agencies={agency.id: agency for agency in await read_all(transaction, AGENCIES, registered)},
        activities={told_as: one for one in printed for told_as in (one.id, *one.aliases)},
        statements={one.id: one for one in await read_some(transaction, STATEMENTS, made, clocks)},
        day=clocks.as_of,
    )


_PRINTED = frozenset({Review.SUBMITTED, Review.ACCEPTED})


def _turn(turn: Intervention, found: _Found) -> TurnTold:
    items = [_item(turn, item, found) for item in turn.items]
    return TurnTold(
        order=turn.order,
        agency=_named(turn.agency, found),
        speaker=turn.speaker,
        on_behalf_of=tuple(_named(body, found) for body in turn.on_behalf_of),
        items=tuple(item for item in items if item is not None),
        positions=turn.positions[:1],
    )


def _item(turn: Intervention, item: Item, found: _Found) -> ItemTold | None:
    match item.kind:
        case ItemKind.ACTIVITY:
            activity = found.activities.get(item.id)
            return _activity(activity, item.id, found) if activity else None
        case ItemKind.STATEMENT:
            made = found.statements.get(item.id)
            if made is None or made.withdrawn:
                return None
            return StatementTold(
                id=made.id,
                positions=made.positions,
                statement_type=made.statement_type,
                text=made.text,
            )
        case ItemKind.CONTEXT:
            points = [point for point in turn.context_points if point.id == item.id]
            if not points:
                return None
            return ContextTold(id=item.id, positions=(points[-1].position,), text=points[-1].text)


def _activity(activity: Activity, told_as: str, found: _Found) -> ActivityTold:
    """An activity in the words of this report; what was heard of it later gives its stage and dates."""
    report = activity.report(told_as)
    others = {other.position for other in activity.reports if other.position != report.position}
    changed = _heard_later(activity, report)
    return ActivityTold(
        id=told_as,
        positions=in_order(set(activity.positions) - others),
        kind=activity.kind,
        stage=activity.stage if changed else report.stage,
        title=report.title,
        predicate=report.predicate,
        lead=_named(report.lead, found) if report.lead else None,
        lead_text=report.lead_text,
        reported_by=_named(report.reported_by, found),
        partners=tuple(
            NamedPartner(agency=_named(partner.agency, found), role=partner.role, role_text=partner.role_text)
            for partner in report.partners
        ),
        partners_text=report.partners_text,
        date=(activity.date if changed else report.date),
        due=(activity.due if changed else report.due),
        recurrence=report.recurrence,
        places=report.places,
        part_of=activity.part_of,
        publication_title=report.publication_title,
        publication_type=activity.output_type,
        publication_year=report.year,
        citation=report.citation,
        links=tuple(_link(piece, activity, report) for piece in activity.evidence if piece.url),
    )


def _heard_later(activity: Activity, report: Report) -> bool:
    """Whether anything but reports and evidence was heard of the activity after this report."""
    said = {other.position for other in activity.reports} | {piece.position for piece in activity.evidence}
    return any(
        position not in said and day >= report.reported_on
        for position, day in zip(activity.positions, activity.days, strict=True)
    )


def _link(piece: Evidence, activity: Activity, report: Report) -> NamedLink:
    """The address; what bears another name than the activity, or was published, can be read there itself."""
    assert piece.url is not None, "A link is made of evidence that has an address."
    return NamedLink(
        url=piece.url,
        label=piece.label or piece.url,
        accessed_on=piece.accessed_on,
        is_document=activity.kind is ActivityKind.PUBLICATION or piece.label != report.title,
    )


def _named(agency_id: str, found: _Found) -> NamedAgency:
    """The agency under the name of the day; under its id where the register did not have it yet."""
    agency = found.agencies.get(agency_id)
    if agency is None:
        return NamedAgency(id=agency_id, name=agency_id)
    name = agency.name_on(found.day)
    return NamedAgency(
        id=agency.id,
        name=name.name,
        acronym=name.acronym,
        kind=agency.kind_on(found.day).value,
        parent=agency.parent,
    )
