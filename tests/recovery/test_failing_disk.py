"""A disk that does not sync, or is full: nothing acknowledged is lost, nothing is there twice, the service goes on."""

import asyncio
import errno
import os
import random
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import psycopg
import pytest
from msgspec import Struct

from migrations.run import upgrade
from service.auth.roles import Role
from tests.loaded_record import key_for
from tests.postgresql_server import unprivileged_user
from tests.recovery.changed_service import CHANGED
from tests.recovery.checks import findings_after
from tests.recovery.failing_disk import SYNCS, WRITES, FailingDisk
from tests.recovery.postgresql_process import postgresql_process
from tests.recovery.service_process import TOUR, ServiceProcess
from tests.recovery.watched_calls import watching
from tests.recovery.writers import COMMITMENTS, Writers, register_bodies

FILE = "tour.sqlite3"
ANSWERS = 60


class House(Struct, frozen=True):
    """A service with its writers, its database, and the disk under it."""

    database_url: str
    service: ServiceProcess
    writers: Writers
    disk: FailingDisk


@asynccontextmanager
async def house(
    database_url: str, disk: FailingDisk, command: Sequence[str] = TOUR, settings: Mapping[str, str] | None = None
) -> AsyncIterator[House]:
    """A service on a fresh database, with its bodies registered."""
    await asyncio.to_thread(upgrade, database_url)
    service = ServiceProcess(database_url, command, settings)
    try:
        await service.start()
        writers = Writers(service.address, await key_for(database_url, Role.SECRETARIAT), random.Random(1))
        async with writers.client() as client:
            await register_bodies(client)
        yield House(database_url, service, writers, disk)
    finally:
        service.kill()


@asynccontextmanager
async def on_file(
    folder: Path, command: Sequence[str] = TOUR, settings: Mapping[str, str] | None = None
) -> AsyncIterator[House]:
    """A service on a file whose disk can be made to fail."""
    disk = FailingDisk()
    with watching((*SYNCS, *WRITES), disk.judge) as watch:
        async with house(f"sqlite:///{folder / FILE}", disk, (*watch.launcher, *command), settings) as built:
            yield built


@pytest.fixture
async def on_sqlite(tmp_path: Path) -> AsyncIterator[House]:
    """The real service on such a file."""
    async with on_file(tmp_path) as built:
        yield built


@pytest.fixture
async def on_postgresql() -> AsyncIterator[House]:
    """The real service on a PostgreSQL server whose disk can be made to fail."""
    disk = FailingDisk()
    user = unprivileged_user() if os.geteuid() == 0 else ""
    with watching((*SYNCS, *WRITES), disk.judge, user) as watch, postgresql_process(watch.launcher) as server:
        await server.start()
        async with house(server.url(server.create_database()), disk) as built:
            yield built


@asynccontextmanager
async def forty_writers(built: House) -> AsyncIterator[None]:
    """Writers before, during and after what happens inside; each asks until it is answered."""
    writing = asyncio.create_task(built.writers.write(until_answered=True))
    await built.writers.answers(ANSWERS)
    yield
    built.disk.heal()
    await built.writers.answers(ANSWERS)
    built.writers.stop()
    await writing


async def findings_of(built: House) -> list[str]:
    assert built.service.is_running, "The service was expected to go on without a restart."
    return await findings_after(built.writers, built.database_url)


async def what_an_author_is_told(built: House) -> tuple[int, str]:
    """The answer to a report while the disk fails; the log can be read all the while."""
    async with built.writers.client() as client:
        report = {"title": "Count returnees", "lead": "unfpa", "reported_by": "unfpa"}
        refused = await client.post(COMMITMENTS, json=report)
        assert (await client.get("/api/v1/log/checkpoint")).status_code == 200
        return refused.status_code, str(refused.json()["detail"])


async def test_a_sync_that_fails_on_sqlite_is_no_acknowledgement(on_sqlite: House) -> None:
    """Three syncs in a row fail: what was not acknowledged is looked up and written once."""
    async with forty_writers(on_sqlite):
        on_sqlite.disk.fail(errno.EIO, SYNCS, FILE, times=3)
        await on_sqlite.disk.has_failed(3)
    assert await findings_of(on_sqlite) == []


@pytest.mark.parametrize(("error", "calls"), [(errno.EIO, SYNCS), (errno.ENOSPC, WRITES)])
async def test_a_write_ahead_log_that_fails_on_postgresql(
    on_postgresql: House, error: int, calls: tuple[str, ...]
) -> None:
    """The server gives up and recovers by itself; the service, which stays up, loses nothing."""
    async with forty_writers(on_postgresql):
        on_postgresql.disk.fail(error, calls, "pg_wal", times=1)
        while not on_postgresql.disk.failed:
            await asyncio.to_thread(begin_a_segment, on_postgresql.database_url)
    assert await findings_of(on_postgresql) == []


def begin_a_segment(database_url: str) -> None:
    """Have the server begin the next file of its write-ahead log, for which it needs room; it may fail over it."""
    with suppress(psycopg.OperationalError), psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute("SELECT pg_switch_wal()")


async def test_a_full_disk_under_sqlite(on_sqlite: House) -> None:
    """Writers are told to come again, readers are answered, and once there is room everything goes on."""
    async with forty_writers(on_sqlite):
        on_sqlite.disk.fail(errno.ENOSPC, WRITES, FILE)
        await on_sqlite.disk.has_failed()
        status, sentence = await what_an_author_is_told(on_sqlite)
    assert status == 503
    assert "full" in sentence
    assert await findings_of(on_sqlite) == []


async def test_a_full_disk_under_postgresql(on_postgresql: House) -> None:
    """The same where the tables of the server find no room to grow."""
    async with forty_writers(on_postgresql):
        on_postgresql.disk.fail(errno.ENOSPC, WRITES, "/base/")
        await on_postgresql.disk.has_failed()
        status, sentence = await what_an_author_is_told(on_postgresql)
    assert status == 503
    assert "No space left on device" in sentence
    assert await findings_of(on_postgresql) == []


async def test_a_service_that_believes_in_a_full_disk_loses_events(tmp_path: Path) -> None:
    """Control: where a COMMIT that failed counts as done, events are acknowledged that are not there."""
    async with on_file(tmp_path, CHANGED, {"RECOVERY_WRITER": "believing"}) as built:
        async with forty_writers(built):
            built.disk.fail(errno.ENOSPC, WRITES, FILE)
            await built.disk.has_failed(3)
        assert any("is not in the log" in finding for finding in await findings_of(built))
