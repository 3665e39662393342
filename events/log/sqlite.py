"""The log in one SQLite file: for one service process, with commands of the same computer beside it."""

import asyncio
import sqlite3
import time
from collections import deque
from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Literal

import sqlalchemy as sa

from events.log.database import Insertion, Parameters, Question, Row, Statement, Transaction
from events.log.definitions import creation_texts, drop_texts
from events.log.errors import (
    AddressRefused,
    AlreadyStored,
    ChangeRefused,
    CommitUnknown,
    DatabaseBusy,
    DatabaseError,
    DatabaseUnreachable,
    StatementTooSlow,
)
from events.log.network_disks import network_disk_of
from events.log.sqlite_checkpoints import Checkpoints
from events.log.uninterrupted import uninterrupted

READERS_MAX = 8
BUSY_SECONDS_MAX = 10.0
STATEMENT_SECONDS_MAX = 30.0
# Who waits for the lock of another process tries again after so long, and who builds leaves it free for longer: a
# service that waits gets its turn between two pieces of a build.
RETRY_SECONDS_MAX = 0.005
GAP_SECONDS = 0.015
# How many steps of SQLite's machine pass between two looks at the clock: about a millisecond.
STEPS_BETWEEN_LOOKS = 100_000

NOT_OPEN = "The database was used before it was opened."

# Each setting with the answer that SQLite must give when it is asked for afterwards.
SETTINGS: tuple[tuple[str, str, object], ...] = (
    ("journal_mode", "WAL", "wal"),
    ("synchronous", "FULL", 2),
    ("busy_timeout", str(int(BUSY_SECONDS_MAX * 1000)), int(BUSY_SECONDS_MAX * 1000)),
    ("foreign_keys", "ON", 1),
    # Without it INSERT OR REPLACE removes a row and no trigger sees it.
    ("recursive_triggers", "ON", 1),
    # What is removed is overwritten, in the free parts of pages too: a text that was withheld stands nowhere.
    ("secure_delete", "ON", 1),
    # Checkpoints of the write-ahead log are made beside the commits, not in them.
    ("wal_autocheckpoint", "0", 0),
)


class SqliteDatabase:
    """One connection that writes and a few that read; statements run at once, only COMMIT waits in a thread."""

    dialect: Literal["sqlite"] = "sqlite"

    def __init__(self, path: Path) -> None:
        self.path = path
        self._writer: SqliteConnection | None = None
        self._idle_readers: deque[SqliteConnection] = deque()
        self._readers_free = asyncio.Semaphore(READERS_MAX)
        self._one_writer = asyncio.Lock()
        self._checkpoints: Checkpoints | None = None

    async def open(self) -> None:
        network_disk = network_disk_of(self.path)
        if network_disk is not None:
            raise AddressRefused(
                f"A disk of this computer was expected for {self.path}, and a network file system ({network_disk}) "
                f"was found: SQLite's locks do not hold there."
            )
        if not self.path.is_file():
            raise DatabaseUnreachable(
                f"A database made by the migrations was expected at {self.path}, and no file was found."
            )
        self._writer = SqliteConnection(self.path, may_write=True)
        self._checkpoints = Checkpoints(SqliteConnection(self.path, may_write=True).driver)

    async def close(self) -> None:
        """Close every connection; a COMMIT on its way is waited for."""
        async with self._one_writer:
            if self._checkpoints is not None:
                await self._checkpoints.close()
            while self._idle_readers:
                self._idle_readers.pop().driver.close()
            if self._writer is not None:
                self._writer.driver.close()
            self._writer = self._checkpoints = None

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Transaction]:
        assert self._writer is not None, NOT_OPEN
        async with self._readers_free:
            reader = self._idle_readers.pop() if self._idle_readers else SqliteConnection(self.path, may_write=False)
            reader.driver.execute("BEGIN")
            try:
                yield reader
            finally:
                reader.driver.rollback()
                self._take_back(reader)

    def _take_back(self, reader: "SqliteConnection") -> None:
        if self._writer is None:
            reader.driver.close()
        else:
            self._idle_readers.append(reader)

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[Transaction]:
        async with self._one_writer:
            assert self._writer is not None, NOT_OPEN
            assert self._checkpoints is not None, NOT_OPEN
            await self._writer.begin_immediately()
            try:
                yield self._writer
            except BaseException:
                self._writer.driver.rollback()
                raise
            await uninterrupted(self._writer.commit())
            await uninterrupted(self._checkpoints.after_commit(self._writer.driver.total_changes))

    @asynccontextmanager
    async def building(self) -> AsyncIterator[Transaction]:
        async with self.writing() as transaction:
            yield transaction
        await asyncio.sleep(GAP_SECONDS)

    def swapping(self) -> AbstractAsyncContextManager[Transaction]:
        return self.writing()


