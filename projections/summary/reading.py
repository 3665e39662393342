"""Reading a tour de table from the views: every turn and item at one point of both clocks, names as of the day."""

import re
from collections.abc import Iterable
from typing import Any

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
from projections.activity_filter import Scope, may_hear, may_see
from projections.activity_pages import read_told_as
from projections.clocks import Clocks
from projections.registry import AGENCIES, COORDINATION_MEETINGS, INTERVENTIONS, STATEMENTS
from projections.summary.names import formal_name
from projections.summary.told import (
    ActivityTold,
    ContextTold,
    ItemTold,
    LeftOut,
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
    heard = [turn for turn in found if not turn.withdrawn and may_hear(turn.visibility, scope)]
    turns = sorted(heard, key=lambda turn: turn.order)
    known = await _found(transaction, turns, clocks, scope, today)
    return TourDeTableTold(
        meeting=meeting.id,
        title=meeting.title,
        position=stamp.position,
        root=stamp.root,
        turns=tuple(_turn(turn, known) for turn in turns),
        dates=date,
        as_of=clocks.as_of,
        abbreviations=_abbreviations(known),
    )


def _abbreviations(found: _Found) -> dict[str, str]:
    """The acronyms of the register, and aliases in the same letters ("UN/DESA"), each with the full name."""
    named = {agency_id: _named(agency_id, found) for agency_id in found.agencies}
    short = {name.acronym: formal_name(name) for name in named.values() if name.acronym}
    aliases = {
        alias: formal_name(named[agency.id])
        for agency in found.agencies.values()
        for alias in agency.aliases
        if re.fullmatch(r"[A-Z][A-Z/-]+[A-Z]", alias)
    }
    return aliases | short


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
    activities = await read_told_as(transaction, told, clocks)
    registered = Clocks(known_at=clocks.known_at)  # a body may be entered later than it spoke; it keeps its old names
    # Submitted, accepted, sent back or withdrawn: an edit holds from when it is made, whatever day is printed.
    standing = await read_told_as(transaction, told, registered)
    shown = [one for one in standing if may_see(one, scope, today) and one.review in _PRINTED]
    # What was merged into another since is printed where it stood apart on the day.
    printable = {told_as for one in shown for told_as in (one.id, *one.aliases)}
    printed = [one for one in activities if one.id in printable]
    said: list[Statement] = await read_some(transaction, STATEMENTS, made, clocks)
    return _Found(
        agencies={agency.id: agency for agency in await read_all(transaction, AGENCIES, registered)},
        activities={told_as: one for one in printed for told_as in (one.id, *one.aliases)},
        statements={one.id: one for one in said if may_hear(one.visibility, scope)},
        day=clocks.as_of,
    )


_PRINTED = frozenset({Review.SUBMITTED, Review.ACCEPTED})


def _turn(turn: Intervention, found: _Found) -> TurnTold:
    items = [_item(turn, item, found) for item in turn.items]
    known = [item for item in items if not isinstance(item, LeftOut)]
    return TurnTold(
        order=turn.order,
        agency=_named(turn.agency, found),
        speaker=turn.speaker,
        on_behalf_of=tuple(_named(body, found) for body in turn.on_behalf_of),
        items=tuple(known),
        positions=turn.positions[:1],
        left_out=tuple(item for item in items if isinstance(item, LeftOut)),
    )


def _item(turn: Intervention, item: Item, found: _Found) -> ItemTold | LeftOut:
    match item.kind:
        case ItemKind.ACTIVITY:
            activity = found.activities.get(item.id)
            return _activity(activity, item.id, found) if activity else LeftOut(id=item.id, reason=_NOT_OPEN)
        case ItemKind.STATEMENT:
            made = found.statements.get(item.id)
            if made is None or made.withdrawn:
                return LeftOut(id=item.id, reason=_WITHDRAWN if made else _NOT_SAID)
            return StatementTold(
                id=made.id,
                positions=made.positions,
                statement_type=made.statement_type,
                text=made.text,
                about=made.activities,
            )
        case ItemKind.CONTEXT:
            points = [point for point in turn.context_points if point.id == item.id]
            if not points:
                return LeftOut(id=item.id, reason=_NOT_SAID)
            return ContextTold(id=item.id, positions=(points[-1].position,), text=points[-1].text)


_WITHDRAWN = "It was withdrawn."
_NOT_SAID = "Nothing had been said of it by the day, or at the position, asked for."
_NOT_OPEN = "It was withdrawn, not yet submitted, or is not open to the one who asks."


def _activity(activity: Activity, told_as: str, found: _Found) -> ActivityTold:
    """An activity in the words of this report; news of it gives its stage and dates."""
    report = activity.report(told_as)
    others = {other.position for other in activity.reports if other.position != report.position}
    return ActivityTold(
        id=told_as,
        positions=in_order(set(activity.positions) - others),
        kind=activity.kind,
        stage=_by_now(activity, report, "stage"),
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
        date=_by_now(activity, report, "date"),
        due=_by_now(activity, report, "due"),
        recurrence=report.recurrence,
        places=report.places,
        part_of=activity.part_of,
        publication_title=report.publication_title,
        publication_type=activity.output_type,
        publication_year=report.year,
        citation=report.citation,
        links=tuple(_link(piece, activity, report) for piece in activity.evidence if piece.url),
    )


def _by_now(activity: Activity, report: Report, name: str) -> Any:
    """What news made of a field; where none did, what this report said, for another report's word has other sources."""
    newest = getattr(activity, name)
    return getattr(report, name) if newest in [getattr(other, name) for other in activity.reports] else newest


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
