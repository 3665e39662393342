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

from tests.postgresql_server import unprivileged_user
from tests.recovery.changed_service import CHANGED
from tests.recovery.checks import findings_after
from tests.recovery.failing_disk import SYNCS, WRITES, FailingDisk
from tests.recovery.house import House, house
from tests.recovery.postgresql_process import postgresql_process
from tests.recovery.service_process import TOUR
from tests.recovery.watched_calls import watching
from tests.recovery.writers import COMMITMENTS

FILE = "tour.sqlite3"
ANSWERS = 60


class OnFailingDisk(House, frozen=True):
    """A house, and the disk under its database."""

    disk: FailingDisk


@asynccontextmanager
async def on_disk(
    database_url: str, disk: FailingDisk, command: Sequence[str] = TOUR, settings: Mapping[str, str] | None = None
) -> AsyncIterator[OnFailingDisk]:
    """A house whose disk the test can make fail."""
    async with house(database_url, random.Random(1), command, settings) as built:
        yield OnFailingDisk(built.database_url, built.service, built.writers, disk)


@asynccontextmanager
async def on_file(
    folder: Path, command: Sequence[str] = TOUR, settings: Mapping[str, str] | None = None
) -> AsyncIterator[OnFailingDisk]:
    """A service on a file whose disk can be made to fail."""
    disk = FailingDisk()
    with watching((*SYNCS, *WRITES), disk.judge) as watch:
        async with on_disk(f"sqlite:///{folder / FILE}", disk, (*watch.launcher, *command), settings) as built:
            yield built


@pytest.fixture
async def on_sqlite(tmp_path: Path) -> AsyncIterator[OnFailingDisk]:
    """The real service on such a file."""
    async with on_file(tmp_path) as built:
        yield built


@pytest.fixture
async def on_postgresql() -> AsyncIterator[OnFailingDisk]:
    """The real service on a PostgreSQL server whose disk can be made to fail."""
    disk = FailingDisk()
    user = unprivileged_user() if os.geteuid() == 0 else ""
    with watching((*SYNCS, *WRITES), disk.judge, user) as watch, postgresql_process(watch.launcher) as server:
        await server.start()
        async with on_disk(server.url(server.create_database()), disk) as built:
            yield built


@asynccontextmanager
async def forty_writers(built: OnFailingDisk) -> AsyncIterator[None]:
    """Writers before, during and after what happens inside; each asks until it is answered."""
    writing = asyncio.create_task(built.writers.write(until_answered=True))
    await built.writers.answers(ANSWERS)
    yield
    built.disk.heal()
    await built.writers.answers(ANSWERS)
    built.writers.stop()
    await writing


async def findings_of(built: OnFailingDisk) -> list[str]:
    assert built.service.is_running, "The service was expected to go on without a restart."
    return await findings_after(built.writers, built.database_url)


async def what_an_author_is_told(built: OnFailingDisk) -> tuple[int, str]:
    """The answer to a report while the disk fails; the log can be read all the while."""
    async with built.writers.client() as client:
        report = {"title": "Count returnees", "lead": "unfpa", "reported_by": "unfpa"}
        refused = await client.post(COMMITMENTS, json=report)
        assert (await client.get("/api/v1/log/checkpoint")).status_code == 200
        return refused.status_code, str(refused.json()["detail"])


async def test_a_sync_that_fails_on_sqlite_is_no_acknowledgement(on_sqlite: OnFailingDisk) -> None:
    """Three syncs in a row fail: what was not acknowledged is looked up and written once."""
    async with forty_writers(on_sqlite):
        on_sqlite.disk.fail(errno.EIO, SYNCS, FILE, times=3)
        await on_sqlite.disk.has_failed(3)
    assert await findings_of(on_sqlite) == []


@pytest.mark.parametrize(("error", "calls"), [(errno.EIO, SYNCS), (errno.ENOSPC, WRITES)])
async def test_a_write_ahead_log_that_fails_on_postgresql(
    on_postgresql: OnFailingDisk, error: int, calls: tuple[str, ...]
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


async def test_a_full_disk_under_sqlite(on_sqlite: OnFailingDisk) -> None:
    """Writers are told to come again, readers are answered, and once there is room everything goes on."""
    async with forty_writers(on_sqlite):
        on_sqlite.disk.fail(errno.ENOSPC, WRITES, FILE)
        await on_sqlite.disk.has_failed()
        status, sentence = await what_an_author_is_told(on_sqlite)
    assert status == 503
    assert "full" in sentence
    assert await findings_of(on_sqlite) == []


async def test_a_full_disk_under_postgresql(on_postgresql: OnFailingDisk) -> None:
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
