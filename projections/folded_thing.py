"""The whole history of one thing folded at once: every row of it, and everything that it was ever found under."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from events.fact import Fact, Recorded
from events.identity import id_in
from events.states import FOLDINGS
from projections.held_facets import Held, HeldFacets, HeldRow
from projections.held_tables import HeldTable, held_row
from projections.timeline import Row, steps_of
from projections.versioned_view import Values, VersionedView


class FoldedThing(NamedTuple):
    """The rows of a thing, open or closed, as each of the tables of its view holds them, in the order of the tables."""

    thing: int
    rows_by_table: list[Sequence[Values]]


def fold_thing(view: VersionedView, events: Sequence[Recorded[Fact]]) -> FoldedThing:
    """What the view has to say of a thing after all events of its stream, in the order of the log."""
    thing, thing_id = events[0].position, id_in(view.noun, events[0].stream)
    rows, held = _folded(view, thing, events)
    return FoldedThing(thing, [view.rows_of_thing(thing, thing_id, rows), *held])


def _folded(view: VersionedView, thing: int, events: Iterable[Recorded[Fact]]) -> tuple[list[Row], list[list[HeldRow]]]:
    closed: list[Row] = []
    rows: list[Row] = []
    kept = [_Held(held, thing) for held in view.held]
    for position, turned, rows in steps_of(events, FOLDINGS[view.noun].evolve):
        closed += [replace(row, to_position=position) for row in turned.closed]
        for held in kept:
            held.turn(position, rows)
    return [*closed, *rows], [held.all() for held in kept]


class _Held:
    """What one thing is found under by one table, with the positions at which it began and ended."""

    def __init__(self, held: HeldTable, thing: int) -> None:
        self._thing = thing
        self._held = HeldFacets(held.found, [])
        self._open: dict[Held, int] = {}
        self._ended: list[HeldRow] = []

    def turn(self, position: int, rows: list[Row]) -> None:
        ended, begun = self._held.turn(rows)
        for held in ended:
            begun_at = self._open.pop(held)
            self._ended.append(held_row(self._thing, begun_at, held)._replace(to_position=position))
        self._open.update(dict.fromkeys(begun, position))

    def all(self) -> list[HeldRow]:
        return self._ended + [held_row(self._thing, begun_at, held) for held, begun_at in self._open.items()]
