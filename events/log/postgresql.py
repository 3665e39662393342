"""The log on PostgreSQL: any number of service processes on one database, one of them writing at a time."""

from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Literal

import psycopg
import sqlalchemy as sa
from psycopg.errors import Diagnostic
from psycopg.pq import TransactionStatus

from events.log.copying import copied
from events.log.database import Insertion, Parameters, Question, Row, Statement, Transaction
from events.log.definitions import creation_texts, drop_texts
from events.log.errors import (
    CommitUnknown,
    DatabaseUnreachable,
    TransactionAborted,
)
from events.log.hanging import WaitingForLock
from events.log.postgresql_errors import translated, translation
from events.log.postgresql_pool import (
    IDLE_IN_LOCK_SECONDS_MAX,
    IDLE_SECONDS_MAX,
    Connection,
    PostgresqlPool,
)
from events.log.together import Text, together
from events.log.uninterrupted import uninterrupted

# The key of the advisory lock that the one writer of a database holds: the letters "tour" as a number.
WRITER_LOCK_KEY = 0x746F7572

# What a writer asks it finds by an index. A plan that was made while a table was short, and is kept, would read the
# whole of it again and again until the server has counted its rows anew.
BY_INDEX = "SET enable_seqscan = off; SET jit = off"

# To compile a question takes longer than the longest that is asked here.
WITHOUT_COMPILING = "SET jit = off"

WRITERS_MAX = 2
# One may make an index for minutes while another says that the build is under way.
BUILDERS_MAX = 2
READERS_MAX = 8
SERVER_VERSION_MIN = 150_000

# The lock comes before the first snapshot and lasts to the end: while tables of views change their names (`swapping`)
# nobody begins to read, and a reader who has begun never meets a table that its own state does not know.
GATE = "projection"
BEGIN_READING = f"BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; LOCK TABLE {GATE} IN ACCESS SHARE MODE"
BEGIN_LOOKING = "BEGIN READ ONLY"
# What is built counts only once a later COMMIT has named it, and that one waits for the disk.
BEGIN_BUILDING = "BEGIN; SET LOCAL statement_timeout = 0; SET LOCAL synchronous_commit = off"
# Short, for whoever wants to read waits behind it; the caller tries again.
GATE_MILLISECONDS_MAX = 300
CLOSE_GATE = (f"SET LOCAL lock_timeout = {GATE_MILLISECONDS_MAX}", f"LOCK TABLE {GATE} IN ACCESS EXCLUSIVE MODE")
# Two statements in one round trip: under READ COMMITTED each takes its own snapshot, so that what is read after the
# lock is what the previous writer left behind.
BEGIN_WRITING = f"BEGIN ISOLATION LEVEL READ COMMITTED; SELECT pg_advisory_xact_lock({WRITER_LOCK_KEY})"


class PostgresqlDatabase:
    """Connections for writers and, apart from them, for readers, so that readers never keep a writer waiting."""

    dialect: Literal["postgresql"] = "postgresql"

    def __init__(self, url: str) -> None:
        self._writers = PostgresqlPool(url, WRITERS_MAX, IDLE_IN_LOCK_SECONDS_MAX, BY_INDEX)
        self._readers = PostgresqlPool(url, READERS_MAX, IDLE_SECONDS_MAX, WITHOUT_COMPILING)
        self._builders = PostgresqlPool(url, BUILDERS_MAX, IDLE_SECONDS_MAX)

    async def open(self) -> None:
        async with self._readers.begun(BEGIN_LOOKING) as connection:
            version = connection.info.server_version
            encoding = connection.info.parameter_status("server_encoding")
            await roll_back(connection)
        if version < SERVER_VERSION_MIN or encoding != "UTF8":
            raise DatabaseUnreachable(
                f"PostgreSQL 15 or newer with the encoding UTF8 was expected, and version {version // 10_000} "
                f"with {encoding} was found."
            )

    async def close(self) -> None:
        await self._writers.close()
        await self._readers.close()
        await self._builders.close()

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Transaction]:
        with translation():
            async with self._readers.begun(BEGIN_READING) as connection:
                try:
                    yield PostgresqlTransaction(connection)
                finally:
                    await uninterrupted(roll_back(connection))

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[Transaction]:
        waiting = WaitingForLock(self._readers, WRITER_LOCK_KEY, IDLE_IN_LOCK_SECONDS_MAX)
        try:
            async with self._changing(self._writers, BEGIN_WRITING) as transaction:
                waiting.is_over()
                yield transaction
        finally:
            waiting.is_over()

    def building(self) -> AbstractAsyncContextManager[Transaction]:
        return self._changing(self._builders, BEGIN_BUILDING)

    @asynccontextmanager
    async def swapping(self) -> AsyncIterator[Transaction]:
        async with self.writing() as transaction:
            await transaction.define(CLOSE_GATE)
            yield transaction

    @asynccontextmanager
    async def _changing(self, pool: PostgresqlPool, begin: str) -> AsyncIterator[Transaction]:
        with translation():
            async with pool.begun(begin) as connection:
                transaction = PostgresqlTransaction(connection)
                try:
                    yield transaction
                except DatabaseUnreachable:
                    # Also a server that has become a standby: the next writer looks for the new one.
                    await connection.close()
                    raise
                except BaseException:
                    await uninterrupted(roll_back(connection))
                    raise
                await uninterrupted(commit(connection, transaction.waiting))


