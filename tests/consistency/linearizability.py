"""Linearizability as a command: clients of two services on one database, their history checked position by position.

python -m tests.consistency.linearizability --count 20 --operations 5000 --seed 7
"""

import argparse
import asyncio
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from random import SystemRandom

import msgspec

from events.identity import Noun, id_in
from events.log.database import open_database
from events.log.reading import READ_LIMIT_MAX, read_after, read_head
from tests.consistency.clients import register, work
from tests.consistency.databases import fresh_databases
from tests.consistency.happened import Did, Logged, violations
from tests.consistency.serving import AS_IT_IS, secretariats_key, serving

SHOWN_MAX = 5


class NotLinearizable(AssertionError):
    """The history is not that of one log."""


def main() -> None:
    """Read the command line, run, and print the result."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=20, help="runs")
    parser.add_argument("--operations", type=int, default=5_000, help="operations of a run")
    parser.add_argument("--seed", type=int, default=SystemRandom().randrange(2**32))
    chosen = parser.parse_args()
    print(f"seed {chosen.seed}", flush=True)
    began = time.monotonic()
    with fresh_databases() as databases:
        sorts = run(databases.postgresql_url(), chosen.count, chosen.operations, chosen.seed)
    seconds = time.monotonic() - began
    done = ", ".join(f"{number} {sort}" for sort, number in sorted(sorts.items()))
    print(
        f"seed {chosen.seed}: {chosen.count} runs of {chosen.operations} operations, 16 clients to each of 2 services "
        f"({done}): every history is that of one log; {seconds:.0f} seconds"
    )


def run(url: str, count: int, operations: int, seed: int, command: Sequence[str] = AS_IT_IS) -> "Counter[str]":
    """So many histories on one database, each checked; raises NotLinearizable for the first that is none."""
    sorts: Counter[str] = Counter()
    with services(url, command) as (ports, key):
        for number in range(count):
            base = asyncio.run(head_of(url))
            history = asyncio.run(work(ports, key, operations, seed + number, f"{number}"))
            found = violations(history, asyncio.run(logged_after(url, base)), base)
            if found:
                raise NotLinearizable(f"{len(found)} violations, as: " + " ".join(found[:SHOWN_MAX]))
            sorts.update(one.sort for one in history)
    return sorts


@contextmanager
def services(url: str, command: Sequence[str] = AS_IT_IS) -> Iterator[tuple[list[int], str]]:
    """Two services on one database, with the body for which all report; their ports, and a key."""
    key = secretariats_key(url)
    with serving(url, command=command) as ports:
        asyncio.run(register(ports[0], key))
        yield ports, key


async def head_of(url: str) -> int:
    """The last position of the log."""
    database = open_database(url)
    await database.open()
    try:
        async with database.reading() as transaction:
            return (await read_head(transaction)).position
    finally:
        await database.close()


async def logged_after(url: str, base: int) -> list[Logged]:
    """Every event after a position, as the log has it."""
    database = open_database(url)
    await database.open()
    logged: list[Logged] = []
    try:
        while True:
            async with database.reading() as transaction:
                events = await read_after(transaction, base + len(logged), READ_LIMIT_MAX)
            if not events:
                return logged
            for event in events:
                title = msgspec.json.decode(event.data).get("title")
                logged.append(Logged(event.position, id_in(Noun.ACTIVITY, event.stream), event.version, title))
    finally:
        await database.close()


__all__ = ["Did", "NotLinearizable", "run", "services"]

if __name__ == "__main__":
    main()
