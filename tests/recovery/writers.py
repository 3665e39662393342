"""Many writers at once over real HTTP, each remembering to the byte what it was answered, and what it was not."""

import asyncio
import json
import random
import re
from collections.abc import Callable
from itertools import count

import httpx
from msgspec import Struct

from events.log.event import parse_public_position

WRITERS = 40
BODIES = ("cepal", "escap", "escwa", "ilo", "iom", "ohchr", "undp", "unfpa", "unhcr", "unicef", "unitar", "unodc")
COMMITMENTS = "/api/v1/commitments"
SUBMISSIONS = "/api/v1/submissions"
# Found again in the data of an event: each effect that is asked for has a mark that no other has.
MARK = re.compile(r"case \d+-\d+")
ANSWER_SECONDS_MAX = 120.0
PAUSE_SECONDS = 0.1

MakeBody = Callable[[tuple[str, ...]], dict[str, object]]


class Request(Struct, frozen=True):
    """A request that can be sent again: its key, where it goes, and the marks of the effects that it asks for."""

    key: str
    path: str
    body: bytes
    marks: tuple[str, ...]


class Answered(Struct, frozen=True):
    """A request with the answer that its author was given."""

    request: Request
    status: int
    body: bytes

    @property
    def was_taken(self) -> bool:
        return self.status < 400

    @property
    def answer(self) -> bytes:
        """What must come again: every byte, but of a problem the id of the request that met it."""
        if self.was_taken:
            return self.body
        problem = json.loads(self.body)
        problem.pop("request_id")
        return json.dumps(problem).encode()

    @property
    def places(self) -> list[str]:
        """The public positions that it names."""
        if not self.was_taken:
            return []
        answer = json.loads(self.body)
        receipts = [answer.get("receipt", answer), *(line["receipt"] for line in answer.get("lines", ()))]
        return [place for receipt in receipts if receipt for place in receipt["positions"]]

    @property
    def last_position(self) -> int:
        """The last position that it names, 0 where it names none."""
        return max((parse_public_position(place).position for place in self.places), default=0)


class Writers:
    """Forty authors of one service; what they were answered is kept over its restarts."""

    def __init__(self, address: str, key: str, rng: random.Random) -> None:
        self.address = address
        self.answered: list[Answered] = []
        # Where a test counts what happens meanwhile: how far it had come at each answer.
        self.moment: Callable[[], int] = lambda: 0
        self.moments: list[int] = []
        self.unanswered: list[Request] = []
        self.sent_again = 0
        self.headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
        self._rng = rng
        self.run = rng.randrange(10**9)
        self._numbers = count(1)
        self._activities: list[str] = []
        self._stopping = False
        self._awaited = 0
        self._arrived = asyncio.Event()

    def client(self) -> httpx.AsyncClient:
        limits = httpx.Limits(max_connections=WRITERS, max_keepalive_connections=WRITERS)
        return httpx.AsyncClient(base_url=self.address, headers=self.headers, timeout=ANSWER_SECONDS_MAX, limits=limits)

    async def write(self, *, until_answered: bool = False, authors: int = WRITERS) -> None:
        """Write until the service is gone, or until `stop`; with `until_answered` send again what met a 5xx."""
        self._stopping = False
        async with self.client() as client:
            await asyncio.gather(*(self._write_on(client, until_answered) for _ in range(authors)))

    async def write_some(self, number: int, authors: int = WRITERS) -> None:
        """Write until so many requests more were answered."""
        writing = asyncio.create_task(self.write(authors=authors))
        try:
            await self.answers(number)
            self.stop()
            await writing
        finally:
            writing.cancel()
            await asyncio.wait({writing})

    async def write_at_once(self, effects: int) -> None:
        """Ask for many effects in one request, which are written in one transaction."""
        async with self.client() as client:
            answered = await send(client, self._submission(effects, BODIES[0]))
        assert answered is not None
        assert answered.was_taken, answered.body
        self.take(answered)

    async def answers(self, number: int) -> None:
        """Wait until so many more were answered; a service that gives none for too long is one that hangs."""
        if number:
            self._awaited = len(self.answered) + number
            self._arrived.clear()
            await asyncio.wait_for(self._arrived.wait(), ANSWER_SECONDS_MAX)

    def stop(self) -> None:
        """Let each writer finish the request that it is at."""
        self._stopping = True

    async def _write_on(self, client: httpx.AsyncClient, until_answered: bool) -> None:
        while not self._stopping:
            request = self._next_request()
            answered = await send(client, request)
            while answered is None and until_answered:
                await asyncio.sleep(PAUSE_SECONDS)
                self.sent_again += 1
                answered = await send(client, request)
            if answered is None:
                self.unanswered.append(request)
                return
            self.take(answered)

    def take(self, answered: Answered) -> None:
        """Remember an answer; of an activity that was made, news can be told from now on."""
        self.answered.append(answered)
        self.moments.append(self.moment())
        if len(self.answered) >= self._awaited:
            self._arrived.set()
        if answered.was_taken and answered.request.path == COMMITMENTS:
            self._activities.append(json.loads(answered.body)["id"])

    def _next_request(self) -> Request:
        sort, body = self._rng.random(), self._rng.choice(BODIES)
        if sort < 0.3:
            return self._submission(3, body)
        if sort < 0.6 and self._activities:
            path = f"/api/v1/activities/{self._rng.choice(self._activities)}/updates"
            return self._request(path, 1, lambda marks: {"type": "progressed", "note": marks[0]})
        if sort < 0.7:
            return self._request(COMMITMENTS, 1, lambda marks: _report(marks[0], "atlantis"))
        return self._request(COMMITMENTS, 1, lambda marks: _report(marks[0], body))

    def _submission(self, effects: int, body: str) -> Request:
        return self._request(SUBMISSIONS, effects, lambda marks: {"lines": [_line(mark, body) for mark in marks]})

    def _request(self, path: str, effects: int, body: MakeBody) -> Request:
        marks = tuple(f"case {self.run}-{next(self._numbers)}" for _ in range(effects))
        return Request(key=marks[0].replace(" ", "-"), path=path, body=json.dumps(body(marks)).encode(), marks=marks)


async def send(client: httpx.AsyncClient, request: Request) -> Answered | None:
    """Send a request under its key; None where no answer came, or one that tells to send it again."""
    try:
        response = await client.post(request.path, content=request.body, headers={"Idempotency-Key": request.key})
    except httpx.TransportError:
        return None
    if response.status_code >= 500:
        return None
    return Answered(request, response.status_code, response.content)


async def register_bodies(client: httpx.AsyncClient) -> None:
    """Enter the bodies that the writers report for into the register."""
    for body in BODIES:
        registration = {"id": body, "name": body.upper(), "kind": "un_fund_programme"}
        response = await client.post("/api/v1/agencies", json=registration)
        assert response.status_code == 201, response.text


def _report(mark: str, body: str) -> dict[str, object]:
    return {"title": f"Train a census office, {mark}", "lead": body, "reported_by": "unfpa"}


def _line(mark: str, body: str) -> dict[str, object]:
    return {"type": "commitment", **_report(mark, body)}
