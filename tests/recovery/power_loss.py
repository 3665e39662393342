"""Takes the power from a recorded service at random instants, and looks whether what was acknowledged is still there.

    python -m tests.recovery.power_loss --count 50000 --seed 1 --synchronous FULL

It records one run of the service under its writers, makes so many images of what the disk may then hold, and opens
each. It prints one line; exit code 1 where an image has lost something. With NORMAL or OFF, the controls, it must.
"""

import argparse
import asyncio
import random
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing, contextmanager
from multiprocessing import get_context
from pathlib import Path

from msgspec import Struct

from events.log.database import open_database
from events.log.errors import LogError
from events.log.event import public_position
from events.log.merkle import Frontier
from projections import runner
from projections.registry import VIEWS
from tests.recovery.changed_service import SYNCHRONOUS
from tests.recovery.checks import whole
from tests.recovery.power_images import Disk
from tests.recovery.power_trace import Trace, record

FILE = "tour.sqlite3"
PROCESSES = 2
PAGES_CHECKED_EVERY = 10
WHOLE_CHECKED_EVERY = 500
FINDINGS_MAX = 20


class Promise(Struct, frozen=True):
    """What the log must hold from an operation of the trace on: a length, and answers under their keys."""

    since: int
    position: int
    keys: frozenset[str]


class Truth(Struct, frozen=True):
    """The log as it was at the end of the run without a loss: each place, and what was promised when."""

    places: list[str]
    promises: list[Promise]

    def promised(self, operations: int) -> Promise:
        """What was promised when so many operations had begun."""
        kept = [promise for promise in self.promises if promise.since <= operations]
        keys = frozenset[str]().union(*(promise.keys for promise in kept))
        return Promise(operations, max((promise.position for promise in kept), default=0), keys)


class Found(Struct, frozen=True):
    """What one image holds."""

    places: list[str]
    root: bytes
    checkpoint: tuple[int, bytes]
    keys: frozenset[str]
    views: frozenset[int]


class Outcome(Struct):
    """How many images were looked at, how many of them had lost something, and some of the sentences about it."""

    images: int = 0
    with_losses: int = 0
    findings: list[str] = []

    def add(self, other: "Outcome") -> None:
        self.images += other.images
        self.with_losses += other.with_losses
        self.findings = [*self.findings, *other.findings][:FINDINGS_MAX]

    def __str__(self) -> str:
        return f"{self.images} images, {self.with_losses} of them with a loss"


def truth_of(trace: Trace) -> Truth:
    """The truth of a trace, read from its last files; the trace must lead to them to the byte."""
    disk = Disk(trace.files)
    for operation in trace.operations:
        disk.carry_out(operation)
    made, left = disk.files(), trace.last_files
    different = [name for name in made.keys() | left.keys() if made.get(name) != left.get(name)]
    assert not different, (
        f"The trace was expected to lead to the files that the service left, not to other {different}."
    )
    with memory_folder() as folder:
        places = read(write(trace.last_files, folder)).places
    promises = [
        Promise(since, answered.last_position, frozenset([answered.request.key])) for since, answered in trace.answered
    ]
    return Truth(places, sorted(promises, key=lambda promise: promise.since))


def take_the_power(trace: Trace, count: int, seed: int) -> Outcome:
    """Take it at so many instants of a trace, in the order of time, and look at what is left."""
    rng = random.Random(seed)
    outcome, truth, disk = Outcome(), truth_of(trace), Disk(trace.files)
    instants = sorted(rng.randrange(len(trace.operations) + 1) for _ in range(count))
    done = 0
    with memory_folder() as folder:
        for number, instant in enumerate(instants):
            for operation in trace.operations[done:instant]:
                disk.carry_out(operation)
            done = instant
            findings = losses(write(disk.image(rng), folder), truth, truth.promised(instant), number)
            told = [f"After {instant} operations: {finding}" for finding in findings]
            outcome.add(Outcome(1, 1 if findings else 0, told))
    return outcome


