"""Carrying SQLite's write-ahead log over into the database file, beside the commits instead of in them."""

import asyncio
import sqlite3

# Rows written since the last carrying-over; a row costs about one page of 4 kB.
ROWS_BEFORE_CHECKPOINT = 2_000
# Pages in the write-ahead log above which the writer waits, so that the file cannot grow without bound.
PAGES_MAX = 16_000


class Checkpoints:
    """A second connection that empties the write-ahead log in a thread while the writer goes on."""

    def __init__(self, driver: sqlite3.Connection) -> None:
        self._driver = driver
        self._task: asyncio.Task[None] | None = None
        self._pages = 0
        self._changes_at_last = 0

    async def after_commit(self, total_changes: int) -> None:
        """Start a carrying-over where enough was written; wait for it only where the log has grown too long."""
        if total_changes - self._changes_at_last < ROWS_BEFORE_CHECKPOINT:
            return
        if self._pages > PAGES_MAX:
            # With the writer waiting here everything is carried over, and the next commit begins the file anew.
            await self.finished()
            await asyncio.to_thread(self._carry_over)
        elif self._task is None or self._task.done():
            self._task = asyncio.create_task(asyncio.to_thread(self._carry_over))
        self._changes_at_last = total_changes

    async def close(self) -> None:
        await self.finished()
        self._driver.close()

    async def finished(self) -> None:
        """Wait for the carrying-over that is on its way."""
        if self._task is not None:
            await asyncio.wait({self._task})

    def _carry_over(self) -> None:
        try:
            _, self._pages, _ = self._driver.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
        except sqlite3.OperationalError:
            # Nothing is lost: the rows stay in the write-ahead log until the next attempt.
            return
