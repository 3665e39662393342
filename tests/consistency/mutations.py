"""Alters a signed log in one place after another, and looks whether `tour verify` finds each and names its position.

`.venv/bin/python -m tests.consistency.mutations --count 10000 --seed 7` tries half of them on each database, each
undone before the next; what it printed last, with the day, stands in tests/README.md.
"""

import argparse
import asyncio
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from pathlib import Path
from random import Random
from typing import Literal

from msgspec import Struct

from events.log.checkpoint_checks import NOTHING_KNOWN, Trust
from events.log.database import Database, Transaction, open_database
from events.log.errors import AlreadyStored
from events.log.event_checks import Finding, TagsOf
from events.log.verifying import verify_log
from events.reading_facts import event_tags
from migrations.run import upgrade
from service.cli.quiet import quiet
from tests.consistency.hand import Hand
from tests.consistency.mutation_sorts import SORTS, Mutation, Sort, a_deletion, a_forgery, a_tag, a_truncation
from tests.consistency.signed_log import SignedLog, make_signed_log
from tests.loaded_record import load_into
from tests.postgresql_server import running_server

DIALECTS: tuple[Literal["sqlite", "postgresql"], ...] = ("sqlite", "postgresql")
CONTROLS_EACH = 20


class Outcome(Struct):
    """How many mutations of each sort were tried, and those that were not found where they are."""

    tried: Counter[str]
    missed: list[str]
    seconds: float = 0.0


class Undone(Exception):
    """Raised at the end of a transaction whose alterations shall not stay."""


class Inside:
    """A database whose readers see what an open transaction has altered."""

    def __init__(self, database: Database, transaction: Transaction) -> None:
        self.dialect = database.dialect
        self._transaction = transaction

    async def open(self) -> None:
        """Nothing: the transaction is open."""

    async def close(self) -> None:
        """Nothing: the transaction ends by itself."""

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Transaction]:
        yield self._transaction

    def writing(self) -> AbstractAsyncContextManager[Transaction]:
        """Never: verification writes nothing."""
        raise AssertionError("Verification was expected to write nothing.")


async def try_mutations(database: Database, log: SignedLog, count: int, seed: int) -> Outcome:
    """Try so many mutations, of each sort in turn; the log is as it was afterwards, and that is verified too."""
    outcome, started = Outcome(Counter(), []), time.perf_counter()
    assert await verify_log(database, lambda _: None, event_tags, log.trust) == [], "The log is whole before."
    for number in range(count):
        sort = SORTS[number % len(SORTS)]
        mutation, findings = await altered(database, log, sort, Random(f"{seed}-{number}"), log.trust, event_tags)
        outcome.tried[sort.__name__] += 1
        if not findings or findings[0].position not in _named(log, mutation):
            outcome.missed.append(f"{database.dialect}, seed {seed}, number {number}: {mutation.what}: {findings[:2]}")
    assert await verify_log(database, lambda _: None, event_tags, log.trust) == [], "The log is whole afterwards."
    outcome.seconds = time.perf_counter() - started
    return outcome


def _named(log: SignedLog, mutation: Mutation) -> set[int]:
    """The positions that may be named first: what is done to a redaction shows at the field that it tells of too."""
    return {*mutation.named, *(told for redaction, told in log.redactions.items() if redaction in mutation.named)}


async def altered(
    database: Database, log: SignedLog, sort: Sort, random: Random, trust: Trust, tags_of: TagsOf | None
) -> tuple[Mutation, list[Finding]]:
    """Alter, verify, undo. What the database itself refuses (a key that is taken) is drawn again."""
    found: list[tuple[Mutation, list[Finding]]] = []
    while not found:
        with suppress(AlreadyStored, Undone):
            async with database.writing() as transaction:
                mutation = await sort(Hand(transaction, log, random))
                findings = await verify_log(Inside(database, transaction), lambda _: None, tags_of, trust)
                found.append((mutation, findings))
                raise Undone
    return found[0]


