"""Pages of activities: a list at one state of the log, in the order told or in the order due, with its total."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, NamedTuple

import msgspec
import sqlalchemy as sa
from msgspec import Struct

from events.activity_state import Activity
from events.log.database import Statement, Transaction, selected
from projections.activities import ACTIVITIES
from projections.activity_filter import (
    TABLE,
    ActivityFilter,
    Scope,
    Values,
    conditions_of,
    seen_by,
    timeliness_column,
    told_as,
    under,
    values_for,
    values_of,
)
from projections.clocks import NOW, Clocks, holds, parameters_of
from projections.timeliness import DUE_SOON_DAYS, Timeliness, soon

NO_DUE_DATE = "~"


class Asked(Struct, frozen=True, kw_only=True):
    """A list that is asked for: which activities, for whose eyes, at which clocks, evaluated on which day."""

    wanted: ActivityFilter
    scope: Scope
    clocks: Clocks
    evaluated_on: str
    order: str = "told"
    due_soon_days: int = DUE_SOON_DAYS


class Mark(Struct, frozen=True, array_like=True):
    """Where a page ends: the sort key of its last row."""

    due: str
    first_position: int
    id: str


class Kept(Struct, frozen=True):
    """An activity as the view keeps it, in JSON, and how its promise stands; None for what is no promise."""

    document: str
    timeliness: Timeliness | None


class Page(Struct, frozen=True, kw_only=True):
    """The activities of a page, the total of the list, and where to go on, None at the end."""

    kept: tuple[Kept, ...]
    total: int
    next: Mark | None = None

    @property
    def activities(self) -> tuple[Activity, ...]:
        """The activities, read."""
        return tuple(ACTIVITIES.decoder.decode(one.document) for one in self.kept)


async def read_page(transaction: Transaction, asked: Asked, limit: int, after: Mark | None = None) -> Page:
    """A page of a list. The order is total, so that a walk along marks misses and repeats nothing."""
    values = _values(asked)
    page = _statement_for(("page", *_shape(asked), after is not None), partial(_page, asked, after is not None))
    count = _statement_for(("count", *_shape(asked)), partial(_count, asked))
    if after is not None:
        values |= {"after_due": after.due, "after_position": after.first_position, "after_id": after.id}
    asked_for = {**values, "limit": limit + 1}
    await transaction.ask_ahead([(page, asked_for), (count, values)])
    rows = await transaction.fetch_all(page, asked_for)
    counted = await transaction.fetch_one(count, values)
    kept = tuple(Kept(document, _TIMELINESS[timeliness]) for document, timeliness, *_ in rows[:limit])
    mark = Mark(*rows[limit - 1][2:]) if len(rows) > limit else None
    return Page(kept=kept, total=counted[0] if counted else 0, next=mark)


_TIMELINESS: dict[str | None, Timeliness | None] = {None: None, **{one.value: one for one in Timeliness}}


async def read_activity(transaction: Transaction, activity_id: str, asked: Asked) -> Activity | None:
    """The activity told under an id, if the one who asks may see it."""
    narrow = msgspec.structs.replace(asked, wanted=ActivityFilter(ids=(activity_id,)))
    page = await read_page(transaction, narrow, 1)
    return page.activities[0] if page.activities else None


async def read_told_as(transaction: Transaction, ids: Sequence[str], clocks: Clocks) -> list[Activity]:
    """The activities that were told under these ids at the clocks, be it their own or another, in their own order."""
    statement = _statement_for(("told as", clocks.is_now), partial(_told_as, clocks))
    rows = await transaction.fetch_all(statement, {"ids": list(ids), **parameters_of(clocks)})
    return [ACTIVITIES.decoder.decode(document) for (document,) in rows]


class TitleListed(NamedTuple):
    """The id and the title (for comparing) of an activity, the ends of its date and the last day on which it is due."""

    id: str
    title: str
    earliest: str | None
    latest: str | None
    due: str | None


async def read_newest_titles(transaction: Transaction, agency_id: str, limit: int) -> list[TitleListed]:
    """The newest activities in which a body has a part, the oldest first."""
    rows = await transaction.fetch_all(_NEWEST_TITLES, {"agencies": [agency_id], "limit": limit})
    return [TitleListed(*row) for row in reversed(rows)]


async def read_hidden(transaction: Transaction, scope: Scope, today: str) -> tuple[str, ...]:
    """The ids of the activities that the one who asks may not see as they stand now, be it for a later edit."""
    statement = _statement_for(("hidden", *_shape_of(scope)), partial(_hidden, scope))
    rows = await transaction.fetch_all(statement, values_of(scope, today))
    return tuple(activity_id for (activity_id,) in rows)


class PromiseCount(Struct, frozen=True):
    """How many promises of a lead stand in one way."""

    lead: str | None
    timeliness: Timeliness
    count: int


async def count_promises(transaction: Transaction, asked: Asked) -> list[PromiseCount]:
    """The promises of a list counted by lead and timeliness."""
    statement = _statement_for(("promise counts", *_shape(asked)), partial(_promise_counts, asked))
    rows = await transaction.fetch_all(statement, _values(asked))
    return [PromiseCount(lead, Timeliness(timeliness), count) for lead, timeliness, count in rows]


Shape = tuple[Any, ...]


def _values(asked: Asked) -> Values:
    soon_until = soon(asked.evaluated_on, asked.due_soon_days)
    return values_for(asked.wanted, asked.scope, asked.clocks, asked.evaluated_on, soon_until)


def _conditions(asked: Asked) -> list[sa.ColumnElement[bool]]:
    return conditions_of(asked.wanted, asked.scope, asked.clocks)


def _shape(asked: Asked) -> Shape:
    """What makes the text of a statement: which filters are set, never their values."""
    filters = tuple(bool(getattr(asked.wanted, name)) for name in asked.wanted.__struct_fields__)
    return (filters, _shape_of(asked.scope), asked.clocks.is_now, asked.order)


def _shape_of(scope: Scope) -> Shape:
    return (scope.sees_all, scope.is_participant, bool(scope.own_agencies), bool(scope.hidden))


_prepared: dict[Shape, Statement] = {}
SHAPES_MAX = 500


def _statement_for(shape: Shape, build: Callable[[], sa.Select[Any]]) -> Statement:
    """The statement of a shape, built and compiled at its first use only."""
    if shape not in _prepared:
        if len(_prepared) >= SHAPES_MAX:
            _prepared.clear()
        _prepared[shape] = Statement(build())
    return _prepared[shape]


def _due_key() -> sa.ColumnElement[str]:
    return sa.func.coalesce(TABLE.c.due_latest, NO_DUE_DATE)


def _page(asked: Asked, goes_on: bool) -> sa.Select[Any]:
    by_due = asked.order == "due"
    due: sa.ColumnElement[str] = _due_key() if by_due else sa.literal("", sa.Text)
    key = (due, TABLE.c.first_position, TABLE.c.id)
    stands_so = sa.case((TABLE.c.promise == 1, timeliness_column()))
    statement = sa.select(TABLE.c.document, stands_so, *key).where(*_conditions(asked))
    if goes_on:
        marks = (
            sa.bindparam("after_due", type_=sa.Text),
            sa.bindparam("after_position", type_=sa.BigInteger),
            sa.bindparam("after_id", type_=sa.Text),
        )
        columns, ends = (key, marks) if by_due else (key[1:], marks[1:])
        statement = statement.where(sa.tuple_(*columns) > sa.tuple_(*ends))
    return statement.order_by(*(key if by_due else key[1:])).limit(sa.bindparam("limit", type_=sa.BigInteger))


def _count(asked: Asked) -> sa.Select[Any]:
    return sa.select(sa.func.count()).select_from(TABLE).where(*_conditions(asked))


def _told_as(clocks: Clocks) -> sa.Select[Any]:
    told = selected(TABLE.c.thing, told_as(clocks))
    return sa.select(TABLE.c.document).where(told, holds(TABLE, clocks)).order_by(TABLE.c.id)


_NEWEST_TITLES = Statement(
    sa.select(TABLE.c.id, TABLE.c.title_key, TABLE.c.date_earliest, TABLE.c.date_latest, TABLE.c.due_latest)
    .where(selected(TABLE.c.thing, under("agency", "agencies", NOW)), holds(TABLE, NOW))
    .order_by(TABLE.c.first_position.desc())
    .limit(sa.bindparam("limit", type_=sa.BigInteger))
)


def _hidden(scope: Scope) -> sa.Select[Any]:
    seen = sa.and_(sa.true(), *seen_by(scope))
    return sa.select(TABLE.c.id).where(holds(TABLE, NOW), sa.not_(seen)).order_by(TABLE.c.id)


def _promise_counts(asked: Asked) -> sa.Select[Any]:
    column = timeliness_column().label("timeliness")
    counted = sa.select(TABLE.c.lead, column, sa.func.count()).where(*_conditions(asked), TABLE.c.promise == 1)
    return counted.group_by(TABLE.c.lead, column).order_by(TABLE.c.lead, column)
