"""The writer: the one task of a process that appends, taking every command that waits in one transaction."""

import asyncio
import contextlib
from collections import deque
from collections.abc import Sequence

import structlog
from msgspec import Struct

from events.log.database import Database
from events.log.errors import CommitUnknown, DatabaseError
from events.log.merkle import Frontier
from projections import runner
from projections.runner import ViewFailed
from projections.versioned_view import VersionedView
from service.writer.batch import Batch, Outcome, Surroundings
from service.writer.command_log import answers_by_command
from service.writer.memory import Memory
from service.writer.work import Receipt, Work

QUEUE_MAX = 2_000
COMMANDS_MAX = 256
BULK_COMMANDS_MAX = 32

logger = structlog.get_logger()


class Overloaded(Exception):
    """More commands wait than the writer takes; come again in a second."""


class WriterStopped(Exception):
    """The writer has stopped and takes no more commands."""


class _Waiting(Struct):
    """A command in the queue, and where its author waits for the outcome."""

    work: Work
    outcome: asyncio.Future[Receipt]


class Writer:
    """Takes commands and answers each with a receipt, or raises its refusal.

    Two lanes wait: what a person sends goes first, and of what comes in bulk only a part fits into one batch, so
    that an import never delays a person for long.
    """

    def __init__(self, database: Database, views: Sequence[VersionedView], surroundings: Surroundings) -> None:
        self._database = database
        self._views = tuple(views)
        self._surroundings = surroundings
        self._memory = Memory()
        self._frontier: Frontier | None = None
        self._lanes: tuple[deque[_Waiting], deque[_Waiting]] = (deque(), deque())
        self._wake = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._stopping = False

    async def start(self) -> None:
        """Begin to take commands."""
        self._task = asyncio.create_task(self._run(), name="writer")

    async def stop(self) -> None:
        """Take what still waits, then stop."""
        self._stopping = True
        self._wake.set()
        if self._task is not None:
            await self._task

    async def submit(self, work: Work) -> Receipt:
        """Have a command decided. Raises Refused with its reason, Overloaded where too many wait."""
        if self._stopping or self._task is None or self._task.done():
            raise WriterStopped("The service is stopping; send the request again in a moment.")
        if sum(map(len, self._lanes)) >= QUEUE_MAX:
            raise Overloaded(f"{QUEUE_MAX} requests are waiting to be written; send this one again in a second.")
        waiting = _Waiting(work, asyncio.get_running_loop().create_future())
        self._lanes[work.bulk].append(waiting)
        self._wake.set()
        return await waiting.outcome

    async def _run(self) -> None:
        while True:
            await self._wake.wait()
            self._wake.clear()
            while batch := self._next():
                await self._answer(batch)
            if self._stopping:
                return

    def _next(self) -> list[_Waiting]:
        """The next batch: from the first lane as many as fit, from the second a part."""
        people, bulk = self._lanes
        batch = [people.popleft() for _ in range(min(len(people), COMMANDS_MAX))]
        batch += [bulk.popleft() for _ in range(min(len(bulk), BULK_COMMANDS_MAX, COMMANDS_MAX - len(batch)))]
        return [waiting for waiting in batch if not waiting.outcome.cancelled()]

    async def _answer(self, batch: list[_Waiting]) -> None:
        """Write a batch and tell each author the outcome; a failure that is nobody's fault goes to all."""
        try:
            outcomes = await self._written([waiting.work for waiting in batch])
        except Exception as error:
            self._forget()
            if len(batch) > 1 and isinstance(error, DatabaseError | AssertionError | ValueError | LookupError):
                for waiting in batch:
                    await self._answer([waiting])
                return
            logger.exception("the batch was not written", commands=len(batch))
            for waiting in batch:
                _tell(waiting, error)
            return
        for waiting, outcome in zip(batch, outcomes, strict=True):
            _tell(waiting, outcome)

    async def _written(self, works: list[Work]) -> list[Outcome]:
        """Write a batch; without a view that cannot take it, where there is one."""
        views = list(self._views)
        while True:
            try:
                return await self._transaction(works, views)
            except ViewFailed as failed:
                self._forget()
                logger.error("a view is faulted", view=failed.view.name, fault=str(failed))
                views.remove(failed.view)
                async with self._database.writing() as transaction:
                    await runner.mark_faulted(transaction, failed.view, str(failed))
            except CommitUnknown:
                self._forget()
                return await self._resolved(works)

    async def _transaction(self, works: list[Work], views: Sequence[VersionedView]) -> list[Outcome]:
        batch = Batch(self._memory, self._surroundings, views)
        async with self._database.writing() as transaction:
            outcomes = await batch.take(transaction, works, self._frontier)
        self._frontier = batch.frontier
        return outcomes

    async def _resolved(self, works: list[Work]) -> list[Outcome]:
        """After a COMMIT that nobody acknowledged: what the command log has was done, the rest was not."""
        async with self._database.writing() as transaction:
            found = await answers_by_command(transaction, [work.command_id for work in works])
        missing = [work for work in works if work.command_id not in found]
        again = dict(zip([work.command_id for work in missing], await self._again(missing), strict=True))
        return [
            found[work.command_id].outcome if work.command_id in found else again[work.command_id] for work in works
        ]

    async def _again(self, works: list[Work]) -> list[Outcome]:
        return await self._written(works) if works else []

    def _forget(self) -> None:
        """After a transaction that came to nothing, nothing remembered is right."""
        self._memory.forget()
        self._frontier = None


def _tell(waiting: _Waiting, outcome: Outcome | Exception) -> None:
    with contextlib.suppress(asyncio.InvalidStateError):
        if isinstance(outcome, Exception):
            waiting.outcome.set_exception(outcome)
        else:
            waiting.outcome.set_result(outcome)
