"""Backups made and restored by the tests, as the commands do it, and backups altered as no command would."""

import gzip
import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from events.log.database import open_database
from events.log.event import RecordedEvent
from events.log.reading import read_after
from events.log.verifying import verify_log
from events.reading_facts import event_tags
from migrations.run import connected, upgrade_within
from projections import runner
from projections.rebuilding import rebuild
from projections.registry import VIEWS
from projections.verifying import verify_view
from service import clock
from service.cli.revision import newest
from service.keeping.backup import make_backup
from service.keeping.backup_file import Header
from service.keeping.restoring import Conditions, Restored, restore

Line = Any


def without_progress(_done: int, _total: int) -> None:
    """Nobody watches."""


async def backed_up(url: str, path: Path) -> Header:
    """A backup of a database, beside the service that has it open."""
    database = open_database(url)
    await database.open()
    try:
        return await make_backup(database, path, newest() or "", clock.now(), without_progress)
    finally:
        await database.close()


async def restored(path: Path, url: str, **conditions: Any) -> Restored:
    """A backup restored into an empty database, with its views."""

    def migrate(connection: sa.Connection, revision: str) -> None:
        upgrade_within(connection, revision=revision)

    with connected(url) as connection:
        done = await restore(connection, path, migrate, clock.SURROUNDINGS, Conditions(**conditions), without_progress)
    database = open_database(url)
    await database.open()
    try:
        await runner.prepare(database, VIEWS)
        await rebuild(database, VIEWS)
    finally:
        await database.close()
    return done


async def events_in(url: str) -> list[RecordedEvent]:
    """Every event of a database."""
    database = open_database(url)
    await database.open()
    try:
        async with database.reading() as transaction:
            return await read_after(transaction, 0, 10_000)
    finally:
        await database.close()


async def findings(url: str) -> list[str]:
    """What is wrong with the log and the views of a database."""
    database = open_database(url)
    await database.open()
    try:
        found = [one.sentence for one in await verify_log(database, lambda _position: None, event_tags)]
        for view in VIEWS:
            found += await verify_view(database, view)
    finally:
        await database.close()
    return found


def altered(path: Path, alter: Callable[[Line], Line]) -> None:
    """Change the lines of a backup, and its digest with them, as somebody would who knows how it is made."""
    lines = [alter(json.loads(line)) for line in gzip.decompress(path.read_bytes()).splitlines()]
    *body, end = lines
    written = [json.dumps(line, separators=(",", ":"), ensure_ascii=False).encode() + b"\n" for line in body]
    end["sha256"] = hashlib.sha256(b"".join(written)).hexdigest()
    written.append(json.dumps(end, separators=(",", ":")).encode() + b"\n")
    path.write_bytes(gzip.compress(b"".join(written)))
