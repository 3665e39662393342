"""A question for activities: which, for whose eyes, at which clocks; and its statements, made once for each shape."""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from msgspec import Struct

from events.log.database import Statement
from projections.activity_filter import ActivityFilter, Scope, Values
from projections.activity_orders import Order
from projections.clocks import Clocks
from projections.filter_conditions import Condition, Shape, conditions_of, shape_of, values_for
from projections.timeliness import DUE_SOON_DAYS, soon

SHAPES_MAX = 500


class Asked(Struct, frozen=True, kw_only=True):
    """A list that is asked for: which activities, for whose eyes, at which clocks, evaluated on which day."""

    wanted: ActivityFilter
    scope: Scope
    clocks: Clocks
    evaluated_on: str
    order: Order = Order.TOLD
    descending: bool = False
    due_soon_days: int = DUE_SOON_DAYS

    @property
    def values(self) -> Values:
        """The values of the parameters of its statements."""
        soon_until = soon(self.evaluated_on, self.due_soon_days)
        return values_for(self.wanted, self.scope, self.clocks, self.evaluated_on, soon_until)

    @property
    def shape(self) -> Shape:
        """What makes the text of its statements: which filters are set, never their values."""
        return (shape_of(self.wanted), shape_of_scope(self.scope), self.clocks.is_now)

    def conditions(self, *, of_many: bool = False, at_position: bool = False) -> list[Condition]:
        """The conditions of its activities; see `conditions_of`."""
        return conditions_of(self.wanted, self.scope, self.clocks, of_many=of_many, at_position=at_position)


def shape_of_scope(scope: Scope) -> Shape:
    return (scope.sees_all, scope.is_participant, bool(scope.own_agencies), scope.goes_back, bool(scope.hidden))


_prepared: dict[Shape, Statement] = {}


def statement_for(shape: Shape, build: Callable[[], sa.Select[Any] | sa.CompoundSelect[Any]]) -> Statement:
    """The statement of a shape, built and compiled at its first use only."""
    if shape not in _prepared:
        if len(_prepared) >= SHAPES_MAX:
            _prepared.clear()
        _prepared[shape] = Statement(build())
    return _prepared[shape]
