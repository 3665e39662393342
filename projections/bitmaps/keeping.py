"""Keeping the bitmap index of a process: it is read from the view portion by portion, and then follows the log.

A question reads one state of the log. The index is brought to that state first, by reading anew of which activities
something was said in between; a question that reads an older state than the index is answered from the view.
"""

import asyncio
from collections.abc import Awaitable, Callable

import sqlalchemy as sa
from msgspec import Struct

from events.log.database import Database, Row, Statement, Transaction, one_of
from events.log.event import Head
from projections.activities import ACTIVITIES
from projections.activity_filter import TABLE
from projections.bitmaps.index import BitmapIndex, facet_rows, rows
from projections.lookups import FACETS
from projections.reading_things import is_still_in, touched_activities
from projections.standing import read_standing

PORTION = 1_000
# Over so many events it is as quick to read everything anew.
FOLLOWED_EVENTS_MAX = 20_000

_after: sa.BindParameter[int] = sa.bindparam("after", type_=sa.BigInteger)
_until: sa.BindParameter[int] = sa.bindparam("until", type_=sa.BigInteger)
_PORTION = Statement(
    rows.where(TABLE.c.thing > _after).order_by(TABLE.c.thing).limit(sa.bindparam("portion", type_=sa.BigInteger))
)
_PORTION_FACETS = Statement(facet_rows.where(FACETS.c.thing > _after, FACETS.c.thing <= _until))
_THINGS = Statement(sa.select(TABLE.c.thing).distinct().where(one_of(TABLE.c.id, "ids")))
_ROWS = Statement(rows.where(one_of(TABLE.c.thing, "things")))
_FACETS = Statement(facet_rows.where(one_of(FACETS.c.thing, "things")))


class Kept(Struct, frozen=True):
    """An index, and the end of the log in the state that it shows."""

    index: BitmapIndex
    log: Head


class News(Struct, frozen=True):
    """Activities of which something was said, with what the view has of them now."""

    things: list[int]
    activities: list[Row]
    facets: list[Row]

    def put_into(self, index: BitmapIndex) -> None:
        """Put what is so now in the place of what was."""
        index.forget(self.things)
        index.add(self.activities, self.facets)


class ActivityBitmaps:
    """The index of one process. While it is `missing` and not `there`, `load` is to be called."""

    def __init__(self) -> None:
        self.missing, self.there = asyncio.Event(), asyncio.Event()
        self._kept: Kept | None = None
        self.missing.set()

    async def load(self, database: Database, pause: Callable[[], Awaitable[None]]) -> bool:
        """Read the index, pausing after each portion; False where it is to be tried again: the view is behind.

        Each portion is read in a transaction of its own, and so in a state of its own: what was said meanwhile is read
        again at the end, in one that is later than all of them.
        """
        async with database.reading() as transaction:
            began, behind = await read_standing(transaction, [ACTIVITIES])
        if behind is not None:
            return False
        index = await _read(database, pause)
        async with database.reading() as transaction:
            log, behind = await read_standing(transaction, [ACTIVITIES])
            if behind is not None or not await is_still_in(transaction, began, log):
                return False
            (await _news(transaction, began.position, log.position)).put_into(index)
        self._kept = Kept(index, log)
        self.missing.clear()
        self.there.set()
        return True

    async def at(self, transaction: Transaction, log: Head) -> BitmapIndex | None:
        """The index in the state that a transaction reads, which ends with `log`; None where there is none.

        It goes on to other states: what is taken from it must be taken at once.
        """
        kept = self._kept
        if kept is None or kept.log == log:
            return kept.index if kept else None
        if log.position < kept.log.position:
            return None
        is_far = log.position - kept.log.position > FOLLOWED_EVENTS_MAX
        if is_far or not await is_still_in(transaction, kept.log, log):
            self._drop(kept)
            return None
        news = await _news(transaction, kept.log.position, log.position)
        if self._kept is not kept:
            # Another request has brought it on, or dropped it, while this one read.
            return self._kept.index if self._kept is not None and self._kept.log == log else None
        news.put_into(kept.index)
        self._kept = Kept(kept.index, log)
        return kept.index

    def _drop(self, kept: Kept) -> None:
        if self._kept is kept:
            self._kept = None
            self.there.clear()
            self.missing.set()


async def _read(database: Database, pause: Callable[[], Awaitable[None]]) -> BitmapIndex:
    index, last = BitmapIndex(), 0
    while True:
        async with database.reading() as transaction:
            activities = await transaction.fetch_all(_PORTION, {"after": last, "portion": PORTION})
            until = activities[-1][0] if activities else last
            facets = await transaction.fetch_all(_PORTION_FACETS, {"after": last, "until": until})
        if not activities:
            index.compact()
            return index
        index.add(activities, facets)
        last = until
        await pause()


async def _news(transaction: Transaction, after: int, until: int) -> News:
    ids = await touched_activities(transaction, after, until)
    things = [thing for (thing,) in await transaction.fetch_all(_THINGS, {"ids": ids})] if ids else []
    if not things:
        return News([], [], [])
    given = {"things": things}
    return News(things, await transaction.fetch_all(_ROWS, given), await transaction.fetch_all(_FACETS, given))
