"""The texts that make and drop the tables of views while the service runs."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.schema import CreateIndex, CreateTable, DropTable

from events.log.statement import DIALECTS, DialectName


def creation_texts(tables: Sequence[sa.Table], dialect: DialectName) -> list[str]:
    """One text for each table and each of its indexes, tables that others refer to first."""
    texts = []
    for table in sa.sql.ddl.sort_tables(tables):
        texts.append(str(CreateTable(table).compile(dialect=DIALECTS[dialect])))
        indexes = sorted(table.indexes, key=lambda index: str(index.name))
        texts += [str(CreateIndex(index).compile(dialect=DIALECTS[dialect])) for index in indexes]
    return texts


def drop_texts(tables: Sequence[sa.Table], dialect: DialectName) -> list[str]:
    """One text for each table; its indexes go with it. Tables that refer to others first."""
    dialect_ = DIALECTS[dialect]
    ordered = reversed(sa.sql.ddl.sort_tables(tables))
    return [str(DropTable(table, if_exists=True).compile(dialect=dialect_)) for table in ordered]
