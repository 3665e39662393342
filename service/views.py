"""The views of one process: built before it answers, kept up with the log, healed, and retired when out of use."""

import asyncio
import contextlib
from collections.abc import Sequence

import structlog

from events.log.database import Database
from events.log.errors import LogError
from projections import heartbeats, retiring, runner
from projections.heartbeats import EVERY_SECONDS, SERVES, TakenOver, names_of
from projections.rebuilding import BuiltByAnother, build_missing, clear_left_over, rebuild
from projections.runner import FAULTED, view_states
from projections.versioned_view import VersionedView
from projections.view_failed import ViewFailed
from service.ending import ended

KEEP_UP_SECONDS = 2.0
# A view that cannot take an event is tried again after this time, then after twice as long, and so on.
HEAL_SECONDS_MIN = 5.0
HEAL_SECONDS_MAX = 600.0

logger = structlog.get_logger("tour.views")


class Views:
    """What a process does for its views beside answering and writing; `process` is its name in heartbeats."""

    def __init__(self, database: Database, views: Sequence[VersionedView], process: str) -> None:
        self._database = database
        self._views = views
        self._process = process
        self._wake = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._heal_at = 0.0
        self._heal_seconds = HEAL_SECONDS_MIN
        self._beat_at = 0.0

    async def prepare(self) -> None:
        """Build what is not there, let what is faulted try again, and bring all up to the log."""
        await runner.prepare(self._database, self._views)
        await self._beat()
        await build_missing(self._database, self._views, self._process)
        await clear_left_over(self._database, self._process)
        await self._heal()
        await runner.catch_up(self._database, self._views)

    async def start(self) -> None:
        """Go on doing so until `stop`."""
        self._task = asyncio.create_task(self._keep_up(), name="views")

    async def stop(self) -> None:
        """Stop; the heartbeat is heard for a minute yet, so that a process that starts again finds its views."""
        await ended(self._task)

    def hurry(self) -> None:
        """Bring the views up now: an answer has found one of them behind."""
        self._wake.set()

    async def _keep_up(self) -> None:
        while True:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(KEEP_UP_SECONDS):
                    await self._wake.wait()
            self._wake.clear()
            try:
                await self._once()
            except (LogError, ViewFailed) as error:
                logger.warning("the views cannot be brought up now", fault=str(error))
                await asyncio.sleep(KEEP_UP_SECONDS)
            except Exception:
                # Whatever it is: without this task nothing would heal, and others would take the process for gone.
                logger.exception("the views met an error that they do not know")
                await asyncio.sleep(KEEP_UP_SECONDS)

    async def _once(self) -> None:
        """1. Bring up what is behind. 2. Say which views are served, and retire what nobody serves. 3. Heal."""
        now = asyncio.get_running_loop().time()
        async with self._database.reading() as transaction:
            behind = await runner.behind(transaction, self._views)
        await runner.catch_up(self._database, behind)
        if now >= self._beat_at:
            self._beat_at = now + EVERY_SECONDS
            await self._beat()
            await self._retire()
        if now >= self._heal_at:
            await self._heal()

    async def _beat(self) -> None:
        async with self._database.building() as transaction:
            await heartbeats.beat(transaction, self._process, SERVES, names_of(self._views))

    async def _retire(self) -> None:
        for name, version in await retiring.retire(self._database, names_of(self._views)):
            logger.info("a version of a view that nobody serves was retired", view=name, version=version)
        # A process that slept for long may find its own views gone: it builds them again.
        await runner.prepare_missing(self._database, self._views)
        await build_missing(self._database, self._views, self._process)

    async def _rebuilt(self, view: VersionedView) -> bool:
        """Build a view anew that reading on would not mend; whether that could be done."""
        try:
            await rebuild(self._database, [view], process=self._process)
        except (BuiltByAnother, TakenOver, ViewFailed) as error:
            logger.warning("a view cannot be built anew now", view=view.name, fault=str(error))
            return False
        return True

    async def _heal(self) -> None:
        """Let faulted views try again, after longer and longer pauses while they cannot."""
        async with self._database.reading() as transaction:
            states = await view_states(transaction)
        faulted = [view for view in self._views if states[view.name, view.version].state == FAULTED]
        healed = await runner.heal(self._database, faulted)
        healed += [
            view for view in faulted if states[view.name, view.version].must_be_rebuilt and await self._rebuilt(view)
        ]
        for view in healed:
            logger.info("a faulted view could go on", view=view.name)
        self._heal_seconds = HEAL_SECONDS_MIN if len(healed) == len(faulted) else self._heal_seconds * 2
        self._heal_seconds = min(self._heal_seconds, HEAL_SECONDS_MAX)
        self._heal_at = asyncio.get_running_loop().time() + self._heal_seconds
