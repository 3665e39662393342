"""The one door to a database: transactions that read one state, and transactions that hold the one writer's lock."""

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from typing import Any, Literal, Protocol, runtime_checkable

import sqlalchemy as sa

from events.log.addresses import file_of
from events.log.errors import CommitUnknown
from events.log.statement import Insertion, Parameters, Statement, listed, one_of, selected

__all__ = [
    "CommitUnknown",
    "Database",
    "Insertion",
    "Parameters",
    "Question",
    "Readable",
    "Row",
    "Statement",
    "Transaction",
    "listed",
    "one_of",
    "open_database",
    "selected",
]

Row = tuple[Any, ...]
Question = tuple[Statement, Parameters | None]


class Transaction(Protocol):
    """What can be asked of the database inside one transaction."""

    async def execute(self, statement: Statement, parameters: Parameters | None = None) -> int:
        """Run a statement and say how many rows it touched."""
        ...

    async def execute_many(self, statement: Statement, rows: Sequence[Parameters]) -> None:
        """Run a statement for many rows; no rows, no statement. It may wait to be sent with others: see `flush`."""
        ...

    async def insert(self, insertion: Insertion, rows: Sequence[Row]) -> None:
        """Put rows into a table, each with a value for every column in order; no rows, no statement.

        It may wait to be sent with others: see `flush`.
        """
        ...

    async def flush(self) -> None:
        """Have the database do what waits to be sent, and raise what it refuses.

        A question, `execute` and COMMIT do so too. Each way to a server and back takes longer than a statement.
        """
        ...

    async def ask_ahead(self, questions: Sequence[Question]) -> None:
        """Ask all at once what is going to be asked one by one: each is then answered with what holds now.

        It saves ways to a server and back. What is asked with other parameters is asked anew.
        """
        ...

    async def fetch_all(self, statement: Statement, parameters: Parameters | None = None) -> list[Row]: ...

    async def fetch_one(self, statement: Statement, parameters: Parameters | None = None) -> Row | None: ...

    async def define(self, texts: Sequence[str]) -> None:
        """Run texts that make or change the tables of views, however long they take."""
        ...

    async def copy_in(self, table: sa.Table, rows: Sequence[Row]) -> None:
        """Put many rows into a table as fast as the database can; each with all columns, in the table's order."""
        ...

    async def create_tables(self, tables: Sequence[sa.Table]) -> None:
        """Make tables of views with their indexes; a table that is already there is an error."""
        ...

    async def drop_tables(self, tables: Sequence[sa.Table]) -> None:
        """Drop tables of views with their indexes, those that are there."""
        ...


class Readable(Protocol):
    """What can be read, one state at a time."""

    def reading(self) -> AbstractAsyncContextManager[Transaction]:
        """A transaction that reads one state from beginning to end, and cannot write."""
        ...


@runtime_checkable
class Database(Readable, Protocol):
    """A database that holds the log. Every failure is an error of `events.log.errors`."""

    @property
    def dialect(self) -> Literal["sqlite", "postgresql"]: ...

    async def open(self) -> None:
        """Connect, and refuse a database that could lose or rewrite what it is given."""
        ...

    async def close(self) -> None: ...

    def writing(self) -> AbstractAsyncContextManager[Transaction]:
        """The transaction of the one writer: it waits for the lock, and commits at the end of the block.

        An exception inside undoes it. COMMIT is never cut short by a cancellation: the cancellation is raised after
        it. `CommitUnknown` means that COMMIT was sent and not acknowledged.
        """
        ...

    def building(self) -> AbstractAsyncContextManager[Transaction]:
        """A transaction that fills tables which nobody reads yet, beside the one writer, and never the log.

        It commits at the end of the block, and an exception inside undoes it; a crash of the server may take its last
        commits back, for what they held can be built again. On PostgreSQL it takes no lock and may last. SQLite has
        one lock for the whole file: keep it short there.
        """
        ...

    def swapping(self) -> AbstractAsyncContextManager[Transaction]:
        """`writing()` while nobody reads, for a moment: a table that takes another's name has no past of its own.

        On SQLite a reader keeps the tables of its own state. `DatabaseBusy` where somebody went on reading.
        """
        ...


def open_database(url: str) -> Database:
    """The database of `sqlite:///relative/path`, `sqlite:////absolute/path` or `postgresql://…`, not yet connected.

    Anything else, or a directory that does not exist, raises `AddressRefused`.
    """
    path = file_of(url)
    if path is None:
        from events.log.postgresql import PostgresqlDatabase

        return PostgresqlDatabase(url)
    from events.log.sqlite import SqliteDatabase

    return SqliteDatabase(path)
