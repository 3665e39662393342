"""The runner: makes the tables of views, brings each view up to the log, and keeps a fault from vetoing a fact."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any

import sqlalchemy as sa
from msgspec import Struct

from events.fact import Recorded
from events.log.database import Database, Statement, Transaction, one_of
from events.log.errors import DatabaseBusy, DatabaseUnreachable, LogError
from events.log.event import RecordedEvent
from events.log.reading import read_after, read_head
from events.log.tables import projection
from events.reading_facts import recorded_from
from projections.versioned_view import VersionedView, table_name
from projections.view_failed import ViewFailed

BUILDING = "building"
ACTIVE = "active"
FAULTED = "faulted"
RETIRED = "retired"
INLINE_LAG_MAX = 1_000
CHUNK = 1_000

VIEW_STATES = Statement(
    sa.select(
        projection.c.name, projection.c.version, projection.c.state, projection.c.position, projection.c.fault
    ).order_by(projection.c.name, projection.c.version)
)
_REGISTER = Statement(projection.insert())
# A view by its name and version, as its table is called (`table_name`): an old version stays where it is while a new
# one reads on.
NAMED = projection.c.name + "__v" + sa.cast(projection.c.version, sa.Text)
_MOVE = Statement(
    sa.update(projection)
    .where(one_of(NAMED, "views"), projection.c.state == ACTIVE)
    .values(position=sa.bindparam("reached"))
)
_FAULT = Statement(
    sa.update(projection)
    .where(projection.c.name == sa.bindparam("the_name"), projection.c.version == sa.bindparam("the_version"))
    .values(state=FAULTED, fault=sa.bindparam("the_fault"))
)
_SETTLE = Statement(
    sa.update(projection)
    .where(projection.c.name == sa.bindparam("the_name"), projection.c.version == sa.bindparam("the_version"))
    .values(state=sa.bindparam("the_state"), fault=None, position=sa.bindparam("reached"))
)

Progress = Callable[[int, int], None]


# How a fault begins that reading on does not mend, because rows are missing that were there.
TO_BE_REBUILT = "It must be built anew: "


class ViewState(Struct, frozen=True):
    """How far a view has read the log, and whether it is being built, active, faulted (and why) or retired."""

    name: str
    version: int
    state: str
    position: int
    fault: str | None = None

    @property
    def must_be_rebuilt(self) -> bool:
        """Whether it is faulted, and reading on would not mend it."""
        return self.state == FAULTED and self.fault is not None and self.fault.startswith(TO_BE_REBUILT)


async def view_states(transaction: Transaction) -> dict[tuple[str, int], ViewState]:
    """The state of every view that the log knows, by name and version."""
    rows = await transaction.fetch_all(VIEW_STATES)
    return {(name, version): ViewState(name, version, *rest) for name, version, *rest in rows}


async def apply(
    transaction: Transaction,
    views: Sequence[VersionedView],
    base: int,
    facts: Sequence[Recorded[Any]],
    *,
    one_by_one: bool = True,
) -> None:
    """Take facts just appended after `base` into the active views, in the transaction that appends them.

    A view at most INLINE_LAG_MAX events behind is brought up first; one further behind is left to `catch_up`.
    Raises ViewFailed for the first view that cannot take them; not `one_by_one`, what a server refuses may show later,
    and not whose fault it is.
    """
    if not facts:
        return
    if one_by_one:
        # What is refused from here on is a view's fault.
        await transaction.flush()
    states = await view_states(transaction)
    missed: dict[int, list[RecordedEvent]] = {base: []}
    moved = []
    for view in views:
        known = states.get((view.name, view.version))
        if known is None or known.state != ACTIVE or base - known.position > INLINE_LAG_MAX:
            continue
        if known.position not in missed:
            missed[known.position] = await read_after(transaction, known.position, base - known.position)
        await _taken(transaction, view, known.position, missed[known.position], facts, one_by_one=one_by_one)
        moved.append(view)
    await _move(transaction, moved, facts[-1].position)


async def _taken(
    transaction: Transaction,
    view: VersionedView,
    position: int,
    missed: Sequence[RecordedEvent],
    facts: Sequence[Recorded[Any]] = (),
    *,
    one_by_one: bool = True,
) -> None:
    """Take events into a view that stands at a position; whatever it raises is its fault, but a lost connection.

    Of the events that it has missed only those of its noun are read: a release may not know what another one says.
    """
    try:
        own = [recorded_from(event) for event in missed if event.stream.startswith(f"{view.noun}-")]
        await view.apply(transaction, [*own, *facts])
        if one_by_one:
            await transaction.flush()
    except (DatabaseUnreachable, DatabaseBusy):
        raise
    except Exception as error:
        if isinstance(error, LogError) and not one_by_one:
            # What waited to be sent is refused, and that may be anybody's.
            raise
        raise ViewFailed(view, position, error) from error


async def _move(transaction: Transaction, views: Sequence[VersionedView], reached: int) -> None:
    named = [table_name(view.name, view.version) for view in views]
    await transaction.execute_many(_MOVE, [{"views": named, "reached": reached}])


async def mark_faulted(transaction: Transaction, view: VersionedView | ViewState, fault: str) -> None:
    """Mark a view that could not take events: it stays where it is until it can, or is built anew."""
    named = {"the_name": view.name, "the_version": view.version}
    await transaction.execute(_FAULT, {**named, "the_fault": fault[:2_000]})


async def behind(transaction: Transaction, views: Sequence[VersionedView]) -> list[VersionedView]:
    """The active views that have not read the whole log."""
    head = await read_head(transaction)
    states = await view_states(transaction)
    known = [(view, states.get((view.name, view.version))) for view in views]
    return [view for view, state in known if state and state.state == ACTIVE and state.position < head.position]


async def settle(transaction: Transaction, view: VersionedView, state: str, position: int) -> None:
    """Put a view in a state at a position; of a fault that it had nothing is left."""
    named = {"the_name": view.name, "the_version": view.version}
    await transaction.execute(_SETTLE, {**named, "the_state": state, "reached": position})


async def retired(transaction: Transaction, name: str, version: int) -> None:
    """Note that a version of a view has no tables any more."""
    await transaction.execute(_SETTLE, {"the_name": name, "the_version": version, "the_state": RETIRED, "reached": 0})


async def prepare_missing(database: Database, views: Sequence[VersionedView]) -> None:
    """As `prepare`, without taking the lock where nothing is to be done."""
    async with database.reading() as transaction:
        states = await view_states(transaction)
    if any(_is_missing(states, view) for view in views):
        await prepare(database, views)


def _is_missing(states: dict[tuple[str, int], ViewState], view: VersionedView) -> bool:
    known = states.get((view.name, view.version))
    return known is None or known.state == RETIRED


async def prepare(database: Database, views: Sequence[VersionedView]) -> None:
    """Register views that are not there yet: on an empty log with their tables, else as ones that are to be built."""
    async with database.writing() as transaction:
        states = await view_states(transaction)
        is_empty = (await read_head(transaction)).position == 0
        for view in views:
            known = states.get((view.name, view.version))
            if known is None:
                row = {"name": view.name, "version": view.version, "state": BUILDING, "position": 0, "fault": None}
                await transaction.execute(_REGISTER, row)
            if known is None or known.state == RETIRED:
                await settle(transaction, view, ACTIVE if is_empty else BUILDING, 0)
                if is_empty:
                    await transaction.drop_tables(view.tables)
                    await transaction.create_tables(view.tables)


async def catch_up(database: Database, views: Sequence[VersionedView]) -> None:
    """Bring every active view up to the head of the log, in short ranges of positions.

    One that cannot take an event is marked as faulted, and the others go on.
    """
    for view in views:
        with suppress(ViewFailed):
            await _caught_up(database, view)


async def _caught_up(database: Database, view: VersionedView) -> None:
    try:
        while await _one_range(database, view, ACTIVE):
            pass
    except ViewFailed as failed:
        async with database.writing() as transaction:
            await mark_faulted(transaction, view, str(failed))
        raise


async def _one_range(database: Database, view: VersionedView, state: str) -> bool:
    """Take one range of events into a view that is in this state, and active then; whether there is more to take."""
    async with database.writing() as transaction:
        known = (await view_states(transaction)).get((view.name, view.version))
        head = await read_head(transaction)
        if known is None or known.state != state or (state == ACTIVE and known.position >= head.position):
            return False
        missed = await read_after(transaction, known.position, CHUNK)
        await _taken(transaction, view, known.position, missed)
        reached = missed[-1].position if missed else known.position
        await settle(transaction, view, ACTIVE, reached)
    return reached < head.position


async def heal(database: Database, views: Sequence[VersionedView]) -> list[VersionedView]:
    """Let each faulted view try again from its position; those that could go on are active again.

    One that must be built anew is left as it is.
    """
    healed = []
    async with database.reading() as transaction:
        states = await view_states(transaction)
    for view in (one for one in views if not states[one.name, one.version].must_be_rebuilt):
        try:
            await _one_range(database, view, FAULTED)
        except ViewFailed as failed:
            async with database.writing() as transaction:
                await mark_faulted(transaction, view, str(failed))
        else:
            await _caught_up(database, view)
            healed.append(view)
    return healed