class SqliteConnection:
    """A connection with the settings on which the promises of the log rest; it is its own transaction."""

    def __init__(self, path: Path, may_write: bool) -> None:
        self.path = path
        # Several threads may use it, one after the other: the loop for statements, a worker for COMMIT.
        self.driver = sqlite3.connect(
            f"{path.as_uri()}?mode=rw", uri=True, isolation_level=None, check_same_thread=False, cached_statements=512
        )
        self._deadline = float("inf")
        try:
            apply_settings(self.driver)
        except BaseException:
            self.driver.close()
            raise
        if not may_write:
            self.driver.execute("PRAGMA query_only = ON")
        self.driver.set_progress_handler(self._is_too_slow, STEPS_BETWEEN_LOOKS)

    async def begin_immediately(self) -> None:
        """Take the lock. Waiting for another process is done between the loop's other work, not by blocking it."""
        give_up_at = time.monotonic() + BUSY_SECONDS_MAX
        pause_seconds = 0.001
        while not self._try_to_begin():
            if time.monotonic() > give_up_at:
                raise DatabaseBusy(
                    f"Another process has been writing to {self.path} for more than {BUSY_SECONDS_MAX:g} seconds: "
                    f"the lock was expected within that time."
                )
            await asyncio.sleep(pause_seconds)
            pause_seconds = min(pause_seconds * 2, RETRY_SECONDS_MAX)

    def _try_to_begin(self) -> bool:
        self.driver.execute("PRAGMA busy_timeout = 0")
        try:
            self.driver.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                raise translated(error) from error
            return False
        finally:
            self.driver.execute(f"PRAGMA busy_timeout = {int(BUSY_SECONDS_MAX * 1000)}")
        return True

    async def commit(self) -> None:
        self._deadline = float("inf")
        try:
            await asyncio.to_thread(self.driver.commit)
        except sqlite3.Error as error:
            self.driver.rollback()
            raise CommitUnknown(f"SQLite did not acknowledge a COMMIT to {self.path}: {error}.") from error

    async def execute(self, statement: Statement, parameters: Parameters | None = None) -> int:
        return self._run(statement, parameters).rowcount

    async def execute_many(self, statement: Statement, rows: Sequence[Parameters]) -> None:
        compiled = statement.compiled_for("sqlite")
        bare = not compiled.constants and not compiled.lists
        self._run_many(compiled.text, rows if bare else [compiled.bind(row) for row in rows])

    async def insert(self, insertion: Insertion, rows: Sequence[Row]) -> None:
        self._run_many(insertion.text_for_row, rows)

    async def flush(self) -> None:
        """Nothing: a statement is run as soon as it is given."""

    async def ask_ahead(self, questions: Sequence[Question]) -> None:
        """Nothing: there is no way to save."""

    async def fetch_all(self, statement: Statement, parameters: Parameters | None = None) -> list[Row]:
        cursor = self._run(statement, parameters)
        try:
            return cursor.fetchall()
        except sqlite3.Error as error:
            raise translated(error) from error

    async def fetch_one(self, statement: Statement, parameters: Parameters | None = None) -> Row | None:
        cursor = self._run(statement, parameters)
        try:
            row: Row | None = cursor.fetchone()
            return row
        except sqlite3.Error as error:
            raise translated(error) from error
        finally:
            # An unfinished cursor would keep the table from being dropped in the same transaction.
            cursor.close()

    async def define(self, texts: Sequence[str]) -> None:
        self._deadline = float("inf")
        try:
            for text in texts:
                self.driver.execute(text)
        except sqlite3.Error as error:
            raise translated(error) from error

    async def copy_in(self, table: sa.Table, rows: Sequence[Row]) -> None:
        places = ", ".join("?" * len(table.columns))
        self._run_many(f'INSERT INTO "{table.name}" VALUES ({places})', rows)  # noqa: S608 - our own table

    async def create_tables(self, tables: Sequence[sa.Table]) -> None:
        await self.define(creation_texts(tables, "sqlite"))

    async def drop_tables(self, tables: Sequence[sa.Table]) -> None:
        await self.define(drop_texts(tables, "sqlite"))

    def _run(self, statement: Statement, parameters: Parameters | None) -> sqlite3.Cursor:
        compiled = statement.compiled_for("sqlite")
        self._deadline = time.monotonic() + STATEMENT_SECONDS_MAX
        try:
            return self.driver.execute(compiled.text, compiled.bind(parameters))
        except sqlite3.Error as error:
            raise translated(error) from error

    def _run_many(self, text: str, rows: Sequence[Parameters] | Sequence[Row]) -> None:
        self._deadline = time.monotonic() + STATEMENT_SECONDS_MAX
        try:
            self.driver.executemany(text, rows)
        except sqlite3.Error as error:
            raise translated(error) from error

    def _is_too_slow(self) -> bool:
        return time.monotonic() > self._deadline


def apply_settings(driver: sqlite3.Connection) -> None:
    """Put the settings on a connection and refuse it where SQLite did not take one of them."""
    for name, value, expected in SETTINGS:
        driver.execute(f"PRAGMA {name} = {value}").close()
        found = driver.execute(f"PRAGMA {name}").fetchone()[0]
        if found != expected:
            raise DatabaseUnreachable(f"SQLite's setting {name} was expected to be {expected}, and {found} was found.")


def translated(error: sqlite3.Error) -> DatabaseError:
    """The log's own error for one of SQLite's."""
    name = getattr(error, "sqlite_errorname", "") or ""
    if name in ("SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_PRIMARYKEY", "SQLITE_CONSTRAINT_ROWID"):
        return AlreadyStored(f"A row with the same key is already stored: {error}.")
    if name == "SQLITE_CONSTRAINT_TRIGGER":
        return ChangeRefused(str(error))
    if name == "SQLITE_INTERRUPT":
        return StatementTooSlow(f"A statement ran for more than {STATEMENT_SECONDS_MAX:g} seconds and was stopped.")
    if name.startswith("SQLITE_BUSY"):
        return DatabaseBusy(f"Another process held the database for more than {BUSY_SECONDS_MAX:g} seconds: {error}.")
    if name in ("SQLITE_FULL", "SQLITE_CANTOPEN") or name.startswith("SQLITE_IOERR"):
        return DatabaseUnreachable(f"The disk under the database is full or does not answer: {error}.")
    return DatabaseError(f"SQLite refused a statement: {error}.")
