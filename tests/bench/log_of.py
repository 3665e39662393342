"""A database with a log of so many realistic events and its views, made once and kept for the next time.

python -m tests.bench.log_of 100000                                          # prints the address of a fresh copy
python -m tests.bench.log_of 100000 --into sqlite:///some/tour.sqlite3       # puts the copy there
python -m tests.bench.log_of 100000 --into postgresql://…                    # the same rows in an empty database
"""

import argparse
import asyncio
import random
import secrets
import shutil
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path

import psycopg

from events.log.appending import append
from events.log.database import Database, open_database
from events.log.event import Cause, NewEvent, new_event
from events.log.reading import load_frontier, read_head, stream_versions
from events.reading_facts import data_of, tags_of
from migrations.run import upgrade
from projections import runner
from projections.rebuilding import rebuild
from projections.registry import VIEWS
from service import clock
from tests.bench.environment import cache_directory
from tests.bench.payloads import Register, register
from tests.bench.prepared import Prepared, prepared_record
from tests.bench.realistic import Happening, happenings
from tests.bench.turns import say

SEED = 1
BATCH = 2_000
QUIET_AGENCIES = 10
ACTOR = "key:of-the-benchmark"


class LogPrepared(Prepared, frozen=True):
    """What a long log comes with: also the agencies whose number of activities does not grow with the log."""

    busy: tuple[str, ...] = ()
    quiet: tuple[str, ...] = ()


def log_of(events: int, target: Path) -> LogPrepared:
    """Put a SQLite database with a log of so many events at the target; what it comes with."""
    template = cache_directory() / f"log-of-{events}.sqlite3"
    if not template.is_file():
        _make(events, template)
    shutil.copy(template, target)
    record, (known, quiet) = prepared_record()[1], bodies()
    return LogPrepared(record.tokens, record.register, known.agencies, quiet)


def copy_to_postgresql(source: Path, url: str) -> None:
    """Put the rows of a SQLite database into an empty database on PostgreSQL, views and all."""
    upgrade(url)
    asyncio.run(_make_views(url))
    with closing(sqlite3.connect(source)) as from_file, psycopg.connect(url) as into, into.cursor() as cursor:
        for table in _tables(from_file):
            rows = from_file.execute(f'SELECT * FROM "{table}"')
            columns = ", ".join(f'"{column[0]}"' for column in rows.description)
            cursor.execute(f'DELETE FROM "{table}"'.encode())
            with cursor.copy(f'COPY "{table}" ({columns}) FROM STDIN'.encode()) as copy:
                for row in rows:
                    copy.write_row(row)
        into.commit()
        into.autocommit = True
        cursor.execute("VACUUM ANALYZE")


def bodies() -> tuple[Register, tuple[str, ...]]:
    """The bodies that report much, with what else reports name, and those that report little."""
    known = register()
    return known, known.others[:QUIET_AGENCIES]


def _make(events: int, template: Path) -> None:
    say(f"A log of {events} events is made; the next run will find it.")
    unfinished = template.with_suffix(".unfinished")
    shutil.copy(prepared_record()[0], unfinished)
    asyncio.run(fill(f"sqlite:///{unfinished}", events))
    with closing(sqlite3.connect(unfinished)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("ANALYZE")
    unfinished.rename(template)


async def fill(url: str, events: int) -> None:
    """Append so many realistic events to a migrated database, with its views."""
    database = open_database(url)
    await database.open()
    known, quiet = bodies()
    try:
        await runner.prepare(database, VIEWS)
        said = happenings(events, known, quiet, random.Random(SEED))
        while batch := list(islice(said, BATCH)):
            await _append(database, batch)
        await rebuild(database, VIEWS)
    finally:
        await database.close()


async def _append(database: Database, batch: list[Happening]) -> None:
    async with database.writing() as transaction:
        new = list(_events(batch))
        head, frontier = await read_head(transaction), await load_frontier(transaction)
        versions = await stream_versions(transaction, {event.stream for event, _ in new})
        await append(transaction, head, frontier, new, versions)


def _events(batch: Iterable[Happening]) -> Iterator[tuple[NewEvent, Cause]]:
    now = clock.now()
    for said in batch:
        event = new_event(
            event_id=clock.new_id(),
            stream=said.stream,
            type=said.fact.TYPE,
            schema_version=said.fact.SCHEMA_VERSION,
            data=data_of(said.fact),
            reported_on=said.reported_on,
            random_bytes=secrets.token_bytes,
            tags=tags_of(said.stream, said.fact),
        )
        yield event, Cause(actor=ACTOR, command_id=clock.new_id(), recorded_at=now)


async def _make_views(url: str) -> None:
    database = open_database(url)
    await database.open()
    try:
        await runner.prepare(database, VIEWS)
    finally:
        await database.close()


def _tables(connection: sqlite3.Connection) -> list[str]:
    """The tables with rows of our own; the revision of the migrations is there already."""
    names = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    return [name for (name,) in connection.execute(names) if name != "alembic_version"]


def main() -> None:
    """Make the database and print its address."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.log_of", description=__doc__)
    parser.add_argument("events", type=int, help="how many events beside those of the sample record")
    parser.add_argument("--into", help="the address of the database; else a new file in the temporary folder")
    chosen = parser.parse_args()
    into = chosen.into or f"sqlite:///{Path(tempfile.mkdtemp(prefix='tour-log-')) / 'tour.sqlite3'}"
    if into.startswith("sqlite:///"):
        log_of(chosen.events, Path(into.removeprefix("sqlite:///")))
    else:
        with tempfile.TemporaryDirectory(prefix="tour-log-") as directory:
            path = Path(directory) / "tour.sqlite3"
            log_of(chosen.events, path)
            copy_to_postgresql(path, into)
    print(into)


if __name__ == "__main__":
    main()
