"""The tables of a versioned view: the versions of its things, what these are found under, and by which words."""

from typing import Any

import sqlalchemy as sa

from events.log.definitions import ONLY_ON
from events.log.tables import NUMBER, TEXT


def versions_table(
    name: str,
    metadata: sa.MetaData,
    columns: tuple[sa.Column[Any], ...],
    orders: tuple[tuple[str, ...], ...],
    counted: tuple[str, ...] = (),
) -> sa.Table:
    """Every version of every thing, with the rectangle in which it held, and what lists filter and sort by.

    `orders` are the columns by which lists of what there is now are sorted, each with those that it is sorted within.
    `counted` are those that are looked at in very many rows, and are to be read without the rows: they stand in the key
    on PostgreSQL, which can include them there, and on SQLite in an index over what there is now.
    """
    table = sa.Table(
        name,
        metadata,
        *_rectangle_columns(),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("version", NUMBER, nullable=False),
        sa.Column("document", TEXT, nullable=False),
        *columns,
        sa.PrimaryKeyConstraint(
            *RECTANGLE_KEY, postgresql_include=["to_position", "to_reported", *counted] if counted else []
        ),
        sqlite_strict=True,
    )
    now = sa.and_(table.c.to_position.is_(None), table.c.to_reported.is_(None))
    sa.Index(f"{name}_by_id", table.c.id)
    for order in orders:
        sa.Index(
            f"{name}_now_by_{'_'.join(order)}",
            *(table.c[column] for column in (*order, "thing")),
            sqlite_where=now,
            postgresql_where=now,
        )
    if counted:
        only_sqlite = {ONLY_ON: "sqlite"}
        sa.Index(
            f"{name}_now", *(table.c[column] for column in ("thing", *counted)), sqlite_where=now, info=only_sqlite
        )
    return table


def facets_table(name: str, metadata: sa.MetaData) -> sa.Table:
    """What things are found under, each for as long as it holds; short rows, for a thing has half a dozen.

    The key holds whole rows (SQLite has no others here, PostgreSQL is told to include the rest), so that the things
    under a value are read from it alone, in the order of their numbers.
    """
    table = sa.Table(
        name,
        metadata,
        sa.Column("facet", TEXT, primary_key=True),
        sa.Column("value", TEXT, primary_key=True),
        *_rectangle_columns(),
        sa.Column("roles", NUMBER, nullable=False),
        sa.PrimaryKeyConstraint(
            "facet", "value", *RECTANGLE_KEY, postgresql_include=["to_position", "to_reported", "roles"]
        ),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    sa.Index(f"{name}_by_thing", table.c.thing)
    return table


def words_table(name: str, metadata: sa.MetaData) -> sa.Table:
    """The words of the texts of things, each for as long as it stands there: an inverted index of our own.

    `part` is `head` where the word stands in a title or a name, else `body`; `places` are the fields and the places in
    them (see `texts`). Read backwards, the things of a word come in the order in which the log took them, newest first.
    """
    table = sa.Table(
        name,
        metadata,
        sa.Column("word", TEXT, primary_key=True),
        sa.Column("part", TEXT, primary_key=True),
        *_rectangle_columns(),
        sa.Column("places", TEXT, nullable=False),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    sa.Index(f"{name}_by_thing", table.c.thing)
    return table


RECTANGLE_KEY = ("thing", "from_position", "from_reported")


def _rectangle_columns() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("thing", NUMBER, primary_key=True, autoincrement=False),
        sa.Column("from_position", NUMBER, primary_key=True, autoincrement=False),
        sa.Column("from_reported", TEXT, primary_key=True),
        sa.Column("to_position", NUMBER),
        sa.Column("to_reported", TEXT),
    )
