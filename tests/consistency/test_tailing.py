"""A reader that follows the log while others write loses nothing, sees nothing twice and everything in order."""

import asyncio
from collections.abc import Sequence
from random import SystemRandom

import pytest

from events.log.appending import append
from events.log.database import Database
from events.log.errors import AlreadyStored
from events.log.postgresql import PostgresqlDatabase
from events.log.reading import load_frontier, read_head
from tests.consistency.connection import Connection, number_in
from tests.consistency.linearizability import head_of, services
from tests.consistency.tail_reader import Entry, Followed, follow
from tests.consistency.tailing import CAUSE, event_of, tail, tail_a_sequence

COUNT = 6_000
COUNT_OVER_HTTP = 300
WRITERS = 6


async def test_a_reader_of_the_log_loses_nothing(postgresql_url: str) -> None:
    """Several processes append in batches of any length; the seed is printed."""
    seed = SystemRandom().randrange(2**32)
    print(f"seed {seed}")
    followed = await tail(postgresql_url, COUNT, seed)
    assert (followed.seen, followed.at) == (COUNT, COUNT)
    assert (followed.repeated, followed.out_of_order, followed.gaps) == (0, 0, 0)


async def test_without_the_lock_a_reader_loses_events(postgresql_url: str) -> None:
    """Control: behind a bare sequence, what commits late stands before what was read already, and is never seen."""
    followed = await tail_a_sequence(postgresql_url, COUNT, 1)
    assert followed.lost_of(COUNT) > 0


async def test_without_the_lock_the_key_refuses_the_second_writer(
    postgresql_database: PostgresqlDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Control: of two writers that count on from the same head the second is refused; no two events share a place."""
    monkeypatch.setattr("events.log.postgresql.BEGIN_WRITING", "BEGIN ISOLATION LEVEL READ COMMITTED")
    both_have_looked = asyncio.Barrier(2)
    outcomes = await asyncio.gather(
        *(append_after_a_look(postgresql_database, writer, both_have_looked) for writer in range(2)),
        return_exceptions=True,
    )
    assert sorted(type(outcome).__name__ for outcome in outcomes) == [AlreadyStored.__name__, "NoneType"]


async def append_after_a_look(database: Database, writer: int, both_have_looked: asyncio.Barrier) -> None:
    """Append one event after the head that was there when both had looked."""
    async with database.writing() as transaction:
        head, frontier = await read_head(transaction), await load_frontier(transaction)
        await both_have_looked.wait()
        await append(transaction, head, frontier, [(event_of(writer, 0), CAUSE)], {})


def test_a_reader_over_http_loses_nothing(postgresql_url: str) -> None:
    """Two services take reports, and a reader asks both in turn for what comes after the newest that it has seen."""
    with services(postgresql_url) as (ports, key):
        start = asyncio.run(head_of(postgresql_url))
        followed = asyncio.run(tail_over_http(ports, key, start))
    assert (followed.seen, followed.at) == (COUNT_OVER_HTTP, start + COUNT_OVER_HTTP)
    assert (followed.repeated, followed.out_of_order, followed.gaps) == (0, 0, 0)


async def tail_over_http(ports: Sequence[int], key: str, start: int) -> Followed:
    """Follow `/log/events` while clients report."""
    share = COUNT_OVER_HTTP // WRITERS
    writing = [asyncio.create_task(report(ports[place % 2], key, place, share)) for place in range(WRITERS)]
    newest = {0: "0"}
    async with Connection(ports[0], key) as first, Connection(ports[1], key) as second:

        async def read(after: int, limit: int) -> Sequence[Entry]:
            reader = first if after % 2 else second
            answer = await reader.get(f"/api/v1/log/events?after={newest.get(after, 0)}&limit={min(limit, 1_000)}")
            newest.update({number_in(item["position"]): item["position"] for item in answer.value["items"]})
            return [_entry(item) for item in answer.value["items"] if item["type"] == "commitment-reported"]

        await read(0, start)
        followed = await follow(read, WRITERS, COUNT_OVER_HTTP, lambda: all(task.done() for task in writing), start)
    await asyncio.gather(*writing)
    return followed


def _entry(item: dict[str, object]) -> Entry:
    data = item["data"]
    assert isinstance(data, dict)
    writer, number = data["title"].split(" ")
    return Entry(number_in(str(item["position"])), int(writer), int(number))


async def report(port: int, key: str, writer: int, count: int) -> None:
    """Report so many commitments, one after the other."""
    async with Connection(port, key) as connection:
        for number in range(count):
            body = {"title": f"{writer} {number}", "reported_by": "unfpa"}
            answer = await connection.post("/api/v1/commitments", body)
            assert answer.status == 201, answer
