"""Retiring: a version of a view that no process serves any more gives its tables back."""

from collections.abc import Collection

from events.log.database import Database, Transaction
from projections import heartbeats
from projections.clearing import clear
from projections.fresh_tables import put_aside, table_names_of, tables_beside
from projections.heartbeats import SERVES, Named
from projections.runner import ACTIVE, RETIRED, retired, view_states


async def retire(database: Database, own: Collection[Named]) -> list[Named]:
    """Drop the tables of every version that is older than an active one and that no process has named for a minute.

    `own` are never touched: whoever asks serves them. A newer version that nobody serves stays, for it may be built
    ahead of the processes that will; and so the only active version of a view always stays.
    """
    async with database.reading() as transaction:
        idle = await _idle(transaction, own)
    if not idle:
        return []
    async with database.swapping() as transaction:
        idle = await _idle(transaction, own)
        for name, version in idle:
            await put_aside(transaction, table_names_of(name, version))
            await retired(transaction, name, version)
    # What is aside can be cleared away at leisure: a process that comes back with its version builds new tables.
    for name, version in idle:
        await clear(database, tables_beside(table_names_of(name, version)))
    return idle


async def _idle(transaction: Transaction, own: Collection[Named]) -> list[Named]:
    states = await view_states(transaction)
    served = await heartbeats.heard(transaction, SERVES)
    newest: dict[str, int] = {}
    for (name, version), known in states.items():
        if known.state == ACTIVE:
            newest[name] = max(version, newest.get(name, 0))
    return [
        (name, version)
        for (name, version), known in states.items()
        if known.state != RETIRED
        and version < newest.get(name, 0)
        and (name, version) not in served
        and (name, version) not in own
    ]
