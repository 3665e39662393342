"""Lock step: the same commands to SQLite, to PostgreSQL and to the plain model, and what becomes of them compared."""

import asyncio
import json
from collections.abc import Sequence
from contextlib import AsyncExitStack
from hashlib import sha256
from itertools import count
from random import Random
from typing import Any

from events.log.database import Database, open_database
from events.log.reading import read_checkpoint
from projections import runner
from projections.registry import VIEWS
from service.api.body import decoded, fitted
from service.api.problems import Problem
from service.commands.deliberation import Command
from service.commands.refusals import Refused
from service.writer.batch import Surroundings
from service.writer.work import Receipt, Work
from service.writer.writer import Writer
from tests.consistency.asking import command_of
from tests.consistency.looking_back import Looks
from tests.consistency.plain_model import Asked, Outcome, PlainModel, Taken, later

SEED_OF_SALTS = 63_225
BEGINNING = "2011-02-18T09:00:00.000000Z"


class Differs(AssertionError):
    """The engines and the model do not say the same."""


class Engine:
    """One engine: a database and a writer, whose clock, ids and random bytes are those of the other."""

    def __init__(self, name: str, url: str, views: Sequence[Any] = VIEWS) -> None:
        self.name = name
        self.database: Database = open_database(url)
        self.now = BEGINNING
        numbers, random = count(1), Random(SEED_OF_SALTS)
        surroundings = Surroundings(
            now=lambda: self.now,
            new_id=lambda: f"01929cb0-0000-7000-8000-{next(numbers):012d}",
            random_bytes=random.randbytes,
        )
        self.views = views
        self.writer = Writer(self.database, views, surroundings)

    async def __aenter__(self) -> "Engine":
        await self.database.open()
        await runner.prepare(self.database, self.views)
        await self.writer.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.writer.stop()
        await self.database.close()

    async def submit(self, work: Work) -> Receipt | Exception:
        try:
            return await self.writer.submit(work)
        except Refused as refused:
            return refused

    async def root(self) -> tuple[int, bytes]:
        async with self.database.reading() as transaction:
            last = await read_checkpoint(transaction)
        return (last.size, last.root) if last else (0, b"")


class LockStep:
    """The engines and the model, side by side. Each step raises Differs where they part."""

    def __init__(self, engines: Sequence[Engine], model: PlainModel | None = None) -> None:
        self.engines = engines
        self.model = model or PlainModel()
        self.clock = BEGINNING
        self.steps = 0
        self.positions: dict[int, str] = {}
        self.outcomes: dict[str, int] = {}
        self.looks = Looks(self)
        self._numbers = count(1)
        self._open = AsyncExitStack()

    async def open(self) -> None:
        for engine in self.engines:
            await self._open.enter_async_context(engine)

    async def close(self) -> None:
        await self._open.aclose()

    def time_passes(self, **by: int) -> None:
        """Put the clocks of all on, or back."""
        self.clock = later(self.clock, **by)
        for engine in self.engines:
            engine.now = self.clock

    async def take(self, *asked: Asked) -> list[Outcome]:
        """Give all of them the same commands, at once, and compare what became of each, and the roots."""
        works = [self._work(one) for one in asked]
        admitted = [work for work in works if isinstance(work, Work)]
        answers = [await asyncio.gather(*(engine.submit(work) for work in admitted)) for engine in self.engines]
        outcomes = []
        for place, (one, work) in enumerate(zip(asked, works, strict=True)):
            number = sum(isinstance(earlier, Work) for earlier in works[:place])
            found = [given[number] for given in answers] if isinstance(work, Work) else [work for _ in self.engines]
            outcomes.append(self._compared(one, work, found))
        await self._same_roots()
        return outcomes

    def _work(self, asked: Asked) -> Work | Problem:
        """The command as the API makes it of the body's bytes, or the problem of a body that it does not take."""
        number = next(self._numbers)
        try:
            command = self._command(asked)
        except Problem as problem:
            return problem
        return Work(
            command=command,
            author=asked.author,
            command_id=f"command-{number}",
            fresh_id=f"fresh-{number}",
            fingerprint=sha256(asked.words().encode()).hexdigest(),
            idempotency_key=asked.key,
            on_behalf_of=asked.author.agency,
        )

    def _command(self, asked: Asked) -> Command:
        body, command = command_of(asked)
        return command(fitted(decoded(json.dumps(asked.body).encode()), body))

    def _compared(self, asked: Asked, work: Work | Problem, found: Sequence[Receipt | Exception]) -> Outcome:
        self.steps += 1
        outcomes = [outcome_of(one) for one in found]
        made_id = outcomes[0].id if isinstance(outcomes[0], Taken) else None
        fresh_id = work.fresh_id if isinstance(work, Work) else ""
        expected = self.model.take(asked, self.clock, fresh_id, made_id)
        told = [str(one) for one in found]
        if any(one != expected for one in outcomes) or len(set(told)) > 1:
            raise Differs(f"{asked.what} {asked.noun} {asked.id}: the model says {expected}, the engines {told}.")
        for one in found:
            if isinstance(one, Receipt):
                self.positions |= {int(public.partition(".")[0]): public for public in one.positions}
        name = expected if isinstance(expected, str) else "taken"
        self.outcomes[name] = self.outcomes.get(name, 0) + 1
        return expected

    async def _same_roots(self) -> None:
        """Every engine has as much as the model, and all have the very same root."""
        found = [await engine.root() for engine in self.engines]
        if len(set(found)) > 1 or found[0][0] != self.model.log.size:
            roots = [f"{size} {root.hex()[:16]}" for size, root in found]
            raise Differs(f"The model has {self.model.log.size} events, the engines {roots}.")


def outcome_of(found: Receipt | Exception) -> Outcome:
    """A receipt or a refusal in the words of the model."""
    if isinstance(found, Receipt):
        positions = tuple(int(public.partition(".")[0]) for public in found.positions)
        return Taken(found.noun, found.id, found.made, found.version, positions)
    if isinstance(found, Refused | Problem):
        return found.slug
    raise found
