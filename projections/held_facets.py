"""What a thing is found under, kept once for as long as it holds, over as many of its versions as that is."""

from collections.abc import Callable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from operator import attrgetter, is_
from typing import Any, NamedTuple

from projections.timeline import Row

Facet = tuple[str, str, str]
# What a thing is found under, and what is kept with it: of a facet its name and value with the bits of its roles, of a
# word the word and the part of the text with its places.
Found = tuple[str, str, Any]


class Held(NamedTuple):
    """What a thing is found under with the days in which it holds: the first included, the last excluded."""

    name: str
    value: str
    detail: Any
    from_reported: str
    to_reported: str | None


class HeldRow(NamedTuple):
    """The same as a table has it, in the order of its columns, with the positions that know of it."""

    name: str
    value: str
    thing: int
    from_position: int
    from_reported: str
    to_position: int | None
    to_reported: str | None
    detail: Any


class FacetsOf:
    """What a state is found under; asked again only where one of the fields that decide it has changed.

    `fields` names those fields; where it names none, any change counts. `roles` are the roles that a facet can have.
    """

    def __init__(
        self, facets: Callable[[Any], Iterable[Facet]], fields: tuple[str, ...] = (), roles: tuple[str, ...] = ()
    ) -> None:
        self._facets = facets
        self._decisive = attrgetter(*fields) if fields else None
        self._bits = {"": 0, **{role: 1 << place for place, role in enumerate(roles)}}
        self._last: tuple[Any, frozenset[Found]] = (None, frozenset())

    def __call__(self, state: Any) -> frozenset[Found]:
        decisive = state if self._decisive is None else self._decisive(state)
        if self._last[0] != decisive:
            self._last = (decisive, self._found(state))
        return self._last[1]

    def mask(self, roles: Iterable[str]) -> int:
        """The bits that stand for these roles."""
        return sum({self._bits[role] for role in roles})

    def _found(self, state: Any) -> frozenset[Found]:
        roles: dict[tuple[str, str], int] = {}
        for facet, value, role in self._facets(state):
            roles[facet, value] = roles.get((facet, value), 0) | self._bits[role]
        return frozenset((facet, value, bits) for (facet, value), bits in roles.items())


NOTHING: frozenset[Held] = frozenset()


class HeldFacets:
    """What one thing is found under, brought from one set of open rows to the next.

    Of each row it remembers since which day its facets have held without a gap, so that news which changes no facet
    changes nothing here.
    """

    def __init__(self, facets: Callable[[Any], frozenset[Found]], rows: Sequence[Row]) -> None:
        self._facets = facets
        self._rows: list[Row] = []
        self._since: list[dict[Found, str]] = []
        self._newest: tuple[Sequence[Row], frozenset[Found]] = ((), frozenset())
        if rows:
            self.turn(rows)

    def turn(self, rows: Sequence[Row]) -> tuple[AbstractSet[Held], AbstractSet[Held]]:
        """What no longer holds and what holds now, once these are the open rows."""
        before, found = self._newest
        if not rows:
            return NOTHING, NOTHING
        self._newest = rows, self._facets(rows[-1].state)
        if found == self._newest[1] and _differ_in_the_last(before, rows):
            return NOTHING, NOTHING
        if not self._rows and len(rows) == 1:
            return NOTHING, self._first(rows[0])
        return self._changes(rows)

    def _first(self, row: Row) -> set[Held]:
        """What holds after the first row of all; most things have no other when they are reported."""
        found, day, end = self._newest[1], row.from_reported, row.to_reported
        self._rows, self._since = [row], [dict.fromkeys(found, day)]
        return {Held(name, value, detail, day, end) for name, value, detail in found}

    def _changes(self, rows: Sequence[Row]) -> tuple[set[Held], set[Held]]:
        """The same, whatever the rows were; those that changed nothing since the last time are among the new ones."""
        same = self._number_of_same(rows)
        before = self._ending_after(same)
        del self._since[same:]
        self._rows = list(rows)
        for row in rows[same:]:
            earlier = self._since[-1] if self._since else {}
            self._since.append({facet: earlier.get(facet, row.from_reported) for facet in self._facets(row.state)})
        after = self._ending_after(same)
        return before - after, after - before

    def _number_of_same(self, rows: Sequence[Row]) -> int:
        """How many rows at the beginning say what they said before, whenever they end."""
        same = 0
        for old, new in zip(self._rows, rows, strict=False):
            if old.state is not new.state or old.from_reported != new.from_reported:
                break
            same += 1
        return same

    def _ending_after(self, same: int) -> set[Held]:
        """The facets that hold in the last of the same rows, or in any after it."""
        found = set()
        for place in range(max(same - 1, 0), len(self._since)):
            following = self._since[place + 1] if place + 1 < len(self._since) else {}
            end = self._rows[place].to_reported
            found |= {Held(*facet, since, end) for facet, since in self._since[place].items() if facet not in following}
        return found


def _differ_in_the_last(before: Sequence[Row], rows: Sequence[Row]) -> bool:
    """Whether one row came after the others, or took the place of the last on its day; the others are the very same."""
    last = len(before) - 1
    if last < 0 or not all(map(is_, before[:last], rows)):
        return False
    if len(rows) == len(before):
        return rows[last].from_reported == before[last].from_reported
    return len(rows) == len(before) + 1 and rows[last].state is before[last].state
