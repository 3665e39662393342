"""Scrubbing: writing the files of the database anew, so that nothing that was removed is left in their free parts."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing, suppress
from pathlib import Path

import psycopg

BUSY_SECONDS_MAX = 30

TABLES = """
    SELECT tablename, pg_has_role(tableowner, 'USAGE') FROM pg_tables WHERE schemaname = current_schema()
"""


class ScrubRefused(Exception):
    """The files cannot be written anew now; the message says who holds them."""


def scrub(url: str, *further_urls: str) -> None:
    """Write every table anew. On PostgreSQL each table waits while it is written.

    There it needs the role that owns the log and, by a further address, the one that owns the tables of the views.
    What lies outside the files of the database stays: older backups, archives of the write-ahead log, snapshots.
    """
    if url.startswith("sqlite:"):
        scrub_sqlite(Path(url.removeprefix("sqlite:///")))
    else:
        scrub_postgresql((url, *further_urls))


def scrub_sqlite(path: Path) -> None:
    """Write the file anew and empty the write-ahead log beside it; a service may go on meanwhile."""
    with closing(sqlite3.connect(path, timeout=BUSY_SECONDS_MAX, isolation_level=None)) as database:
        database.execute("PRAGMA secure_delete = ON")
        database.execute("VACUUM")
        busy, _, _ = database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if busy:
        raise ScrubRefused(
            f"The write-ahead log of {path} was expected to be free within {BUSY_SECONDS_MAX} seconds, and another "
            "process was reading from it; try again, or stop the service first."
        )


def scrub_postgresql(urls: Sequence[str]) -> None:
    """Write each table anew by a role that may, and have the server forget the old files."""
    left: set[str] = set()
    for place, url in enumerate(urls):
        with psycopg.connect(url, autocommit=True) as connection:
            rows = connection.execute(TABLES).fetchall()
            own = {table for table, is_own in rows if is_own}
            # A table of somebody else is passed over by the server with no more than a warning.
            for table in sorted(own if place == 0 else own & left):
                connection.execute(psycopg.sql.SQL("VACUUM (FULL) {}").format(psycopg.sql.Identifier(table)))
            left = {table for table, _ in rows} - own if place == 0 else left - own
            # Where the role may not ask for it, the server makes a checkpoint by itself within minutes.
            with suppress(psycopg.errors.InsufficientPrivilege):
                connection.execute("CHECKPOINT")
    if left:
        raise ScrubRefused(
            f"The tables {', '.join(sorted(left))} belong to another role and were not written anew; name their owner "
            "in TOUR_OWNER_DATABASE_URL."
        )
