"""Building views beside those that serve: filled from the log, compared with the old, and put in place in a moment."""

import asyncio
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress

import sqlalchemy as sa
from msgspec import Struct

from events.log.database import Database
from events.log.errors import DatabaseBusy, LogError
from events.log.reading import read_head
from projections import heartbeats, runner
from projections.clearing import clear, names_in
from projections.comparing import Comparison, compare
from projections.filling import fill, refill
from projections.fresh_tables import FreshTables, is_beside, version_of
from projections.heartbeats import BUILDS, TakenOver
from projections.runner import ACTIVE, BUILDING, FAULTED, Progress, ViewState, view_states
from projections.versioned_view import VersionedView

# What is put in under the lock, while the writer waits; before that the build follows the log without it.
LAST_EVENTS_MAX = 200
# SQLite has one lock for the whole file: what is put in at once keeps the writer waiting for some tenths of a second.
FOLLOWED_EVENTS_MAX = 1_000
FOLLOWED_RANGES_MAX = 1_000
SWAPS_MAX = 60
PAUSE_SECONDS = 1.0

Fill = Callable[[Database, Sequence[FreshTables], int, str, Callable[[int], None]], Awaitable[None]]


class BuiltByAnother(Exception):
    """Another process builds the view at this moment."""


class Built(Struct, frozen=True):
    """A view that was built, at which position, and how it compares with the one before, where there was one."""

    view: VersionedView
    position: int
    comparison: Comparison | None


async def rebuild(
    database: Database,
    views: Sequence[VersionedView],
    progress: Progress | None = None,
    *,
    process: str | None = None,
    keep_old: bool = False,
    fill: Fill = fill,
) -> list[Built]:
    """Build views anew and put them in place of the old ones; `keep_old` only compares, and puts nothing in place.

    Whatever interrupts it, the old ones go on serving, and the next build clears away what was left. Raises
    BuiltByAnother where another process is at it, TakenOver where another has taken it over, and ViewFailed where a
    view cannot take what the log has. `fill` does the filling: here, or in processes of its own.
    """
    process = process or secrets.token_hex(8)
    async with _claimed(database, views, process) as build:
        fresh = [FreshTables(view, database.dialect, build) for view in views]
        position = await _begin(database, fresh)
        try:
            await fill(database, fresh, position, process, _counting(position, progress))
            await _complete(database, fresh)
            return [await _finish(database, one, position, process, keep_old) for one in fresh]
        finally:
            await _clear_own(database, fresh, process)


async def build_missing(database: Database, views: Sequence[VersionedView], process: str) -> None:
    """Build the views that are not there yet; where another process is at it, wait for it."""
    while True:
        async with database.reading() as transaction:
            states = await view_states(transaction)
        missing = [view for view in views if _state_of(states, view) == BUILDING]
        if not missing:
            return
        try:
            await rebuild(database, missing, process=process)
        except (BuiltByAnother, TakenOver):
            await asyncio.sleep(PAUSE_SECONDS)


async def clear_left_over(database: Database, process: str) -> None:
    """Clear away what builds have left that were interrupted, of any version; those under way are left alone.

    Nobody reads such tables, and nobody would take out of them what is withheld.
    """
    async with database.reading() as transaction:
        beside = sorted(name for name in await names_in(transaction) if is_beside(name))
    for name in beside:
        view, version = version_of(name)
        with suppress(BuiltByAnother):
            async with _claimed(database, [ViewState(view, version, BUILDING, 0)], process):
                await clear(database, [sa.Table(name, sa.MetaData())])


def _state_of(states: dict[tuple[str, int], ViewState], view: VersionedView) -> str | None:
    known = states.get((view.name, view.version))
    return known.state if known else None


@asynccontextmanager
async def _claimed(database: Database, views: Sequence[VersionedView | ViewState], process: str) -> AsyncIterator[str]:
    """Keep other processes from building these views for as long as the block lasts; the name of the build."""
    names = heartbeats.names_of(views)
    async with database.writing() as transaction:
        builders = await heartbeats.heard(transaction, BUILDS)
        taken = [name for name in names if name in builders]
        if taken:
            raise BuiltByAnother(
                f"The view {taken[0][0]} is being built by another process; wait for it to end, or a minute if it "
                "was stopped."
            )
        await heartbeats.take_over(transaction, process, BUILDS, names)
        await heartbeats.beat(transaction, process, BUILDS, names)
    beating = asyncio.create_task(_beat(database, process, names))
    try:
        yield secrets.token_hex(4)
    finally:
        beating.cancel()
        with suppress(asyncio.CancelledError):
            await beating
        async with database.building() as transaction:
            await heartbeats.end(transaction, process, BUILDS, names)


