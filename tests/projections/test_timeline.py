"""The rows that the events of one thing make, and the controls that show that a wrong fold is found out."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from itertools import accumulate, combinations, product
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from msgspec.structs import replace

from events.activity_evolve import evolve
from events.activity_news import ActivityCompleted, ActivityProgressed
from events.fact import Fact, Recorded, ReportedOnCorrected
from events.vocabulary import Stage
from projections import timeline
from projections.timeline import Row, steps_of
from tests.projections.fresh_fold import first_difference
from tests.projections.histories import DAYS, FIRST, History, histories, recorded_of

Events = list[Recorded[Fact]]
Rows = Callable[[Events], list[Row]]
ESCAP = "activity-escap-flow-database"


def right(events: Events) -> list[Row]:
    """The rows as the timeline makes them."""
    return rows_of(events)


def in_order_taken(events: Events) -> list[Row]:
    """Wrong: what was said late is folded where the log took it, as if it were said on the newest day."""
    newest = accumulate(
        events, lambda before, event: replace(event, reported_on=max(before.reported_on, event.reported_on))
    )
    return rows_of(event for event in newest if not isinstance(event.fact, ReportedOnCorrected))


def never_closed(events: Events) -> list[Row]:
    """Wrong: the first row that an event ends is left open on the first clock."""
    rows = sorted(right(events), key=lambda row: (row.to_position is None, row.to_position))
    return [replace(rows[0], to_position=None), *rows[1:]]


def cut_short(events: Events) -> list[Row]:
    """Wrong: the row that ends on the second clock when something newer is said is closed and not opened anew."""
    return [row for row in right(events) if row.to_reported is None]


def rows_of(events: Iterable[Recorded[Fact]]) -> list[Row]:
    """Every row, open or closed, that the events of one activity make."""
    closed: list[Row] = []
    rows: list[Row] = []
    for step in steps_of(events, evolve):
        closed += [replace(row, to_position=step.position) for row in step.turned.closed]
        rows = step.rows
    return [*closed, *rows]


def must_agree(rows_by: Rows, examples: int = 200) -> None:
    """Any history at all, at every day and every position, or an AssertionError."""

    @settings(max_examples=examples, database=None, phases=[Phase.generate], deadline=None)
    @given(history=histories)
    def at_every_point(history: History) -> None:
        things: dict[str, Events] = defaultdict(list)
        for event in recorded_of(history.told("run", 0)):
            things[event.stream].append(event)
        for told in things.values():
            points = product(DAYS, range(len(history.words) + 1))
            assert first_difference(rows_by(told), told, evolve, points) == ""

    at_every_point()


def test_the_timeline_is_a_fresh_fold_at_every_point() -> None:
    """For random histories, late words among them, the rows say at every point what a fresh fold says."""
    must_agree(right)


@pytest.mark.parametrize("wrong", [in_order_taken, never_closed, cut_short], ids=lambda wrong: wrong.__name__)
def test_a_wrong_timeline_is_found_out(wrong: Rows) -> None:
    """Control: the same property refutes a fold in the order taken, and one closing step left out."""
    with pytest.raises(AssertionError, match="the rows say"):
        must_agree(wrong)


def test_a_wrong_order_within_the_timeline_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Control: it refutes the timeline itself where the fold anew forgets to sort by the day."""
    monkeypatch.setattr(timeline, "in_order_said", list)
    with pytest.raises(AssertionError):
        must_agree(right)


def test_rectangles_never_overlap() -> None:
    """No point of the two clocks lies in two rows of one thing."""

    @settings(max_examples=100)
    @given(history=histories)
    def apart(history: History) -> None:
        first = recorded_of(history.told("run", 0))[0].stream
        rows = right([event for event in recorded_of(history.told("run", 0)) if event.stream == first])
        assert not any(overlap(one, other) for one, other in combinations(rows, 2))

    apart()


def overlap(one: Row, other: Row) -> bool:
    """Whether two rows share a point."""
    positions = meet(one.from_position, one.to_position, other.from_position, other.to_position)
    return positions and meet(one.from_reported, one.to_reported, other.from_reported, other.to_reported)


def meet(start: Any, end: Any, other_start: Any, other_end: Any) -> bool:
    """Whether two spans share a point; an end is exclusive, None is open."""
    return (other_end is None or start < other_end) and (end is None or other_start < end)


def told(*said: tuple[Fact, str]) -> Events:
    """The events of one activity."""
    return recorded_of([(ESCAP, fact, day) for fact, day in said])


def shape(rows: Iterable[Row]) -> set[tuple[int, int | None, str, str | None]]:
    """The rectangles of rows."""
    return {(row.from_position, row.to_position, row.from_reported, row.to_reported) for row in rows}


REPORTED = FIRST("escap-flow-database", 0)


def test_news_of_a_later_day_closes_one_row_and_opens_two() -> None:
    """The old content as said before that day, the new from it."""
    rows = right(told((REPORTED, "2008-11-21"), (ActivityCompleted(), "2011-02-18")))
    assert shape(rows) == {
        (1, 2, "2008-11-21", None),
        (2, None, "2008-11-21", "2011-02-18"),
        (2, None, "2011-02-18", None),
    }


def test_news_of_the_same_day_opens_one_row() -> None:
    """What is said on the day of the newest row replaces it."""
    rows = right(told((REPORTED, "2008-11-21"), (ActivityCompleted(), "2008-11-21")))
    assert shape(rows) == {(1, 2, "2008-11-21", None), (2, None, "2008-11-21", None)}


def test_late_news_rewrites_only_from_its_day_on() -> None:
    """A row that ends before the late day stays untouched."""
    rows = right(
        told(
            (REPORTED, "2008-11-20"),
            (ActivityProgressed(stage=Stage.IN_PROGRESS), "2008-11-21"),
            (ActivityCompleted(), "2011-02-18"),
            (ActivityProgressed(note="Late"), "2009-03-02"),
        )
    )
    still_open = shape(row for row in rows if row.to_position is None)
    assert still_open == {
        (2, None, "2008-11-20", "2008-11-21"),
        (4, None, "2008-11-21", "2009-03-02"),
        (4, None, "2009-03-02", "2011-02-18"),
        (4, None, "2011-02-18", None),
    }


def test_news_of_something_unreported_makes_no_row() -> None:
    """There is nothing to show before somebody reports it."""
    assert right(told((ActivityCompleted(), "2008-11-21"))) == []
