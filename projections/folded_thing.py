"""The whole history of one thing folded at once: every row of it, and everything that it was ever found under."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from events.fact import Fact, Recorded
from events.identity import id_in
from events.states import FOLDINGS
from projections.held_facets import FacetRow, Held, HeldFacets
from projections.timeline import Row, steps_of
from projections.versioned_view import Values, VersionedView, facet_row


class FoldedThing(NamedTuple):
    """The rows of a thing and those of its facets, open or closed, as the tables hold them."""

    thing: int
    rows: list[Values]
    facets: list[FacetRow]


def fold_thing(view: VersionedView, events: Sequence[Recorded[Fact]]) -> FoldedThing:
    """What the view has to say of a thing after all events of its stream, in the order of the log."""
    thing, thing_id = events[0].position, id_in(view.noun, events[0].stream)
    rows, facets = _folded(view, thing, events)
    return FoldedThing(thing, view.rows_of_thing(thing, thing_id, rows), facets)


def _folded(view: VersionedView, thing: int, events: Iterable[Recorded[Fact]]) -> tuple[list[Row], list[FacetRow]]:
    closed: list[Row] = []
    rows: list[Row] = []
    facets = _Facets(view, thing)
    for position, turned, rows in steps_of(events, FOLDINGS[view.noun].evolve):
        closed += [replace(row, to_position=position) for row in turned.closed]
        facets.turn(position, rows)
    return [*closed, *rows], facets.all()


class _Facets:
    """The facets of one thing, each with the positions at which it began and ended."""

    def __init__(self, view: VersionedView, thing: int) -> None:
        self._thing = thing
        self._held = HeldFacets(view.facets_of, []) if view.facets_of else None
        self._open: dict[Held, int] = {}
        self._ended: list[FacetRow] = []

    def turn(self, position: int, rows: list[Row]) -> None:
        if self._held is None:
            return
        ended, begun = self._held.turn(rows)
        for held in ended:
            begun_at = self._open.pop(held)
            self._ended.append(facet_row(self._thing, begun_at, held)._replace(to_position=position))
        self._open.update(dict.fromkeys(begun, position))

    def all(self) -> list[FacetRow]:
        return self._ended + [facet_row(self._thing, begun_at, held) for held, begun_at in self._open.items()]
