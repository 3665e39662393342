"""The questions behind a report on what changed: rows that begin between two days, beside those of before.

Each statement is made once for each shape of a question. Its parameters are `period_values`, those of what the one who
asks may see, and the values of the filters.
"""

from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from msgspec import Struct

from events.log.database import Statement, one_of
from events.vocabulary import Review
from projections.activities import ACTIVITIES
from projections.activity_filter import Scope, seen_by
from projections.change_conditions import (
    all_classes,
    answering_column,
    bits_of,
    classes_when_new,
    owes_a_word,
    rules_column,
)
from projections.changes import ChangeClass

TABLE = ACTIVITIES.table
assert ACTIVITIES.facet_table is not None
FACETS = ACTIVITIES.facet_table
THE_BEGINNING = ""
# The parts of the answer to one question: see `told_statement`.
AGENCY, TOPICS, THING = "agency", "topics", "thing"


class Period(Struct, frozen=True, kw_only=True):
    """From the end of one day to the end of another (YYYY-MM-DD), as the log knew it at a position; None is now.

    `since` is THE_BEGINNING where there is no earlier point: then everything is new.
    """

    since: str
    until: str
    known_at: int | None = None


def period_values(period: Period) -> dict[str, Any]:
    """The parameters of `row_holds`."""
    return {"since": period.since, "until": period.until, "known_at": period.known_at}


@lru_cache(maxsize=200)
def told_statement(scope: Scope, is_now: bool, by_agency: bool, by_topic: bool, by_class: bool) -> Statement:
    """The counts by agency, the counts by topics, and the things of a page: what changed is found once for all three.

    By agency and topics together there would be nearly as many groups as activities.
    """
    parts = (_newly_told, _told_of_again, _unchanged)
    found = sa.union_all(*(part(scope, is_now) for part in parts)).subquery("found")
    chosen = sa.select(found)
    if by_agency:
        chosen = chosen.where(one_of(found.c.agency, "agencies"))
    if by_topic:
        chosen = chosen.where(found.c.thing.in_(_under_topics(is_now)))
    told = chosen.cte("told")
    counted = [
        sa.select(*_counted(part), named.label("name"), told.c.classes, sa.func.count().label("count")).group_by(
            named, told.c.classes
        )
        for part, named in ((AGENCY, told.c.agency), (TOPICS, told.c.topics))
    ]
    whole = sa.union_all(*counted, sa.select(_page(told, by_class))).subquery("whole")
    return Statement(sa.select(whole).order_by(whole.c.thing))


def _counted(part: str) -> tuple[sa.ColumnElement[Any], sa.ColumnElement[Any]]:
    return _part(part), sa.literal_column("0", sa.Integer).label("thing")


def _part(name: str) -> sa.Label[str]:
    return sa.literal_column(f"'{name}'", sa.Text).label("part")


def _page(found: sa.CTE, by_class: bool) -> sa.Subquery:
    """The first things after the one where the page before ended."""
    once, nothing = sa.literal_column("1", sa.Integer).label("count"), sa.null().label("name")
    after: sa.BindParameter[int] = sa.bindparam("after", type_=sa.BigInteger)
    things = sa.select(_part(THING), found.c.thing, nothing, found.c.classes, once).where(found.c.thing > after)
    if by_class:
        wanted: sa.BindParameter[int] = sa.bindparam("classes", type_=sa.BigInteger)
        things = things.where(found.c.classes.bitwise_and(wanted) != 0)
    return things.order_by(found.c.thing).limit(sa.bindparam("limit", type_=sa.BigInteger)).subquery("page")


@lru_cache(maxsize=50)
def pairs_statement(scope: Scope, is_now: bool) -> Statement:
    """The documents of some things at the later day and, where they may be seen there, at the earlier one."""
    before = _before(scope, is_now, TABLE.c.document)
    return Statement(
        sa.select(TABLE.c.document, before.c.document)
        .select_from(TABLE.outerjoin(before, before.c.thing == TABLE.c.thing))
        .where(one_of(TABLE.c.thing, "things"), *row_holds("until", is_now))
        .order_by(TABLE.c.thing)
    )


