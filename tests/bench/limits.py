"""The limits, for orientation: what the engines, the server and the decoder do when nothing else is done."""

import asyncio
import sqlite3
import sys
import time
from contextlib import ExitStack, closing
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import psycopg

from tests.bench import processes
from tests.bench.contestants import Contestant
from tests.bench.decoding import main as decoded
from tests.bench.log_of import log_of
from tests.bench.payloads import posts, register
from tests.bench.prepared import SECRETARIAT
from tests.bench.report import Section
from tests.bench.turns import Load, Pace, measured
from tests.postgresql_server import PRODUCTION, free_port, running_server

BATCH = 64
CLIENTS = 64
DOCUMENT = "x" * 450
TABLE = "CREATE TABLE document (position BIGINT PRIMARY KEY, data TEXT NOT NULL)"


def limits(pace: Pace) -> Section:
    """Bare batches on each engine, a bare POST on Litestar under Granian, and the log read and decoded."""
    with ExitStack() as stack:
        directory = Path(stack.enter_context(TemporaryDirectory(prefix="tour-bench-")))
        server = stack.enter_context(running_server(PRODUCTION))
        url = server.url(server.create_database())
        path = directory / "tour.sqlite3"
        log_of(pace.events, path)
        figures = {
            f"SQLite, commits of {BATCH} rows of 450 bytes": [_sqlite_rows(directory, pace.seconds, one)
                                                              for one in range(pace.rounds)],
            f"PostgreSQL, commits of {BATCH} rows of 450 bytes": [_postgresql_rows(url, pace.seconds)
                                                                  for _ in range(pace.rounds)],
            f"Litestar under Granian, POST answered as it came, {CLIENTS} clients": _bare_posts(directory, pace),
            "events read and decoded, SQLite": [_decoded(f"sqlite:///{path}") for _ in range(pace.rounds)],
        }  # fmt: skip
    return Section(
        title="Limits, for orientation",
        how="Nothing of ours but the last line; what a whole service can come near to and never reach.",
        head=("what", "per second"),
        rows=tuple((what, f"{median(found):.0f}") for what, found in figures.items()),
    )


def _sqlite_rows(directory: Path, seconds: float, number: int) -> float:
    with closing(sqlite3.connect(directory / f"bare-{number}.sqlite3", isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute(TABLE)
        position, started = 0, time.perf_counter()
        while time.perf_counter() - started < seconds:
            connection.execute("BEGIN IMMEDIATE")
            rows = [(position + one, DOCUMENT) for one in range(BATCH)]
            connection.executemany("INSERT INTO document VALUES (?, ?)", rows)
            connection.execute("COMMIT")
            position += BATCH
        return position / (time.perf_counter() - started)


def _postgresql_rows(url: str, seconds: float) -> float:
    with psycopg.connect(url) as connection:
        connection.execute("DROP TABLE IF EXISTS document")
        connection.execute(TABLE)
        connection.commit()
        position, started = 0, time.perf_counter()
        while time.perf_counter() - started < seconds:
            positions = list(range(position, position + BATCH))
            connection.execute(
                "INSERT INTO document SELECT * FROM unnest(%s::bigint[], %s::text[])", (positions, [DOCUMENT] * BATCH)
            )
            connection.commit()
            position += BATCH
        return position / (time.perf_counter() - started)


def _bare_posts(directory: Path, pace: Pace) -> list[float]:
    port = free_port()
    command = [sys.executable, "-m", "tests.bench.bare", str(port)]
    tokens = dict.fromkeys((*register().agencies, SECRETARIAT), "none-is-asked-for")
    with processes.running(command, {}, port, directory / "bare.log") as process_id:
        bare = Contestant(name="bare", ports=(port,), tokens=tokens, process_ids=(process_id,))
        load = Load(contestant=bare, requests=posts(tokens), expected="201", clients=CLIENTS)
        return [measured(load, pace.seconds).per_second for _ in range(pace.rounds)]


def _decoded(url: str) -> float:
    found = asyncio.run(decoded(url))
    return found["events"] / found["seconds"]
