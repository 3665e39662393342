"""Pages of activities: a list at one state of the log, in one of its orders, at the cost of what the page shows.

There are five ways to a page. Where it is known which things a list has, the page is cut out of these. A list in the
order told that stands under one value, a body's or a topic's, or under any of some, is streamed: the things under a
value come in their order from the key of the facets alone. What is found under few things is gathered and sorted, and
so is what is rare. Anything else is walked in the order of an index.
"""

from collections.abc import Sequence
from functools import partial
from typing import Any

import sqlalchemy as sa
from msgspec import Struct
from msgspec.structs import replace
from pyroaring import BitMap64

from events.activity_state import Activity
from events.log.database import Row, Transaction, selected
from projections import page_statements
from projections.activities import ACTIVITIES
from projections.activity_filter import TABLE, ActivityFilter, Values
from projections.activity_orders import Mark, Order, in_other_days
from projections.activity_questions import Asked, shape_of_scope, statement_for
from projections.clocks import NOW, Clocks, holds, parameters_of
from projections.filter_conditions import lookups_of
from projections.lookups import Lookup, things_in
from projections.merged import whole_activities, whole_documents
from projections.page_statements import GATHERED_MAX, Way
from projections.timeliness import Timeliness

# More things than are gathered are so only where a walk would probably lead over so many rows.
WALKED_MAX = 30_000
# A walk to so many things of a list is mostly over after so many times the rows that lie between them on the average.
WALK_MARGIN = 1.3
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
    """How many activities a list has, of how many there are at most, and which, where that is known."""

    total: int
    of: int
    found: BitMap64 | None = None

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
    rows = await _found_rows(transaction, asked, limit + 1, after, extent)
    documents = await whole_documents(transaction, [row[0] for row in rows[:limit]], asked.clocks)
    kept = tuple(map(Kept, documents, (_TIMELINESS[row[1]] for row in rows[:limit])))
    return Page(kept=kept, next=Mark(*rows[limit - 1][2:]) if len(rows) > limit else None)


_TIMELINESS: dict[str | None, Timeliness | None] = {None: None, **{one.value: one for one in Timeliness}}


async def _found_rows(
    transaction: Transaction, asked: Asked, limit: int, after: Mark | None, extent: Extent | None
) -> list[Row]:
    """The rows of a page and one more, found in the shortest way."""
    values = asked.values | _values_of(after)
    if extent is not None and extent.found is not None and not _is_due_of_one(asked):
        # What a list has is known of the newest state alone: whatever position was named, now is asked.
        things = await _cut_out(transaction, asked, limit, after, extent.found, extent.walk(limit))
        if things is not None:
            rows = await _of_things(transaction, asked, {**values, "things": things}, limit, after)
            # Were a thing not there, the walk would end early.
            if len(things) > limit or len(rows) == len(things):
                return rows
    ways = lookups_of(asked.wanted)
    sizes = [extent.total if extent else 0] * len(ways)  # Each way holds all of the list.
    if _is_to_be_weighed(asked, ways, extent, limit):
        sizes = await _sizes(transaction, asked, ways, values)
    size, way = min(zip(sizes, ways, strict=True), default=(0, ()), key=lambda one: one[0])
    others = tuple(other for other in ways if other != way and all(lookup.facet != "id" for lookup in other))
    walk = extent.walk(limit) if extent else 0
    if _is_streamed(asked, way):
        return await _streamed(transaction, asked, way, others, values, limit, after)
    if way and (size <= GATHERED_MAX or walk > WALKED_MAX) and not _is_due_of_one(asked):
        return await _fetched(transaction, asked, values, limit, after, (way, *others))
    is_sorted = not ways and (walk > WALKED_MAX or in_other_days(asked.wanted, asked.order))
    return await _fetched(transaction, asked, values, limit, after, is_sorted=is_sorted)


def _values_of(after: Mark | None) -> Values:
    return {"after_key": after.key, "after_thing": after.thing} if after else {}