class PostgresqlTransaction:
    """One transaction on one connection, with answers in PostgreSQL's binary form.

    What only changes rows waits until an answer is needed, and is sent together (the driver's pipeline).
    """

    def __init__(self, connection: Connection) -> None:
        self.waiting: list[Text] = []
        self._connection = connection
        self._cursor = connection.cursor(binary=True)
        self._ahead: dict[Statement, tuple[Parameters | None, list[Row]]] = {}

    async def execute(self, statement: Statement, parameters: Parameters | None = None) -> int:
        await self._run(statement, parameters)
        return self._cursor.rowcount

    async def execute_many(self, statement: Statement, rows: Sequence[Parameters]) -> None:
        compiled = statement.compiled_for("postgresql")
        self.waiting += [(compiled.text_as_bytes, compiled.bind(row)) for row in rows]

    async def insert(self, insertion: Insertion, rows: Sequence[Row]) -> None:
        if rows:
            self.waiting.append(insertion.text_for(rows))

    async def flush(self) -> None:
        if self.waiting:
            waiting = self.waiting[:]
            self.waiting.clear()
            with translation():
                async with self._connection.pipeline():
                    await run_all(self._cursor, waiting)

    async def ask_ahead(self, questions: Sequence[Question]) -> None:
        await self.flush()
        with translation():
            asked = []
            async with self._connection.pipeline():
                for statement, parameters in questions:
                    compiled = statement.compiled_for("postgresql")
                    cursor = self._connection.cursor(binary=True)
                    asked.append(await cursor.execute(compiled.text_as_bytes, compiled.bind(parameters)))
            for (statement, parameters), cursor in zip(questions, asked, strict=True):
                self._ahead[statement] = parameters, await cursor.fetchall()

    async def fetch_all(self, statement: Statement, parameters: Parameters | None = None) -> list[Row]:
        answered = self._answered(statement, parameters)
        if answered is not None:
            return answered
        await self._run(statement, parameters)
        return await self._cursor.fetchall()

    async def fetch_one(self, statement: Statement, parameters: Parameters | None = None) -> Row | None:
        answered = self._answered(statement, parameters)
        if answered is not None:
            return answered[0] if answered else None
        await self._run(statement, parameters)
        return await self._cursor.fetchone()

    def _answered(self, statement: Statement, parameters: Parameters | None) -> list[Row] | None:
        """The answer to what was asked ahead, once."""
        asked_with, rows = self._ahead.pop(statement, (None, None))
        return rows if asked_with == parameters else None

    async def define(self, texts: Sequence[str]) -> None:
        await self.flush()
        with translation():
            for text in texts:
                await self._cursor.execute(text.encode())

    async def copy_in(self, table: sa.Table, rows: Sequence[Row]) -> None:
        await self.flush()
        with translation():
            async with self._cursor.copy(f'COPY "{table.name}" FROM STDIN'.encode()) as copy:
                await copy.write(copied(rows))

    async def create_tables(self, tables: Sequence[sa.Table]) -> None:
        await self.define(creation_texts(tables, "postgresql"))

    async def drop_tables(self, tables: Sequence[sa.Table]) -> None:
        await self.define(drop_texts(tables, "postgresql"))

    async def _run(self, statement: Statement, parameters: Parameters | None) -> None:
        await self.flush()
        compiled = statement.compiled_for("postgresql")
        try:
            await self._cursor.execute(compiled.text_as_bytes, compiled.bind(parameters))
        except psycopg.Error as error:
            raise translated(error) from error


async def run_all(cursor: psycopg.AsyncCursor[Row], waiting: Sequence[Text]) -> None:
    """Send statements one behind the other; within a pipeline nobody waits for their answers."""
    for text, parameters in together(waiting):
        await cursor.execute(text, parameters)


async def commit(connection: Connection, waiting: Sequence[Text]) -> None:
    """Send what waits and COMMIT, and believe only a plain yes: a warning means that a standby may not have it."""
    warnings: list[str | None] = []

    def note(notice: Diagnostic) -> None:
        # Its words are gone once the answer has been read.
        warnings.append(notice.message_primary)

    connection.add_notice_handler(note)
    try:
        async with connection.pipeline():
            await run_all(connection.cursor(binary=True), waiting)
            cursor = await connection.execute("COMMIT")
    except (psycopg.OperationalError, psycopg.InterfaceError) as error:
        if error.diag.severity_nonlocalized == "ERROR":
            # The server refused it, undid it and goes on.
            await roll_back(connection)
            raise
        await connection.close()
        raise CommitUnknown(f"PostgreSQL did not acknowledge a COMMIT: {str(error).strip()}.") from error
    finally:
        connection.remove_notice_handler(note)
    if warnings:
        raise CommitUnknown(f"PostgreSQL answered a COMMIT with a warning: {warnings[0]}.")
    if cursor.statusmessage != "COMMIT":
        raise TransactionAborted(
            "A COMMIT was expected, and PostgreSQL undid the transaction: a statement in it had failed."
        )


async def roll_back(connection: Connection) -> None:
    if not connection.closed and connection.info.transaction_status != TransactionStatus.IDLE:
        try:
            await connection.execute("ROLLBACK")
        except psycopg.Error:
            # A connection that cannot even do this is closed; the server undoes the transaction by itself.
            await connection.close()
