"""One transaction of SQLAlchemy, spoken to as the log speaks to its own: for a restore that happens whole or not."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from events.log.database import Insertion, Parameters, Question, Row, Statement
from events.log.definitions import creation_texts, drop_texts
from events.log.statement import CompiledStatement, DialectName


class OneTransaction:
    """The transaction that a connection is in; whoever opened it commits it."""

    def __init__(self, connection: sa.Connection) -> None:
        self._dialect: DialectName = "postgresql" if connection.dialect.name == "postgresql" else "sqlite"
        self._driver: Any = connection.connection.driver_connection

    async def execute(self, statement: Statement, parameters: Parameters | None = None) -> int:
        return int(self._run(statement, parameters).rowcount)

    async def execute_many(self, statement: Statement, rows: Sequence[Parameters]) -> None:
        if not rows:
            return
        compiled = statement.compiled_for(self._dialect)
        self._driver.cursor().executemany(self._text(compiled), [compiled.bind(row) for row in rows])

    async def insert(self, insertion: Insertion, rows: Sequence[Row]) -> None:
        if not rows:
            return
        if self._dialect == "postgresql":
            self._driver.execute(*insertion.text_for(rows))
        else:
            self._driver.executemany(insertion.text_for_row, rows)

    async def flush(self) -> None:
        """Nothing: a statement is run as soon as it is given."""

    async def ask_ahead(self, questions: Sequence[Question]) -> None:
        """Nothing: a restore does not hurry."""

    async def fetch_all(self, statement: Statement, parameters: Parameters | None = None) -> list[Row]:
        rows: list[Row] = self._run(statement, parameters).fetchall()
        return rows

    async def fetch_one(self, statement: Statement, parameters: Parameters | None = None) -> Row | None:
        cursor = self._run(statement, parameters)
        row: Row | None = cursor.fetchone()
        cursor.close()
        return row

    async def define(self, texts: Sequence[str]) -> None:
        for text in texts:
            self._driver.execute(text)

    async def copy_in(self, table: sa.Table, rows: Sequence[Row]) -> None:
        await self.insert(Insertion(table), rows)

    async def create_tables(self, tables: Sequence[sa.Table]) -> None:
        await self.define(creation_texts(tables, self._dialect))

    async def drop_tables(self, tables: Sequence[sa.Table]) -> None:
        await self.define(drop_texts(tables, self._dialect))

    def _run(self, statement: Statement, parameters: Parameters | None) -> Any:
        compiled = statement.compiled_for(self._dialect)
        return self._driver.execute(self._text(compiled), compiled.bind(parameters))

    def _text(self, compiled: CompiledStatement) -> str | bytes:
        return compiled.text_as_bytes if self._dialect == "postgresql" else compiled.text
