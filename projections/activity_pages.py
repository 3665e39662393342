"""Pages of activities: a list at one state of the log, in one of its orders, at the cost of what the page shows.

There are four ways to a page. A list in the order told that stands under one value, a body's or a topic's, or under any
of some, is streamed: the things under a value come in their order from the key of the facets alone. What is found under
few things is gathered and sorted, and so is what is rare. Anything else is walked in the order of an index.
"""

from collections.abc import Sequence
from functools import partial
from typing import Any, NamedTuple

import msgspec
import sqlalchemy as sa
from msgspec import Struct

from events.activity_state import Activity
from events.log.database import Row, Statement, Transaction, one_of, selected
from projections.activities import ACTIVITIES, NO_KEY
from projections.activity_filter import TABLE, ActivityFilter, Values
from projections.activity_orders import Mark, Order, comes_after, in_other_days, marked, sorted_by
from projections.activity_questions import Asked, statement_for
from projections.clocks import NOW, Clocks, holds, parameters_of
from projections.filter_conditions import lookups_of
from projections.lookups import Lookup, things_in, things_under
from projections.merged import whole_activities, whole_documents
from projections.promise_columns import timeliness_column
from projections.timeliness import Timeliness

# So many things are gathered and sorted; more only where a walk would probably lead over so many rows.
GATHERED_MAX = 10_000
WALKED_MAX = 30_000
# Of what is streamed, each further portion is as long as it will probably take, and so many times the one before.
GROWTH_MIN, GROWTH_MAX = 2, 32
STREAMED_MAX = 20_000
# More streams than these are not merged.
STREAMS_MAX = 20
LAST = 2**62


class Kept(Struct, frozen=True):
    """An activity as the view keeps it, in JSON, and how its promise stands; None for what is no promise."""

    document: str
    timeliness: Timeliness | None


class Page(Struct, frozen=True, kw_only=True):
    """The activities of a page, and where to go on, None at the end."""

    kept: tuple[Kept, ...]
    next: Mark | None = None

    @property
    def activities(self) -> tuple[Activity, ...]:
        """The activities, read."""
        return tuple(ACTIVITIES.decoder.decode(one.document) for one in self.kept)


class Extent(Struct, frozen=True):
    """How many activities a list has, and of how many there are at most."""

    total: int
    of: int

    def walk(self, limit: int) -> float:
        """Over how many rows a walk to so many of them will probably lead."""
        return limit * self.of / self.total


async def read_page(
    transaction: Transaction, asked: Asked, limit: int, after: Mark | None = None, extent: Extent | None = None
) -> Page:
    """A page of a list. The order is total, so that a walk along marks misses and repeats nothing.

    The `extent` of the list, where it is known, shows the shorter way.
    """
    if extent is not None and extent.total == 0:
        return Page(kept=())
    values = asked.values | ({"after_key": after.key, "after_thing": after.thing} if after else {})
    ways = lookups_of(asked.wanted)
    sizes = [extent.total if extent else 0] * len(ways)  # Each way holds all of the list.
    if _is_to_be_weighed(asked, ways, extent, limit):
        sizes = await _sizes(transaction, asked, ways, values)
    size, way = min(zip(sizes, ways, strict=True), default=(0, ()), key=lambda one: one[0])
    others = tuple(other for other in ways if other != way and all(lookup.facet != "id" for lookup in other))
    walk = extent.walk(limit) if extent else 0
    if _is_streamed(asked, way):
        rows = await _streamed(transaction, asked, way, others, values, limit + 1, after)
    elif way and (size <= GATHERED_MAX or walk > WALKED_MAX) and not _is_due_of_one(asked):
        rows = await _fetched(transaction, asked, values, limit + 1, after, (way, *others))
    else:
        is_sorted = not ways and (walk > WALKED_MAX or in_other_days(asked.wanted, asked.order))
        rows = await _fetched(transaction, asked, values, limit + 1, after, is_sorted=is_sorted)
    documents = await whole_documents(transaction, [row[0] for row in rows[:limit]], asked.clocks)
    kept = tuple(map(Kept, documents, (_TIMELINESS[row[1]] for row in rows[:limit])))
    return Page(kept=kept, next=Mark(*rows[limit - 1][2:]) if len(rows) > limit else None)


