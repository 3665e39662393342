"""A timeline: every version of one thing, with the rectangle of the two clocks in which it held.

One clock is what the log knew (positions), the other what had been said (days). A row holds from a position and a
day on, both included, up to a position and a day, both excluded; None is an open end. Rows that the log still
believes have no end on the first clock: they are the open rows, one after another on the second clock.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import pairwise
from typing import Any, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from events.fact import Fact, Recorded, ReportedOnCorrected
from events.states import Evolve, in_order_said

Events = list[Recorded[Fact]]


class Row(Struct, frozen=True, kw_only=True):
    """One version of a thing and when it held."""

    from_position: int
    to_position: int | None = None
    from_reported: str
    to_reported: str | None = None
    state: Any


class Turned(Struct):
    """What one event changes: rows that end at its position, and rows that begin there."""

    closed: list[Row]
    opened: list[Row]


def turn(open_rows: list[Row], event: Recorded[Fact], evolve: Evolve, earlier: Callable[[], Events]) -> Turned:
    """What an event does to the open rows of its thing, oldest day first.

    `earlier` gives the events of the thing before this one; it is asked only where the event is late, that is said
    on a day before the newest, or moves the day of an earlier event.
    """
    newest = open_rows[-1] if open_rows else None
    moves_a_day = isinstance(event.fact, ReportedOnCorrected)
    if newest is not None and (moves_a_day or event.reported_on < newest.from_reported):
        return _rewritten(open_rows, _afresh([*earlier(), event], evolve, event.position), event.position)
    state = evolve(newest.state if newest else None, event)
    if state is None:
        return Turned([], [])
    added = Row(from_position=event.position, from_reported=event.reported_on, state=state)
    if newest is None:
        return Turned([], [added])
    if newest.from_reported == event.reported_on:
        return Turned([newest], [added])
    shortened = replace(newest, from_position=event.position, to_reported=event.reported_on)
    return Turned([newest], [shortened, added])


def _afresh(events: Events, evolve: Evolve, position: int) -> list[Row]:
    """The open rows as a fold of all events in the order said makes them."""
    steps: list[tuple[str, Any]] = []
    state = None
    for event in in_order_said(events):
        state = evolve(state, event)
        if state is None:
            continue
        if steps and steps[-1][0] == event.reported_on:
            steps.pop()
        steps.append((event.reported_on, state))
    ends = [day for day, _ in steps[1:]] + [None]
    return [
        Row(from_position=position, from_reported=day, to_reported=end, state=state)
        for (day, state), end in zip(steps, ends, strict=True)
    ]


def _rewritten(old: list[Row], new: list[Row], position: int) -> Turned:
    """Rows that say the same for the same days stay; the others end at the position, and the new ones begin there."""

    def content(row: Row) -> tuple[str, str | None, Any]:
        return row.from_reported, row.to_reported, row.state

    kept = [row for row in old if content(row) in [content(other) for other in new]]
    staying = [content(row) for row in kept]
    closed = [row for row in old if row not in kept]
    opened = [row for row in new if content(row) not in staying]
    assert all(row.from_position == position for row in opened), "A new row begins at the event that makes it."
    return Turned(closed, opened)


def after(open_rows: list[Row], turned: Turned) -> list[Row]:
    """The open rows after an event."""
    if len(turned.closed) == 1 and turned.closed[0] is open_rows[-1]:
        # The ordinary case: it was said on the newest day, or on a newer one.
        return open_rows[:-1] + turned.opened
    rows = [row for row in open_rows if row not in turned.closed] + turned.opened
    rows.sort(key=lambda row: row.from_reported)
    for earlier, later in pairwise(rows):
        assert earlier.to_reported == later.from_reported, "The open rows of a thing follow one another without a gap."
    return rows


class Step(NamedTuple):
    """What one event of a thing changes, and the open rows after it."""

    position: int
    turned: Turned
    rows: list[Row]


def steps_of(events: Iterable[Recorded[Fact]], evolve: Evolve) -> Iterator[Step]:
    """The history of one thing from its first event on, one event after another."""
    rows: list[Row] = []
    seen: Events = []
    for event in events:
        turned = turn(rows, event, evolve, partial(list, seen))
        rows = after(rows, turned)
        seen.append(event)
        yield Step(event.position, turned, rows)
