"""The signer: a task beside the writer that signs the newest checkpoint, at most once a second and when it stops."""

import asyncio

import structlog

from events.log.database import Database
from events.log.errors import LogDamaged, LogError
from events.log.reading import Checkpoint
from events.log.signed_note import SigningKey
from events.log.signing import sign_newest
from service.ending import ended

SECONDS_BETWEEN = 1.0

logger = structlog.get_logger("tour.signer")


class Signer:
    """Signs what the writer has committed. A log that contradicts what was signed before is never signed."""

    def __init__(self, database: Database, key: SigningKey | None) -> None:
        self.key = key
        self._database = database
        self._signed: Checkpoint | None = None
        self._complaint: str | None = None
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Sign what an earlier service left, and begin; without a key, say so and do nothing."""
        if self.key is None:
            logger.info(
                "checkpoints are not signed: TOUR_SIGNING_KEY names no key; make one with `tour signing-key create`"
            )
            return
        logger.info("checkpoints are signed", key=self.key.verifier.text())
        await self._sign(self.key)
        self._task = asyncio.create_task(self._run(self.key), name="signer")

    async def stop(self) -> None:
        """Sign what was written last, then stop."""
        if self._task is None or self.key is None:
            return
        await ended(self._task)
        await self._sign(self.key)

    async def _run(self, key: SigningKey) -> None:
        while True:
            await asyncio.sleep(SECONDS_BETWEEN)
            await self._sign(key)

    async def _sign(self, key: SigningKey) -> None:
        """Sign; what stands in the way is said once, and tried again a second later."""
        try:
            self._signed = await sign_newest(self._database, key, self._signed)
            self._complaint = None
        except LogError as error:
            if str(error) != self._complaint:
                self._complaint = str(error)
                say = logger.error if isinstance(error, LogDamaged) else logger.warning
                say("the newest checkpoint is not signed", fault=str(error))
