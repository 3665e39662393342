"""The orders of lists of activities: each total, with the number of the activity at its end, and both ways."""

from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from msgspec import Struct

from projections.activity_filter import TABLE, ActivityFilter


class Order(StrEnum):
    """By what a list is sorted: the order told, the last day due, the day it happens, the title, the last news."""

    TOLD = "told"
    DUE = "due"
    DATE = "date"
    TITLE = "title"
    LAST_HEARD = "last_heard"


KEYS = {
    Order.DUE: "due_by",
    Order.DATE: "date_key",
    Order.TITLE: "title_start",
    Order.LAST_HEARD: "last_heard_on",
}


class Mark(Struct, frozen=True, array_like=True):
    """Where a page ends: the sort key of its last row, empty in the order told, and the row's number."""

    key: str
    thing: int


def marked(order: Order, table: sa.FromClause = TABLE) -> tuple[sa.ColumnElement[Any], sa.ColumnElement[Any]]:
    """The columns of the mark of a row."""
    return table.c[KEYS[order]] if order in KEYS else sa.literal("", sa.Text), table.c.thing


def sorted_by(
    order: Order, descending: bool, table: sa.FromClause = TABLE, *, by_hand: bool = False
) -> list[sa.ColumnElement[Any]]:
    """What the rows are sorted by; `by_hand`, in words for which no index stands, so that all of them are sorted."""
    keys: list[sa.ColumnElement[Any]] = [table.c[KEYS[order]]] if order in KEYS else []
    keys.append(table.c.thing)
    if by_hand:
        keys = [sa.func.coalesce(key, None) for key in keys]
    return [key.desc() if descending else key for key in keys]


def in_other_days(wanted: ActivityFilter, order: Order) -> bool:
    """Whether a list is narrowed to days of which its order knows nothing: they may all stand at its other end."""
    days = {"reported": Order.TOLD, "heard": Order.LAST_HEARD, "due": Order.DUE, "date": Order.DATE}
    asked = {what for what in days if getattr(wanted, f"{what}_from") or getattr(wanted, f"{what}_to")}
    return any(days[what] is not order or what == "reported" for what in asked) or any(
        in_other_days(inner, order) for inner in wanted.all_of
    )


def comes_after(order: Order, descending: bool) -> sa.ColumnElement[bool]:
    """The condition that a row comes after the mark of the parameters `after_key` and `after_thing`."""
    thing: sa.BindParameter[Any] = sa.bindparam("after_thing", type_=sa.BigInteger)
    if order not in KEYS:
        return TABLE.c.thing < thing if descending else TABLE.c.thing > thing
    key: sa.BindParameter[Any] = sa.bindparam("after_key", type_=sa.Text)
    row, mark = sa.tuple_(*marked(order)), sa.tuple_(key, thing)
    return row < mark if descending else row > mark
