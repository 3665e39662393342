"""At which revision a database stands, asked through the driver alone: who watches over a server loads little else."""

import sqlite3
from contextlib import closing
from pathlib import Path

from events.log.addresses import conninfo_of, file_of
from events.log.errors import DatabaseUnreachable
from migrations import LOCK_KEY, VERSIONS

_ASKED = "SELECT version_num FROM alembic_version"


def newest() -> str:
    """The revision that this release needs: the number with which the name of the last migration begins."""
    return max(path.name.partition("_")[0] for path in VERSIONS.glob("[0-9]*.py"))


def current(url: str) -> str | None:
    """The revision at which the database stands, once nobody migrates it; None where no migration has run.

    Raises AddressRefused and DatabaseUnreachable.
    """
    path = file_of(url)
    if path is None:
        return _on_postgresql(url)
    return _on_sqlite(path) if path.is_file() else None


def _on_sqlite(path: Path) -> str | None:
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=rw", uri=True, isolation_level=None, timeout=10)) as asked:
            asked.execute("BEGIN IMMEDIATE")
            is_there = asked.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone()
            found = asked.execute(_ASKED).fetchone() if is_there else None
    except sqlite3.Error as error:
        raise DatabaseUnreachable(f"The database at {path} does not answer: {error}.") from error
    return str(found[0]) if found else None


def _on_postgresql(url: str) -> str | None:
    import psycopg

    address = {**conninfo_of(url), "connect_timeout": 10}
    try:
        with psycopg.connect(**address) as asked:
            asked.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK_KEY])
            row = asked.execute("SELECT to_regclass('alembic_version')").fetchone()
            found = asked.execute(_ASKED).fetchone() if row and row[0] else None
    except psycopg.Error as error:
        raise DatabaseUnreachable(f"The database does not answer: {str(error).strip()}.") from error
    return str(found[0]) if found else None