class Blindness(Struct, frozen=True):
    """A verifier that lacks one thing, and the sort of mutation that only this thing finds."""

    without: str
    sort: Sort
    finds_nothing_if: str = ""
    knows_keys: bool = True
    keeps_notes: bool = False
    checks_tags: bool = True


BLINDNESSES = (
    Blindness("the tags", a_tag, keeps_notes=True, checks_tags=False),
    Blindness("the notes that were kept", a_truncation),
    Blindness("the notes that were kept", a_deletion, finds_nothing_if="without the note"),
    Blindness("the notes that were kept", a_forgery, finds_nothing_if="notes removed"),
)


async def try_blind(database: Database, log: SignedLog, blindness: Blindness, count: int, seed: int) -> int:
    """The control that must fail: how many of so many mutations the blind verifier sees; it should see none."""
    trust = NOTHING_KNOWN._replace(
        keys=log.trust.keys if blindness.knows_keys else (), kept=log.trust.kept if blindness.keeps_notes else ()
    )
    tags_of = event_tags if blindness.checks_tags else None
    seen = tried = number = 0
    while tried < count:
        random = Random(f"{seed}-{blindness.without}-{number}")
        mutation, findings = await altered(database, log, blindness.sort, random, trust, tags_of)
        number += 1
        if blindness.finds_nothing_if in mutation.what:
            tried += 1
            seen += bool(findings)
    return seen


async def run_on(database: Database, record: Path, count: int, seed: int) -> tuple[SignedLog, Outcome, dict[str, int]]:
    """Make the log, try the mutations and the controls."""
    log = await make_signed_log(database, record)
    outcome = await try_mutations(database, log, count, seed)
    seen = {
        f"{blindness.sort.__name__} without {blindness.without}": await try_blind(
            database, log, blindness, CONTROLS_EACH, seed
        )
        for blindness in BLINDNESSES
    }
    return log, outcome, seen


def run_alone(dialect: Literal["sqlite", "postgresql"], record: Path, count: int, seed: int) -> tuple[list[str], bool]:
    """One database's share of the full form: its result in words, and whether it is good."""
    quiet()
    with tempfile.TemporaryDirectory(prefix="tour-mutations-") as folder:
        if dialect == "sqlite":
            return asyncio.run(_run_at(f"sqlite:///{folder}/tour.sqlite3", record, count, seed))
        with running_server() as server:
            return asyncio.run(_run_at(server.url(server.create_database()), record, count, seed))


async def _run_at(url: str, record: Path, count: int, seed: int) -> tuple[list[str], bool]:
    upgrade(url)
    database = open_database(url)
    await database.open()
    try:
        log, outcome, seen = await run_on(database, record, count, seed)
    finally:
        await database.close()
    found = outcome.tried.total() - len(outcome.missed)
    line = (
        f"{database.dialect}: seed {seed}, {outcome.tried.total()} mutations of {len(outcome.tried)} sorts in a log of "
        f"{log.size} events, {found} found with their position, {outcome.seconds:.0f} s; "
        f"controls: a verifier that lacks one thing saw {sum(seen.values())} of {CONTROLS_EACH * len(seen)}"
    )
    return [line, *outcome.missed], not outcome.missed and not any(seen.values())


def main(arguments: Sequence[str] | None = None) -> int:
    """Try them on both databases at once, and print a line for each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=10_000, help="how many mutations, half on each database")
    parser.add_argument("--seed", type=int, default=int(time.time()), help="from which they are drawn")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="tour-mutations-") as folder:
        record = Path(folder) / "record.sqlite3"
        upgrade(f"sqlite:///{record}")
        quiet()
        asyncio.run(load_into(record))
        with ProcessPoolExecutor(2) as pool:
            shares = [pool.submit(run_alone, dialect, record, chosen.count // 2, chosen.seed) for dialect in DIALECTS]
            results = [share.result() for share in shares]
    for lines, _ in results:
        print("\n".join(lines))
    return 0 if all(good for _, good in results) else 1


if __name__ == "__main__":
    sys.exit(main())
