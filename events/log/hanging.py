"""Ending a writer that hangs while it holds the lock, where PostgreSQL's own time limits do not.

The server drops who does nothing inside a transaction. It does not take for idle a process that was stopped between
two parts of what it sends together: it reads on, without an end, with the lock held. No limit covers that before the
`transaction_timeout` of PostgreSQL 17, so whoever waits for the lock looks at who has it.
"""

import asyncio
from contextlib import suppress

import psycopg

from events.log.errors import LogError
from events.log.postgresql_pool import PostgresqlPool

SECONDS_BETWEEN = 0.5
# The lock's key is given in two halves. Only who waits for its client, and for so long, hangs.
END = """
SELECT pg_terminate_backend(holder.pid)
FROM pg_locks AS held JOIN pg_stat_activity AS holder USING (pid)
WHERE held.locktype = 'advisory' AND held.granted AND held.classid = 0 AND held.objid = %s
  AND held.database = (SELECT oid FROM pg_database WHERE datname = current_database())
  AND holder.wait_event = 'ClientRead' AND holder.state_change < clock_timestamp() - make_interval(secs => %s)
"""


class WaitingForLock:
    """A wait for the lock: until it `is_over`, a holder that has been silent for so many seconds is ended."""

    def __init__(self, pool: PostgresqlPool, lock_key: int, seconds: float) -> None:
        self._pool, self._lock_key, self._seconds = pool, lock_key, seconds
        self._looking: asyncio.Task[None] | None = None
        self._alarm = asyncio.get_running_loop().call_later(seconds, self._look)

    def is_over(self) -> None:
        """Look at nobody any more."""
        self._alarm.cancel()
        if self._looking is not None:
            self._looking.cancel()

    def _look(self) -> None:
        self._looking = asyncio.create_task(self._end_whoever_hangs(), name="hanging writer")

    async def _end_whoever_hangs(self) -> None:
        while True:
            with suppress(LogError, psycopg.Error):
                async with self._pool.begun("BEGIN READ ONLY") as connection:
                    await connection.execute(END, [self._lock_key, self._seconds])
                    await connection.execute("ROLLBACK")
            await asyncio.sleep(SECONDS_BETWEEN)
