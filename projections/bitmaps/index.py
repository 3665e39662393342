"""The bitmap index of activities: for every value by which lists filter and count, the things that stand under it now.

It holds what the view says of the newest word on each activity; what was merged into another is found as a part of that
one alone, and is not here. Earlier points of either clock are asked of the view itself.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from operator import itemgetter
from typing import Any

import sqlalchemy as sa
from pyroaring import BitMap64

from events.log.database import Row
from projections.activities import NO_KEY
from projections.activity_filter import TABLE, among
from projections.bitmaps.sets import take_out, union
from projections.bitmaps.sliced_days import SlicedDays
from projections.clocks import NOW, holds
from projections.lookups import FACETS

COLUMNS = (
    "kind", "stage", "review", "assurance", "visibility", "language", "lead", "reported_by", "embargo_until", "promise",
    "open",
)  # fmt: skip
DAYS = ("due_by", "first_reported_on", "last_heard_on", "date_earliest", "date_latest")
# What lists filter and count by; under an id, or as what took the place of another, each stands alone.
FACETS_HELD = ("agency", "mandate", "meeting", "part_of", "place", "statement", "topic")

# What `BitmapIndex.add` is given: rows of the view, and what things are found under.
rows = sa.select(TABLE.c.thing, *(TABLE.c[name] for name in (*COLUMNS, *DAYS))).where(
    holds(TABLE, NOW), TABLE.c.merged_into.is_(None)
)
facet_rows = sa.select(FACETS.c.facet, FACETS.c.value, FACETS.c.roles, FACETS.c.thing).where(
    holds(FACETS, NOW), among(FACETS.c.facet, list(FACETS_HELD))
)

Under = dict[Any, BitMap64]


class BitmapIndex:
    """The things under every value: of a column, of a facet (with the bits of the roles), and of the days."""

    def __init__(self) -> None:
        self.things = BitMap64()
        self.columns: dict[str, Under] = {name: {} for name in COLUMNS}
        self.facets: dict[str, dict[str, Under]] = {name: {} for name in FACETS_HELD}
        self.days = {name: SlicedDays() for name in DAYS}

    def add(self, activities: Sequence[Row], facets: Iterable[Row]) -> None:
        """Put in activities of which nothing is held yet, as `rows` and `facet_rows` read them."""
        self.things.update(map(itemgetter(0), activities))
        for place, name in enumerate(COLUMNS, start=1):
            _put(self.columns[name], _grouped(activities, place))
        for place, name in enumerate(DAYS, start=1 + len(COLUMNS)):
            found = _grouped(activities, place)
            self.days[name].add((day, things) for day, things in found.items() if day not in (None, NO_KEY))
        by_value: dict[tuple[str, str], dict[Any, list[int]]] = defaultdict(lambda: defaultdict(list))
        for facet, value, roles, thing in facets:
            by_value[facet, value][roles].append(thing)
        for (facet, value), by_roles in by_value.items():
            _put(self.facets[facet].setdefault(value, {}), by_roles)

    def forget(self, things: Collection[int]) -> None:
        """Take out all that is held of these things."""
        gone = BitMap64(things)
        take_out(self.things, gone)
        for under in self._all_under():
            for bitmap in under.values():
                take_out(bitmap, gone)
            for value in [value for value, bitmap in under.items() if not bitmap]:
                del under[value]
        for by_value in self.facets.values():
            for value in [value for value, under in by_value.items() if not under]:
                del by_value[value]
        for days in self.days.values():
            days.forget(gone)

    def compact(self) -> None:
        """Keep it in as little memory as it takes."""
        for under in self._all_under():
            for bitmap in under.values():
                bitmap.run_optimize()
                bitmap.shrink_to_fit()
        for days in self.days.values():
            days.compact()

    def in_column(self, name: str, values: Iterable[Any]) -> BitMap64:
        """The things that have one of these values in a column."""
        return union(self.columns[name][value] for value in values if value in self.columns[name])

    def in_facet(self, facet: str, values: Iterable[str] | None = None, roles: int | None = None) -> BitMap64:
        """The things under one of these values of a facet, or under any, in one of the roles where some are given.

        Things that were merged into another may be among them.
        """
        by_value = self.facets[facet]
        found = by_value.values() if values is None else (by_value.get(value, {}) for value in values)
        return union(bitmap for under in found for bits, bitmap in under.items() if roles is None or bits & roles)

    def _all_under(self) -> Iterator[Under]:
        yield from self.columns.values()
        for by_value in self.facets.values():
            yield from by_value.values()


def _grouped(activities: Sequence[Row], place: int) -> dict[Any, list[int]]:
    found: dict[Any, list[int]] = defaultdict(list)
    for row in activities:
        found[row[place]].append(row[0])
    return found


def _put(under: Under, found: dict[Any, list[int]]) -> None:
    for value, things in found.items():
        if value in under:
            under[value].update(things)
        else:
            under[value] = BitMap64(things)
