"""The writer: the one task of a process that appends, taking every command that waits in one transaction."""

import asyncio
from collections.abc import Sequence

import msgspec
import structlog

from events.log.database import Database
from events.log.errors import CommitUnknown, DatabaseBusy, DatabaseUnreachable, LogError
from projections import runner
from projections.versioned_view import VersionedView
from projections.view_failed import ViewFailed
from service.commands.refusals import Refused
from service.writer.batch import Batch, Surroundings
from service.writer.lanes import Lanes, Overloaded, Waiting
from service.writer.memory import Memory
from service.writer.work import Outcome, Receipt, Work

__all__ = ["Overloaded", "Writer", "WriterStopped"]

WAITING_SECONDS_MAX = 30.0
UNKNOWN_TRIES_MAX = 6
UNKNOWN_PAUSE_SECONDS = 0.05

# What no command has brought about: trying each of them alone would only take longer.
NOBODYS_FAULT = (DatabaseUnreachable, DatabaseBusy, CommitUnknown)

logger = structlog.get_logger()


class WriterStopped(Exception):
    """The writer has stopped and takes no more commands."""


class Writer:
    """Takes commands and answers each with a receipt, or raises its refusal.

    A view that cannot take an event is marked as faulted and left out. A command that breaks fails alone.
    """

    def __init__(self, database: Database, views: Sequence[VersionedView], surroundings: Surroundings) -> None:
        self._database = database
        self._views = tuple(views)
        self._surroundings = surroundings
        self._memory = Memory()
        self._lanes = Lanes()
        self._wake = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._is_stopping = False

    @property
    def is_running(self) -> bool:
        """Whether commands are taken."""
        return self._task is not None and not self._task.done() and not self._is_stopping

    async def start(self) -> None:
        """Begin to take commands."""
        self._task = asyncio.create_task(self._run(), name="writer")

    async def stop(self) -> None:
        """Refuse what comes from now on, take what still waits, then stop."""
        self._is_stopping = True
        self._wake.set()
        if self._task is not None:
            await asyncio.wait({self._task})

    async def submit(self, work: Work) -> Receipt:
        """Have a command decided and written; the receipt comes when it is safely stored.

        Raises Refused with its reason, Overloaded where too many wait or it waited too long, WriterStopped where the
        service stops, CommitUnknown where nobody can say whether it was stored, and a DatabaseError where it was not.
        """
        if not self.is_running:
            raise WriterStopped("The service is stopping; send the request again in a moment.")
        outcome: asyncio.Future[Receipt] = asyncio.get_running_loop().create_future()
        size_bytes = len(msgspec.json.encode(work.command))
        self._lanes.add(Waiting(work, outcome, size_bytes, self._surroundings.seconds()))
        self._wake.set()
        return await outcome

    async def _run(self) -> None:
        try:
            while True:
                await self._wake.wait()
                self._wake.clear()
                while self._lanes:
                    await self._take(self._lanes.next_batch())
                if self._is_stopping:
                    return
        finally:
            while self._lanes:
                _tell(self._lanes.next_batch(), WriterStopped("The service has stopped; send the request again."))

    async def _take(self, batch: list[Waiting]) -> None:
        """Answer a batch; whatever happens, the writer goes on and nobody waits for ever."""
        try:
            self._lanes.put_back(await self._answer(batch))
        except Exception as error:
            logger.exception("the writer met an error that it does not know", commands=len(batch))
            self._memory.forget()
            _tell(batch, error)
        except BaseException:
            _tell(batch, CommitUnknown("The service was stopped while it wrote; ask whether the request was taken."))
            raise

    async def _answer(self, batch: Sequence[Waiting]) -> Sequence[Waiting]:
        """Write a batch and tell each author the outcome; what did not fit is given back."""
        waiting = self._in_time(batch)
        if not waiting:
            return ()
        try:
            outcomes = await self._written([one.work for one in waiting])
        except NOBODYS_FAULT as error:
            logger.warning("a batch was not written", commands=len(waiting), error=str(error))
            _tell(waiting, error)
            return ()
        except Exception as error:  # noqa: BLE001 - whose fault it is shows when each is tried alone
            await self._each_alone(waiting, error)
            return ()
        for one, outcome in zip(waiting, outcomes, strict=False):
            if isinstance(outcome, Exception) and not isinstance(outcome, Refused):
                logger.error("a decision broke", command=type(one.work.command).__name__, exc_info=outcome)
            _tell([one], outcome)
        return waiting[len(outcomes) :]

    async def _each_alone(self, waiting: Sequence[Waiting], error: Exception) -> None:
        """After a batch that failed: write the commands one at a time, so that only the one that breaks it fails."""
        if len(waiting) == 1:
            logger.error("a command was not written", command=type(waiting[0].work.command).__name__, exc_info=error)
            _tell(waiting, error)
            return
        for one in waiting:
            await self._answer([one])

    def _in_time(self, batch: Sequence[Waiting]) -> list[Waiting]:
        """Those whose authors still wait; who waited too long is told so, and nothing is written for them."""
        since_seconds = self._surroundings.seconds() - WAITING_SECONDS_MAX
        late = [one for one in batch if one.since_seconds < since_seconds]
        sentence = (
            f"The request waited for {WAITING_SECONDS_MAX:g} seconds and was not taken; send it again in a moment."
        )
        _tell(late, Overloaded(sentence))
        return [one for one in batch if not one.outcome.done()]

    async def _written(self, works: Sequence[Work]) -> list[Outcome]:
        """Write a batch; where nobody knows whether it was, look it up in the command log and write what is missing."""
        try:
            return await self._without_faulted_views(works)
        except CommitUnknown as error:
            unknown = error
        for number in range(UNKNOWN_TRIES_MAX):
            try:
                return await self._without_faulted_views(works, perhaps_written=True)
            except Exception:
                # Nothing but a look into the command log may decide it again: that could have a second effect.
                logger.exception("it is not known whether a batch was written", commands=len(works))
                await asyncio.sleep(UNKNOWN_PAUSE_SECONDS * 2**number)
        raise unknown

    async def _without_faulted_views(self, works: Sequence[Work], perhaps_written: bool = False) -> list[Outcome]:
        """Write a batch, and again without each view that cannot take it: a view never vetoes a fact.

        All is sent at once, which is quicker; where something in it is refused, the views are taken one by one.
        """
        views = list(self._views)
        one_by_one = perhaps_written
        while True:
            try:
                return await self._transaction(works, views, perhaps_written, one_by_one)
            except NOBODYS_FAULT:
                raise
            except LogError:
                if one_by_one:
                    raise
                one_by_one = True
            except ViewFailed as failed:
                views.remove(failed.view)
                await self._mark(failed)

    async def _mark(self, failed: ViewFailed) -> None:
        """Mark a view as faulted; where even that fails it is left behind, and meets its fault again."""
        logger.error("a view is faulted", view=failed.view.name, exc_info=failed)
        try:
            async with self._database.writing() as transaction:
                await runner.mark_faulted(transaction, failed.view, str(failed))
        except LogError as error:
            logger.error("a faulted view could not be marked", view=failed.view.name, error=str(error))

    async def _transaction(
        self, works: Sequence[Work], views: Sequence[VersionedView], perhaps_written: bool, one_by_one: bool = True
    ) -> list[Outcome]:
        """Write a batch in one transaction; after one that came to nothing, nothing remembered is right."""
        try:
            async with self._database.writing() as transaction:
                batch = Batch(self._memory, self._surroundings, views, self._views, one_by_one=one_by_one)
                return await batch.take(transaction, works, perhaps_written)
        except BaseException:
            self._memory.forget()
            raise


def _tell(waiting: Sequence[Waiting], outcome: Outcome) -> None:
    """Tell the authors; one who has gone, or was told before, is passed over."""
    for one in waiting:
        if one.outcome.done():
            continue
        if isinstance(outcome, Exception):
            one.outcome.set_exception(outcome)
        else:
            one.outcome.set_result(outcome)