_TIMELINESS: dict[str | None, Timeliness | None] = {None: None, **{one.value: one for one in Timeliness}}
Way = tuple[Lookup, ...]


def _is_streamed(asked: Asked, way: Way) -> bool:
    """Whether a page is found along this way in the order of its things."""
    return asked.order == Order.TOLD and 0 < len(way) <= STREAMS_MAX and all(lookup.is_single for lookup in way)


def _is_due_of_one(asked: Asked) -> bool:
    """Whether it is what one lead owes, in the order due: there is an index of these alone."""
    return asked.order == Order.DUE and len(asked.wanted.leads) == 1 and asked.clocks.is_now


def _is_to_be_weighed(asked: Asked, ways: Sequence[Way], extent: Extent | None, limit: int) -> bool:
    """Whether it has to be known how much stands under what: not where there is one way that is streamed or by id.

    Nor where the list, and so each way, has more than is gathered, or any way is soon streamed as far as the page goes.
    """
    are_streamed = all(_is_streamed(asked, way) for way in ways)
    if extent is not None and (extent.total > GATHERED_MAX or (are_streamed and extent.walk(limit) <= WALKED_MAX)):
        return False
    is_by_id = [lookup.facet for way in ways for lookup in way] == ["id"]
    return bool(ways) and not (_is_due_of_one(asked) or is_by_id or (len(ways) == 1 and are_streamed))


async def _sizes(transaction: Transaction, asked: Asked, ways: Sequence[Way], values: Values) -> list[int]:
    """How much stands under each way, counted up to one more than is gathered."""
    statement = statement_for(("sizes", *asked.shape), partial(_sizes_of, ways, asked.clocks))
    return list(await transaction.fetch_one(statement, values) or ())


def _sizes_of(ways: Sequence[Way], clocks: Clocks) -> sa.Select[Any]:
    cut = (things_in(way, clocks).limit(GATHERED_MAX + 1).subquery() for way in ways)
    return sa.select(*(sa.select(sa.func.count()).select_from(one).scalar_subquery() for one in cut))


async def _fetched(
    transaction: Transaction,
    asked: Asked,
    values: Values,
    limit: int,
    after: Mark | None,
    ways: tuple[Way, ...] = (),
    *,
    is_sorted: bool = False,
) -> list[Row]:
    """Rows in their order, of those found in all of these ways, where there are any; else walked, or all sorted."""
    goes_on = after is not None
    shape = ("page", *asked.shape, asked.order, asked.descending, goes_on, ways, is_sorted)
    statement = statement_for(shape, partial(_page, asked, goes_on, ways, is_sorted))
    return await transaction.fetch_all(statement, {**values, "limit": limit})


async def _streamed(
    transaction: Transaction,
    asked: Asked,
    way: Way,
    others: Sequence[Way],
    values: Values,
    limit: int,
    after: Mark | None,
) -> list[Row]:
    """Rows in the order told of the things under any of the values, portion by portion until there are enough."""
    things_of = statement_for(
        ("things", way, tuple(others), asked.clocks.is_now, asked.descending),
        partial(_things, asked, way, others),
    )
    rows_of = statement_for(("rows", *asked.shape, asked.descending), partial(_rows, asked))
    last = after.thing if after else LAST if asked.descending else 0
    rows: list[Row] = []
    portion, streamed = limit, 0
    while True:
        found = await transaction.fetch_all(things_of, {**values, "after_thing": last, "portion": portion})
        things = [thing for (thing,) in found]
        if things:
            rows += await transaction.fetch_all(rows_of, {**values, "things": things, "limit": limit - len(rows)})
        if len(things) < portion or len(rows) >= limit:
            return rows
        streamed += len(things)
        likely = (limit - len(rows)) * streamed // len(rows) if rows else portion * GROWTH_MAX
        portion = min(max(likely, portion * GROWTH_MIN), portion * GROWTH_MAX, STREAMED_MAX)
        last = things[-1]


def _things(asked: Asked, way: Way, others: Sequence[Way]) -> sa.Select[Any]:
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


