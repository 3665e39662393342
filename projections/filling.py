"""Filling fresh tables: the things of a view are folded whole, and their rows put in many at a time."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Any

import sqlalchemy as sa

from events.log.database import Database, Statement, Transaction, one_of
from projections import heartbeats
from projections.folded_thing import fold_thing
from projections.fresh_tables import FreshTables
from projections.heartbeats import BUILDS
from projections.reading_things import History, Range, of_noun, ranges_of, read_histories, read_range, touched_streams
from projections.versioned_view import VersionedView
from projections.view_failed import ViewFailed

# On SQLite the one lock of the file is held while these are put in: some tens of milliseconds.
ROWS_AT_ONCE = 4_000
THINGS_AT_ONCE = 500

Rows = list[tuple[Any, ...]]
Done = Callable[[int], None]
InTurn = Callable[[], AbstractContextManager[None]]


async def fill(database: Database, fresh: Sequence[FreshTables], known_at: int, process: str, done: Done) -> None:
    """Put in every thing of the views, as the log knew it at a position; `done` is told how many events were folded.

    `process` is the one that builds: where another has taken over, it puts in nothing more.
    """
    for one in fresh:
        for within in await ranges_of(database, one.view.noun):
            done(await fill_range(database, one, within, known_at, process))


async def fill_range(
    database: Database,
    fresh: FreshTables,
    within: Range,
    known_at: int,
    process: str,
    in_turn: InTurn = nullcontext,
) -> int:
    """Put in the things within a range; the number of their events.

    In short transactions, so that on SQLite the service's writer comes in between. `in_turn` is a lock that several
    processes share: whoever holds it need not try again and again for the lock of the file.
    """
    try:
        histories = await read_range(database, within, known_at)
    except LookupError as error:
        raise ViewFailed(fresh.view, 0, error) from error
    portion = _Portion(fresh, histories)
    for table, rows in zip(fresh.tables, portion.rows_by_table, strict=True):
        for start in range(0, len(rows), ROWS_AT_ONCE):
            with in_turn():
                async with database.building() as transaction:
                    await heartbeats.demand(transaction, process, BUILDS, fresh.named)
                    await transaction.copy_in(table, rows[start : start + ROWS_AT_ONCE])
    return sum(map(len, histories))


async def refill(transaction: Transaction, fresh: FreshTables, after: int, known_at: int) -> None:
    """Put in anew each thing of which something was said, or redacted, between two positions."""
    streams = of_noun(fresh.view.noun, await touched_streams(transaction, after, known_at))
    for start in range(0, len(streams), THINGS_AT_ONCE):
        some = streams[start : start + THINGS_AT_ONCE]
        portion = _Portion(fresh, await read_histories(transaction, some, known_at))
        for table, rows in zip(fresh.tables, portion.rows_by_table, strict=True):
            own = Statement(sa.delete(table).where(one_of(table.c.thing, "things")))
            await transaction.execute(own, {"things": portion.things})
            await transaction.copy_in(table, rows)


class _Portion:
    """The rows of some things, for each table of their view."""

    def __init__(self, fresh: FreshTables, histories: Sequence[History]) -> None:
        self.things: list[int] = []
        self.rows_by_table: list[Rows] = [[] for _ in fresh.tables]
        for history in histories:
            self._take(fresh.view, history)
        # In the order of their key: each page of the index is written to once.
        for rows in self.rows_by_table[1:]:
            rows.sort(key=lambda row: row[:5])

    def _take(self, view: VersionedView, history: History) -> None:
        try:
            folded = fold_thing(view, history)
        except Exception as error:
            raise ViewFailed(view, history[0].position - 1, error) from error
        self.things.append(folded.thing)
        for rows, own in zip(self.rows_by_table, folded.rows_by_table, strict=True):
            rows.extend(own)
