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
    """So many promises that stand alike."""

    key: str | None
    timeliness: str
    standing: str | None
    is_due: int
    is_delivered: int
    slipped: int | None
    promises: int


async def read_board(transaction: Transaction, asked: Asked, by: str | None = None) -> dict[str | None, Tallied]:
    """The numbers of the promises of a list, by lead or by the values of a facet; all under None without either.

    The list must want promises alone. What stands under two values of a facet is counted under each.
    """
    shape = ("board", by, *asked.shape)
    groups_of = statement_for((*shape, "groups"), partial(_groups, asked, by))
    slips_of = statement_for((*shape, "slips"), partial(_slips, asked, by))
    groups: dict[str | None, list[_Group]] = defaultdict(list)
    for row in await transaction.fetch_all(groups_of, asked.values):
        group = _Group(*row)
        groups[group.key].append(group)
    days: dict[str | None, list[int]] = defaultdict(list)
    if any(group.slipped for found in groups.values() for group in found):
        for key, first_due, last_said in await transaction.fetch_all(slips_of, asked.values):
            days[key].append(days_slipped(first_due, last_said))
    return {key: _tallied(found, days[key]) for key, found in groups.items()}


def _tallied(groups: list[_Group], days: list[int]) -> Tallied:
    timeliness: dict[Timeliness, int] = defaultdict(int)
    standing: dict[Standing, int] = defaultdict(int)
    for group in groups:
        timeliness[Timeliness(group.timeliness)] += group.promises
        if group.standing is not None:
            standing[Standing(group.standing)] += group.promises
    return Tallied(
        timeliness=timeliness,
        standing=standing,
        due=sum(group.promises for group in groups if group.is_due),
        delivered=sum(group.promises for group in groups if group.is_delivered),
        dated=sum(group.promises for group in groups if group.slipped is not None),
        slipped=len(days),
        median_days=median(days) if days else None,
    )


def _groups(asked: Asked, by: str | None) -> sa.Select[Any]:
    promises = _promises(asked, by)
    key = [column for column in promises.c if column.name not in ("first_due", "last_said")]
    slipped = slipped_between(promises.c.first_due, promises.c.last_said).label("slipped")
    return sa.select(*key, slipped, sa.func.count()).group_by(*key, slipped)


def _slips(asked: Asked, by: str | None) -> sa.Select[Any]:
    promises = _promises(asked, by)
    said = (promises.c.first_due, promises.c.last_said)
    return sa.select(promises.c.key, *said).where(slipped_between(*said) == 1)


def _promises(asked: Asked, by: str | None) -> sa.Subquery:
    """Each promise with what the numbers are made of, under each of its keys."""
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
    return sa.select(*columns).select_from(source).where(*asked.conditions(of_many=True)).subquery("promises")


def _key(asked: Asked, by: str | None) -> tuple[sa.ColumnElement[Any], sa.FromClause]:
    if by is None:
        return sa.cast(sa.null(), sa.Text), TABLE
    if by == LEAD:
        return TABLE.c.lead, TABLE
    facets = FACETS.alias("grouped")
    under = sa.and_(facets.c.thing == TABLE.c.thing, facets.c.facet == by, holds(facets, asked.clocks))
    return facets.c.value, TABLE.join(facets, under)