async def _cut_out(
    transaction: Transaction, asked: Asked, limit: int, after: Mark | None, found: BitMap64, walk: float
) -> list[int] | None:
    """Things of a list among which are those of the page; None where these are found more quickly in another way.

    In another order than told they are met along its index; of a list that is short, or rare there, all are taken.
    """
    if asked.order == Order.TOLD:
        return list(_first(found, limit, after, asked.descending))
    things = None
    if walk <= min(len(found), WALKED_MAX):
        things = await _met(transaction, asked, limit, after, found, walk)
    return list(found) if things is None and len(found) <= GATHERED_MAX else things


def _first(found: BitMap64, limit: int, after: Mark | None, descending: bool) -> BitMap64:
    """The first things of a list, behind a mark where one is given."""
    if descending:
        end = len(found) if after is None else found.rank(max(after.thing, 1) - 1)
        return found[max(end - limit, 0) : end]
    start = 0 if after is None else found.rank(after.thing)
    return found[start : start + limit]


async def _met(
    transaction: Transaction, asked: Asked, limit: int, after: Mark | None, found: BitMap64, walk: float
) -> list[int] | None:
    """The first things of a list that are met along the index of its order; None where too few are met on the way."""
    things: list[int] = []
    walked, portion = 0, round(WALK_MARGIN * walk) + 1
    while walked < WALKED_MAX:
        goes_on = after is not None
        shape = ("along", asked.order, asked.descending, goes_on)
        statement = statement_for(shape, partial(page_statements.along_index, asked, goes_on))
        rows = await transaction.fetch_all(statement, {**_values_of(after), "limit": portion})
        things += [thing for _, thing in rows if thing in found]
        if len(things) >= limit or len(rows) < portion:
            return things[:limit]
        walked += len(rows)
        after = Mark(*rows[-1])
    return None


async def _of_things(
    transaction: Transaction, asked: Asked, values: Values, limit: int, after: Mark | None
) -> list[Row]:
    """Rows in their order, of things that are known to be in the list; who may see them is asked once more."""
    goes_on = after is not None
    now = replace(asked, clocks=NOW, scope=replace(asked.scope, goes_back=False, hidden=()))
    shape = ("of things", shape_of_scope(now.scope), asked.order, asked.descending, goes_on)
    statement = statement_for(shape, partial(page_statements.rows_of_things, now, goes_on))
    return await transaction.fetch_all(statement, {**values, "limit": limit})


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
    statement = statement_for(("sizes", *asked.shape), partial(page_statements.sizes, ways, asked.clocks))
    return list(await transaction.fetch_one(statement, values) or ())


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
    statement = statement_for(shape, partial(page_statements.rows_wanted, asked, goes_on, ways, is_sorted))
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
        partial(page_statements.things_in_order, asked, way, others),
    )
    rows_of = statement_for(
        ("rows", *asked.shape, asked.descending), partial(page_statements.rows_of_things_wanted, asked)
    )
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


async def read_activity(transaction: Transaction, activity_id: str, asked: Asked) -> Activity | None:
    """The activity told under an id, if the one who asks may see it."""
    narrow = replace(asked, wanted=ActivityFilter(ids=(activity_id,)))
    page = await read_page(transaction, narrow, 1)
    return page.activities[0] if page.activities else None


async def read_told_as(transaction: Transaction, ids: Sequence[str], clocks: Clocks) -> list[Activity]:
    """The activities that were told under these ids at the clocks, be it their own or another, in their own order.

    What was merged into another is found as a part of that one.
    """
    statement = statement_for(("told as", clocks.is_now), partial(_told_as, clocks))
    rows = await transaction.fetch_all(statement, {"ids": list(ids), **parameters_of(clocks)})
    return await whole_activities(transaction, [ACTIVITIES.decoder.decode(document) for (document,) in rows], clocks)


def _told_as(clocks: Clocks) -> sa.Select[Any]:
    told = selected(TABLE.c.thing, things_in((Lookup("id", "ids"),), clocks))
    goes_on = TABLE.c.merged_into.is_(None)
    return sa.select(TABLE.c.document).where(told, holds(TABLE, clocks), goes_on).order_by(TABLE.c.id)
