"""The orders of lists of activities: each total, with the number of the activity at its end, and both ways."""

from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from msgspec import Struct

from projections.activity_filter import TABLE


class Order(StrEnum):
    """By what a list is sorted: the order told, the last day due, the day it happens, the title, the last news."""

    TOLD = "told"
    DUE = "due"
    DATE = "date"
    TITLE = "title"
    LAST_HEARD = "last_heard"


KEYS: dict[Order, sa.ColumnElement[Any]] = {
    Order.DUE: TABLE.c.due_by,
    Order.DATE: TABLE.c.date_key,
    Order.TITLE: TABLE.c.title_start,
    Order.LAST_HEARD: TABLE.c.last_heard_on,
}


class Mark(Struct, frozen=True, array_like=True):
    """Where a page ends: the sort key of its last row, empty in the order told, and the row's number."""

    key: str
    thing: int


def marked(order: Order) -> tuple[sa.ColumnElement[Any], sa.ColumnElement[Any]]:
    """The columns of the mark of a row."""
    return KEYS.get(order, sa.literal("", sa.Text)), TABLE.c.thing


def sorted_by(order: Order, descending: bool) -> list[sa.ColumnElement[Any]]:
    """What the rows are sorted by."""
    keys: list[sa.ColumnElement[Any]] = [KEYS[order]] if order in KEYS else []
    return [key.desc() if descending else key for key in (*keys, TABLE.c.thing)]


def comes_after(order: Order, descending: bool) -> sa.ColumnElement[bool]:
    """The condition that a row comes after the mark of the parameters `after_key` and `after_thing`."""
    thing: sa.BindParameter[Any] = sa.bindparam("after_thing", type_=sa.BigInteger)
    if order not in KEYS:
        return TABLE.c.thing < thing if descending else TABLE.c.thing > thing
    key: sa.BindParameter[Any] = sa.bindparam("after_key", type_=sa.Text)
    row, mark = sa.tuple_(KEYS[order], TABLE.c.thing), sa.tuple_(key, thing)
    return row < mark if descending else row > mark
