"""Reading what changed: the activities that differ between two days of one state of the log, counted and by pages.

A row of the view is a rectangle on the two clocks. So what changed between two days are the rows that begin in between
and hold at the later one, each beside the row of the same activity that holds at the earlier one. What did not change
has one row for both days; of these only those are read that are open, for they are silent.
"""

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from msgspec import Struct, json
from msgspec.structs import replace

from events.activity_state import Activity
from events.log.database import Statement, Transaction, one_of
from events.vocabulary import Review
from projections.activities import ACTIVITIES
from projections.activity_filter import Scope, seen_by, values_of
from projections.change_conditions import (
    all_classes,
    answering_column,
    bits_of,
    classes_in,
    owes_a_word,
    rules_column,
)
from projections.changes import Change, ChangeClass, compare

TABLE = ACTIVITIES.table
assert ACTIVITIES.facet_table is not None
FACETS = ACTIVITIES.facet_table
THE_BEGINNING = ""


class Period(Struct, frozen=True, kw_only=True):
    """From the end of one day to the end of another (YYYY-MM-DD), as the log knew it at a position; None is now.

    `since` is THE_BEGINNING where there is no earlier point: then everything is new.
    """

    since: str
    until: str
    known_at: int | None = None


class AskedChanges(Struct, frozen=True, kw_only=True):
    """A report that is asked for: of which period, for whose eyes, narrowed to what; an empty tuple narrows nothing.

    `agencies` are the bodies whose word an activity is (`answering_for`). `classes` narrow the pages and nothing that
    is counted.
    """

    period: Period
    scope: Scope
    agencies: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    classes: tuple[ChangeClass, ...] = ()


class Counts(Struct, frozen=True, kw_only=True):
    """How many activities changed in all, by class, by agency and class, and by topic and class.

    Under None stands how many there are in any class. An activity of several topics counts under each of them.
    """

    classes: Counter[ChangeClass | None]
    agencies: dict[str, Counter[ChangeClass | None]]
    topics: dict[str, Counter[ChangeClass | None]]


class ChangesPage(Struct, frozen=True, kw_only=True):
    """A page of changes in the order told, the counts of the report, and the number after which to go on."""

    changes: tuple[Change, ...]
    counts: Counts
    total: int
    next: int | None = None


async def read_changes(transaction: Transaction, asked: AskedChanges, limit: int, after: int = 0) -> ChangesPage:
    """A page of what changed, and how much changed. `after` is where the page before ended."""
    rows = await transaction.fetch_all(
        _told_statement(*_shape(asked)), {**_values(asked), "after": after, "limit": limit + 1}
    )
    counts, total = _counted([row for row in rows if row[0] is None], asked.classes)
    things = [thing for thing, *_ in rows if thing is not None]
    page = things[:limit]
    return ChangesPage(
        changes=tuple(await _compared(transaction, asked, page)),
        counts=counts,
        total=total,
        next=page[-1] if len(things) > limit else None,
    )


async def _compared(transaction: Transaction, asked: AskedChanges, things: Sequence[int]) -> list[Change]:
    values = {**_values(asked), "things": things}
    rows = await transaction.fetch_all(_pairs_statement(*_shape(asked)[:2]), values)
    found = []
    for after, before in rows:
        change = compare(_read(before) if before else None, _read(after), asked.period.since)
        assert change is not None, f"What SQL finds changed has changed: {after}"
        found.append(change)
    return found


def _read(document: str) -> Activity:
    activity: Activity = ACTIVITIES.decoder.decode(document)
    return activity


def _counted(rows: Sequence[Sequence[Any]], classes: tuple[ChangeClass, ...]) -> tuple[Counts, int]:
    counts = Counts(classes=Counter(), agencies={}, topics={})
    wanted, total = bits_of(classes), 0
    for _, agency, topics, bits, count in rows:
        total += count if not wanted or bits & wanted else 0
        names = (None, *classes_in(bits))
        tallies = [counts.classes, counts.agencies.setdefault(agency, Counter())]
        tallies += [counts.topics.setdefault(topic, Counter()) for topic in json.decode(topics, type=tuple[str, ...])]
        for tally in tallies:
            for name in names:
                tally[name] += count
    return counts, total


Shape = tuple[Scope, bool, bool, bool, bool]


def _shape(asked: AskedChanges) -> Shape:
    """What makes the text of the statements: which filters are set, never their values."""
    scope = replace(
        asked.scope,
        today=None,
        own_agencies=("",) if asked.scope.own_agencies else (),
        hidden=("",) if asked.scope.hidden else (),
    )
    return scope, asked.period.known_at is None, bool(asked.agencies), bool(asked.topics), bool(asked.classes)


