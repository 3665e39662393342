"""Reading what changed: the activities that differ between two days of one state of the log, counted and by pages.

A row of the view is a rectangle on the two clocks. So what changed between two days are the rows that begin in between
and hold at the later one, each beside the row of the same activity that holds at the earlier one. What did not change
has one row for both days; of these only those are read that are open, for they are silent.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

from msgspec import Struct, json
from msgspec.structs import replace

from events.activity_state import Activity
from events.activity_whole import together
from events.log.database import Transaction
from projections.activities import ACTIVITIES
from projections.activity_filter import Scope, values_of
from projections.change_conditions import bits_of, classes_in
from projections.change_statements import (
    AGENCY,
    THING,
    TOPICS,
    Period,
    pairs_statement,
    period_values,
    told_statement,
)
from projections.changes import Change, ChangeClass, compare


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
    values = {**_values(asked), "after": after, "limit": limit + 1}
    rows = await transaction.fetch_all(told_statement(*_shape(asked)), values)
    counts, total = _counted(rows, asked.classes)
    things = [thing for part, thing, *_ in rows if part == THING]
    page = things[:limit]
    return ChangesPage(
        changes=tuple(await _compared(transaction, asked, page)),
        counts=counts,
        total=total,
        next=page[-1] if len(things) > limit else None,
    )


async def _compared(transaction: Transaction, asked: AskedChanges, things: Sequence[int]) -> list[Change]:
    values = {**_values(asked), "things": things}
    rows = await transaction.fetch_all(pairs_statement(*_shape(asked)[:2]), values)
    found = []
    for after, before in rows:
        change = compare(_read(before) if before else None, _read(after), asked.period.since)
        assert change is not None, f"What SQL finds changed has changed: {after}"
        found.append(change)
    return found


def _read(document: str) -> Activity:
    """An activity as the columns have it that the changes are found by: with the codes of what was merged into it."""
    activity: Activity = ACTIVITIES.decoder.decode(document)
    return together(activity)


def _counted(rows: Sequence[Sequence[Any]], classes: tuple[ChangeClass, ...]) -> tuple[Counts, int]:
    counts = Counts(classes=Counter(), agencies=defaultdict(Counter), topics=defaultdict(Counter))
    wanted, total = bits_of(classes), 0
    for part, _, name, bits, count in rows:
        names = (None, *classes_in(bits))
        if part == AGENCY:
            total += count if not wanted or bits & wanted else 0
            _add(counts.classes, names, count)
            _add(counts.agencies[name], names, count)
        elif part == TOPICS:
            for topic in json.decode(name, type=tuple[str, ...]):
                _add(counts.topics[topic], names, count)
    return counts, total


def _add(tally: Counter[ChangeClass | None], names: Sequence[ChangeClass | None], count: int) -> None:
    for name in names:
        tally[name] += count


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
