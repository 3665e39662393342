"""The search of a long log on PostgreSQL, over HTTP and ranked, beside what one would write first: ILIKE."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from http.client import HTTPConnection
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import quote

import psycopg
from msgspec import Struct

from projections.activities import ACTIVITIES
from tests.bench.contestants import our_service
from tests.bench.prepared import SECRETARIAT
from tests.bench.report import Section
from tests.bench.tenfold import fill_tenfold
from tests.bench.turns import Pace, say
from tests.postgresql_server import PRODUCTION, running_server

MILLISECONDS_MAX = 100
TIMES_A_ROUND = 7

# What is sought: a word that stands once, one of some titles, one of many, one of all, several together, a phrase, a
# beginning, and two frequent words of which one is not wanted.
QUERIES = (
    "77777", "zacatecas", "remittances", "migration", "report", "international migration", "migration statistics",
    '"international migration"', "remittances jamaica", "migration -international", "census migration workers report",
    "report of the seventh coordination meeting", "jamaic*",
)  # fmt: skip


class Timed(Struct, frozen=True):
    """What one query came to: how much was found, and the milliseconds of each time it was asked."""

    found: str
    milliseconds: list[float]
    naive_milliseconds: list[float]


def searching(pace: Pace) -> Section:
    """Each query in turn, over HTTP by one client, and as ILIKE over the documents in the same database."""
    with ExitStack() as stack:
        directory = Path(stack.enter_context(TemporaryDirectory(prefix="tour-bench-")))
        server = stack.enter_context(running_server(PRODUCTION))
        url = server.url(server.create_database())
        prepared = fill_tenfold(pace.events_many, url, directory)
        service = stack.enter_context(our_service("search", url, prepared, directory, server=server))
        client = stack.enter_context(closing(HTTPConnection("127.0.0.1", service.ports[0], timeout=120)))
        naive = stack.enter_context(psycopg.connect(url, autocommit=True))
        timed = {words: _timed(words, client, prepared.tokens[SECRETARIAT], naive, pace) for words in QUERIES}
        sizes = _sizes(naive)
    everything = [one for words in timed.values() for one in words.milliseconds]
    return Section(
        title=f"Search of some {pace.events_many} activities",
        how=f"PostgreSQL, one client, the 20 best of all nouns with highlights and the number found, against the 20 "
        f"newest of `document ILIKE '%…%'` (each word once, activities alone, unranked). Asked for are at most "
        f"{MILLISECONDS_MAX} ms: the median of all was {median(everything):.1f} ms, the 99th of a hundred "
        f"{quantiles(everything, n=100)[98]:.1f} ms. {sizes}",
        head=("query", "found", "median ms", "worst ms", "ILIKE median ms", "ILIKE over ours"),
        rows=tuple(_row(words, one) for words, one in timed.items()),
    )


def _timed(words: str, client: HTTPConnection, token: str, naive: psycopg.Connection[Any], pace: Pace) -> Timed:
    def ask() -> Any:
        client.request("GET", f"/api/v1/search?q={quote(words)}", headers={"Authorization": f"Bearer {token}"})
        answer = client.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise RuntimeError(f"The search for {words} was expected to be answered, found {body.decode()}.")
        return json.loads(body)

    first = ask()
    found = f"{first['total']}" + ("" if first["is_all"] else " and more")
    text, values = _as_ilike(words)
    ours, theirs = [], []
    for _ in range(pace.rounds):
        ours += list(_milliseconds(ask, TIMES_A_ROUND))
        theirs += list(_milliseconds(lambda: naive.execute(text, values).fetchall(), 1))
    say(f"{words}: {found}, {median(ours):.1f} ms, ILIKE {median(theirs):.1f} ms")
    return Timed(found, ours, theirs)


def _milliseconds(ask: Callable[[], Any], times: int) -> Iterator[float]:
    for _ in range(times):
        started = time.perf_counter()
        ask()
        yield 1_000 * (time.perf_counter() - started)


def _as_ilike(words: str) -> tuple[bytes, list[str]]:
    """The question that one would write first; a phrase is one pattern, and a word that is not wanted another."""
    table = ACTIVITIES.table.name
    parts = [words.strip('"')] if words.startswith('"') else words.split()
    conditions = ["document NOT ILIKE %s" if part.startswith("-") else "document ILIKE %s" for part in parts]
    text = (
        f"SELECT id, document FROM {table} WHERE to_position IS NULL AND to_reported IS NULL "
        f"AND {' AND '.join(conditions)} ORDER BY thing DESC LIMIT 20"
    )
    return text.encode(), [f"%{part.strip('-*')}%" for part in parts]


def _sizes(naive: psycopg.Connection[Any]) -> str:
    """How large the index of words is beside what it is made of."""
    assert ACTIVITIES.word_table is not None
    sizes = []
    for table in (ACTIVITIES.table, ACTIVITIES.word_table):
        row = naive.execute("SELECT pg_total_relation_size(%s), count(*) FROM " + table.name, [table.name]).fetchone()
        assert row is not None
        sizes.append((row[0] / 2**20, row[1]))
    (versions_mb, versions), (words_mb, words) = sizes
    return (
        f"The {versions} versions of activities take {versions_mb:.0f} MB with their indexes, the {words} rows of "
        f"their words {words_mb:.0f} MB."
    )


def _row(words: str, one: Timed) -> tuple[str, ...]:
    ours, theirs = median(one.milliseconds), median(one.naive_milliseconds)
    shown = words.replace("|", "\\|")
    figures = (f"{ours:.1f}", f"{max(one.milliseconds):.1f}", f"{theirs:.1f}", f"{theirs / ours:.1f}")
    return (f"`{shown}`", one.found, *figures)