def losses(path: Path, truth: Truth, promised: Promise, number: int) -> list[str]:
    """What an image lacks or says wrongly; every so many images are also looked at more closely."""
    try:
        found = read(path, check_pages=number % PAGES_CHECKED_EVERY == 0)
        close_look = asyncio.run(_close_look(path)) if number % WHOLE_CHECKED_EVERY == 0 else []
    except (sqlite3.Error, LogError) as error:
        return [f"the database cannot be read ({error})."]
    return [*close_look, *_missing(found, truth, promised)]


def _missing(found: Found, truth: Truth, promised: Promise) -> Iterator[str]:
    size = len(found.places)
    if found.places != truth.places[:size]:
        yield "the log says something else than it said."
    if size < promised.position:
        yield f"{promised.position} events were acknowledged, and {size} are there."
    if found.checkpoint != (size, found.root):
        yield f"the checkpoint is not that of the {size} events that are there."
    if missing := promised.keys - found.keys:
        yield f"{len(missing)} answers are not remembered under their keys."
    if found.views - {size}:
        yield f"the views stand at {sorted(found.views)}, and the log at {size}."


def read(path: Path, check_pages: bool = False) -> Found:
    """Open an image as the service would, which recovers it, and read it."""
    with closing(sqlite3.connect(path, isolation_level=None)) as driver:
        if check_pages and (said := driver.execute("PRAGMA quick_check").fetchone()[0]) != "ok":
            raise sqlite3.DatabaseError(said)
        events = driver.execute("SELECT position, leaf FROM event ORDER BY position").fetchall()
        last = driver.execute("SELECT size, root FROM checkpoint ORDER BY size DESC LIMIT 1").fetchone()
        keys = driver.execute("SELECT idempotency_key FROM command_log").fetchall()
        views = driver.execute("SELECT position FROM projection").fetchall()
    frontier = Frontier()
    for position, leaf in events:
        if position != frontier.size + 1:
            raise sqlite3.DatabaseError(f"position {frontier.size + 1} was expected, and {position} was found")
        frontier.append(leaf)
    return Found(
        places=[public_position(position, leaf) for position, leaf in events],
        root=frontier.root(),
        checkpoint=last or (0, Frontier().root()),
        keys=frozenset(key for (key,) in keys),
        views=frozenset(position for (position,) in views),
    )


async def _close_look(path: Path) -> list[str]:
    """What the project's own verification finds on its own connections, once it began as the service begins."""
    database = open_database(f"sqlite:///{path}")
    await database.open()
    try:
        await runner.prepare(database, VIEWS)
        return await whole(database)
    finally:
        await database.close()


def write(files: dict[str, bytes], folder: Path) -> Path:
    """Put the files of an image into an emptied folder; the path of the database."""
    for old in folder.iterdir():
        old.unlink()
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return folder / FILE


@contextmanager
def memory_folder() -> Iterator[Path]:
    """A folder in memory where this computer has one: fifty thousand images are no work for a disk."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(prefix="tour-power-", dir=memory if memory.is_dir() else None) as folder:
        yield Path(folder)


def recorded(synchronous: str, seed: int) -> Trace:
    """A run of the service, recorded."""
    with memory_folder() as folder:
        return asyncio.run(record(folder / FILE, seed, synchronous))


def main() -> None:
    """Record a run, take the power as often as is asked for, and say what was found."""
    parser = argparse.ArgumentParser(description="Takes the power, and looks for what is lost.")
    parser.add_argument("--count", type=int, default=50_000)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    parser.add_argument("--synchronous", choices=tuple(SYNCHRONOUS), default="FULL")
    chosen = parser.parse_args()
    started = time.monotonic()
    trace = recorded(chosen.synchronous, chosen.seed)
    outcome = Outcome()
    with ProcessPoolExecutor(PROCESSES, get_context("spawn")) as pool:
        each = -(-chosen.count // PROCESSES)
        parts = [pool.submit(take_the_power, trace, each, chosen.seed + number) for number in range(PROCESSES)]
        for part in parts:
            outcome.add(part.result())
    print(
        f"power loss, synchronous={chosen.synchronous}, seed {chosen.seed}: {outcome}; a run of "
        f"{len(trace.operations)} operations and {len(trace.answered)} answers; {time.monotonic() - started:.0f} s"
    )
    for finding in outcome.findings:
        print(finding)
    sys.exit(1 if outcome.with_losses else 0)


if __name__ == "__main__":
    main()
