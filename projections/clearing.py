"""Clearing away tables that nobody reads any more, in pieces, so that no writer waits for long."""

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from events.log.database import Database, Statement, Transaction
from events.log.definitions import drop_texts

# SQLite overwrites what it removes, and has one lock for the whole file: these take about a tenth of a second.
ROWS_AT_ONCE = 2_000

_INDEXES = Statement(
    sa.text("SELECT name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = :of_table")
)
_KEY = Statement(sa.text("SELECT name FROM pragma_table_info(:of_table) WHERE pk > 0 ORDER BY pk"))


class _StoredTables(FunctionElement[Any]):
    """The names of the tables that the database has, in one column, `name`."""

    inherit_cache = True
    name = "stored_tables"


@compiles(_StoredTables, "sqlite")
def _tables_on_sqlite(_element: _StoredTables, _compiler: SQLCompiler, **_keywords: Any) -> str:
    return "(SELECT name FROM sqlite_master WHERE type = 'table')"


@compiles(_StoredTables, "postgresql")
def _tables_on_postgresql(_element: _StoredTables, _compiler: SQLCompiler, **_keywords: Any) -> str:
    return "(SELECT tablename::text AS name FROM pg_catalog.pg_tables WHERE schemaname = current_schema())"


_STORED = Statement(sa.select(sa.column("name", sa.Text)).select_from(_StoredTables().alias("stored")))


async def names_in(transaction: Transaction) -> set[str]:
    """The names of all tables of the database."""
    return {name for (name,) in await transaction.fetch_all(_STORED)}


async def clear(database: Database, tables: Iterable[sa.Table]) -> None:
    """Drop the tables that are there, with their indexes."""
    async with database.reading() as transaction:
        there = await names_in(transaction)
    for table in tables:
        if table.name not in there:
            continue
        if database.dialect == "sqlite":
            await _emptied(database, table.name)
        async with database.building() as transaction:
            await transaction.define(drop_texts([table], database.dialect))


async def _emptied(database: Database, name: str) -> None:
    """Drop the indexes of a table one by one, and remove its rows some at a time."""
    async with database.reading() as transaction:
        indexes = [index for (index,) in await transaction.fetch_all(_INDEXES, {"of_table": name})]
        key = ", ".join(f'"{column}"' for (column,) in await transaction.fetch_all(_KEY, {"of_table": name}))
    for index in indexes:
        async with database.building() as transaction:
            await transaction.define([f'DROP INDEX "{index}"'])
    some = f'SELECT {key} FROM "{name}" LIMIT {ROWS_AT_ONCE}'  # noqa: S608 - the names of our own columns
    removal = Statement(sa.text(f'DELETE FROM "{name}" WHERE ({key}) IN ({some})'))  # noqa: S608 - the same
    removed = ROWS_AT_ONCE
    while removed == ROWS_AT_ONCE:
        async with database.building() as transaction:
            removed = await transaction.execute(removal)
