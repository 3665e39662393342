"""The board of the follow-up on PostgreSQL, over HTTP, beside what one would write first: one GROUP BY."""

import json
import time
from collections.abc import Callable
from contextlib import ExitStack, closing
from functools import partial
from http.client import HTTPConnection
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import psycopg

from projections.activities import ACTIVITIES
from tests.bench.contestants import our_service
from tests.bench.log_of import copy_to_postgresql, log_of
from tests.bench.prepared import SECRETARIAT
from tests.bench.report import Section
from tests.bench.turns import Pace, say
from tests.postgresql_server import PRODUCTION, running_server

DAY = "2011-02-18"
GROUPINGS = ("agency", "topic", "meeting")
TIMES_A_ROUND = 3
# What a developer counts in an afternoon: of the newest state alone, by the lead, without what was said first.
NAIVE = f"""
    SELECT lead, count(*),
           count(*) FILTER (WHERE stage IN ('completed', 'cancelled', 'superseded')),
           count(*) FILTER (WHERE stage NOT IN ('completed', 'cancelled', 'superseded') AND due_by < '{DAY}')
    FROM {ACTIVITIES.table.name}
    WHERE to_position IS NULL AND to_reported IS NULL AND promise = 1 GROUP BY lead
"""


def follow_up(pace: Pace) -> Section:
    """The board by each of three groupings in turn, one client, and the GROUP BY in the same database."""
    with ExitStack() as stack:
        directory = Path(stack.enter_context(TemporaryDirectory(prefix="tour-bench-")))
        server = stack.enter_context(running_server(PRODUCTION))
        path, url = directory / "tour.sqlite3", server.url(server.create_database())
        prepared = log_of(pace.events, path)
        copy_to_postgresql(path, url)
        service = stack.enter_context(our_service("follow-up", url, prepared, directory, server=server))
        client = stack.enter_context(closing(HTTPConnection("127.0.0.1", service.ports[0], timeout=300)))
        naive = stack.enter_context(psycopg.connect(url, autocommit=True))
        token = prepared.tokens[SECRETARIAT]
        rows = [_row(by, client, token, naive, pace) for by in GROUPINGS]
    return Section(
        title=f"The board of the follow-up, {pace.events} events",
        how="PostgreSQL, one client, all promises of the newest state, asked anew on another day each time; 500 rows "
        "of 14 numbers and links each, beside four numbers of one GROUP BY by lead over the same rows of the view.",
        head=("by", "promises", "rows", "median ms", "worst ms", "GROUP BY median ms", "ours over GROUP BY"),
        rows=tuple(rows),
    )


def _row(by: str, client: HTTPConnection, token: str, naive: psycopg.Connection[Any], pace: Pace) -> tuple[str, ...]:
    board = _asked(client, token, by, DAY)
    ours, theirs = [], []
    for number in range(pace.rounds * TIMES_A_ROUND):
        ours.append(_milliseconds(partial(_asked, client, token, by, f"2011-03-{1 + number % 31:02}")))
        theirs.append(_milliseconds(lambda: naive.execute(NAIVE.encode()).fetchall()))
    say(f"by {by}: {median(ours):.1f} ms, GROUP BY {median(theirs):.1f} ms")
    figures = (median(ours), max(ours), median(theirs), median(ours) / median(theirs))
    rows = len(board["rows"]) + board["further"]
    return (by, f"{board['total']}", f"{rows}", *(f"{figure:.1f}" for figure in figures))


def _asked(client: HTTPConnection, token: str, by: str, day: str) -> Any:
    address = f"/api/v1/follow-up/board?by={by}&rows=500&evaluated_on={day}"
    client.request("GET", address, headers={"Authorization": f"Bearer {token}"})
    answer = client.getresponse()
    body = answer.read()
    if answer.status != 200:
        raise RuntimeError(f"The board by {by} was expected to be answered, found {body.decode()}.")
    return json.loads(body)


def _milliseconds(ask: Callable[[], Any]) -> float:
    started = time.perf_counter()
    ask()
    return 1_000 * (time.perf_counter() - started)
