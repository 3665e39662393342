"""Keeping the bitmap index of a process: it is read from the view portion by portion, and then follows the log.

A question reads one state of the log. The index is brought to that state first, by reading anew of which activities
something was said in between. Where it has gone on already, the question is told of which activities that was: what it
finds of these it reads from the view.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from typing import NamedTuple

import msgspec
import sqlalchemy as sa
from msgspec import Struct
from pyroaring import BitMap64

from events.identity import Noun, stream_of
from events.log.database import Database, Row, Statement, Transaction, one_of
from events.log.event import Head
from events.log.tables import event
from projections.activities import ACTIVITIES
from projections.activity_filter import TABLE
from projections.bitmaps.index import BitmapIndex, facet_rows, rows
from projections.lookups import FACETS
from projections.reading_things import is_still_in, touched_activities
from projections.runner import ACTIVE, view_states
from projections.standing import read_standing

PORTION = 1_000
# Over so many events it is better to read everything anew, beside the answers.
FOLLOWED_EVENTS_MAX = 5_000
# So many steps of the index are remembered, and where so many activities were spoken of since, no more.
STEPS_MAX = 100
LATER_MAX = 500

_after: sa.BindParameter[int] = sa.bindparam("after", type_=sa.BigInteger)
_until: sa.BindParameter[int] = sa.bindparam("until", type_=sa.BigInteger)
_PORTION = Statement(
    rows.where(TABLE.c.thing > _after).order_by(TABLE.c.thing).limit(sa.bindparam("portion", type_=sa.BigInteger))
)
_PORTION_FACETS = Statement(facet_rows.where(FACETS.c.thing > _after, FACETS.c.thing <= _until))
# The number of a thing is the position of its first event. The view may have lost it.
_THINGS = Statement(sa.select(event.c.position).where(one_of(event.c.stream, "streams"), event.c.version == 1))
_ROWS = Statement(rows.where(one_of(TABLE.c.thing, "things")))
_FACETS = Statement(facet_rows.where(one_of(FACETS.c.thing, "things")))


class Kept(Struct, frozen=True):
    """An index, and the end of the log in the state that it shows."""

    index: BitmapIndex
    log: Head


class Step(NamedTuple):
    """How the index went on: where the log ended before, and the activities of which something was said then."""

    before: Head
    ids: list[str]
    things: list[int]


class News(Struct, frozen=True):
    """Activities of which something was said, with what the view has of them now."""

    ids: list[str]
    things: list[int]
    activities: list[Row]
    facets: list[Row]

    def put_into(self, index: BitmapIndex) -> None:
        """Put what is so now in the place of what was."""
        if self.things:
            index.forget(self.things)
            index.add(self.activities, self.facets)


class IndexAt(Struct, frozen=True):
    """An index as it serves one state of the log: what it holds of `later` activities, with these numbers, does not.

    It goes on to other states: what is taken from it must be taken at once.
    """

    index: BitmapIndex
    later: frozenset[str] = frozenset()
    things: BitMap64 = msgspec.field(default_factory=BitMap64)


class ActivityBitmaps:
    """The index of one process. While it is `missing` and not `there`, `load` is to be called."""

    def __init__(self) -> None:
        self.missing, self.there = asyncio.Event(), asyncio.Event()
        self._kept: Kept | None = None
        self._steps: deque[Step] = deque(maxlen=STEPS_MAX)
        self.missing.set()

    async def load(self, database: Database, pause: Callable[[], Awaitable[None]]) -> bool:
        """Read the index, pausing after each portion; False where it is to be tried again: the view is not whole.

        Each portion is read in a transaction of its own, and so in a state of its own: what was said meanwhile is read
        again at the end, in one that is later than all of them.
        """
        async with database.reading() as transaction:
            began = await _read_by_view(transaction)
        if began is None:
            return False
        index = await _read(database, pause)
        async with database.reading() as transaction:
            log = await _read_by_view(transaction)
            if log is None or not await is_still_in(transaction, began, log):
                return False
            (await _news(transaction, began.position, log.position)).put_into(index)
        self._kept = Kept(index, log)
        self.missing.clear()
        self.there.set()
        return True

    async def at(self, transaction: Transaction, log: Head) -> IndexAt | None:
        """The index for the state that a transaction reads, which ends with `log`; None where there is none."""
        while (kept := self._kept) is not None:
            if kept.log == log:
                return IndexAt(kept.index)
            if log.position < kept.log.position:
                return await self._earlier(transaction, log)
            is_far = log.position - kept.log.position > FOLLOWED_EVENTS_MAX
            if is_far or not await is_still_in(transaction, kept.log, log):
                self.drop(kept)
                return None
            news = await _news(transaction, kept.log.position, log.position)
            # Another request may have brought it on, or dropped it, while this one read.
            if self._kept is kept:
                self._go_on(kept, news, log)
        return None

    async def follow(self, database: Database) -> None:
        """Bring the index to the end of the log, or drop it where it is not of this log, or its view is faulted."""
        kept = self._kept
        async with database.reading() as transaction:
            log, behind = await read_standing(transaction, [ACTIVITIES])
            is_faulted = behind is None and await _is_faulted(transaction)
            if kept is not None and (is_faulted or log.position < kept.log.position):
                self.drop(kept)
            elif behind is None:
                await self.at(transaction, log)

    def drop(self, kept: Kept) -> None:
        """Have no index any more, where it is still this one, until it is read anew."""
        if self._kept is kept:
            self._kept = None
            self._steps.clear()
            self.there.clear()
            self.missing.set()

    def _go_on(self, kept: Kept, news: News, log: Head) -> None:
        try:
            news.put_into(kept.index)
        except BaseException:
            # Some of it may have been put in.
            self.drop(kept)
            raise
        self._steps.append(Step(kept.log, news.ids, news.things))
        self._kept = Kept(kept.index, log)

    async def _earlier(self, transaction: Transaction, log: Head) -> IndexAt | None:
        """The index for a state that it has left: what was said since some step before that state is later.

        Where a log was restored, what was said in it since then is among that, or the index is of another history.
        """
        step = next((one for one in reversed(self._steps) if one.before.position <= log.position), None)
        if step is None or not await is_still_in(transaction, step.before, log):
            return None
        said = await touched_activities(transaction, step.before.position, log.position)
        since = [one for one in self._steps if one.before.position >= step.before.position]
        later = frozenset(one for step in since for one in step.ids)
        if self._kept is None or step not in since or len(later) > LATER_MAX or not later.issuperset(said):
            return None
        return IndexAt(self._kept.index, later, BitMap64([thing for step in since for thing in step.things]))


async def _read_by_view(transaction: Transaction) -> Head | None:
    """The end of the log; None where the view has not read it, or is faulted and may have lost a thing."""
    log, behind = await read_standing(transaction, [ACTIVITIES])
    return log if behind is None and not await _is_faulted(transaction) else None


async def _is_faulted(transaction: Transaction) -> bool:
    return (await view_states(transaction))[ACTIVITIES.name, ACTIVITIES.version].state != ACTIVE


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
    if not ids:
        return News([], [], [], [])
    streams = [stream_of(Noun.ACTIVITY, one) for one in ids]
    things = [thing for (thing,) in await transaction.fetch_all(_THINGS, {"streams": streams})]
    given = {"things": things}
    return News(ids, things, await transaction.fetch_all(_ROWS, given), await transaction.fetch_all(_FACETS, given))
