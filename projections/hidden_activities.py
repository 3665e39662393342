"""Which activities somebody may not see as they stand now, be it at an earlier clock or under another id."""

from functools import partial
from typing import Any

import sqlalchemy as sa

from events.log.database import Transaction
from projections.activity_filter import TABLE, Scope, seen_by, values_of
from projections.activity_questions import shape_of_scope, statement_for
from projections.clocks import NOW, holds
from projections.lookups import FACETS


async def read_hidden(transaction: Transaction, scope: Scope, today: str) -> tuple[str, ...]:
    """The ids of the activities that the one who asks may not see as they stand now, be it for a later edit.

    What was merged into one of them is hidden with it.
    """
    statement = statement_for(("hidden", *shape_of_scope(scope)), partial(_hidden, scope))
    rows = await transaction.fetch_all(statement, values_of(scope, today))
    return tuple(activity_id for (activity_id,) in rows)


async def read_merged_and_hidden(transaction: Transaction, scope: Scope, today: str) -> tuple[str, ...]:
    """The ids of what was merged into activities that the one who asks may not see as they stand now."""
    statement = statement_for(("merged and hidden", *shape_of_scope(scope)), partial(_merged_and_hidden, scope))
    rows = await transaction.fetch_all(statement, values_of(scope, today))
    return tuple(activity_id for (activity_id,) in rows)


def _hidden(scope: Scope) -> sa.CompoundSelect[Any]:
    not_seen = sa.and_(holds(TABLE, NOW), sa.not_(sa.and_(sa.true(), *seen_by(scope))))
    return sa.select(TABLE.c.id).where(not_seen).union(_told_with(not_seen)).order_by("id")


def _merged_and_hidden(scope: Scope) -> sa.Select[Any]:
    return _told_with(sa.and_(holds(TABLE, NOW), sa.not_(sa.and_(sa.true(), *seen_by(scope)))))


def _told_with(not_seen: sa.ColumnElement[bool]) -> sa.Select[Any]:
    """The other ids under which these activities were told: their own from before they were merged among them."""
    things = sa.select(TABLE.c.thing).where(not_seen)
    return sa.select(FACETS.c.value).where(FACETS.c.facet == "id", FACETS.c.thing.in_(things), holds(FACETS, NOW))
