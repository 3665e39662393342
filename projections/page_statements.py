"""The statements of pages of activities: things in their order along the ways to them, and the rows of a page."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from events.log.database import one_of, selected
from projections.activity_filter import TABLE, seen_by
from projections.activity_orders import comes_after, marked, sorted_by
from projections.activity_questions import Asked
from projections.clocks import NOW, Clocks, holds
from projections.lookups import Lookup, things_in, things_under
from projections.promise_columns import timeliness_column

# So many things are gathered and sorted.
GATHERED_MAX = 10_000

# Values of facets: what is found under any of them is found along this way.
Way = tuple[Lookup, ...]


def sizes(ways: Sequence[Way], clocks: Clocks) -> sa.Select[Any]:
    """How much stands under each way, counted up to one more than is gathered."""
    cut = (things_in(way, clocks).limit(GATHERED_MAX + 1).subquery() for way in ways)
    return sa.select(*(sa.select(sa.func.count()).select_from(one).scalar_subquery() for one in cut))


def things_in_order(asked: Asked, way: Way, others: Sequence[Way]) -> sa.Select[Any]:
    """The things under any of the values in their order, as far as they are found in each of the other ways too.

    The first of all streams are among the first of each.
    """
    streams = [_stream(asked, lookup, others) for lookup in way]
    if len(streams) == 1:
        return streams[0]
    merged = sa.union(*(sa.select(one.subquery().c.thing) for one in streams)).subquery()
    portion: sa.BindParameter[Any] = sa.bindparam("portion", type_=sa.BigInteger)
    order = merged.c.thing.desc() if asked.descending else merged.c.thing
    return sa.select(merged.c.thing).order_by(order).limit(portion)


def rows_of_things_wanted(asked: Asked) -> sa.Select[Any]:
    """The rows of those of some things that are wanted."""
    return _shown(asked, _first(asked, _wanted(asked).where(one_of(TABLE.c.thing, "things"))))


def along_index(asked: Asked, goes_on: bool) -> sa.Select[Any]:
    """The marks of all that there is now, along the index of an order."""
    return _first(asked, sa.select(*marked(asked.order)).where(holds(TABLE, NOW)), goes_on)


def rows_of_things(asked: Asked, goes_on: bool) -> sa.Select[Any]:
    """The rows of some things that are known to be wanted."""
    conditions = (holds(TABLE, asked.clocks), *seen_by(asked.scope), one_of(TABLE.c.thing, "things"))
    return _shown(asked, _first(asked, sa.select(TABLE.c.thing).where(*conditions), goes_on))


def rows_wanted(asked: Asked, goes_on: bool, ways: tuple[Way, ...], is_sorted: bool) -> sa.Select[Any]:
    """The rows that are wanted, among the things found in all of the ways where some are given."""
    wanted = _wanted(asked)
    if ways:
        wanted = wanted.where(selected(TABLE.c.thing, _gathered(ways, asked.clocks)))
    return _shown(asked, _first(asked, wanted, goes_on, by_hand=is_sorted))


def _first(asked: Asked, wanted: sa.Select[Any], goes_on: bool = False, *, by_hand: bool = False) -> sa.Select[Any]:
    """The first of what is wanted in its order, behind a mark where the list goes on."""
    limit: sa.BindParameter[Any] = sa.bindparam("limit", type_=sa.BigInteger)
    if goes_on:
        wanted = wanted.where(comes_after(asked.order, asked.descending))
    return wanted.order_by(*sorted_by(asked.order, asked.descending, by_hand=by_hand)).limit(limit)


def _stream(asked: Asked, lookup: Lookup, others: Sequence[Way]) -> sa.Select[Any]:
    things = things_under(lookup, asked.clocks)
    thing = things.selected_columns.thing
    mark: sa.BindParameter[Any] = sa.bindparam("after_thing", type_=sa.BigInteger)
    portion: sa.BindParameter[Any] = sa.bindparam("portion", type_=sa.BigInteger)
    goes_on = thing < mark if asked.descending else thing > mark
    things = things.where(goes_on, *(_is_in(way, thing, asked.clocks) for way in others))
    return things.order_by(thing.desc() if asked.descending else thing).limit(portion)


def _is_in(way: Way, thing: sa.ColumnElement[Any], clocks: Clocks) -> sa.ColumnElement[bool]:
    """Whether a thing is found in a way, asked of that thing alone."""
    found = (things_under(lookup, clocks) for lookup in way)
    return sa.or_(*(one.where(one.selected_columns.thing == thing).exists() for one in found))


def _gathered(ways: tuple[Way, ...], clocks: Clocks) -> sa.Select[Any] | sa.CompoundSelect[Any]:
    """The things that are found in all of the ways; the first is that of the fewest."""
    first, *others = ways
    if not others:
        return things_in(first, clocks)
    things = things_in(first, clocks).subquery()
    return sa.select(things.c.thing).where(*(_is_in(way, things.c.thing, clocks) for way in others))


def _wanted(asked: Asked) -> sa.Select[Any]:
    return sa.select(TABLE.c.thing).where(*asked.conditions())


def _shown(asked: Asked, wanted: sa.Select[Any]) -> sa.Select[Any]:
    """The rows of the things of a page: only these are read whole, for rows are long."""
    shown = TABLE.alias("shown")
    stands_so = sa.case((shown.c.promise == 1, timeliness_column(shown)))
    rows = sa.select(shown.c.document, stands_so, *marked(asked.order, shown))
    rows = rows.where(selected(shown.c.thing, wanted), holds(shown, asked.clocks))
    return rows.order_by(*sorted_by(asked.order, asked.descending, shown))
