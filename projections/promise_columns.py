"""What SQL says of a promise: how it stands on a day, whether it is spoken of, when it was first due, if it slipped.

`timeliness` says the same of one activity in hand. A promise was first due on the last day of the first period that
was said; a later word may move that day, and both words stand among the versions of the view.
"""

from typing import Any

import sqlalchemy as sa

from events.vocabulary import ENDED, Stage
from projections.activities import NO_KEY
from projections.activity_filter import TABLE, Scope, among, shown_in
from projections.clocks import Clocks, believed
from projections.timeliness import NEVER_MISSED, Standing, Timeliness

_TODAY: sa.BindParameter[Any] = sa.bindparam("today", type_=sa.Text)
_LAST_SOON: sa.BindParameter[Any] = sa.bindparam("soon", type_=sa.Text)
_STALE: sa.BindParameter[Any] = sa.bindparam("stale", type_=sa.Text)
_DONE = [stage.value for stage in Stage if stage in ENDED]


def timeliness_column(table: sa.FromClause = TABLE) -> sa.ColumnElement[str]:
    """How each promise stands on the day `today`, `soon` being the last day on which something is due soon."""
    return sa.case(
        (among(table.c.stage, _DONE), Timeliness.DONE.value),
        (table.c.due_by == NO_KEY, Timeliness.UNDATED.value),
        (table.c.due_by < _TODAY, Timeliness.OVERDUE.value),
        (table.c.due_by <= _LAST_SOON, Timeliness.DUE_SOON.value),
        else_=Timeliness.NOT_DUE.value,
    )


def standing_column() -> sa.ColumnElement[str]:
    """Whether each open promise is still spoken of, `stale` being the day on or before which it was last heard of."""
    rests = sa.or_(TABLE.c.due_by == NO_KEY, TABLE.c.stage == Stage.SUSPENDED.value)
    return sa.case(
        (among(TABLE.c.stage, _DONE), None),
        (TABLE.c.last_heard_on > _STALE, Standing.LIVE.value),
        (rests, Standing.DORMANT.value),
        else_=Standing.STALE.value,
    )


class Promises:
    """What the earlier versions of a promise say, as far as somebody may see them, at the clocks of a question."""

    def __init__(self, scope: Scope, clocks: Clocks) -> None:
        self._scope = scope
        self._clocks = clocks

    @property
    def first_due(self) -> sa.ColumnElement[str]:
        """The last day of the period for which it was first promised; NULL where no such day was ever said."""
        said = TABLE.alias("first_said")
        due = sa.select(said.c.due_by).where(*self._said_of(said), said.c.due_by < NEVER_MISSED)
        return due.order_by(said.c.from_reported).limit(1).scalar_subquery()

    @property
    def last_said(self) -> sa.ColumnElement[str]:
        """The day of which it was said last that it will be, or was, done; NULL where there is none.

        Of what was done it is the first day on which that may have been: of the date told, else the day of the telling.
        """
        told = TABLE.alias("first_done")
        completed = Stage.COMPLETED.value
        done = sa.select(sa.func.min(told.c.from_reported)).where(*self._said_of(told), told.c.stage == completed)
        return sa.case(
            (TABLE.c.stage == completed, sa.func.coalesce(TABLE.c.date_earliest, done.scalar_subquery())),
            (TABLE.c.due_by < NEVER_MISSED, TABLE.c.due_by),
        )

    @property
    def slipped(self) -> sa.ColumnElement[int]:
        """1 where the last day said is later than the first, 0 where it is not, NULL where nothing was first due.

        A promise that was made more exact within its period, or brought forward, did not slip.
        """
        return slipped_between(self.first_due, self.last_said)

    def _said_of(self, versions: sa.FromClause) -> list[sa.ColumnElement[bool]]:
        shown = shown_in(self._scope, versions)
        return [
            versions.c.thing == TABLE.c.thing,
            believed(versions, self._clocks),
            *([] if shown is None else [shown]),
        ]


def slipped_between(first_due: sa.ColumnElement[Any], last_said: sa.ColumnElement[Any]) -> sa.ColumnElement[int]:
    """Whether the second day is later than the first: 1 or 0, NULL where there is no first."""
    return sa.case((first_due.is_(None), None), (last_said > first_due, 1), else_=0)
