"""Cuts the connection to PostgreSQL after every byte of a command's exchange, and looks what became of the command.

    python -m tests.recovery.cutting --step 1 --seed 1

`--step 7` cuts after every seventh byte. It prints a line for each kind of exchange; exit code 1 where something is
found: an acknowledged event that is not there, a refused one that is, one that is there twice, or a writer that does
not go on.
"""

import argparse
import asyncio
import logging
import random
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from itertools import count

import structlog
from msgspec import Struct

from events.log.database import Database, open_database
from events.log.errors import CommitUnknown, DatabaseBusy, DatabaseUnreachable
from events.log.event import public_position
from migrations.run import upgrade
from projections import runner
from projections.registry import VIEWS
from service.clock import SURROUNDINGS
from service.writer.work import Outcome, Receipt
from service.writer.writer import Writer
from tests.postgresql_server import PostgresqlServer, running_server
from tests.recovery.checks import events_of, whole
from tests.recovery.cutting_proxy import CuttingProxy, Direction, cutting_proxy, through
from tests.recovery.writers import MARK
from tests.service.writer.requests import asked, committed, registered, submitted

# What says that nothing was written.
NOT_WRITTEN = (DatabaseUnreachable, DatabaseBusy)


class Exchange(Struct, frozen=True):
    """What is cut: bytes of one direction, of so many commands at once, on a connection in use or on a new one.

    The plain one is cut after every byte; of the others, which differ from it little, one in `sampled` is.
    """

    direction: Direction
    commands: int = 1
    is_new: bool = False
    sampled: int = 1

    def __str__(self) -> str:
        connection = "a new connection" if self.is_new else "a connection in use"
        return f"{self.commands} at once on {connection}, cut on the way {self.direction}"


SAMPLED = 13
EXCHANGES = tuple(
    exchange
    for direction in Direction
    for exchange in (
        Exchange(direction),
        Exchange(direction, is_new=True, sampled=SAMPLED),
        Exchange(direction, commands=4, sampled=SAMPLED),
    )
)


class Told(Struct, frozen=True):
    """A command by its mark, and what its author was told."""

    mark: str
    outcome: Outcome


class Cutting:
    """One writer behind the proxy, and what each author was told."""

    def __init__(self, writer: Writer, proxy: CuttingProxy) -> None:
        self._writer = writer
        self._proxy = proxy
        self._numbers = count(1)
        self.told: list[Told] = []

    async def cut_after_every(self, step: int, exchange: Exchange, first: int = 0) -> int:
        """Cut after the byte `first` and every so many more, until the exchange has no more; how many cuts it were."""
        for cuts in count():
            if exchange.is_new:
                self._proxy.cut()
            self._proxy.arm(exchange.direction, first + cuts * step)
            await self.commands(exchange.commands)
            if not self._proxy.has_cut:
                return cuts
            # The network is back: what comes next is written.
            await self.commands(1, must_be_taken=True)
        raise AssertionError("Counting was expected to end with the exchange.")

    async def commands(self, number: int, must_be_taken: bool = False) -> None:
        """Hand in so many commands at once, and remember what each author was told."""
        marks = [f"case 1-{next(self._numbers)}" for _ in range(number)]
        outcomes = await submitted(self._writer, [asked(committed(f"Train a census office, {mark}")) for mark in marks])
        for outcome in outcomes:
            if isinstance(outcome, Exception):
                # Ten thousand of them with all their frames would fill the memory.
                outcome.with_traceback(None).__context__ = outcome.__cause__ = None
        self.told += [Told(mark, outcome) for mark, outcome in zip(marks, outcomes, strict=True)]
        assert not must_be_taken or isinstance(outcomes[0], Receipt), f"The writer was expected to go on: {outcomes[0]}"

    def counts(self) -> dict[str, int]:
        """How many authors were told what."""
        return dict(Counter(type(one.outcome).__name__ for one in self.told))


@asynccontextmanager
async def cutting(server: PostgresqlServer, url: str, kind: type[Writer] = Writer) -> AsyncIterator[Cutting]:
    """A writer of a kind on a fresh database behind a proxy, with UNFPA in its register."""
    await asyncio.to_thread(upgrade, url)
    async with cutting_proxy(server.port) as proxy:
        database = open_database(through(proxy, url))
        await database.open()
        await runner.prepare(database, VIEWS)
        writer = kind(database, VIEWS, SURROUNDINGS)
        await writer.start()
        try:
            await writer.submit(asked(registered("unfpa")))
            yield Cutting(writer, proxy)
        finally:
            proxy.disarm()
            await writer.stop()
            await database.close()


async def findings_in(url: str, told: Sequence[Told]) -> list[str]:
    """A sentence for every author who was told what is not so, and for all that is wrong with the log and its views."""
    database = open_database(url)
    await database.open()
    try:
        return [*await whole(database), *await _untrue(database, told)]
    finally:
        await database.close()


async def _untrue(database: Database, told: Sequence[Told]) -> list[str]:
    events = await events_of(database)
    places = {public_position(event.position, event.leaf) for event in events}
    marks = Counter(mark for event in events for mark in MARK.findall(event.data.decode()))
    return [sentence for one in told if (sentence := _untrue_of(one, marks[one.mark], places))]


def _untrue_of(one: Told, found: int, places: set[str]) -> str | None:
    """What is untrue of what an author was told, with how often the event was found."""
    match one.outcome:
        case Receipt() as receipt:
            is_so = found == 1 and receipt.position in places
        case error if isinstance(error, NOT_WRITTEN):
            is_so = found == 0
        case CommitUnknown():
            is_so = found <= 1
        case _:
            is_so = False
    return None if is_so else f"{one.mark} is there {found} times, and its author was told {one.outcome!r}."


async def _main(step: int, seed: int) -> int:
    rng = random.Random(seed)
    found = 0
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    with running_server() as server:
        for exchange in EXCHANGES:
            started = time.monotonic()
            url = server.url(server.create_database())
            async with cutting(server, url) as cut:
                every = step * exchange.sampled
                cuts = await cut.cut_after_every(every, exchange, rng.randrange(every))
            findings = await findings_in(url, cut.told)
            found += len(findings)
            seconds = time.monotonic() - started
            print(f"{exchange}: {cuts} cuts, {cut.counts()}, {len(findings)} findings, {seconds:.0f} s", flush=True)
            for finding in findings[:20]:
                print(finding)
    return found


def main() -> None:
    """Cut everywhere, and say what was found."""
    parser = argparse.ArgumentParser(description="Cuts the connection to PostgreSQL after every byte.")
    parser.add_argument("--step", type=int, default=1, help="cut after every so many bytes")
    parser.add_argument("--seed", type=int, default=0)
    chosen = parser.parse_args()
    sys.exit(1 if asyncio.run(_main(chosen.step, chosen.seed)) else 0)


if __name__ == "__main__":
    main()