def _values(asked: AskedChanges) -> dict[str, Any]:
    return {
        **values_of(asked.scope, asked.period.until),
        **period_values(asked.period),
        "agencies": asked.agencies,
        "topics": asked.topics,
        "classes": bits_of(asked.classes),
    }


def period_values(period: Period) -> dict[str, Any]:
    """The parameters of `row_holds`."""
    return {"since": period.since, "until": period.until, "known_at": period.known_at}


@lru_cache(maxsize=200)
def _told_statement(scope: Scope, is_now: bool, by_agency: bool, by_topic: bool, by_class: bool) -> Statement:
    """The counts, in rows without a thing, and the things of a page: what changed is found once for both."""
    found = sa.union_all(_changed(scope, is_now), _unchanged(scope, is_now)).subquery("found")
    told = sa.select(found)
    if by_agency:
        told = told.where(one_of(found.c.agency, "agencies"))
    if by_topic:
        told = told.where(found.c.thing.in_(_under_topics(is_now)))
    all_told = told.cte("told")
    groups = (all_told.c.agency, all_told.c.topics, all_told.c.classes)
    counted = sa.select(sa.null().label("thing"), *groups, sa.func.count().label("count")).group_by(*groups)
    nothing = (sa.null().label("agency"), sa.null().label("topics"))
    once = sa.literal_column("1", sa.Integer).label("count")
    listed = sa.select(all_told.c.thing, *nothing, all_told.c.classes, once).where(
        all_told.c.thing > sa.bindparam("after", type_=sa.BigInteger)
    )
    if by_class:
        wanted: sa.BindParameter[int] = sa.bindparam("classes", type_=sa.BigInteger)
        listed = listed.where(all_told.c.classes.bitwise_and(wanted) != 0)
    page = listed.order_by(all_told.c.thing).limit(sa.bindparam("limit", type_=sa.BigInteger)).subquery("page")
    both = sa.union_all(counted, sa.select(page)).subquery("both")
    return Statement(sa.select(both).order_by(both.c.thing))


@lru_cache(maxsize=50)
def _pairs_statement(scope: Scope, is_now: bool) -> Statement:
    """The documents of some things at the later day and, where they may be seen there, at the earlier one."""
    before = _before(scope, is_now, TABLE.c.document)
    return Statement(
        sa.select(TABLE.c.document, before.c.document)
        .select_from(TABLE.outerjoin(before, before.c.thing == TABLE.c.thing))
        .where(one_of(TABLE.c.thing, "things"), *row_holds("until", is_now))
        .order_by(TABLE.c.thing)
    )


def _changed(scope: Scope, is_now: bool) -> sa.Select[Any]:
    """The activities of which a row begins in between, with their classes."""
    compared = [TABLE.c[name] for name in COMPARED]
    before = _before(scope, is_now, *compared)
    begun = TABLE.c.from_reported > sa.bindparam("since", type_=sa.Text)
    rows = (
        sa.select(
            TABLE.c.thing,
            answering_column(TABLE).label("agency"),
            TABLE.c.topics,
            rules_column(before, TABLE).label("rules"),
            before.c.thing.is_not(None).label("was_there"),
            (TABLE.c.last_heard_on > sa.bindparam("since", type_=sa.Text)).label("heard"),
            owes_a_word(before, TABLE).label("owes"),
        )
        .select_from(TABLE.outerjoin(before, before.c.thing == TABLE.c.thing))
        .where(begun, *row_holds("until", is_now), *seen_by(scope), TABLE.c.merged_into.is_(None))
        .where(sa.or_(TABLE.c.review != Review.WITHDRAWN.value, before.c.thing.is_not(None)))
        .subquery("changed")
    )
    classes = all_classes(rows.c.rules, rows.c.was_there, rows.c.heard, rows.c.owes)
    return sa.select(rows.c.thing, rows.c.agency, rows.c.topics, classes.label("classes"))


def _unchanged(scope: Scope, is_now: bool) -> sa.Select[Any]:
    """The open activities of which one row holds at both days: of them nothing was heard."""
    silent = sa.literal_column(str(bits_of([ChangeClass.SILENT])), sa.Integer)
    columns = (TABLE.c.thing, answering_column(TABLE).label("agency"), TABLE.c.topics, silent.label("classes"))
    return sa.select(*columns).where(
        TABLE.c.from_reported <= sa.bindparam("since", type_=sa.Text),
        *row_holds("until", is_now),
        owes_a_word(TABLE, TABLE),
        *seen_by(scope),
        TABLE.c.merged_into.is_(None),
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
