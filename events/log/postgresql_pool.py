"""Connections to PostgreSQL that are kept open, and made anew when the server dropped them."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import psycopg
from psycopg.pq import TransactionStatus

from events.log.addresses import conninfo_of
from events.log.errors import DatabaseUnreachable

Connection = psycopg.AsyncConnection[tuple[Any, ...]]

STATEMENT_SECONDS_MAX = 30
LOCK_SECONDS_MAX = 10
SETTINGS = f"SET statement_timeout = '{STATEMENT_SECONDS_MAX}s'; SET lock_timeout = '{LOCK_SECONDS_MAX}s'"
# A reader may draw a long answer in the middle of its transaction; it keeps nobody waiting.
IDLE_SECONDS_MAX = 60
# A process that hangs while it holds the lock loses it after this time. It is less than others wait for the lock, so
# that those who came after the hang wait, and are written, and are not sent away.
IDLE_IN_LOCK_SECONDS_MAX = 8
# What the address does not say otherwise: a silent server is given up within seconds, not minutes.
CONNECTION_DEFAULTS = {
    "connect_timeout": 5,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 15_000,
    "application_name": "tourdetable",
}
LOCK_WAS_HELD = (psycopg.errors.LockNotAvailable, psycopg.errors.QueryCanceled)


class PostgresqlPool:
    """At most `connections_max` connections to one address; who comes later waits.

    The server drops a connection that does nothing for `idle_seconds_max` in the middle of a transaction. `further` are
    more settings, as statements.
    """

    def __init__(self, url: str, connections_max: int, idle_seconds_max: int, further: str = "") -> None:
        self._address: dict[str, Any] = {**CONNECTION_DEFAULTS, **conninfo_of(url)}
        self._free = asyncio.Semaphore(connections_max)
        self._settings = f"{SETTINGS}; SET idle_in_transaction_session_timeout = '{idle_seconds_max}s'; {further}"
        self._idle: deque[Connection] = deque()
        self._is_open = True

    @asynccontextmanager
    async def begun(self, begin: str) -> AsyncIterator[Connection]:
        """A connection on which the transaction has begun; whoever takes it ends the transaction."""
        async with self._free:
            connection = await self._begin(begin)
            try:
                yield connection
            finally:
                await self._take_back(connection)

    async def close(self) -> None:
        self._is_open = False
        while self._idle:
            await self._idle.pop().close()

    async def _begin(self, begin: str) -> Connection:
        while self._idle:
            connection = self._idle.pop()
            try:
                return await _after(connection, begin)
            except psycopg.OperationalError as error:
                # Nothing was asked of it yet: where the server had dropped it, another one can begin.
                if isinstance(error, LOCK_WAS_HELD):
                    raise
        return await _after(await self._connect(), begin)

    async def _connect(self) -> Connection:
        try:
            connection = await psycopg.AsyncConnection.connect(**self._address, autocommit=True)
        except psycopg.OperationalError as error:
            raise DatabaseUnreachable(f"PostgreSQL could not be reached: {str(error).strip()}.") from error
        return await _after(connection, self._settings)

    async def _take_back(self, connection: Connection) -> None:
        reusable = not connection.closed and connection.info.transaction_status == TransactionStatus.IDLE
        if reusable and self._is_open:
            self._idle.append(connection)
        else:
            await connection.close()


async def _after(connection: Connection, text: str) -> Connection:
    """The connection after it ran a text; closed where it could not, or where its turn was cancelled."""
    try:
        await connection.execute(text.encode())
    except BaseException:
        await connection.close()
        raise
    return connection
