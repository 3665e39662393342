"""What a filter comes to in SQL: one condition a member, and the facets in which what it wants can be looked up.

To add a member to the language: a field of `ActivityFilter`, and its condition in `_CONDITIONS`, which is given the
name of its parameter; what is told elsewhere than in this view, such as a text that is searched, gives its own.
"""

from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

import sqlalchemy as sa

from events.log.database import listed, one_of
from events.place import codes_within
from events.vocabulary import Review
from projections.activities import ACTIVITIES, NO_KEY
from projections.activity_filter import TABLE, ActivityFilter, Scope, Values, seen_by, shows_withdrawn, values_of
from projections.clocks import Clocks, holds, parameters_of
from projections.lookups import FACETS, WORD, WORDS, Lookup, things_under
from projections.promise_columns import Promises, standing_column, timeliness_column
from projections.search.index import BEHIND_ALL
from projections.timeliness import stale_day

assert ACTIVITIES.facets_of is not None
ROLE_BITS = ACTIVITIES.facets_of

Condition = sa.ColumnElement[bool]
Shape = tuple[Any, ...]

# Fields of which nothing may be said.
WITHOUT: dict[str, Condition] = {
    "stage": TABLE.c.stage.is_(None),
    "lead": TABLE.c.lead.is_(None),
    "due": TABLE.c.due_by == NO_KEY,
    "date": TABLE.c.date_key == NO_KEY,
}
# Facets in which nothing may be found.
WITHOUT_VALUES = ("topic", "mandate", "meeting")
_IN_FACET = {
    "ids": "id",
    "agencies": "agency",
    "topics": "topic",
    "mandates": "mandate",
    "meetings": "meeting",
    "statements": "statement",
    "parts_of": "part_of",
    "places": "place",
    "place_codes": "place",
}
# Where a member can be looked up: whom it is led by stands in a column too, which says more quickly of one whether.
_LOOKED_UP = {**_IN_FACET, "leads": "agency", "words": WORD}
LEAD_BIT = "lead_bit"


class _Making:
    """Makes the conditions of a filter and of those that stand in it, numbering them as `_numbered` does."""

    def __init__(self, scope: Scope, clocks: Clocks, of_many: bool) -> None:
        self.clocks = clocks
        self.promises = Promises(scope, clocks)
        self._of_many = of_many
        self._numbers = count()

    def made(self, wanted: ActivityFilter) -> Condition:
        number = next(self._numbers)
        made = [_CONDITIONS[name](self, wanted, name, number) for name in members(wanted) if name in _CONDITIONS]
        made += [self.made(inner) for inner in wanted.all_of]
        if wanted.any_of:
            made.append(sa.or_(*(self.made(inner) for inner in wanted.any_of)))
        # Of what is not said nothing is known, and in SQL the opposite is not known either.
        made += [sa.not_(sa.func.coalesce(self.made(inner), sa.false())) for inner in wanted.none_of]
        return sa.and_(sa.true(), *made)

    def found(self, lookup: Lookup) -> Condition:
        """Found under one of the values: asked thing by thing, or of all at once where many are looked at."""
        things = things_under(lookup, self.clocks)
        if self._of_many:
            return TABLE.c.thing.in_(things)
        return things.where(things.selected_columns.thing == TABLE.c.thing).exists()

    def not_found(self, facet: str) -> Condition:
        """Found under no value of a facet at all."""
        facets = FACETS.alias()
        any_value = sa.select(facets.c.thing).where(facets.c.facet == facet, holds(facets, self.clocks))
        return sa.not_(any_value.where(facets.c.thing == TABLE.c.thing).exists())


def conditions_of(
    wanted: ActivityFilter, scope: Scope, clocks: Clocks, *, of_many: bool = False, at_position: bool = False
) -> list[Condition]:
    """The conditions of a list; lists of one shape have the same, whatever their values.

    What was merged into another is found as a part of that one alone.

    `of_many`: many are looked at, so that what stands under a value is looked up once for all of them. `at_position`:
    who goes back sees what stood at the position `seen_at`.
    """
    conditions = [holds(TABLE, clocks), *seen_by(scope, at_position=at_position), TABLE.c.merged_into.is_(None)]
    if not shows_withdrawn(wanted):
        conditions.append(TABLE.c.review != Review.WITHDRAWN.value)
    return [*conditions, _Making(scope, clocks, of_many).made(wanted)]


