"""Reading the things of one noun: one by its id, all of them, or those under a facet, at any point of both clocks."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import sqlalchemy as sa

from events.log.database import Statement, Transaction, one_of, selected
from projections.clocks import Clocks, holds, parameters_of
from projections.versioned_view import VersionedView


async def read_one(transaction: Transaction, view: VersionedView, thing_id: str, clocks: Clocks) -> Any:
    """The state of a thing at the clocks; None where nothing had been said of it, or the log did not know."""
    found = await read_some(transaction, view, [thing_id], clocks)
    return found[0] if found else None


async def read_some(transaction: Transaction, view: VersionedView, ids: Sequence[str], clocks: Clocks) -> list[Any]:
    """The states of these things at the clocks, in the order of their ids."""
    statement = _some(view, clocks.is_now)
    rows = await transaction.fetch_all(statement, {"ids": list(ids), **parameters_of(clocks)})
    return [view.decoder.decode(document) for (document,) in rows]


async def read_all(transaction: Transaction, view: VersionedView, clocks: Clocks) -> list[Any]:
    """The states of all things of the noun at the clocks, in the order of their ids."""
    rows = await transaction.fetch_all(_all(view, clocks.is_now), parameters_of(clocks))
    return [view.decoder.decode(document) for (document,) in rows]


async def read_under(
    transaction: Transaction, view: VersionedView, facet: str, values: Sequence[str], clocks: Clocks
) -> list[Any]:
    """The states of the things under one of the values of a facet at the clocks, in the order of their ids."""
    values_given = {"facet": facet, "values": list(values), **parameters_of(clocks)}
    rows = await transaction.fetch_all(_under(view, clocks.is_now), values_given)
    return [view.decoder.decode(document) for (document,) in rows]


async def ids_under(
    transaction: Transaction, view: VersionedView, facet: str, values: Sequence[str], clocks: Clocks
) -> set[str]:
    """The ids of the things under one of the values of a facet at the clocks."""
    values_given = {"facet": facet, "values": list(values), **parameters_of(clocks)}
    rows = await transaction.fetch_all(_ids_under(view, clocks.is_now), values_given)
    return {thing_id for (thing_id,) in rows}


def _holds(view_table: sa.Table, is_now: bool) -> sa.ColumnElement[bool]:
    return holds(view_table, Clocks() if is_now else Clocks(as_of="", known_at=0))


@lru_cache
def _some(view: VersionedView, is_now: bool) -> Statement:
    table = view.table
    return Statement(
        sa.select(table.c.document).where(_holds(table, is_now), one_of(table.c.id, "ids")).order_by(table.c.id)
    )


@lru_cache
def _all(view: VersionedView, is_now: bool) -> Statement:
    return Statement(sa.select(view.table.c.document).where(_holds(view.table, is_now)).order_by(view.table.c.id))


@lru_cache
def _under(view: VersionedView, is_now: bool) -> Statement:
    table = view.table
    found = selected(table.c.thing, _things_under(view, is_now))
    return Statement(sa.select(table.c.document).where(found, _holds(table, is_now)).order_by(table.c.id))


@lru_cache
def _ids_under(view: VersionedView, is_now: bool) -> Statement:
    table = view.table
    found = selected(table.c.thing, _things_under(view, is_now))
    return Statement(sa.select(table.c.id).where(found, _holds(table, is_now)))


def _things_under(view: VersionedView, is_now: bool) -> sa.Select[Any]:
    facets = view.facet_table
    assert facets is not None, f"The view {view.name} has no facets."
    return sa.select(facets.c.thing).where(
        facets.c.facet == sa.bindparam("facet"), one_of(facets.c.value, "values"), _holds(facets, is_now)
    )
