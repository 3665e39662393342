"""Databases that fail in a way that the test chooses, and one that counts what it is asked."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from typing import Any, Literal

import sqlalchemy as sa

from events.log.database import Database, Insertion, Parameters, Question, Row, Statement, Transaction
from events.log.errors import CommitUnknown

Watch = Callable[[Statement | Insertion, Any], None]


class NotCommitted(Exception):
    """Raised in the place of COMMIT, so that the transaction comes to nothing."""


class Unacknowledged:
    """A database whose first COMMITs are not acknowledged; whether they happened is for the test to say."""

    def __init__(self, database: Database, happened: bool, times: int = 1) -> None:
        self.database = database
        self.happened = happened
        self.times = times

    @property
    def dialect(self) -> Literal["sqlite", "postgresql"]:
        return self.database.dialect

    async def open(self) -> None:
        await self.database.open()

    async def close(self) -> None:
        await self.database.close()

    def reading(self) -> AbstractAsyncContextManager[Transaction]:
        return self.database.reading()

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[Transaction]:
        with suppress(NotCommitted):
            async with self.database.writing() as transaction:
                yield transaction
                if self.times and not self.happened:
                    raise NotCommitted
        if self.times:
            self.times -= 1
            raise CommitUnknown("The answer to COMMIT was lost on its way.")

    def building(self) -> AbstractAsyncContextManager[Transaction]:
        return self.database.building()

    def swapping(self) -> AbstractAsyncContextManager[Transaction]:
        return self.database.swapping()


class Watched:
    """A database that shows each statement of a writing transaction to the test before it is run."""

    def __init__(self, database: Database, watch: Watch) -> None:
        self.database = database
        self.watch = watch

    @property
    def dialect(self) -> Literal["sqlite", "postgresql"]:
        return self.database.dialect

    async def open(self) -> None:
        await self.database.open()

    async def close(self) -> None:
        await self.database.close()

    def reading(self) -> AbstractAsyncContextManager[Transaction]:
        return self.database.reading()

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[Transaction]:
        async with self.database.writing() as transaction:
            yield WatchedTransaction(transaction, self.watch)

    def building(self) -> AbstractAsyncContextManager[Transaction]:
        return self.database.building()

    def swapping(self) -> AbstractAsyncContextManager[Transaction]:
        return self.database.swapping()


class WatchedTransaction:
    """A transaction that shows each statement to the test before it is run."""

    def __init__(self, transaction: Transaction, watch: Watch) -> None:
        self.transaction = transaction
        self.watch = watch

    async def execute(self, statement: Statement, parameters: Parameters | None = None) -> int:
        self.watch(statement, parameters)
        return await self.transaction.execute(statement, parameters)

    async def execute_many(self, statement: Statement, rows: Sequence[Parameters]) -> None:
        if rows:
            self.watch(statement, rows)
        await self.transaction.execute_many(statement, rows)

    async def insert(self, insertion: Insertion, rows: Sequence[Row]) -> None:
        if rows:
            self.watch(insertion, rows)
        await self.transaction.insert(insertion, rows)

    async def flush(self) -> None:
        await self.transaction.flush()

    async def ask_ahead(self, questions: Sequence[Question]) -> None:
        await self.transaction.ask_ahead(questions)

    async def fetch_all(self, statement: Statement, parameters: Parameters | None = None) -> list[Row]:
        self.watch(statement, parameters)
        return await self.transaction.fetch_all(statement, parameters)

    async def fetch_one(self, statement: Statement, parameters: Parameters | None = None) -> Row | None:
        self.watch(statement, parameters)
        return await self.transaction.fetch_one(statement, parameters)

    async def define(self, texts: Sequence[str]) -> None:
        await self.transaction.define(texts)

    async def copy_in(self, table: sa.Table, rows: Sequence[Row]) -> None:
        await self.transaction.copy_in(table, rows)

    async def create_tables(self, tables: Sequence[sa.Table]) -> None:
        await self.transaction.create_tables(tables)

    async def drop_tables(self, tables: Sequence[sa.Table]) -> None:
        await self.transaction.drop_tables(tables)
