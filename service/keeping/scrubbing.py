"""Scrubbing: writing the files of the database anew, so that nothing that was removed is left in their free parts."""

import sqlite3
from contextlib import closing
from pathlib import Path

import psycopg

BUSY_SECONDS_MAX = 30


class ScrubRefused(Exception):
    """The files cannot be written anew now; the message says who holds them."""


def scrub(url: str) -> None:
    """Write every table anew. On PostgreSQL it needs the role that owns the tables, and each waits while it is written.

    What lies outside the files of the database stays: older backups, archives of the write-ahead log, snapshots.
    """
    if url.startswith("sqlite:"):
        scrub_sqlite(Path(url.removeprefix("sqlite:///")))
    else:
        scrub_postgresql(url)


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


def scrub_postgresql(url: str) -> None:
    """Write each table anew and have the server forget the old files."""
    with psycopg.connect(url, autocommit=True) as connection:
        tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()").fetchall()
        for (table,) in tables:
            connection.execute(psycopg.sql.SQL("VACUUM (FULL) {}").format(psycopg.sql.Identifier(table)))
        connection.execute("CHECKPOINT")
