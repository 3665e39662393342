"""Writes a small database of the newest schema as SQL texts, to be upgraded by every later release.

`python -m tests.migrations.make_earlier` is run once, before a new migration is written, and what it wrote is never
changed: from then on it is what an installation of that release has on its disk.
"""

import asyncio
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from migrations.run import upgrade
from service.cli.revision import newest
from tests.postgresql_server import PostgresqlServer, programs_directory, running_server
from tests.small_record import filled

EARLIER = Path(__file__).parent / "earlier"


def main() -> None:
    """Write the texts of both databases for the newest revision, where there are none yet."""
    revision = newest()
    assert revision is not None, "There is at least one migration."
    folder = EARLIER / revision
    folder.mkdir(parents=True)
    with TemporaryDirectory() as directory:
        path = Path(directory) / "tour.sqlite3"
        upgrade(f"sqlite:///{path}")
        asyncio.run(filled(f"sqlite:///{path}"))
        (folder / "sqlite.dump").write_text(sqlite_text(path), encoding="utf-8")
    with running_server() as server:
        (folder / "postgresql.dump").write_text(postgresql_text(server), encoding="utf-8")


def sqlite_text(path: Path) -> str:
    """The whole file as statements."""
    with closing(sqlite3.connect(path)) as database:
        return "\n".join(database.iterdump()) + "\n"


def postgresql_text(server: PostgresqlServer) -> str:
    """The whole database as statements, without those that only PostgreSQL's own terminal reads."""
    name = server.create_database()
    upgrade(server.url(name))
    asyncio.run(filled(server.url(name)))
    options = ("--inserts", "--rows-per-insert=100", "--no-owner", "--no-privileges", "--no-comments")
    command = [str(programs_directory() / "pg_dump"), *options, "--dbname", server.url(name)]
    dumped = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    lines = (line for line in dumped.splitlines() if line and not line.startswith(("\\", "--")))
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
