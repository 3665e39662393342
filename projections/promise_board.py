"""The board of promises: how many stand in which way, were delivered or slipped, in all or by what they stand under."""

from collections import defaultdict
from collections.abc import Mapping
from functools import partial
from statistics import median
from typing import Any, NamedTuple

import sqlalchemy as sa
from msgspec import Struct

from events.log.database import Transaction
from events.vocabulary import Stage
from projections.activity_filter import TABLE
from projections.activity_questions import Asked, statement_for
from projections.clocks import holds
from projections.lookups import FACETS
from projections.promise_columns import Promises, slipped_between, standing_column, timeliness_column
from projections.timeliness import Standing, Timeliness, days_slipped

# How promises are grouped: by their lead, or by the values of a facet.
LEAD = "lead"


class Tallied(Struct, frozen=True, kw_only=True):
    """The numbers of some promises.

    `due` are those whose newest due day has passed, without those that were superseded; `delivered` those of them that
    were completed by now, in time or late. `dated` are those for which a due day was ever said, `slipped` those of them
    that were moved to a later day or done later, `median_days` by how many days in the middle.
    """

    timeliness: Mapping[Timeliness, int]
    standing: Mapping[Standing, int]
    due: int = 0
    delivered: int = 0
    dated: int = 0
    slipped: int = 0
    median_days: float | None = None

    @property
    def promises(self) -> int:
        """How many promises there are in all."""
        return sum(self.timeliness.values())


NONE_TALLIED = Tallied(timeliness={}, standing={})


class _Group(NamedTuple):
    """So many promises that stand alike; `moved_from` and `moved_to` are days, where they slipped."""

    key: str | None
    timeliness: str
    standing: str | None
    is_due: int
    is_delivered: int
    is_dated: int
    moved_from: str | None
    moved_to: str | None
    promises: int


async def read_board(transaction: Transaction, asked: Asked, by: str | None = None) -> dict[str | None, Tallied]:
    """The numbers of the promises of a list, by lead or by the values of a facet; all under None without either.

    The list must want promises alone. What stands under two values of a facet is counted under each.
    """
    statement = statement_for(("board", by, *asked.shape), partial(_groups, asked, by))
    groups: dict[str | None, list[_Group]] = defaultdict(list)
    for row in await transaction.fetch_all(statement, asked.values):
        group = _Group(*row)
        groups[group.key].append(group)
    return {key: _tallied(found) for key, found in groups.items()}


def _tallied(groups: list[_Group]) -> Tallied:
    days: list[int] = []
    timeliness: dict[Timeliness, int] = defaultdict(int)
    standing: dict[Standing, int] = defaultdict(int)
    for group in groups:
        timeliness[Timeliness(group.timeliness)] += group.promises
        if group.standing is not None:
            standing[Standing(group.standing)] += group.promises
        if group.moved_from is not None and group.moved_to is not None:
            days += [days_slipped(group.moved_from, group.moved_to)] * group.promises
    return Tallied(
        timeliness=timeliness,
        standing=standing,
        due=sum(group.promises for group in groups if group.is_due),
        delivered=sum(group.promises for group in groups if group.is_delivered),
        dated=sum(group.promises for group in groups if group.is_dated),
        slipped=len(days),
        median_days=median(days) if days else None,
    )


def _groups(asked: Asked, by: str | None) -> sa.Select[Any]:
    promises = _promises(asked, by)
    first_due, last_said = promises.c.first_due, promises.c.last_said
    has_slipped = slipped_between(first_due, last_said) == 1
    alike = sa.select(
        *(column for column in promises.c if column.name not in ("first_due", "last_said")),
        sa.case((first_due.is_(None), 0), else_=1).label("is_dated"),
        sa.case((has_slipped, first_due)).label("moved_from"),
        sa.case((has_slipped, last_said)).label("moved_to"),
    ).subquery("alike")
    return sa.select(*alike.c, sa.func.count()).group_by(*alike.c)


def _promises(asked: Asked, by: str | None) -> sa.CTE:
    """Each promise with what the numbers are made of, under each of its keys.

    Materialized, for what its earlier versions say is looked up, and would be again wherever it is named.
    """
    said = Promises(asked.scope, asked.clocks)
    today: sa.BindParameter[Any] = sa.bindparam("today", type_=sa.Text)
    is_due = sa.and_(TABLE.c.due_by < today, TABLE.c.stage != Stage.SUPERSEDED.value)
    is_delivered = sa.and_(TABLE.c.due_by < today, TABLE.c.stage == Stage.COMPLETED.value)
    key, source = _key(asked, by)
    columns = (
        key.label("key"),
        timeliness_column().label("timeliness"),
        standing_column().label("standing"),
        sa.case((is_due, 1), else_=0).label("is_due"),
        sa.case((is_delivered, 1), else_=0).label("is_delivered"),
        said.first_due.label("first_due"),
        said.last_said.label("last_said"),
    )
    return (
        sa.select(*columns)
        .select_from(source)
        .where(*asked.conditions(of_many=True))
        .cte("promises")
        .prefix_with("MATERIALIZED")
    )


def _key(asked: Asked, by: str | None) -> tuple[sa.ColumnElement[Any], sa.FromClause]:
    if by is None:
        return sa.cast(sa.null(), sa.Text), TABLE
    if by == LEAD:
        return TABLE.c.lead, TABLE
    facets = FACETS.alias("grouped")
    under = sa.and_(facets.c.thing == TABLE.c.thing, facets.c.facet == by, holds(facets, asked.clocks))
    return facets.c.value, TABLE.join(facets, under)
