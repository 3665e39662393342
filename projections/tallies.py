"""Tallies: how many activities of a list there are in all, by their columns, and under the values of their facets."""

from collections.abc import Collection, Mapping
from functools import partial
from typing import Any

import sqlalchemy as sa
from msgspec import Struct

from events.log.database import Transaction, one_of, selected
from projections.activity_filter import TABLE
from projections.activity_questions import Asked, statement_for
from projections.clocks import holds
from projections.lookups import FACETS
from projections.promise_columns import standing_column, timeliness_column
from projections.timeliness import Timeliness

# Of so few activities the facets are looked up one by one.
FEW = 20_000

# What is counted together, as (value, …) or (facet, value, bits of roles), and how often.
Tally = Mapping[tuple[Any, ...], int]

COLUMNS: dict[str, sa.ColumnElement[Any]] = {
    "kind": TABLE.c.kind,
    "stage": TABLE.c.stage,
    "review": TABLE.c.review,
    "assurance": TABLE.c.assurance,
    "visibility": TABLE.c.visibility,
    "language": TABLE.c.language,
    "lead": TABLE.c.lead,
    "timeliness": sa.case((TABLE.c.promise == 1, timeliness_column())),
    "standing": sa.case((TABLE.c.promise == 1, standing_column())),
}


class Counted(Struct, frozen=True, kw_only=True):
    """What is counted: the list in all, its combinations of these columns, or what it stands under in these facets.

    `is_few`: the list is known to be short.
    """

    columns: tuple[str, ...] = ()
    facets: tuple[str, ...] = ()
    is_few: bool = False


TOTAL = Counted()
PROMISES = Counted(columns=("lead", "timeliness"))


class PromiseCount(Struct, frozen=True):
    """How many promises of a lead stand in one way; no lead where the words name nobody registered."""

    lead: str | None
    timeliness: Timeliness
    count: int


def promise_counts(tally: Tally) -> list[PromiseCount]:
    """The tally of PROMISES, read."""
    return [PromiseCount(lead, Timeliness(stands_so), count) for (lead, stands_so), count in tally.items() if stands_so]


async def read_total(transaction: Transaction, asked: Asked) -> int:
    """How many activities a list has."""
    return (await read_tally(transaction, asked, TOTAL)).get((), 0)


async def read_tally(
    transaction: Transaction,
    asked: Asked,
    counted: Counted,
    touched: Collection[str] | None = None,
    seen_at: int | None = None,
) -> Tally:
    """The tally of a list; of those with these ids alone, where some are `touched`.

    Where `seen_at` is given, who goes back sees what stood while the log ended at that position.
    """
    shape = ("tally", *asked.shape, counted, touched is not None, seen_at is not None)
    statement = statement_for(shape, partial(_tally, asked, counted, touched is not None, seen_at is not None))
    values = {**asked.values, "touched": list(touched or ()), "seen_at": seen_at, "facets": counted.facets}
    rows = await transaction.fetch_all(statement, values)
    return {tuple(key): number for *key, number in rows if number}


async def read_things(transaction: Transaction, asked: Asked, touched: Collection[str]) -> list[int]:
    """The numbers of those activities of a list that have these ids."""
    statement = statement_for(("things of", *asked.shape), partial(_things, asked))
    rows = await transaction.fetch_all(statement, {**asked.values, "touched": list(touched)})
    return [thing for (thing,) in rows]


def _things(asked: Asked) -> sa.Select[Any]:
    return sa.select(TABLE.c.thing).where(*asked.conditions(), one_of(TABLE.c.id, "touched"))


def _tally(asked: Asked, counted: Counted, of_touched: bool, at_position: bool) -> sa.Select[Any]:
    conditions = asked.conditions(of_many=not of_touched, at_position=at_position)
    if of_touched:
        conditions.append(one_of(TABLE.c.id, "touched"))
    if counted.facets:
        things = sa.select(TABLE.c.thing).where(*conditions)
        facets = FACETS.alias("counted")
        among = selected(facets.c.thing, things) if counted.is_few or of_touched else facets.c.thing.in_(things)
        key = (facets.c.facet, facets.c.value, facets.c.roles)
        found = sa.select(*key, sa.func.count()).where(one_of(facets.c.facet, "facets"), among)
        return found.where(holds(facets, asked.clocks)).group_by(*key)
    columns = [COLUMNS[name].label(f"by_{name}") for name in counted.columns]
    return sa.select(*columns, sa.func.count()).select_from(TABLE).where(*conditions).group_by(*columns)
