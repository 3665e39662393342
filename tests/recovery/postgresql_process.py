"""A PostgreSQL server of a test's own, with the disk taken seriously, that can be killed whole and started again."""

import asyncio
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg

from tests.postgresql_server import PostgresqlServer, free_port, programs_directory, run, unprivileged_user

STARTED_WITHIN_SECONDS = 60.0
# Small segments, so that a small disk is full soon; nothing else differs from what a server has by itself.
WAL_SEGMENT_MEGABYTES = 1
SETTINGS = {
    "fsync": "on",
    "full_page_writes": "on",
    "synchronous_commit": "on",
    "max_connections": "50",
    "shared_buffers": "16MB",
    "min_wal_size": "2MB",
    "max_wal_size": "32MB",
}


class PostgresqlProcess(PostgresqlServer):
    """The server's processes on one data directory; `launcher`, where there is one, is the command that starts them."""

    def __init__(self, home: Path, launcher: Sequence[str] = ()) -> None:
        port = free_port()
        super().__init__(port)
        self.data = home / "data"
        self._is_launched = bool(launcher)
        self._log = home / "server.log"
        settings = {
            **SETTINGS,
            "listen_addresses": "127.0.0.1",
            "port": str(port),
            "unix_socket_directories": str(home),
        }
        named = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        self._command = [*launcher, str(programs_directory() / "postgres"), "-D", str(self.data), *named]
        self._process: subprocess.Popen[bytes] | None = None

    async def start(self) -> None:
        """Start it and wait until it takes connections; after a kill it has recovered by then."""
        self._launch()
        await self.ready()

    def _launch(self) -> None:
        # A launcher gives up the rights of root by itself.
        user = unprivileged_user() if os.geteuid() == 0 and not self._is_launched else None
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                self._command, user=user, cwd="/", stdout=log, stderr=log, start_new_session=True
            )

    async def ready(self) -> None:
        """Wait until it takes connections."""
        give_up_at = time.monotonic() + STARTED_WITHIN_SECONDS
        while True:
            try:
                async with await psycopg.AsyncConnection.connect(self.url(), connect_timeout=2):
                    return
            except psycopg.OperationalError as error:
                if not self.is_running or time.monotonic() > give_up_at:
                    raise AssertionError(f"PostgreSQL was expected to take connections: {self.said()}") from error
                await asyncio.sleep(0.02)

    @property
    def is_running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def kill(self) -> None:
        """End all of its processes at once. Each is in a session of its own, so that they are killed one by one."""
        if self._process is None:
            return
        if self.is_running:
            processes = [self._process.pid, *children_of(self._process.pid)]
            for process_id in processes:
                with suppress(ProcessLookupError):
                    os.kill(process_id, signal.SIGKILL)
            wait_for_the_end_of(processes[1:])
        self._process.wait()
        self._process = None

    def said(self) -> str:
        """The last lines of its log."""
        return "\n".join(self._log.read_text(errors="replace").splitlines()[-10:])


def children_of(process_id: int) -> list[int]:
    with suppress(FileNotFoundError):
        children = Path(f"/proc/{process_id}/task/{process_id}/children").read_text()
        return [int(child) for child in children.split()]
    return []


def wait_for_the_end_of(processes: Sequence[int]) -> None:
    """Wait until none of them runs: a server is not started beside what is left of another."""
    give_up_at = time.monotonic() + STARTED_WITHIN_SECONDS
    while any(_runs(process_id) for process_id in processes):
        assert time.monotonic() < give_up_at, "Killed processes were expected to end."
        time.sleep(0.005)


def _runs(process_id: int) -> bool:
    try:
        status = Path(f"/proc/{process_id}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False
    return status.rpartition(")")[2].split()[0] != "Z"


@contextmanager
def postgresql_home() -> Iterator[Path]:
    """A temporary directory with the data of a server that has not run yet."""
    with tempfile.TemporaryDirectory(prefix="tour-postgresql-") as directory:
        home = Path(directory)
        if os.geteuid() == 0:
            shutil.chown(home, unprivileged_user())
        run(
            programs_directory() / "initdb",
            *("-D", home / "data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"),
            f"--wal-segsize={WAL_SEGMENT_MEGABYTES}",
        )
        yield home


@contextmanager
def postgresql_process(launcher: Sequence[str] = ()) -> Iterator[PostgresqlProcess]:
    """A server that has not been started yet; killed at the end."""
    with postgresql_home() as home:
        server = PostgresqlProcess(home, launcher)
        try:
            yield server
        finally:
            server.kill()
