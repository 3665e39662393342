"""The runner: makes the tables of views, brings each view up to the log, and keeps a fault from vetoing a fact."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any

import sqlalchemy as sa
from msgspec import Struct

from events.fact import Recorded
from events.log.database import Database, Statement, Transaction, one_of
from events.log.errors import DatabaseBusy, DatabaseUnreachable
from events.log.reading import read_after, read_head
from events.log.tables import projection
from events.reading_facts import recorded_from
from projections.versioned_view import VersionedView

ACTIVE = "active"
FAULTED = "faulted"
INLINE_LAG_MAX = 1_000
CHUNK = 1_000

_STATES = Statement(sa.select(projection.c.name, projection.c.version, projection.c.state, projection.c.position))
_REGISTER = Statement(projection.insert())
# A view by its name and version, for an old version stays where it is while a new one reads on.
_NAMED = projection.c.name + "__v" + sa.cast(projection.c.version, sa.Text)
_MOVE = Statement(
    sa.update(projection)
    .where(one_of(_NAMED, "views"), projection.c.state == ACTIVE)
    .values(position=sa.bindparam("reached"))
)
_FAULT = Statement(
    sa.update(projection)
    .where(projection.c.name == sa.bindparam("the_name"), projection.c.version == sa.bindparam("the_version"))
    .values(state=FAULTED, fault=sa.bindparam("the_fault"))
)
_RESET = Statement(
    sa.update(projection)
    .where(projection.c.name == sa.bindparam("the_name"), projection.c.version == sa.bindparam("the_version"))
    .values(state=ACTIVE, fault=None, position=0)
)

Progress = Callable[[int, int], None]
Facts = list[Recorded[Any]]


class ViewFailed(Exception):
    """A view could not take events that the log has; the fact stands, the view is to be marked."""

    def __init__(self, view: VersionedView, position: int, cause: Exception) -> None:
        super().__init__(f"The view {view.name} could not take the events after position {position}: {cause}")
        self.view = view


class ViewState(Struct, frozen=True):
    """How far a view has read the log, and whether it is active or faulted."""

    name: str
    version: int
    state: str
    position: int


async def view_states(transaction: Transaction) -> dict[tuple[str, int], ViewState]:
    """The state of every view that the log knows, by name and version."""
    rows = await transaction.fetch_all(_STATES)
    return {(name, version): ViewState(name, version, state, position) for name, version, state, position in rows}


async def apply(
    transaction: Transaction,
    views: Sequence[VersionedView],
    base: int,
    facts: Facts,
) -> None:
    """Take facts just appended after `base` into the active views, in the transaction that appends them.

    A view at most INLINE_LAG_MAX events behind is brought up first; one further behind is left to `catch_up`.
    Raises ViewFailed for the first view that cannot take them.
    """
    if not facts:
        return
    states = await view_states(transaction)
    missed: dict[int, Facts] = {base: []}
    moved = []
    for view in views:
        known = states.get((view.name, view.version))
        if known is None or known.state != ACTIVE or base - known.position > INLINE_LAG_MAX:
            continue
        if known.position not in missed:
            missed[known.position] = await _read(transaction, known.position, base - known.position)
        await _taken(transaction, view, known.position, missed[known.position] + facts)
        moved.append(view)
    await _move(transaction, moved, facts[-1].position)


async def _read(transaction: Transaction, after: int, limit: int) -> Facts:
    return [recorded_from(event) for event in await read_after(transaction, after, limit)]


async def _taken(transaction: Transaction, view: VersionedView, position: int, facts: Facts) -> None:
    """Take facts into a view that stands at a position; whatever it raises is its fault, but a lost connection."""
    try:
        await view.apply(transaction, facts)
    except (DatabaseUnreachable, DatabaseBusy):
        raise
    except Exception as error:
        raise ViewFailed(view, position, error) from error


async def _move(transaction: Transaction, views: Sequence[VersionedView], reached: int) -> None:
    named = [f"{view.name}__v{view.version}" for view in views]
    await transaction.execute(_MOVE, {"views": named, "reached": reached})


async def mark_faulted(transaction: Transaction, view: VersionedView | ViewState, fault: str) -> None:
    """Mark a view that could not take events: it stays where it is until it is rebuilt."""
    named = {"the_name": view.name, "the_version": view.version}
    await transaction.execute(_FAULT, {**named, "the_fault": fault[:2_000]})


async def behind(transaction: Transaction, views: Sequence[VersionedView]) -> list[VersionedView]:
    """The active views that have not read the whole log."""
    head = await read_head(transaction)
    states = await view_states(transaction)
    known = [(view, states.get((view.name, view.version))) for view in views]
    return [view for view, state in known if state and state.state == ACTIVE and state.position < head.position]


async def prepare(database: Database, views: Sequence[VersionedView]) -> None:
    """Make the tables of views that are not there yet."""
    async with database.writing() as transaction:
        states = await view_states(transaction)
        for view in views:
            if (view.name, view.version) not in states:
                await transaction.create_tables(view.tables)
                row = {"name": view.name, "version": view.version, "state": ACTIVE, "position": 0, "fault": None}
                await transaction.execute(_REGISTER, row)


async def catch_up(database: Database, views: Sequence[VersionedView], progress: Progress | None = None) -> None:
    """Bring every active view up to the head of the log, in short ranges of positions.

    One that cannot take an event is marked as faulted, and the others go on.
    """
    for view in views:
        with suppress(ViewFailed):
            await _caught_up(database, view, progress)


async def _caught_up(database: Database, view: VersionedView, progress: Progress | None) -> None:
    try:
        while await _one_range(database, view, progress):
            pass
    except ViewFailed as failed:
        async with database.writing() as transaction:
            await mark_faulted(transaction, view, str(failed))
        raise


async def _one_range(database: Database, view: VersionedView, progress: Progress | None) -> bool:
    """Take one range of events into a view; whether there is more to take."""
    async with database.writing() as transaction:
        known = (await view_states(transaction)).get((view.name, view.version))
        head = await read_head(transaction)
        if known is None or known.state != ACTIVE or known.position >= head.position:
            return False
        missed = await _read(transaction, known.position, CHUNK)
        await _taken(transaction, view, known.position, missed)
        reached = missed[-1].position
        await _move(transaction, [view], reached)
    if progress is not None:
        progress(reached, head.position)
    return reached < head.position


async def rebuild(database: Database, view: VersionedView, progress: Progress | None = None) -> None:
    """Drop the tables of a view and fold the log into them anew; a faulted view is active again.

    Raises ViewFailed where it still cannot take an event; it is marked as faulted then.
    """
    async with database.writing() as transaction:
        await transaction.drop_tables(view.tables)
        await transaction.create_tables(view.tables)
        await transaction.execute(_RESET, {"the_name": view.name, "the_version": view.version})
    await _caught_up(database, view, progress)
