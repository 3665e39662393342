"""Tailing as a command: writers append a million events through the log's own appending, and a reader follows them.

    python -m tests.consistency.tailing --count 1000000 --seed 7

Beside it stands the control: the same reader behind numbers that a bare sequence gives, without the lock.
"""

import argparse
import asyncio
import os
import time
from collections.abc import Sequence
from multiprocessing import get_context
from multiprocessing.context import SpawnProcess
from random import Random, SystemRandom

import msgspec
import psycopg

from events.log.appending import append
from events.log.database import Database, open_database
from events.log.event import Cause, NewEvent, new_event
from events.log.reading import load_frontier, read_after, read_head
from tests.consistency.databases import fresh_databases
from tests.consistency.tail_reader import Entry, Followed, follow

WRITERS = 3
BATCH_MAX = 2_000
CAUSE = Cause(actor="key:secretariat", command_id="command-1", recorded_at="2026-03-02T09:00:00.000000Z")
CONTROL_COUNT_MAX = 50_000


def main() -> None:
    """Read the command line, run, and print the result."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--count", type=int, default=1_000_000, help="events")
    parser.add_argument("--seed", type=int, default=SystemRandom().randrange(2**32))
    chosen = parser.parse_args()
    print(f"seed {chosen.seed}", flush=True)
    with fresh_databases() as databases:
        began = time.monotonic()
        followed = asyncio.run(tail(databases.postgresql_url(), chosen.count, chosen.seed))
        seconds = time.monotonic() - began
        print(
            f"seed {chosen.seed}: {WRITERS} writing processes under the lock: {followed.told(chosen.count)}, "
            f"{followed.gaps} gaps; {seconds:.0f} seconds",
            flush=True,
        )
        count = min(chosen.count, CONTROL_COUNT_MAX)
        control = asyncio.run(tail_a_sequence(databases.postgresql_url(), count, chosen.seed))
        print(f"seed {chosen.seed}: control, numbers of a bare sequence without the lock: {control.told(count)}")


async def tail(url: str, count: int, seed: int) -> Followed:
    """Follow the log while several processes append to it."""
    processes = [_writer(url, writer, share, seed) for writer, share in enumerate(shares(count, WRITERS))]
    database = open_database(url)
    await database.open()

    async def read(after: int, limit: int) -> Sequence[Entry]:
        async with database.reading() as transaction:
            events = await read_after(transaction, after, limit)
        return [Entry(event.position, *_written(event.data)) for event in events]

    try:
        return await follow(read, WRITERS, count, lambda: not any(process.is_alive() for process in processes))
    finally:
        for process in processes:
            process.join(timeout=60)
            process.kill()
        await database.close()


def shares(count: int, writers: int) -> list[int]:
    """So many events, shared out."""
    each, more = divmod(count, writers)
    return [each + (writer < more) for writer in range(writers)]


def _writer(url: str, writer: int, count: int, seed: int) -> SpawnProcess:
    process = get_context("spawn").Process(target=write, args=(url, writer, count, seed), daemon=True)
    process.start()
    return process


def write(url: str, writer: int, count: int, seed: int) -> None:
    """Append so many events, in batches of random length."""
    asyncio.run(_write(open_database(url), writer, count, Random(seed + writer)))


async def _write(database: Database, writer: int, count: int, random: Random) -> None:
    await database.open()
    number = 0
    while number < count:
        length = min(random.randint(1, BATCH_MAX), count - number)
        batch = [(event_of(writer, one), CAUSE) for one in range(number, number + length)]
        async with database.writing() as transaction:
            head, frontier = await read_head(transaction), await load_frontier(transaction)
            await append(transaction, head, frontier, batch, {})
        number += length
    await database.close()


def event_of(writer: int, number: int) -> NewEvent:
    return new_event(
        event_id=f"{writer}-{number}",
        stream=f"activity-census-{writer}-{number}",
        type="evidence-added",
        data={"label": f"{writer} {number}"},
        reported_on="2026-03-02",
        random_bytes=os.urandom,
    )


def _written(data: bytes) -> tuple[int, int]:
    writer, number = msgspec.json.decode(data)["label"].split(" ")
    return int(writer), int(number)


async def tail_a_sequence(url: str, count: int, seed: int, connections: int = 8) -> Followed:
    """Follow a table whose positions come from a sequence, as others number their events, while several write."""
    async with await psycopg.AsyncConnection.connect(url, autocommit=True) as reader:
        await reader.execute("CREATE TABLE numbered (position bigserial PRIMARY KEY, writer int, number int)")
        writing = [
            asyncio.create_task(_write_numbered(url, writer, share, Random(seed + writer)))
            for writer, share in enumerate(shares(count, connections))
        ]

        async def read(after: int, limit: int) -> Sequence[Entry]:
            text = "SELECT position, writer, number FROM numbered WHERE position > %s ORDER BY position LIMIT %s"
            cursor = await reader.execute(text, (after, limit))
            return [Entry(*row) for row in await cursor.fetchall()]

        followed = await follow(read, connections, count, lambda: all(task.done() for task in writing))
        await asyncio.gather(*writing)
        return followed


async def _write_numbered(url: str, writer: int, count: int, random: Random) -> None:
    """Insert a few rows a transaction, each transaction a few statements long."""
    number = 0
    async with await psycopg.AsyncConnection.connect(url) as connection:
        while number < count:
            length = min(random.randint(1, 5), count - number)
            for one in range(number, number + length):
                await connection.execute("INSERT INTO numbered (writer, number) VALUES (%s, %s)", (writer, one))
            await connection.commit()
            number += length


if __name__ == "__main__":
    main()