def _rows(asked: Asked) -> sa.Select[Any]:
    limit: sa.BindParameter[Any] = sa.bindparam("limit", type_=sa.BigInteger)
    wanted = _wanted(asked).where(one_of(TABLE.c.thing, "things"))
    return _shown(asked, wanted.order_by(*sorted_by(asked.order, asked.descending)).limit(limit))


def _page(asked: Asked, goes_on: bool, ways: tuple[Way, ...], is_sorted: bool) -> sa.Select[Any]:
    limit: sa.BindParameter[Any] = sa.bindparam("limit", type_=sa.BigInteger)
    wanted = _wanted(asked)
    if ways:
        wanted = wanted.where(selected(TABLE.c.thing, _gathered(ways, asked.clocks)))
    if goes_on:
        wanted = wanted.where(comes_after(asked.order, asked.descending))
    keys = sorted_by(asked.order, asked.descending, by_hand=is_sorted)
    return _shown(asked, wanted.order_by(*keys).limit(limit))


def _wanted(asked: Asked) -> sa.Select[Any]:
    return sa.select(TABLE.c.thing).where(*asked.conditions())


def _shown(asked: Asked, wanted: sa.Select[Any]) -> sa.Select[Any]:
    """The rows of the things of a page: only these are read whole, for rows are long."""
    shown = TABLE.alias("shown")
    stands_so = sa.case((shown.c.promise == 1, timeliness_column(shown)))
    rows = sa.select(shown.c.document, stands_so, *marked(asked.order, shown))
    rows = rows.where(selected(shown.c.thing, wanted), holds(shown, asked.clocks))
    return rows.order_by(*sorted_by(asked.order, asked.descending, shown))


async def read_activity(transaction: Transaction, activity_id: str, asked: Asked) -> Activity | None:
    """The activity told under an id, if the one who asks may see it."""
    narrow = msgspec.structs.replace(asked, wanted=ActivityFilter(ids=(activity_id,)))
    page = await read_page(transaction, narrow, 1)
    return page.activities[0] if page.activities else None


async def read_told_as(transaction: Transaction, ids: Sequence[str], clocks: Clocks) -> list[Activity]:
    """The activities that were told under these ids at the clocks, be it their own or another, in their own order.

    What was merged into another is found as a part of that one.
    """
    statement = statement_for(("told as", clocks.is_now), partial(_told_as, clocks))
    rows = await transaction.fetch_all(statement, {"ids": list(ids), **parameters_of(clocks)})
    return await whole_activities(transaction, [ACTIVITIES.decoder.decode(document) for (document,) in rows], clocks)


class TitleListed(NamedTuple):
    """The id and the title (for comparing) of an activity, the ends of its date and the last day on which it is due."""

    id: str
    title: str
    earliest: str | None
    latest: str | None
    due: str | None


async def read_newest_titles(transaction: Transaction, agency_id: str, limit: int) -> list[TitleListed]:
    """The newest activities in which a body has a part, the oldest first."""
    rows = await transaction.fetch_all(_NEWEST_TITLES, {"agency": agency_id, "limit": limit})
    return [TitleListed(*row) for row in reversed(rows)]


def _told_as(clocks: Clocks) -> sa.Select[Any]:
    told = selected(TABLE.c.thing, things_in((Lookup("id", "ids"),), clocks))
    goes_on = TABLE.c.merged_into.is_(None)
    return sa.select(TABLE.c.document).where(told, holds(TABLE, clocks), goes_on).order_by(TABLE.c.id)


_newest = things_under(Lookup("agency", "agency", is_single=True), NOW)
_newest = _newest.order_by(_newest.selected_columns.thing.desc()).limit(sa.bindparam("limit", type_=sa.BigInteger))
# The last day on which it is due, None where there is none.
DUE = sa.func.nullif(TABLE.c.due_by, NO_KEY)
_NEWEST_TITLES = Statement(
    sa.select(TABLE.c.id, TABLE.c.title_key, TABLE.c.date_earliest, TABLE.c.date_latest, DUE)
    .where(selected(TABLE.c.thing, _newest), holds(TABLE, NOW))
    .order_by(TABLE.c.thing.desc())
)
