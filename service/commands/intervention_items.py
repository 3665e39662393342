"""The items of a turn at the table: a new report, news of something known, a statement, or a context point."""

from typing import Annotated, assert_never

from msgspec import Meta, Struct

from events.activity import ActivityReported
from events.commitment import CommitmentReported
from events.follow_up_action import FollowUpActionReported
from events.identity import Noun
from events.intervention import ContextPointMade, Intervention, Item, ItemKind
from events.ongoing_work import OngoingWorkReported
from events.planned_meeting import PlannedMeetingReported
from events.publication import PublicationReported
from service.commands.activity import ReportBody, Told, report
from service.commands.activity_news import UpdateActivity, update_activity
from service.commands.activity_updates import ActivityUpdate
from service.commands.checks import UNKNOWN, day_said
from service.commands.commitment import ReportCommitment
from service.commands.deliberation import Deliberation
from service.commands.fields import Id, Name, Words
from service.commands.follow_up_action import ReportFollowUpAction
from service.commands.ongoing_work import ReportOngoingWork
from service.commands.planned_meeting import ReportPlannedMeeting
from service.commands.publication import ReportPublication
from service.commands.refusals import FaultFound, Faults, Refused
from service.commands.statement import MakeStatement, MakeStatementAt, make_statement


class TellUpdate(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type", tag="update"):
    """News of an activity that was reported before."""

    activity: Id
    update: ActivityUpdate


class TellActivity(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type", tag="activity"):
    """An activity that was reported before, told here as it stands."""

    id: Id


class TellStatement(MakeStatement, frozen=True, kw_only=True, tag_field="type", tag="statement"):
    """A statement made in this turn; it is the speaker's own unless `by` says otherwise."""


class TellKnownStatement(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type", tag="known_statement"
):
    """A statement that was noted before, told here."""

    id: Id


class TellContext(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type", tag="context"):
    """A mandate, a figure or the situation, in words that are printed as given; `id` keeps one noted before."""

    text: Annotated[Words, Meta(min_length=1)]
    id: Name | None = None


ReportItem = ReportCommitment | ReportPublication | ReportPlannedMeeting | ReportFollowUpAction | ReportOngoingWork
ItemBody = ReportItem | TellUpdate | TellActivity | TellStatement | TellKnownStatement | TellContext


def say_item(
    deliberation: Deliberation,
    body: ItemBody,
    told: Told,
    where: tuple[str, int],
    known: Intervention | None,
    faults: Faults,
) -> tuple[Item, ContextPointMade | None]:
    """Say one item; `where` is the id of the turn and the place in it, from 0. Faults point into the item."""
    turn_id, place = where
    found = Faults()
    try:
        return _said(deliberation, body, told, (turn_id, place), known, found)
    except Refused as refused:
        if not refused.faults:
            alone = _within(place, FaultFound("", refused.sentence, refused.slug))
            raise Refused(refused.slug, refused.sentence, (alone,), refused.links) from refused
        found.found = list(refused.faults)
        return Item(kind=ItemKind.ACTIVITY, id=f"{turn_id}-refused-{place}"), None
    finally:
        faults.found += [_within(place, fault) for fault in found.found]


def _within(place: int, fault: FaultFound) -> FaultFound:
    return FaultFound(f"/items/{place}{fault.pointer}", fault.sentence, fault.slug)


def _said(
    deliberation: Deliberation,
    body: ItemBody,
    told: Told,
    where: tuple[str, int],
    known: Intervention | None,
    faults: Faults,
) -> tuple[Item, ContextPointMade | None]:
    match body:
        case ReportBody():
            report_id = report(deliberation, body, _fact_for(body), faults, told)
            return Item(kind=ItemKind.ACTIVITY, id=report_id), None
        case TellUpdate():
            _known(Noun.ACTIVITY, "/activity", body.activity, deliberation.activity(body.activity), faults)
            faults.refuse_if_any()
            update_activity(deliberation, UpdateActivity(id=body.activity, update=body.update), faults, told)
            return Item(kind=ItemKind.ACTIVITY, id=body.activity), None
        case TellActivity():
            _known(Noun.ACTIVITY, "/id", body.id, deliberation.activity(body.id), faults)
            return Item(kind=ItemKind.ACTIVITY, id=body.id), None
        case TellStatement():
            return _statement(deliberation, body, told, where, faults), None
        case TellKnownStatement():
            _known(Noun.STATEMENT, "/id", body.id, deliberation.statement(body.id), faults)
            return Item(kind=ItemKind.STATEMENT, id=body.id), None
        case TellContext():
            return _context(body, where, known, faults)
        case _:
            assert_never(body)


def _known(noun: Noun, pointer: str, thing_id: str, found: object, faults: Faults) -> None:
    if found is None:
        faults.add(pointer, f"No {noun} has the id {thing_id}; tell it first, or look its id up.", UNKNOWN)


def _fact_for(body: ReportItem) -> type[ActivityReported]:
    match body:
        case ReportCommitment():
            return CommitmentReported
        case ReportPublication():
            return PublicationReported
        case ReportPlannedMeeting():
            return PlannedMeetingReported
        case ReportFollowUpAction():
            return FollowUpActionReported
        case ReportOngoingWork():
            return OngoingWorkReported
        case _:
            assert_never(body)


def _statement(
    deliberation: Deliberation, body: TellStatement, told: Told, where: tuple[str, int], faults: Faults
) -> Item:
    assert told.coordination_meeting is not None
    assert told.reported_by is not None
    assert told.reported_on is not None
    statement_id = body.id or next(made for made in _part_ids(where) if deliberation.statement(made) is None)
    fields = {name: getattr(body, name) for name in MakeStatement.__struct_fields__}
    own = {"by": body.by or (told.reported_by,), "agenda_item": body.agenda_item or told.agenda_item}
    own |= {"speaker": body.speaker or told.speaker}
    made = MakeStatementAt(coordination_meeting=told.coordination_meeting, statement=MakeStatement(**{**fields, **own}))
    day = day_said(deliberation, body.reported_on, told.reported_on, faults)
    make_statement(deliberation, made, statement_id, day, faults)
    return Item(kind=ItemKind.STATEMENT, id=statement_id)


def _context(
    body: TellContext, where: tuple[str, int], known: Intervention | None, faults: Faults
) -> tuple[Item, ContextPointMade | None]:
    """A new context point, or the one noted before whose id is given with the very same words."""
    points = {point.id: point for point in known.context_points} if known else {}
    if body.id is None:
        point_id = next(made for made in _part_ids(where) if made not in points)
        return Item(kind=ItemKind.CONTEXT, id=point_id), ContextPointMade(id=point_id, text=body.text)
    if body.id not in points:
        faults.add("/id", f"There is no context point {body.id} in this turn; leave the id out for a new one.")
        return Item(kind=ItemKind.CONTEXT, id=body.id), None
    changed = points[body.id].text != body.text
    point = ContextPointMade(id=body.id, text=body.text) if changed else None
    return Item(kind=ItemKind.CONTEXT, id=body.id), point


def _part_ids(where: tuple[str, int]) -> list[str]:
    base = f"{where[0]}-{where[1] + 1}"
    return [base, *(f"{base}-{number}" for number in range(2, 1_000))]