async def _beat(database: Database, process: str, names: list[heartbeats.Named]) -> None:
    while True:
        await asyncio.sleep(heartbeats.EVERY_SECONDS)
        with suppress(LogError):
            async with database.building() as transaction:
                await heartbeats.go_on(transaction, process, BUILDS, names)


async def _begin(database: Database, fresh: Sequence[FreshTables]) -> int:
    """Clear away what an interrupted build has left, make the tables, and say up to where they are filled first."""
    await clear(database, [table for one in fresh for table in one.left_over])
    async with database.building() as transaction:
        for one in fresh:
            await transaction.define(one.creation_texts())
    async with database.reading() as transaction:
        return (await read_head(transaction)).position


async def _clear_own(database: Database, fresh: Sequence[FreshTables], process: str) -> None:
    """Clear away what is left of this build, and nothing of another that has taken over meanwhile."""
    async with database.reading() as transaction:
        own = [one for one in fresh if await heartbeats.is_noted(transaction, process, BUILDS, one.named)]
    await clear(database, [table for one in own for table in one.left_over])


def _counting(position: int, progress: Progress | None) -> Callable[[int], None]:
    """Tell the progress how many events were folded in all."""
    folded = 0

    def done(events: int) -> None:
        nonlocal folded
        folded += events
        if progress is not None:
            progress(folded, position)

    return done


async def _complete(database: Database, fresh: Sequence[FreshTables]) -> None:
    """Make the keys and indexes that were not there while the tables were filled."""
    for one in fresh:
        async with database.building() as transaction:
            await transaction.define(one.finishing_texts())


async def _finish(database: Database, fresh: FreshTables, position: int, process: str, keep_old: bool) -> Built:
    """Follow the log, compare with the old tables, and put the fresh ones in place."""
    position = await _follow(database, fresh, position)
    comparison = await _compared(database, fresh, position)
    if not keep_old:
        position = await _put_in_place(database, fresh, await _follow(database, fresh, position), process)
    return Built(fresh.view, position, comparison)


async def _follow(database: Database, fresh: FreshTables, position: int) -> int:
    """Take what was said meanwhile, in short ranges, until there is little left, or it grows as fast as it is taken."""
    for _ in range(FOLLOWED_RANGES_MAX):
        async with database.building() as transaction:
            head = (await read_head(transaction)).position
            if head - position <= LAST_EVENTS_MAX:
                break
            reached = min(head, position + FOLLOWED_EVENTS_MAX)
            await refill(transaction, fresh, position, reached)
        position = reached
    return position


async def _compared(database: Database, fresh: FreshTables, position: int) -> Comparison | None:
    """How the old tables compare, where the view has been serving."""
    async with database.reading() as transaction:
        known = (await view_states(transaction)).get((fresh.view.name, fresh.view.version))
    if known is None or known.state not in (ACTIVE, FAULTED):
        return None
    return await compare(database, fresh, min(known.position, position))


async def _put_in_place(database: Database, fresh: FreshTables, position: int, process: str) -> int:
    """Take the last events under the lock and swap; tried again while somebody goes on reading the old tables."""
    for left in reversed(range(SWAPS_MAX)):
        try:
            await fresh.wait_for_vacuum(database)
            async with database.swapping() as transaction:
                await heartbeats.demand(transaction, process, BUILDS, fresh.named)
                head = (await read_head(transaction)).position
                await refill(transaction, fresh, position, head)
                await fresh.put_in_place(transaction)
                await runner.settle(transaction, fresh.view, ACTIVE, head)
            return head
        except DatabaseBusy:
            if not left:
                raise
            await asyncio.sleep(PAUSE_SECONDS)
            position = await _follow(database, fresh, position)
    raise AssertionError("The last attempt was expected to end well or to raise.")