def values_for(wanted: ActivityFilter, scope: Scope, clocks: Clocks, evaluated_on: str, soon_until: str) -> Values:
    """The values of the parameters of `conditions_of` and `timeliness_column`."""
    days = {"today": evaluated_on, "soon": soon_until, "stale": stale_day(evaluated_on)}
    values = {**parameters_of(clocks), **values_of(scope, evaluated_on), **days}
    values[LEAD_BIT] = ROLE_BITS.mask(["lead"])
    for number, one in enumerate(_numbered(wanted)):
        values |= {_parameter(name, number): _value(one, name) for name in members(one)}
    return values


def shape_of(wanted: ActivityFilter) -> Shape:
    """What makes the text of the conditions: which members are set and how filters stand in each other, no values."""
    own = tuple((name, _is_single(wanted, name)) for name in members(wanted))
    inner = (wanted.all_of, wanted.any_of, wanted.none_of)
    return (own, wanted.without, shows_withdrawn(wanted), *(tuple(map(shape_of, filters)) for filters in inner))


def members(wanted: ActivityFilter) -> list[str]:
    """The members of one filter that narrow, without the filters that stand in it."""
    return [name for name in _MEMBERS if _narrows(name, getattr(wanted, name))]


def lookups_of(wanted: ActivityFilter) -> list[tuple[Lookup, ...]]:
    """Each way to look up all that is wanted, and perhaps more: in these facets together; empty where there is none."""
    return _lookups_of(wanted, count())


def _lookups_of(wanted: ActivityFilter, numbers: Iterator[int]) -> list[tuple[Lookup, ...]]:
    number = next(numbers)
    found: list[tuple[Lookup, ...]] = [
        (_lookup(wanted, name, number),) for name in members(wanted) if name in _LOOKED_UP
    ]
    for inner in wanted.all_of:
        found += _lookups_of(inner, numbers)
    ways = [_lookups_of(inner, numbers) for inner in wanted.any_of]
    if ways and all(ways):
        found.append(tuple(lookup for way in ways for lookup in way[0]))
    for inner in wanted.none_of:
        _lookups_of(inner, numbers)
    return found


def _numbered(wanted: ActivityFilter) -> Iterator[ActivityFilter]:
    """A filter and those that stand in it, in the order in which their parameters are numbered."""
    yield wanted
    for inner in (*wanted.all_of, *wanted.any_of, *wanted.none_of):
        yield from _numbered(inner)


def _parameter(name: str, number: int) -> str:
    """The name of the parameter of a member: unlike those that are made of the name of a column and a number."""
    return f"wanted_{number}_{name}"


def _narrows(name: str, value: Any) -> bool:
    return value is not None and (value != () or name == "only")


def _is_single(wanted: ActivityFilter, name: str) -> bool:
    return name in _LOOKED_UP and name not in ("ids", "places", "words") and len(getattr(wanted, name)) == 1


def _value(wanted: ActivityFilter, name: str) -> Any:
    value = getattr(wanted, name)
    if name == "places":
        return tuple({code for place in value for code in codes_within(place)})
    if name == "roles":
        return ROLE_BITS.mask(value)
    if isinstance(value, bool):
        return int(value)
    return value[0] if _is_single(wanted, name) else value


def _lookup(wanted: ActivityFilter, name: str, number: int) -> Lookup:
    roles = LEAD_BIT if name == "leads" else None
    if name == "agencies" and wanted.roles:
        roles = _parameter("roles", number)
    return Lookup(_LOOKED_UP[name], _parameter(name, number), roles, _is_single(wanted, name))


_MakingOne = Callable[[_Making, ActivityFilter, str, int], Condition]


def _found(making: _Making, wanted: ActivityFilter, name: str, number: int) -> Condition:
    found = making.found(_lookup(wanted, name, number))
    return sa.or_(one_of(TABLE.c.id, _parameter("ids", number)), found) if name == "ids" else found


def _begun(making: _Making, _wanted: ActivityFilter, name: str, number: int) -> Condition:
    words, first = WORDS.alias(), listed(_parameter(name, number))
    begins = sa.and_(words.c.word >= first.c.value, words.c.word < first.c.value.concat(BEHIND_ALL))
    things = sa.select(words.c.thing).join_from(first, words, begins).where(holds(words, making.clocks))
    return TABLE.c.thing.in_(things)