def _newly_told(scope: Scope, is_now: bool) -> sa.Select[Any]:
    """The activities of which nothing had been said by the earlier day: there is no row to compare them with."""
    columns = (TABLE.c.thing, answering_column(TABLE).label("agency"), TABLE.c.topics)
    return sa.select(*columns, classes_when_new(TABLE).label("classes")).where(
        TABLE.c.from_reported > _since(),
        TABLE.c.first_reported_on > _since(),
        TABLE.c.review != Review.WITHDRAWN.value,
        TABLE.c.merged_into.is_(None),
        *row_holds("until", is_now),
        *seen_by(scope),
    )


def _told_of_again(scope: Scope, is_now: bool) -> sa.Select[Any]:
    """The activities of which something had been said by the earlier day and a row begins in between."""
    before = _before(scope, is_now, *(TABLE.c[name] for name in COMPARED))
    was_there = before.c.thing.is_not(None)
    heard = TABLE.c.last_heard_on > _since()
    rows = (
        sa.select(
            TABLE.c.thing,
            answering_column(TABLE).label("agency"),
            TABLE.c.topics,
            classes_when_new(TABLE).label("when_new"),
            rules_column(before, TABLE).label("rules"),
            was_there.label("was_there"),
            heard.label("heard"),
            owes_a_word(before, TABLE).label("owes"),
        )
        .select_from(TABLE.outerjoin(before, before.c.thing == TABLE.c.thing))
        .where(TABLE.c.from_reported > _since(), TABLE.c.first_reported_on <= _since())
        .where(*row_holds("until", is_now), *seen_by(scope), TABLE.c.merged_into.is_(None))
        .where(sa.or_(TABLE.c.review != Review.WITHDRAWN.value, was_there))
        .subquery("changed")
    )
    compared = all_classes(rows.c.rules, rows.c.heard, rows.c.owes)
    # What could not be seen before is new to whoever sees it now.
    classes = sa.case((rows.c.was_there, compared), else_=rows.c.when_new)
    return sa.select(rows.c.thing, rows.c.agency, rows.c.topics, classes.label("classes"))


def _since() -> sa.BindParameter[str]:
    return sa.bindparam("since", type_=sa.Text)


def _unchanged(scope: Scope, is_now: bool) -> sa.Select[Any]:
    """The open activities of which one row holds at both days: of them nothing was heard."""
    silent = sa.literal_column(str(bits_of([ChangeClass.SILENT])), sa.Integer)
    columns = (TABLE.c.thing, answering_column(TABLE).label("agency"), TABLE.c.topics, silent.label("classes"))
    return sa.select(*columns).where(
        TABLE.c.from_reported <= _since(),
        *row_holds("until", is_now),
        owes_a_word(TABLE, TABLE),
        TABLE.c.merged_into.is_(None),
        *seen_by(scope),
    )


def _before(scope: Scope, is_now: bool, *columns: sa.Column[Any]) -> sa.Subquery:
    """The rows that hold at the earlier day, may be seen there, and were not withdrawn by then."""
    seen = (*row_holds("since", is_now), *seen_by(scope), TABLE.c.review != Review.WITHDRAWN.value)
    return sa.select(TABLE.c.thing, *columns).where(*seen).subquery("before")


# What the classes of change are told by.
COMPARED = (
    "stage", "review", "assurance", "lead", "open", "words", "date_earliest", "date_latest", "due_earliest",
    "due_by",
)  # fmt: skip


def _under_topics(is_now: bool) -> sa.Select[Any]:
    found = (FACETS.c.facet == "topic", one_of(FACETS.c.value, "topics"))
    return sa.select(FACETS.c.thing).where(*found, *row_holds("until", is_now, FACETS))


def row_holds(day_parameter: str, is_now: bool, table: sa.FromClause = TABLE) -> tuple[sa.ColumnElement[bool], ...]:
    """The row holds at the end of the day of a parameter, as the log knows it now or knew it at `known_at`.

    The parameters are those of `period_values`.
    """
    day: sa.BindParameter[str] = sa.bindparam(day_parameter, type_=sa.Text)
    of_day = (table.c.from_reported <= day, sa.or_(table.c.to_reported.is_(None), table.c.to_reported > day))
    if is_now:
        return (*of_day, table.c.to_position.is_(None))
    position: sa.BindParameter[int] = sa.bindparam("known_at", type_=sa.BigInteger)
    ends_later = sa.or_(table.c.to_position.is_(None), table.c.to_position > position)
    return (*of_day, table.c.from_position <= position, ends_later)
