"""Sends POSTs whose connection is cut at a random byte, then again and again, and looks for a second effect.

    python -m tests.recovery.retrying --of postgresql --count 1000 --seed 1

Each try is one request under a key of its own, of every sort that appends. Its connection is cut after a random byte
of what is sent, or of what is answered; then it is sent again to either of two services (on SQLite to the one), and
some are sent fifty times at once. All answers must be one, to the byte, and each effect be there once. It prints one
line with what was tried and found; exit code 1 where something was.
"""

import argparse
import asyncio
import json
import random
import socket
import struct
import sys
import tempfile
import time
from contextlib import AsyncExitStack, suppress
from pathlib import Path
from typing import Any

import httpx
from msgspec import Struct

from tests.recovery.checks import findings_after
from tests.recovery.house import house
from tests.recovery.postgresql_process import postgresql_process
from tests.recovery.service_process import ServiceProcess
from tests.recovery.writers import Answered, Request, Writers

AT_ONCE = 50
# Of so many tries one is sent fifty times at once.
CROWDS_EVERY = 10
AGAIN = 2
# Of the answer so many bytes may be read before the cut; a shorter one is waited for no longer than this.
ANSWER_BYTES = 900
ANSWER_SECONDS = 0.2
# Closing with it the connection is reset, and nothing that waits is sent.
RESET = struct.pack("ii", 1, 0)

# What is sent: where to, and a body with the mark in a field of words.
SORTS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("commitments", {"title": "{mark}", "reported_by": "unfpa", "lead": "unfpa"}),
    ("publications", {"title": "{mark}", "reported_by": "unfpa", "lead": "iom"}),
    ("planned-meetings", {"title": "{mark}", "reported_by": "unfpa", "stage": "planned"}),
    ("follow-up-actions", {"title": "{mark}", "reported_by": "unfpa"}),
    ("ongoing-work", {"title": "{mark}", "reported_by": "unfpa"}),
    ("submissions", {"lines": [{"type": "commitment", "title": "{mark}", "reported_by": "unfpa"}]}),
    ("submissions", {"atomic": False, "lines": [{"type": "commitment", "title": "{mark}", "reported_by": "unfpa"}]}),
    ("agencies/unfpa/updates", {"type": "granted", "granted_to": "iom", "note": "{mark}"}),
    ("agencies", {"id": "{id}", "name": "{mark}", "kind": "igo"}),
    ("topics", {"id": "{id}", "label": "{mark}"}),
    ("mandates", {"id": "{id}", "kind": "resolution", "title": "{mark}"}),
    ("meetings", {"id": "{id}", "title": "{mark}", "kind": "forum"}),
    ("posts", {"id": "{id}", "title": "{mark}", "agency": "unfpa"}),
    ("commitments", {"title": "{mark}", "reported_by": "unfpa", "lead": "atlantis"}),
)


class Tried(Struct):
    """What was tried, and what was found wrong."""

    tries: int = 0
    answers: int = 0
    crowds: int = 0
    findings: list[str] = []

    def __str__(self) -> str:
        return (
            f"{self.tries} requests cut at a random byte, {self.crowds} of them sent {AT_ONCE} times at once after it, "
            f"{self.answers} answers compared, {len(self.findings)} findings"
        )


async def retry(database_url: str, tries: int, rng: random.Random, *, keyed: bool = True) -> Tried:
    """So many requests on one database, each cut and sent again; without a key, for the control, nothing holds."""
    tried = Tried()
    async with AsyncExitStack() as stack:
        built = await stack.enter_async_context(house(database_url, rng))
        services = [built.service]
        if database_url.startswith("postgresql"):
            services.append(ServiceProcess(database_url))
            stack.callback(services[1].kill)
            await services[1].start()
        writers = built.writers
        for number in range(tries):
            request = _request(rng, writers, number)
            crowd = number % CROWDS_EVERY == 0
            answers = await _one_try(services, writers, request, rng, tried, keyed=keyed, crowd=crowd)
            tried.answers += len(answers)
            tried.findings += _unlike(request, answers)
            if answers:
                writers.take(answers[0])
        tried.findings += await findings_after(writers, database_url)
    return tried