def _leads(_making: _Making, wanted: ActivityFilter, name: str, number: int) -> Condition:
    named = _parameter(name, number)
    if _is_single(wanted, name):
        return TABLE.c.lead == sa.bindparam(named, type_=sa.Text)
    return one_of(TABLE.c.lead, named)


def _in_column(column: sa.ColumnElement[Any]) -> _MakingOne:
    return lambda _making, _wanted, name, number: one_of(column, _parameter(name, number))


def _flag(column: sa.ColumnElement[Any]) -> _MakingOne:
    return lambda _making, _wanted, name, number: column == sa.bindparam(_parameter(name, number), type_=sa.BigInteger)


def _without(making: _Making, wanted: ActivityFilter, _name: str, _number: int) -> Condition:
    fields = [WITHOUT[field] for field in wanted.without if field in WITHOUT]
    return sa.and_(*fields, *(making.not_found(facet) for facet in wanted.without if facet in WITHOUT_VALUES))


def _timeliness(_making: _Making, _wanted: ActivityFilter, name: str, number: int) -> Condition:
    return sa.and_(TABLE.c.promise == 1, one_of(timeliness_column(), _parameter(name, number)))


def _standing(_making: _Making, _wanted: ActivityFilter, name: str, number: int) -> Condition:
    return sa.and_(TABLE.c.promise == 1, one_of(standing_column(), _parameter(name, number)))


def _slipped(making: _Making, _wanted: ActivityFilter, name: str, number: int) -> Condition:
    is_so = making.promises.slipped == sa.bindparam(_parameter(name, number), type_=sa.BigInteger)
    return sa.and_(TABLE.c.promise == 1, is_so)


def _from_day(column: sa.ColumnElement[Any], otherwise: Condition | None = None) -> _MakingOne:
    return lambda _making, _wanted, name, number: _or(column >= _day(name, number), otherwise)


def _to_day(column: sa.ColumnElement[Any], otherwise: Condition | None = None) -> _MakingOne:
    return lambda _making, _wanted, name, number: _or(column <= _day(name, number), otherwise)


def _due_from(_making: _Making, _wanted: ActivityFilter, name: str, number: int) -> Condition:
    return sa.and_(TABLE.c.due_by >= _day(name, number), TABLE.c.due_by != NO_KEY)


def _day(name: str, number: int) -> sa.BindParameter[Any]:
    return sa.bindparam(_parameter(name, number), type_=sa.Text)


def _or(condition: Condition, otherwise: Condition | None) -> Condition:
    return condition if otherwise is None else sa.or_(condition, otherwise)


# An end without a day is open where the other has one, and no date at all where neither has.
_OPEN_END = sa.and_(TABLE.c.date_latest.is_(None), TABLE.c.date_earliest.is_not(None))
_OPEN_START = sa.and_(TABLE.c.date_earliest.is_(None), TABLE.c.date_latest.is_not(None))

_CONDITIONS: dict[str, _MakingOne] = {
    **dict.fromkeys((*_IN_FACET, "words"), _found),
    "beginnings": _begun,
    "only": _in_column(TABLE.c.id),
    "leads": _leads,
    "kinds": _in_column(TABLE.c.kind),
    "stages": _in_column(TABLE.c.stage),
    "reviews": _in_column(TABLE.c.review),
    "assurances": _in_column(TABLE.c.assurance),
    "visibilities": _in_column(TABLE.c.visibility),
    "languages": _in_column(TABLE.c.language),
    "timeliness": _timeliness,
    "standing": _standing,
    "slipped": _slipped,
    "first_due_from": lambda making, _wanted, name, number: making.promises.first_due >= _day(name, number),
    "first_due_to": lambda making, _wanted, name, number: making.promises.first_due <= _day(name, number),
    "without": _without,
    "promise": _flag(TABLE.c.promise),
    "open": _flag(TABLE.c.open),
    "reported_from": _from_day(TABLE.c.first_reported_on),
    "reported_to": _to_day(TABLE.c.first_reported_on),
    "heard_from": _from_day(TABLE.c.last_heard_on),
    "heard_to": _to_day(TABLE.c.last_heard_on),
    "due_from": _due_from,
    "due_to": _to_day(TABLE.c.due_by),
    "date_from": _from_day(TABLE.c.date_latest, _OPEN_END),
    "date_to": _to_day(TABLE.c.date_earliest, _OPEN_START),
}
# The roles qualify the agencies, and have no condition of their own.
_MEMBERS = (*_CONDITIONS, "roles")
