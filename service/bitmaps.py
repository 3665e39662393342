"""The bitmaps of a process, read from the view beside its answers; these come from the view itself until then."""

import asyncio
from contextlib import suppress

import structlog

from events.log.database import Database
from events.log.errors import LogError
from projections.bitmaps.keeping import ActivityBitmaps
from projections.standing import ViewsNotThere
from service.ending import ended
from service.giving_way import LongWork

# Those of a short log are there before the first request.
WAITED_SECONDS = 0.2
FOLLOW_SECONDS = 2.0
SECONDS_BETWEEN_TRIES = 5.0

logger = structlog.get_logger("tour.bitmaps")


class Bitmaps:
    """The task that reads the bitmaps when the process starts, has them follow the log, and reads them again where they
    cannot.
    """

    def __init__(self, database: Database) -> None:
        self.kept = ActivityBitmaps()
        self._database = database
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Have bitmaps from now on until `stop`; of a long log after a while."""
        self._task = asyncio.create_task(self._keep(), name="bitmaps")
        with suppress(TimeoutError):
            async with asyncio.timeout(WAITED_SECONDS):
                await self.kept.there.wait()

    async def stop(self) -> None:
        """Stop at once."""
        await ended(self._task)

    async def _keep(self) -> None:
        while True:
            try:
                is_there = await self._once()
            except (LogError, ViewsNotThere) as error:
                logger.warning("the bitmaps cannot be read now", fault=str(error))
                is_there = False
            except Exception:
                # Whatever it is: the answers come from the view until it is mended.
                logger.exception("the bitmaps met an error that they do not know")
                is_there = False
            if not is_there:
                await asyncio.sleep(SECONDS_BETWEEN_TRIES)

    async def _once(self) -> bool:
        """Read the bitmaps where they are missing, else have them follow the log a little later; whether they do."""
        if not self.kept.there.is_set():
            return await self.kept.load(self._database, LongWork().gives_way)
        with suppress(TimeoutError):
            async with asyncio.timeout(FOLLOW_SECONDS):
                await self.kept.missing.wait()
        await self.kept.follow(self._database)
        return True
