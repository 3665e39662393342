"""What a mutation has at hand: a database inside a transaction, the log as it was, and chance."""

from collections.abc import Collection
from functools import cache
from random import Random
from typing import Any

import sqlalchemy as sa
from msgspec import Struct

from events.log.database import Statement, Transaction
from events.log.tables import checkpoint, tile
from tests.consistency.signed_log import SignedLog


class Hand(Struct, frozen=True):
    """What a mutation has at hand: the database inside a transaction, the log as it was, and chance."""

    transaction: Transaction
    log: SignedLog
    random: Random

    def row(self, table: sa.Table) -> dict[str, Any]:
        """Any row of a table."""
        return self.random.choice(self.log.rows[table.name])

    async def set(self, table: sa.Table, row: dict[str, Any], column: str, value: Any, cast: bool = False) -> None:
        """Put a value into one column of one row."""
        touched = await self.transaction.execute(updating(table, column, cast), {**keys_of(table, row), "new": value})
        assert touched == 1, "One row was expected to be altered."

    async def remove(self, table: sa.Table, row: dict[str, Any]) -> None:
        """Remove one row."""
        assert await self.transaction.execute(removing(table), keys_of(table, row)) == 1

    async def run(self, text: str, **parameters: Any) -> int:
        """Run a text of SQL."""
        return await self.transaction.execute(written(text), parameters)


def keys_of(table: sa.Table, row: dict[str, Any]) -> dict[str, Any]:
    """The values that tell the row from others."""
    return {f"key_{column.name}": row[column.name] for column in table.primary_key.columns}


def place_of(table: sa.Table, row: dict[str, Any]) -> int:
    """The position that a row of any table belongs to: of a tile, the last that it holds."""
    if table is tile:
        return int((row["number"] + 1) * 256 ** (row["level"] + 1))
    return int(row["size"] if table is checkpoint else row["position"])


@cache
def updating(table: sa.Table, column: str, cast: bool) -> Statement:
    """A statement that puts a value into one column of one row."""
    value: Any = sa.bindparam("new", type_=table.c[column].type)
    if cast:
        value = sa.cast(sa.bindparam("new", type_=sa.LargeBinary()), sa.Text())
    return Statement(sa.update(table).where(*_key(table)).values({column: value}))


@cache
def removing(table: sa.Table) -> Statement:
    """A statement that removes one row."""
    return Statement(sa.delete(table).where(*_key(table)))


@cache
def inserting(table: sa.Table) -> Statement:
    """A statement that adds a row."""
    return Statement(sa.insert(table))


@cache
def written(text: str) -> Statement:
    """A statement that was written as SQL."""
    return Statement(sa.text(text))


def _key(table: sa.Table) -> Collection[sa.ColumnElement[bool]]:
    return [column == sa.bindparam(f"key_{column.name}", type_=column.type) for column in table.primary_key.columns]
