"""Kills the service, or PostgreSQL under it, at random instants while forty writers write, and looks for what is lost.

    python -m tests.recovery.killing --of sqlite --count 300 --seed 1

`--of` is `sqlite` (the service on a file), `postgresql` (the service on a live server) or `server` (PostgreSQL itself,
under a service that stays up). It prints one line with what was tried and found; exit code 1 where something was.
"""

import argparse
import asyncio
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from tests.recovery.checks import findings_after
from tests.recovery.house import house
from tests.recovery.postgresql_process import PostgresqlProcess, postgresql_process
from tests.recovery.service_process import TOUR
from tests.recovery.writers import Writers

# A kill comes after so many answers of a round at most: counted, so that a busy machine is killed at work too.
ANSWERS_MAX = 100
# And some moments later, so that every instant of a batch, of its COMMIT and of its answers is hit.
MOMENTS_SECONDS = 0.03
OUTAGE_SECONDS_MAX = 0.4
KILLS_A_DATABASE = 20
# A start is waiting more than work.
DATABASES_AT_ONCE = 2


class Outcome(Struct):
    """What was tried, and what was found wrong."""

    kills: int = 0
    taken: int = 0
    refused: int = 0
    sent_again: int = 0
    findings: list[str] = []

    def add(self, other: "Outcome") -> None:
        self.kills += other.kills
        self.taken += other.taken
        self.refused += other.refused
        self.sent_again += other.sent_again
        self.findings = [*self.findings, *other.findings]

    def __str__(self) -> str:
        return (
            f"{self.kills} kills, {self.taken} receipts and {self.refused} refusals given and asked for again, "
            f"{self.sent_again} requests without an answer sent again, {len(self.findings)} findings"
        )


async def kill_service(
    database_url: str, kills: int, rng: random.Random, command: Sequence[str] = TOUR, *, until_found: bool = False
) -> Outcome:
    """Kill the service so many times on one database, and look after each start at all that was answered before.

    `until_found`: the first time that something was lost is the last.
    """
    outcome = Outcome()
    async with house(database_url, rng, command) as built:
        service, writers = built.service, built.writers
        for _ in range(kills):
            since = len(writers.answered)
            writing = asyncio.create_task(writers.write())
            await _random_instant(writers, rng)
            # The worker alone, or all of the service at once: both happen.
            service.kill_worker() if rng.random() < 0.1 else service.kill()
            await writing
            unanswered = len(writers.unanswered)
            await service.start()
            findings = await findings_after(writers, database_url, since)
            outcome.add(_outcome(writers, since, unanswered, findings))
            if until_found and findings:
                break
    return outcome


async def kill_server(server: PostgresqlProcess, database_url: str, kills: int, rng: random.Random) -> Outcome:
    """Kill PostgreSQL with all its processes; the service stays up, and its writers ask until they are answered."""
    outcome = Outcome()
    async with house(database_url, rng) as built:
        service, writers = built.service, built.writers
        process_id = service.process_id
        for _ in range(kills):
            since = len(writers.answered)
            writing = asyncio.create_task(writers.write(until_answered=True))
            await _random_instant(writers, rng)
            server.kill()
            await asyncio.sleep(rng.uniform(0, OUTAGE_SECONDS_MAX))
            await server.start()
            writers.stop()
            await writing
            assert service.is_running, "The service was expected to outlive its database."
            assert service.process_id == process_id
            findings = await findings_after(writers, database_url, since)
            outcome.add(_outcome(writers, since, writers.sent_again, findings))
            writers.sent_again = 0
    return outcome


async def _random_instant(writers: Writers, rng: random.Random) -> None:
    """Wait for some answers, and a moment more."""
    await writers.answers(rng.randrange(ANSWERS_MAX))
    await asyncio.sleep(rng.uniform(0, MOMENTS_SECONDS))


def _outcome(writers: Writers, since: int, sent_again: int, findings: list[str]) -> Outcome:
    taken = sum(one.was_taken for one in writers.answered[since:])
    return Outcome(1, taken, len(writers.answered) - since - taken, sent_again, findings)


async def _main(of: str, count: int, seed: int) -> Outcome:
    total = Outcome()
    with tempfile.TemporaryDirectory(prefix="tour-killing-") as folder, postgresql_process() as server:
        if of != "sqlite":
            await server.start()
        side_by_side = asyncio.Semaphore(1 if of == "server" else DATABASES_AT_ONCE)

        async def one_database(number: int) -> None:
            file = Path(folder) / f"tour-{number}.sqlite3"
            rng = random.Random(f"{seed} {number}")
            kills = min(KILLS_A_DATABASE, count - number)
            async with side_by_side:
                url = f"sqlite:///{file}" if of == "sqlite" else server.url(server.create_database())
                killed = kill_server(server, url, kills, rng) if of == "server" else kill_service(url, kills, rng)
                total.add(await killed)
            print(total, file=sys.stderr)

        await asyncio.gather(*(one_database(number) for number in range(0, count, KILLS_A_DATABASE)))
    return total


def main() -> None:
    """Kill as often as is asked for, and say what was found."""
    parser = argparse.ArgumentParser(description="Kills while forty writers write, and looks for what is lost.")
    parser.add_argument("--of", choices=("sqlite", "postgresql", "server"), required=True)
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    chosen = parser.parse_args()
    started = time.monotonic()
    outcome = asyncio.run(_main(chosen.of, chosen.count, chosen.seed))
    print(f"killing {chosen.of}, seed {chosen.seed}: {outcome}, {time.monotonic() - started:.0f} s")
    for finding in outcome.findings:
        print(finding)
    sys.exit(1 if outcome.findings else 0)


if __name__ == "__main__":
    main()
