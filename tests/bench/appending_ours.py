"""Appends to our log without HTTP: clients that each hand one event of some 450 bytes to the writer, again and again.

python -m tests.bench.appending_ours ADDRESS CLIENTS SECONDS        # prints the figures as JSON
"""

import asyncio
import hashlib
import json
import sys
import time

from msgspec import Struct

from events.commitment import CommitmentReported
from events.identity import Noun
from events.log.database import open_database
from service import clock
from service.commands.deliberation import Author, Decision, Deliberation
from service.writer.work import Work
from service.writer.writer import Writer

WORDS = "We commit ourselves to a joint programme on the portability of the social rights of migrants. " * 4


class Note(Struct, frozen=True):
    """A command that looks nothing up and says one fact into a stream of its own."""

    thing_id: str

    def decide(self, deliberation: Deliberation) -> Decision:
        fact = CommitmentReported(id=self.thing_id, title=WORDS, reported_by="unfpa")
        deliberation.say(Noun.ACTIVITY, self.thing_id, fact, deliberation.today)
        return Decision(noun=Noun.ACTIVITY, id=self.thing_id, made=True)


async def main(url: str, clients: int, seconds: float) -> dict[str, float]:
    """Append for so many seconds, without views, for the peers have none in the transaction either."""
    database = open_database(url)
    await database.open()
    writer = Writer(database, (), clock.SURROUNDINGS)
    await writer.start()
    latencies_ms: list[float] = []
    ends_at, cpu_before = time.perf_counter() + seconds, time.process_time()
    try:
        await asyncio.gather(*(client(writer, ends_at, latencies_ms) for _ in range(clients)))
    finally:
        await writer.stop()
        await database.close()
    return figures(latencies_ms, seconds, time.process_time() - cpu_before)


async def client(writer: Writer, ends_at: float, latencies_ms: list[float]) -> None:
    """One client: an append after the other."""
    while (started := time.perf_counter()) < ends_at:
        await writer.submit(work())
        latencies_ms.append((time.perf_counter() - started) * 1_000)


def work() -> Work:
    """A piece of work as the desk makes it of a request."""
    command_id = clock.new_id()
    command = Note(f"unfpa-{command_id}")
    return Work(
        command=command,
        author=Author(actor="key:of-the-benchmark", agency="unfpa"),
        command_id=command_id,
        fingerprint=hashlib.sha256(command_id.encode()).hexdigest(),
        fresh_id=command_id,
        idempotency_key=command_id,
    )


def figures(latencies_ms: list[float], seconds: float, cpu_seconds: float) -> dict[str, float]:
    """The rate, the middle and the worst hundredth of the times, and the processor time of an append."""
    ordered = sorted(latencies_ms)
    return {
        "per_second": len(ordered) / seconds,
        "p50_ms": ordered[len(ordered) // 2],
        "p99_ms": ordered[int(len(ordered) * 0.99)],
        "cpu_ms": cpu_seconds / len(ordered) * 1_000,
    }


if __name__ == "__main__":
    print(json.dumps(asyncio.run(main(sys.argv[1], int(sys.argv[2]), float(sys.argv[3])))))
