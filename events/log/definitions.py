"""The texts that make and drop the tables of views while the service runs."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.schema import CreateIndex, CreateTable, DropTable

from events.log.statement import DIALECTS, DialectName

# In the `info` of an index: the one database that is to have it.
ONLY_ON = "only on"


def indexes_of(table: sa.Table, dialect: DialectName) -> list[sa.Index]:
    """The indexes that a table has in a database, in the order of their names."""
    meant = (index for index in table.indexes if index.info.get(ONLY_ON, dialect) == dialect)
    return sorted(meant, key=lambda index: str(index.name))


def creation_texts(tables: Sequence[sa.Table], dialect: DialectName) -> list[str]:
    """One text for each table and each of its indexes, tables that others refer to first."""
    texts = []
    for table in sa.sql.ddl.sort_tables(tables):
        texts.append(str(CreateTable(table).compile(dialect=DIALECTS[dialect])))
        texts += [str(CreateIndex(index).compile(dialect=DIALECTS[dialect])) for index in indexes_of(table, dialect)]
    return texts


def drop_texts(tables: Sequence[sa.Table], dialect: DialectName) -> list[str]:
    """One text for each table; its indexes go with it. Tables that refer to others first."""
    dialect_ = DIALECTS[dialect]
    ordered = reversed(sa.sql.ddl.sort_tables(tables))
    return [str(DropTable(table, if_exists=True).compile(dialect=dialect_)) for table in ordered]
