"""Steps that the states of all nouns share: a beginning, one more event in the trail, a correction."""

from collections.abc import Collection
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from events.fact import Fact, Recorded
from events.identity import Noun, id_in

StateT = TypeVar("StateT", bound=Struct)


def begun(state: type[StateT], noun: Noun, recorded: Recorded[Any], **others: Any) -> StateT:
    """The state that a first fact makes: the fields that the two have in common, the id, and the trail of one event.

    `others` are fields that do not stand in the fact as they are.
    """
    fields: dict[str, Any] = {
        "id": id_in(noun, recorded.stream),
        "version": recorded.version,
        "first_reported_on": recorded.reported_on,
        "positions": (recorded.public,),
        **others,
    }
    for name in recorded.fact.__struct_fields__:
        if name in state.__struct_fields__ and name not in fields:
            fields[name] = getattr(recorded.fact, name)
    return state(**fields)


def moved_on(state: StateT, recorded: Recorded[Any]) -> StateT:
    """The state with one more event in its trail, whatever the event then changes of it."""
    trail: Any = state
    return replace(state, version=max(trail.version, recorded.version), positions=(*trail.positions, recorded.public))


def corrected(state: StateT, correction: Fact, *, but: Collection[str] = ()) -> StateT:
    """The state with every field replaced that the correction gives; what it leaves out (None) stays.

    `but` are fields of the correction that the state has no place for, such as the reason of it.
    """
    given = {name: getattr(correction, name) for name in correction.__struct_fields__ if name not in but}
    return replace(state, **{name: value for name, value in given.items() if value is not None})


def part_of(fact: Fact, part: type[StateT]) -> StateT:
    """The part of a state that has the very fields of a fact."""
    return part(**{name: getattr(fact, name) for name in fact.__struct_fields__})
