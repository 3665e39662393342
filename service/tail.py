"""The end of the log as it grows: one look at it for all who wait for what comes next."""

import asyncio
import contextlib
from collections import Counter

import structlog

from events.log.database import Database
from events.log.errors import LogError
from events.log.reading import read_head

SECONDS_BETWEEN = 0.2

logger = structlog.get_logger("tour.tail")


class TailStopped(Exception):
    """The service stops: nothing more will be told."""


class Tail:
    """Where the log ends, whichever process wrote to it; it is looked at only while somebody waits.

    `readers` counts by owner who goes on reading; they count themselves.
    """

    def __init__(self, database: Database) -> None:
        self.readers: Counter[str] = Counter()
        self._database = database
        self._position = 0
        self._waiting: set[asyncio.Future[None]] = set()
        self._task: asyncio.Task[None] | None = None
        self.has_stopped = False

    def stop(self) -> None:
        """Send away all who wait, and whoever comes."""
        self.has_stopped = True
        if self._task is not None:
            self._task.cancel()
        for one in self._waiting:
            if not one.done():
                one.set_exception(TailStopped("The service stops."))

    async def grown(self, position: int, seconds: float) -> None:
        """Wait until the log is longer than `position`, for so many seconds at most.

        Raises TailStopped once the service stops.
        """
        if self.has_stopped:
            raise TailStopped("The service stops.")
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while self._position <= position:
                    await self._next_growth()

    async def _next_growth(self) -> None:
        one = asyncio.get_running_loop().create_future()
        self._waiting.add(one)
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._look(), name="tail")
        try:
            await one
        finally:
            self._waiting.discard(one)

    async def _look(self) -> None:
        complaint = ""
        while self._waiting:
            try:
                async with self._database.reading() as transaction:
                    position = (await read_head(transaction)).position
            except LogError as error:
                if str(error) != complaint:
                    complaint = str(error)
                    logger.warning("the end of the log cannot be read", fault=complaint)
            else:
                complaint = ""
                if position != self._position:
                    self._position = position
                    for one in self._waiting:
                        with contextlib.suppress(asyncio.InvalidStateError):
                            one.set_result(None)
            await asyncio.sleep(SECONDS_BETWEEN)
