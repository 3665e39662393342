"""What is true of SQLite alone: its settings, its lock between processes, its time limit, its write-ahead log."""

import asyncio
import sqlite3
from pathlib import Path

import pytest
import sqlalchemy as sa

from events.log import sqlite, sqlite_checkpoints
from events.log.database import Database, Statement, open_database
from events.log.errors import AddressRefused, CommitUnknown, DatabaseBusy, DatabaseUnreachable, StatementTooSlow
from events.log.network_disks import network_disk_of
from events.log.sqlite import SETTINGS, SqliteDatabase
from events.log.verifying import verify_log
from tests.events.log.reports import append_all, report

ENDLESS = Statement(
    sa.text("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n WHERE i < 0")
)


def path_of(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))


@pytest.mark.parametrize(("name", "_value", "expected"), SETTINGS)
async def test_every_connection_has_the_settings(
    sqlite_database: SqliteDatabase, name: str, _value: str, expected: object
) -> None:
    """Readers and the writer keep the promises of durability alike; a bare connection has other settings."""
    asked = Statement(sa.text(f"PRAGMA {name}"))
    async with sqlite_database.reading() as reader, sqlite_database.writing() as writer:
        assert await reader.fetch_one(asked) == await writer.fetch_one(asked) == (expected,)


async def test_a_setting_that_is_not_taken_is_refused(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where SQLite answers with another value than was asked for, the database is not opened."""
    monkeypatch.setattr(sqlite, "SETTINGS", (("synchronous", "NORMAL", 2),))
    with pytest.raises(DatabaseUnreachable, match="synchronous was expected to be 2, and 1 was found"):
        await open_database(sqlite_url).open()


async def test_a_second_process_is_waited_for(sqlite_database: Database, sqlite_url: str) -> None:
    """While a command holds the lock the service waits without stopping the loop, and then appends."""
    command = sqlite3.connect(path_of(sqlite_url), isolation_level=None)
    command.execute("BEGIN IMMEDIATE")
    waiting = asyncio.create_task(append_all(sqlite_database, [report()]))
    await asyncio.sleep(0.05)
    assert not waiting.done()
    command.execute("COMMIT")
    command.close()
    assert (await waiting).head.position == 1


async def test_whoever_builds_leaves_the_lock_to_those_who_wait(
    sqlite_database: SqliteDatabase, sqlite_url: str
) -> None:
    """Between two pieces of a build the service gets its turn, and need not wait for the end of the build."""
    builder = open_database(sqlite_url)
    await builder.open()
    built = 0

    async def build() -> None:
        nonlocal built
        for built in range(40):  # noqa: B007 - looked at from outside
            async with builder.building():
                await asyncio.sleep(0.02)

    building = asyncio.create_task(build())
    for _ in range(5):
        before = built
        async with sqlite_database.writing():
            assert built - before <= 3
        await asyncio.sleep(0.03)
    assert not building.done()
    building.cancel()
    await asyncio.wait({building})
    await builder.close()


async def test_waiting_ends(sqlite_database: Database, sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A lock that is held too long is told as such."""
    monkeypatch.setattr(sqlite, "BUSY_SECONDS_MAX", 0.05)
    command = sqlite3.connect(path_of(sqlite_url), isolation_level=None)
    command.execute("BEGIN IMMEDIATE")
    with pytest.raises(DatabaseBusy, match="Another process"):
        await append_all(sqlite_database, [report()])
    command.close()
    await append_all(sqlite_database, [report()])


async def test_a_statement_that_takes_too_long_is_stopped(
    sqlite_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An endless question ends after the limit, and the connection is good for the next one."""
    monkeypatch.setattr(sqlite, "STATEMENT_SECONDS_MAX", 0.05)
    with pytest.raises(StatementTooSlow):
        async with sqlite_database.reading() as transaction:
            await transaction.fetch_all(ENDLESS)
    async with sqlite_database.reading() as transaction:
        assert await transaction.fetch_one(Statement(sa.text("SELECT 1"))) == (1,)


async def test_a_commit_that_fails_is_not_acknowledged(
    sqlite_database: SqliteDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk at COMMIT is told as unknown, nothing is kept, and the next commit passes."""
    writer = sqlite_database._writer
    assert writer is not None
    with monkeypatch.context() as broken:
        broken.setattr(writer, "driver", DiskFull(writer.driver))
        with pytest.raises(CommitUnknown, match="disk is full"):
            await append_all(sqlite_database, [report()])
    assert (await append_all(sqlite_database, [report()])).head.position == 1


class DiskFull:
    """A connection whose COMMIT finds no room."""

    def __init__(self, driver: sqlite3.Connection) -> None:
        self._driver = driver

    def __getattr__(self, name: str) -> object:
        return getattr(self._driver, name)

    def commit(self) -> None:
        raise sqlite3.OperationalError("database or disk is full")


async def log_pages_after_an_import(database: SqliteDatabase) -> int:
    """How many pages the write-ahead log has after forty commits of sixty reports."""
    for _ in range(40):
        await append_all(database, [report() for _ in range(60)])
    file = database.path.with_name(f"{database.path.name}-wal")
    return file.stat().st_size // 4096


async def test_the_write_ahead_log_does_not_grow_without_bound(
    sqlite_database: SqliteDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is carried over beside the commits, and above its bound with the writer waiting; nothing is lost."""
    monkeypatch.setattr(sqlite_checkpoints, "ROWS_BEFORE_CHECKPOINT", 100)
    monkeypatch.setattr(sqlite_checkpoints, "PAGES_MAX", 100)
    assert await log_pages_after_an_import(sqlite_database) < 500
    assert await verify_log(sqlite_database, lambda position: None) == []


async def test_without_carrying_over_it_does_grow(
    sqlite_database: SqliteDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Control: the same import makes it longer than that where nothing is carried over."""
    monkeypatch.setattr(sqlite_checkpoints, "ROWS_BEFORE_CHECKPOINT", 10**9)
    assert await log_pages_after_an_import(sqlite_database) > 1_000


def test_a_network_disk_is_recognised(tmp_path: Path) -> None:
    """The nearest mount above the file decides; a disk of this computer is none."""
    (tmp_path / "local").mkdir()
    mounts = tmp_path / "mounts"
    mounts.write_text(
        f"/dev/vda / ext4 rw 0 0\nserver:/tour {tmp_path} nfs4 rw 0 0\n/dev/vdb {tmp_path}/local xfs rw 0 0\n"
    )
    assert network_disk_of(tmp_path / "tour.sqlite3", mounts) == "nfs4"
    assert network_disk_of(tmp_path / "local" / "tour.sqlite3", mounts) is None
    assert network_disk_of(tmp_path / "tour.sqlite3", tmp_path / "no-mounts-told") is None


async def test_a_network_disk_is_refused(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite's locks do not hold there."""
    monkeypatch.setattr(sqlite, "network_disk_of", lambda path: "nfs4")
    with pytest.raises(AddressRefused, match="nfs4"):
        await open_database(sqlite_url).open()
