"""A view of activities made ten times as long in the database itself: what a log of millions would take hours to give.

Every version of every activity stands there ten times, with its facets, under ten numbers and ids. The numbers begin
beyond the positions that the log will ever have here, so that more can be reported meanwhile.
"""

from pathlib import Path

import psycopg

from projections.activities import ACTIVITIES
from tests.bench.log_of import LogPrepared, copy_to_postgresql, log_of
from tests.bench.turns import say

TIMES = 10
BEYOND = 10**12
MEETING = "cm9"
# Of so many activities one is told at the meeting.
TOLD_AT_MEETING = 20
# Of so many events, the share that are reports, and not news of what was reported.
REPORTS_SHARE = 0.7


def fill_tenfold(activities: int, url: str, directory: Path) -> LogPrepared:
    """Put a log with a view of some so many activities into an empty database; what the log comes with."""
    path = directory / "tour.sqlite3"
    prepared = log_of(round(activities / TIMES / REPORTS_SHARE), path)
    copy_to_postgresql(path, url)
    path.unlink()
    say("The view is made tenfold.")
    make_tenfold(url)
    return prepared


def make_tenfold(url: str) -> None:
    """Multiply the rows of the view, put some activities under a meeting, and tend the tables as a server does."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("SET maintenance_work_mem = '512MB'")
        for table in ACTIVITIES.tables:
            _multiply(connection, table.name, [column.name for column in table.columns])
        assert ACTIVITIES.facet_table is not None
        facets = ACTIVITIES.facet_table.name
        names = ", ".join(column.name for column in ACTIVITIES.facet_table.columns)
        told = names.replace("facet, value", f"'meeting', '{MEETING}'").replace("roles", "0")
        some = (
            f"SELECT DISTINCT ON (thing) {told} FROM {facets} WHERE facet = 'topic' AND thing % {TOLD_AT_MEETING} = 0"
        )
        connection.execute(f"INSERT INTO {facets} ({names}) {some} ON CONFLICT DO NOTHING".encode())
        connection.execute("VACUUM ANALYZE")


def _multiply(connection: psycopg.Connection, table: str, columns: list[str]) -> None:
    """Ten rows for one; keys and indexes are made afterwards, which is quicker."""
    [key] = connection.execute(
        "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = %s::regclass AND contype = 'p'",
        (table,),
    ).fetchall()
    indexes = connection.execute(
        "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = %s AND indexname <> %s", (table, key[0])
    ).fetchall()
    of = {"thing": f"{BEYOND} + old.thing * {TIMES} + copy", "id": "old.id || '-' || copy"}
    values = ", ".join(of.get(column, f"old.{column}") for column in columns)
    statements = [
        f"ALTER TABLE {table} DROP CONSTRAINT {key[0]}",
        *(f"DROP INDEX {name}" for name, _ in indexes),
        f"ALTER TABLE {table} RENAME TO {table}_once",
        f"CREATE TABLE {table} (LIKE {table}_once)",
        f"CREATE TEMPORARY TABLE copies AS SELECT generate_series(0, {TIMES - 1}) AS copy",
        f"INSERT INTO {table} SELECT {values} FROM {table}_once old, copies ORDER BY old.thing, copy",
        f"DROP TABLE {table}_once, copies",
        f"ALTER TABLE {table} ADD CONSTRAINT {key[0]} {key[1]}",
        *(definition for _, definition in indexes),
    ]
    for statement in statements:
        connection.execute(statement.encode())
