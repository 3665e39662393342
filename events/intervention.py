"""An intervention: one agency's turn at the table, with its items in the order told."""

from collections.abc import Iterable
from enum import StrEnum
from typing import ClassVar, assert_never

from msgspec import Struct
from msgspec.structs import replace

from events.fact import Fact, Recorded, ReportedOnCorrected
from events.folding import begun, moved_on
from events.identity import Noun
from events.vocabulary import Visibility


class ItemKind(StrEnum):
    """What an item of a turn can be."""

    ACTIVITY = "activity"
    STATEMENT = "statement"
    CONTEXT = "context"


class Item(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One item of a turn: an activity reported or updated, a statement, or a context point, by its id."""

    kind: ItemKind
    id: str


class InterventionRecorded(Fact, frozen=True, kw_only=True):
    """An agency took the floor. `items` are in the order told; `on_behalf_of` are the bodies it spoke for."""

    TYPE: ClassVar[str] = "intervention-recorded"

    coordination_meeting: str
    order: int
    agency: str
    agenda_item: str | None = None
    speaker: str | None = None
    on_behalf_of: tuple[str, ...] = ()
    verb: str | None = None
    items: tuple[Item, ...] = ()
    note: str | None = None
    source: str | None = None
    visibility: Visibility = Visibility.PARTICIPANTS

    def tags(self) -> Iterable[str]:
        yield f"coordination-meeting:{self.coordination_meeting}"
        yield from (f"agency:{agency}" for agency in (self.agency, *self.on_behalf_of))
        yield from (f"{item.kind}:{item.id}" for item in self.items if item.kind is not ItemKind.CONTEXT)


class ContextPointMade(Fact, frozen=True, kw_only=True):
    """A mandate, a figure or the situation was told: no activity, printed as given, never followed up."""

    TYPE: ClassVar[str] = "context-point-made"

    id: str
    text: str


class InterventionReplaced(Fact, frozen=True, kw_only=True):
    """The turn was put in another order or noted anew; what was noted before stays in the history."""

    TYPE: ClassVar[str] = "intervention-replaced"

    order: int
    items: tuple[Item, ...]
    agenda_item: str | None = None
    speaker: str | None = None
    on_behalf_of: tuple[str, ...] = ()
    verb: str | None = None
    note: str | None = None

    def tags(self) -> Iterable[str]:
        yield from (f"agency:{agency}" for agency in self.on_behalf_of)
        yield from (f"{item.kind}:{item.id}" for item in self.items if item.kind is not ItemKind.CONTEXT)


class InterventionWithdrawn(Fact, frozen=True, kw_only=True):
    """The turn was entered by mistake; it stays in the history and leaves the views."""

    TYPE: ClassVar[str] = "intervention-withdrawn"

    reason: str | None = None


InterventionFact = (
    InterventionRecorded | ContextPointMade | InterventionReplaced | InterventionWithdrawn | ReportedOnCorrected
)


class ContextPoint(Struct, frozen=True, kw_only=True):
    """The words of a context point and the event that has them."""

    id: str
    text: str
    position: str


class Intervention(Struct, frozen=True, kw_only=True):
    """The turn as the log has it."""

    id: str
    coordination_meeting: str
    order: int
    agency: str
    agenda_item: str | None = None
    speaker: str | None = None
    on_behalf_of: tuple[str, ...] = ()
    verb: str | None = None
    items: tuple[Item, ...] = ()
    context_points: tuple[ContextPoint, ...] = ()
    note: str | None = None
    source: str | None = None
    withdrawn: bool = False
    first_reported_on: str = ""
    visibility: Visibility = Visibility.PARTICIPANTS
    version: int = 0
    positions: tuple[str, ...] = ()


def intervention_id(coordination_meeting: str, number: int) -> str:
    """The id of a turn: the meeting's id and the number under which the turn was first recorded there."""
    return f"{coordination_meeting}-{number}"


def evolve(intervention: Intervention | None, recorded: Recorded[InterventionFact]) -> Intervention | None:
    """The turn after one more fact; a fact about a turn that is not recorded yet changes nothing."""
    fact = recorded.fact
    if isinstance(fact, InterventionRecorded):
        return begun(Intervention, Noun.INTERVENTION, recorded)
    if intervention is None:
        return None
    intervention = moved_on(intervention, recorded)
    match fact:
        case ContextPointMade():
            point = ContextPoint(id=fact.id, text=fact.text, position=recorded.public)
            return replace(intervention, context_points=(*intervention.context_points, point))
        case InterventionReplaced():
            return replace(
                intervention,
                order=fact.order,
                items=fact.items,
                agenda_item=fact.agenda_item,
                speaker=fact.speaker,
                on_behalf_of=fact.on_behalf_of,
                verb=fact.verb,
                note=fact.note,
            )
        case InterventionWithdrawn():
            return replace(intervention, withdrawn=True)
        case ReportedOnCorrected():
            return intervention
        case _:
            assert_never(fact)
