"""Answers that were kept under a key are forgotten when their time is over, beside the writer."""

import asyncio

import structlog

from events.log.database import Database
from events.log.errors import LogError
from service import clock
from service.ending import ended
from service.writer.command_log import forget_expired

EVERY_SECONDS = 60.0

logger = structlog.get_logger("tour.answers")


class OldAnswers:
    """The task of a process that forgets them, every minute; several processes may be at it."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Go on forgetting until `stop`."""
        self._task = asyncio.create_task(self._forget(), name="answers")

    async def stop(self) -> None:
        """Stop at once; what is left is forgotten the next time."""
        await ended(self._task)

    async def _forget(self) -> None:
        while True:
            await asyncio.sleep(EVERY_SECONDS)
            try:
                await forget_expired(self._database, clock.SURROUNDINGS.now())
            except LogError as error:
                logger.warning("old answers cannot be forgotten now", fault=str(error))
