"""Fresh tables of a view, filled beside those that serve, and the texts that put them in their place.

While they are filled they are called as the view's own with `__new` at the end. When they take the names of these, the
old tables step aside under `__old` until they are cleared away. No answer is read from a table with either ending.
"""

import re
from collections.abc import Iterable, Sequence

import sqlalchemy as sa
from sqlalchemy.schema import AddConstraint, CreateIndex, CreateTable

from events.log.database import Database, Transaction
from events.log.definitions import indexes_of
from events.log.statement import DIALECTS, DialectName
from projections.clearing import names_in
from projections.versioned_view import VersionedView, facet_table_name, table_name, word_table_name

NEW = "new"
OLD = "old"


class FreshTables:
    """The tables of one view while they are filled: those of the view, under another name.

    `build` makes the names of their indexes unlike those of any other build, for an index keeps its name when its
    table changes its own, and SQLite cannot rename it.
    """

    def __init__(self, view: VersionedView, dialect: DialectName, build: str) -> None:
        self.view = view
        self._dialect = dialect
        self._names = [table.name for table in view.tables]
        self.tables = [_renamed(table, f"{table.name}__{NEW}", build) for table in view.tables]

    @property
    def named(self) -> tuple[str, int]:
        """The name and the version of the view."""
        return self.view.name, self.view.version

    @property
    def rows(self) -> sa.Table:
        """The table of the versions of things."""
        return self.tables[0]

    def creation_texts(self) -> list[str]:
        """On PostgreSQL without key and indexes, which are made faster afterwards.

        SQLite has its keys from the beginning; its indexes too, for things come in the order of their ids, and an
        index over a full table would keep the file's one lock for long.
        """
        if self._dialect == "sqlite":
            return [text for table in self.tables for text in (self._table_text(table), *self._index_texts(table))]
        return [self._table_text(table) for table in self.tables]

    def finishing_texts(self) -> list[str]:
        """The keys, the indexes and the statistics, where they are not there yet."""
        if self._dialect == "sqlite":
            return []
        return [text for table in self.tables for text in (self._key_text(table), *self._index_texts(table))] + [
            f'ANALYZE "{table.name}"' for table in self.tables
        ]

    async def wait_for_vacuum(self, database: Database) -> None:
        """Wait until nobody tends the tables that are to change their names: PostgreSQL ends its autovacuum for it.

        The swap itself cannot wait for that: all who read would wait behind it. Raises DatabaseBusy.
        """
        if self._dialect == "postgresql":
            async with database.building() as transaction:
                there = await names_in(transaction)
                own = [name for one in self._names for name in (one, f"{one}__{NEW}") if name in there]
                tended = ", ".join(f'"{name}"' for name in own)
                await transaction.define([f"LOCK TABLE {tended} IN SHARE UPDATE EXCLUSIVE MODE"])

    async def put_in_place(self, transaction: Transaction) -> None:
        """The old tables, those that are there, step aside, and the fresh ones take their names."""
        await put_aside(transaction, self._names)
        await transaction.define([f'ALTER TABLE "{name}__{NEW}" RENAME TO "{name}"' for name in self._names])

    @property
    def left_over(self) -> list[sa.Table]:
        """Whatever a build has left behind, or has put aside."""
        return tables_beside(self._names)

    def _table_text(self, table: sa.Table) -> str:
        if self._dialect == "postgresql":
            # To add the key later is to leave it out now.
            AddConstraint(table.primary_key)
        return str(CreateTable(table).compile(dialect=DIALECTS[self._dialect]))

    def _key_text(self, table: sa.Table) -> str:
        return str(AddConstraint(table.primary_key).compile(dialect=DIALECTS[self._dialect]))

    def _index_texts(self, table: sa.Table) -> list[str]:
        return [
            str(CreateIndex(index).compile(dialect=DIALECTS[self._dialect]))
            for index in indexes_of(table, self._dialect)
        ]


async def put_aside(transaction: Transaction, names: Sequence[str]) -> None:
    """Tables that are there step aside; what had stepped aside before is gone by then."""
    there = await names_in(transaction)
    await transaction.drop_tables([sa.Table(f"{name}__{OLD}", sa.MetaData()) for name in names if name in there])
    await transaction.define([f'ALTER TABLE "{name}" RENAME TO "{name}__{OLD}"' for name in names if name in there])


def table_names_of(view: str, version: int) -> list[str]:
    """The names of the tables that a version of a view can have."""
    return [table_name(view, version), facet_table_name(view, version), word_table_name(view, version)]


def tables_beside(names: Iterable[str]) -> list[sa.Table]:
    """The tables that can stand beside those of a view, by their names alone, to be cleared away."""
    metadata = sa.MetaData()
    return [sa.Table(f"{name}__{end}", metadata) for name in names for end in (NEW, OLD)]


def is_beside(table: str) -> bool:
    """Whether a table of this name stands beside those of a view."""
    return re.fullmatch(rf"[a-z_]+__v[0-9]+__(?:{NEW}|{OLD})", table) is not None


def version_of(table: str) -> tuple[str, int]:
    """The view and the version to which a table belongs that stands beside theirs."""
    view, _, version = table.rpartition("__")[0].rpartition("__v")
    return view.removesuffix("_facet").removesuffix("_word"), int(version)


def _renamed(table: sa.Table, name: str, build: str) -> sa.Table:
    copy = table.to_metadata(sa.MetaData(), name=name)
    for index in copy.indexes:
        index.name = sa.sql.quoted_name(f"{index.name}_{build}", None)
    return copy
