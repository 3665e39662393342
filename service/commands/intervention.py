"""What is asked for an intervention: to note one agency's whole turn at the table, or to note it anew."""

from typing import Annotated

from msgspec import Meta, Struct

from events.coordination_meeting import CoordinationMeeting
from events.identity import Noun
from events.intervention import (
    ContextPointMade,
    Intervention,
    InterventionRecorded,
    InterventionReplaced,
    Item,
    intervention_id,
)
from events.vocabulary import Visibility
from service.commands import checks
from service.commands.activity import Told
from service.commands.deliberation import Decision, Deliberation
from service.commands.facts import fact_of
from service.commands.fields import Code, Day, Id, Ids, Name, Words
from service.commands.intervention_items import ItemBody, say_item
from service.commands.permission import demand
from service.commands.refusals import Faults, NotFound, Refused

ITEMS_MAX = 200
TURNS_MAX = 500


class Turn(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One agency's turn: its place in the order of speakers, who spoke, for whom, and the items in the order told.

    `reported_on` is the last day of the meeting where nothing else is said.
    """

    order: Annotated[int, Meta(ge=1, le=TURNS_MAX)]
    agency: Id
    items: Annotated[tuple[ItemBody, ...], Meta(max_length=ITEMS_MAX)]
    agenda_item: Name | None = None
    speaker: Name | None = None
    on_behalf_of: Ids = ()
    verb: Code | None = None
    note: Words | None = None
    source: Name | None = None
    visibility: Visibility = Visibility.PARTICIPANTS
    reported_on: Day | None = None


class RecordIntervention(Struct, frozen=True, kw_only=True):
    """A turn to be noted at a coordination meeting, all of it or nothing."""

    coordination_meeting: str
    turn: Turn

    def decide(self, deliberation: Deliberation) -> Decision:
        """Note the turn and everything told in it, by the agency or by the secretariat for it."""
        meeting = _meeting(deliberation, self.coordination_meeting)
        turn_id = intervention_id(meeting.id, self.turn.order)
        if deliberation.intervention(turn_id) is not None:
            raise Refused(
                "already-reported",
                f"Turn {self.turn.order} of {meeting.id} is noted already; take the next free place in the order, or "
                "replace that turn with PUT.",
                links={"existing": f"/api/v1/coordination-meetings/{meeting.id}/interventions/{self.turn.order}"},
            )
        said = _turn_said(deliberation, meeting, self.turn, turn_id)
        recorded = fact_of(
            self.turn,
            InterventionRecorded,
            coordination_meeting=meeting.id,
            items=said.items,
            agenda_item=said.agenda_item,
        )
        deliberation.say(Noun.INTERVENTION, turn_id, recorded, said.day)
        _say_context_points(deliberation, turn_id, said)
        return Decision(noun=Noun.INTERVENTION, id=turn_id, made=True, items=tuple(item.id for item in said.items))


class ReplaceIntervention(Struct, frozen=True, kw_only=True):
    """A turn to be noted anew: in another order, with items taken out or added."""

    coordination_meeting: str
    order: int
    turn: Turn
    expected_version: int | None = None

    def decide(self, deliberation: Deliberation) -> Decision:
        """Note the turn anew; what was noted before stays in the history, and activities told stay reported."""
        meeting = _meeting(deliberation, self.coordination_meeting)
        turn_id = intervention_id(meeting.id, self.order)
        known = deliberation.intervention(turn_id)
        if known is None:
            raise NotFound(Noun.INTERVENTION, turn_id)
        checks.same_version(turn_id, self.expected_version, known.version, required=True)
        if self.turn.agency != known.agency:
            sentence = f"Turn {turn_id} is that of {known.agency}; note the turn of {self.turn.agency} as its own."
            faults = Faults()
            faults.add("/agency", sentence)
            faults.refuse_if_any()
        said = _turn_said(deliberation, meeting, self.turn, turn_id, known)
        replaced = fact_of(self.turn, InterventionReplaced, items=said.items, agenda_item=said.agenda_item)
        deliberation.say(Noun.INTERVENTION, turn_id, replaced, said.day)
        _say_context_points(deliberation, turn_id, said)
        return Decision(noun=Noun.INTERVENTION, id=turn_id, items=tuple(item.id for item in said.items))


def _meeting(deliberation: Deliberation, meeting_id: str) -> CoordinationMeeting:
    meeting = deliberation.coordination_meeting(meeting_id)
    if meeting is None:
        raise NotFound(Noun.COORDINATION_MEETING, meeting_id)
    return meeting


class _TurnSaid(Struct):
    """What a turn came to: the day, the items by their ids, and the context points still to be said."""

    day: str
    agenda_item: str | None
    items: tuple[Item, ...]
    context_points: tuple[ContextPointMade, ...]


def _turn_said(
    deliberation: Deliberation,
    meeting: CoordinationMeeting,
    turn: Turn,
    turn_id: str,
    known: Intervention | None = None,
) -> _TurnSaid:
    """Say everything told in the turn, and give back its items; refused if anything in it is wrong."""
    faults = Faults()
    bodies = [("/agency", turn.agency)]
    bodies += [(f"/on_behalf_of/{place}", body) for place, body in enumerate(turn.on_behalf_of)]
    checks.known_agencies(deliberation, bodies, faults)
    checks.heard_at_the_table(turn.visibility, faults)
    faults.refuse_if_any()
    demand(deliberation, (turn.agency,))
    for spoken_for in turn.on_behalf_of:
        demand(deliberation, (spoken_for,))
    last_day = meeting.date.latest if meeting.date else None
    default = last_day if last_day and last_day <= deliberation.today else None
    day = checks.day_said(deliberation, turn.reported_on, default, faults)
    if known is not None and day < known.first_reported_on:
        sentence = f"The turn was first noted for {known.first_reported_on}; noted anew it cannot be older."
        faults.add("/reported_on", sentence, "impossible-date")
    table = next((item.item for item in meeting.agenda if item.tour_de_table), None)
    told = Told(
        reported_by=turn.agency,
        coordination_meeting=meeting.id,
        agenda_item=turn.agenda_item or table,
        speaker=turn.speaker,
        reported_on=day,
    )
    items, points = [], []
    for place, body in enumerate(turn.items):
        item, point = say_item(deliberation, body, told, (turn_id, place), known, faults)
        items.append(item)
        points += [point] if point else []
    _told_once(items, faults)
    faults.refuse_if_any()
    return _TurnSaid(day, told.agenda_item, tuple(items), tuple(points))


def _told_once(items: list[Item], faults: Faults) -> None:
    seen: set[Item] = set()
    for place, item in enumerate(items):
        if item in seen:
            faults.add(f"/items/{place}", f"{item.id} is told twice in this turn; leave one of the two out.")
        seen.add(item)


def _say_context_points(deliberation: Deliberation, turn_id: str, said: _TurnSaid) -> None:
    """Say each context point as a fact of its own, so that each can be redacted alone."""
    for point in said.context_points:
        deliberation.say(Noun.INTERVENTION, turn_id, point, said.day)
