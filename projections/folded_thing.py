"""The whole history of one thing folded at once: every row of it, and everything that it was ever found under."""

from collections.abc import Iterable
from typing import NamedTuple

from msgspec.structs import replace

from events.fact import Fact, Recorded
from events.states import FOLDINGS
from projections.held_facets import FacetRow, Held, HeldFacets
from projections.timeline import Row, steps_of
from projections.versioned_view import VersionedView


class FoldedThing(NamedTuple):
    """The rows of a thing and those of its facets, open or closed."""

    rows: list[Row]
    facets: list[FacetRow]


def fold_thing(view: VersionedView, thing_id: str, events: Iterable[Recorded[Fact]]) -> FoldedThing:
    """What the view has to say of a thing after all events of its stream, in the order of the log."""
    closed: list[Row] = []
    rows: list[Row] = []
    facets = _Facets(view, thing_id)
    for position, turned, rows in steps_of(events, FOLDINGS[view.noun].evolve):
        closed += [replace(row, to_position=position) for row in turned.closed]
        facets.turn(position, rows)
    return FoldedThing([*closed, *rows], facets.all())


class _Facets:
    """The facets of one thing, each with the positions at which it began and ended."""

    def __init__(self, view: VersionedView, thing_id: str) -> None:
        self._thing_id = thing_id
        self._held = HeldFacets(view.facets_of, []) if view.facets_of else None
        self._open: dict[Held, int] = {}
        self._ended: list[FacetRow] = []

    def turn(self, position: int, rows: list[Row]) -> None:
        if self._held is None:
            return
        ended, begun = self._held.turn(rows)
        self._ended += [self._row(held, self._open.pop(held), position) for held in ended]
        self._open.update(dict.fromkeys(begun, position))

    def all(self) -> list[FacetRow]:
        return self._ended + [self._row(held, begun_at, None) for held, begun_at in self._open.items()]

    def _row(self, held: Held, begun_at: int, ended_at: int | None) -> FacetRow:
        facet, value, role, from_reported, to_reported = held
        return FacetRow(facet, value, role, self._thing_id, begun_at, from_reported, ended_at, to_reported)
