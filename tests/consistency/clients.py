"""Clients that read, report, correct and tell at random, and write down what they did and were told."""

import asyncio
import time
from collections.abc import Sequence
from random import Random
from typing import Any

from tests.consistency.connection import Answer, Connection, number_in
from tests.consistency.happened import CORRECTED, READ, REFUSED, REPORTED, TOLD, Did

ACTIVITIES = 12
CLIENTS_OF_A_SERVICE = 16
STALE = 412


class ServiceFailed(Exception):
    """The service gave an answer that no client expects."""


async def work(ports: Sequence[int], key: str, operations: int, seed: int, run: str) -> list[Did]:
    """The history of so many operations, by CLIENTS_OF_A_SERVICE clients of each service."""
    known = [f"work-{run}-{number}" for number in range(ACTIVITIES)]
    history: list[Did] = []
    async with Connection(ports[0], key) as first:
        begins = Client(first, "first", Random(seed), known)
        history += [await begins.report(activity) for activity in known]
    connections = [Connection(port, key) for port in ports for _ in range(CLIENTS_OF_A_SERVICE)]
    each, more = divmod(operations - len(history), len(connections))
    histories = await asyncio.gather(
        *(
            _one_client(connection, f"client-{number}", Random(seed * 1_000 + number), known, each + (number < more))
            for number, connection in enumerate(connections)
        )
    )
    return [*history, *(did for one in histories for did in one)]


async def _one_client(
    connection: Connection, name: str, random: Random, known: Sequence[str], operations: int
) -> list[Did]:
    async with connection:
        client = Client(connection, name, random, known)
        return [await client.do_something() for _ in range(operations)]


class Client:
    """One client with its connection; it remembers the tags of what it has seen."""

    def __init__(self, connection: Connection, name: str, random: Random, known: Sequence[str]) -> None:
        self._connection = connection
        self._name = name
        self._random = random
        self._known = known
        self._tags: dict[str, tuple[int, str]] = {}
        self._number = 0

    async def do_something(self) -> Did:
        activity, drawn = self._random.choice(self._known), self._random.random()
        if drawn < 0.5 or not self._tags:
            return await self.read(activity)
        if drawn < 0.75:
            # What was read last, so that about as many come in time as come too late.
            return await self.correct(list(self._tags)[-1])
        if drawn < 0.9:
            return await self.tell(activity)
        return await self.report(f"{activity}-{self._name}-{self._number}")

    async def read(self, activity: str) -> Did:
        called = time.monotonic()
        answer = _expected(await self._connection.get(f"/api/v1/activities/{activity}"), 200)
        version, title = answer.value["version"], answer.value["title"]
        self._tags.pop(activity, None)
        self._tags[activity] = version, answer.headers["etag"]
        if not answer.headers["etag"].startswith(f'"v{version};'):
            raise ServiceFailed(f"The tag {answer.headers['etag']} is not that of version {version}.")
        return self._did(READ, activity, called, answer, version, title)

    async def report(self, activity: str) -> Did:
        title, called = self._title(), time.monotonic()
        body = {"id": activity, "title": title, "reported_by": "unfpa"}
        answer = _expected(await self._connection.post("/api/v1/commitments", body), 201)
        return self._did(REPORTED, activity, called, answer, answer.value["version"], title)

    async def correct(self, activity: str) -> Did:
        """Another title, for the version that was seen last; whoever comes too late is refused."""
        title, (expected, tag), called = self._title(), self._tags[activity], time.monotonic()
        path, body = f"/api/v1/activities/{activity}/updates", {"type": "corrected", "title": title}
        answer = _expected(await self._connection.post(path, body, f"If-Match: {tag}\r\n"), 200, STALE)
        if answer.status == STALE:
            return Did(self._name, REFUSED, activity, called, time.monotonic(), expected=expected)
        version = answer.value["version"]
        self._tags[activity] = version, answer.headers["etag"]
        return self._did(CORRECTED, activity, called, answer, version, title)._replace(expected=expected)

    async def tell(self, activity: str) -> Did:
        called = time.monotonic()
        path, body = f"/api/v1/activities/{activity}/updates", {"type": "no_change", "note": self._title()}
        answer = _expected(await self._connection.post(path, body), 200)
        return self._did(TOLD, activity, called, answer, answer.value["version"], None)

    def _did(self, sort: str, activity: str, called: float, answer: Answer, version: int, title: str | None) -> Did:
        position = number_in(answer.headers["tour-position"])
        return Did(self._name, sort, activity, called, time.monotonic(), position, version, title)

    def _title(self) -> str:
        self._number += 1
        return f"Train census offices, words {self._number} of {self._name}"


def _expected(answer: Answer, *statuses: int) -> Answer:
    if answer.status not in statuses:
        raise ServiceFailed(f"{statuses} was expected, and {answer.status} was found: {answer.value}.")
    return answer


async def register(port: int, key: str) -> None:
    """Enter the one body for which all of them report."""
    entry: dict[str, Any] = {"id": "unfpa", "name": "UNFPA", "kind": "un_fund_programme"}
    async with Connection(port, key) as connection:
        _expected(await connection.post("/api/v1/agencies", entry), 201)