def _request(rng: random.Random, writers: Writers, number: int) -> Request:
    """The next request, of any sort, with a mark and an id that no other has."""
    path, body = rng.choice(SORTS)
    mark = f"case {writers.run}-{number + 1}"
    text = json.dumps(body).replace("{mark}", mark).replace("{id}", mark.replace(" ", "-"))
    return Request(key=mark.replace(" ", "-"), path=f"/api/v1/{path}", body=text.encode(), marks=(mark,))


async def _one_try(
    services: list[ServiceProcess],
    writers: Writers,
    request: Request,
    rng: random.Random,
    tried: Tried,
    *,
    keyed: bool,
    crowd: bool,
) -> list[Answered]:
    """Send a request with a cut, then again; every answer that came whole."""
    tried.tries += 1
    headers = {**writers.headers, **({"Idempotency-Key": request.key} if keyed else {})}
    await _cut(rng.choice(services), request, headers, rng)
    answers: list[Answered] = []
    tried.crowds += crowd
    async with httpx.AsyncClient(timeout=60, limits=httpx.Limits(max_connections=AT_ONCE)) as client:

        async def again() -> Answered:
            address = rng.choice(services).address + request.path
            answer = await client.post(address, content=request.body, headers=headers)
            return Answered(request, answer.status_code, answer.content)

        for at_once in [AT_ONCE] if crowd else [1] * AGAIN:
            answers += await asyncio.gather(*(again() for _ in range(at_once)))
    return answers


async def _cut(service: ServiceProcess, request: Request, headers: dict[str, str], rng: random.Random) -> None:
    """Send a request on a connection of its own, and reset that after a random byte of the request or of its answer."""
    lines = {"Host": "127.0.0.1", **headers, "Content-Length": str(len(request.body))}
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    sent = f"POST {request.path} HTTP/1.1\r\n{head}\r\n".encode() + request.body
    cut_at = rng.randrange(len(sent) + ANSWER_BYTES)
    reader, writer = await asyncio.open_connection("127.0.0.1", service.port)
    try:
        writer.write(sent[:cut_at])
        await writer.drain()
        # As soon as all was sent, or once so much of the answer is there, or no more of it comes.
        with suppress(asyncio.IncompleteReadError, TimeoutError):
            await asyncio.wait_for(reader.readexactly(max(cut_at - len(sent), 0)), ANSWER_SECONDS)
    finally:
        writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
        writer.close()


def _unlike(request: Request, answers: list[Answered]) -> list[str]:
    """A sentence for each answer that differs from the first."""
    told = {(one.status, one.answer) for one in answers}
    return (
        [] if len(told) <= 1 else [f"{request.path} under {request.key} had {len(told)} answers: {sorted(told)[:2]}."]
    )


async def _main(of: str, count: int, seed: int) -> Tried:
    with tempfile.TemporaryDirectory(prefix="tour-retrying-") as folder, postgresql_process() as server:
        if of == "sqlite":
            return await retry(f"sqlite:///{Path(folder) / 'tour.sqlite3'}", count, random.Random(seed))
        await server.start()
        return await retry(server.url(server.create_database()), count, random.Random(seed))


def main() -> None:
    """Try as often as is asked for, and say what was found."""
    parser = argparse.ArgumentParser(description="Sends requests whose connection is cut again, and again.")
    parser.add_argument("--of", choices=("sqlite", "postgresql"), required=True)
    parser.add_argument("--count", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    chosen = parser.parse_args()
    started = time.monotonic()
    tried = asyncio.run(_main(chosen.of, chosen.count, chosen.seed))
    print(f"retrying {chosen.of}, seed {chosen.seed}: {tried}, {time.monotonic() - started:.0f} s")
    for finding in tried.findings:
        print(finding)
    sys.exit(1 if tried.findings else 0)


if __name__ == "__main__":
    main()
