"""The occasions of a round: which one an agency is to be reminded of on a day, by name of rule."""

import pytest
from msgspec.structs import replace

from events.assignment import Assignment, AssignmentState
from events.reminding import Occasion, Reminder, reminder_on
from events.reporting_round import ReportingRound

ROUND = ReportingRound(
    id="cm9", coordination_meeting="cm9", opens="2010-12-15", due_by="2011-01-31", closes="2011-02-10"
)
ASKED = Assignment(id="cm9-unfpa", reporting_round="cm9", agency="unfpa", state_since="2010-12-01")
SENT_BACK = replace(ASKED, state=AssignmentState.SENT_BACK, state_since="2011-01-20")


def told(planned: ReportingRound, assignment: Assignment, day: str) -> tuple[str, str] | None:
    """The occasion on a day, and the day on which it came about."""
    found = reminder_on(planned, assignment, day)
    return None if found is None else (found.occasion.value, found.day)


DAYS: tuple[tuple[str, tuple[str, str] | None], ...] = (
    ("2010-12-14", None),
    ("2010-12-15", ("opened", "2010-12-15")),
    ("2011-01-23", ("opened", "2010-12-15")),
    ("2011-01-24", ("due_soon", "2011-01-24")),
    ("2011-01-31", ("due_soon", "2011-01-24")),
    ("2011-02-01", ("overdue", "2011-02-01")),
    ("2011-02-07", ("overdue", "2011-02-01")),
    ("2011-02-08", ("closing", "2011-02-08")),
    ("2011-02-10", ("closing", "2011-02-08")),
    ("2011-02-11", None),
)


@pytest.mark.parametrize(("day", "expected"), DAYS)
def test_the_newest_occasion_of_a_round_is_told(day: str, expected: tuple[str, str] | None) -> None:
    """None before the opening and after the closing; those that were missed are not told any more."""
    assert told(ROUND, ASKED, day) == expected


@pytest.mark.parametrize("state", [AssignmentState.SUBMITTED, AssignmentState.ACCEPTED, AssignmentState.RELEASED])
def test_an_answer_stops_the_reminders(state: AssignmentState) -> None:
    """So does a release; control: what is asked for is reminded of."""
    for day, expected in DAYS:
        assert told(ROUND, replace(ASKED, state=state), day) is None
        assert told(ROUND, ASKED, day) == expected


def test_what_was_sent_back_is_an_occasion_of_its_own() -> None:
    """From the day on which it was; the deadlines after that day are told too, those before it not."""
    assert told(ROUND, SENT_BACK, "2011-01-20") == ("sent_back", "2011-01-20")
    assert told(ROUND, SENT_BACK, "2011-01-24") == ("due_soon", "2011-01-24")
    late = replace(SENT_BACK, state_since="2011-02-03")
    assert told(ROUND, late, "2011-02-05") == ("sent_back", "2011-02-03")
    assert told(ROUND, late, "2011-02-08") == ("closing", "2011-02-08")


@pytest.mark.parametrize(
    ("again", "since", "day", "expected"),
    [
        (False, "2010-12-20", "2010-12-20", ("opened", "2010-12-20")),
        (True, "2010-12-10", "2010-12-15", ("opened", "2010-12-15")),
        (True, "2010-12-15", "2010-12-15", ("asked_again", "2010-12-15")),
        (True, "2011-01-10", "2011-01-12", ("asked_again", "2011-01-10")),
        (True, "2011-01-10", "2011-01-24", ("due_soon", "2011-01-24")),
        (True, "2011-02-03", "2011-02-04", ("asked_again", "2011-02-03")),
    ],
)
def test_who_is_asked_after_the_opening_is_told_from_that_day_on(
    again: bool, since: str, day: str, expected: tuple[str, str]
) -> None:
    """As of an opening, or, where it was asked and released before, as of another thing."""
    assert told(ROUND, replace(ASKED, asked_again=again, state_since=since), day) == expected


def test_a_round_that_was_called_off_reminds_nobody() -> None:
    """On any day."""
    assert {told(replace(ROUND, cancelled=True), ASKED, day) for day, _ in DAYS} == {None}


@pytest.mark.parametrize(
    ("due_by", "closes", "day", "expected"),
    [
        ("2010-12-18", "2010-12-20", "2010-12-15", "opened"),
        ("2010-12-18", "2010-12-20", "2010-12-18", "opened"),
        ("2010-12-18", "2010-12-20", "2010-12-19", "overdue"),
        ("2010-12-20", "2010-12-20", "2010-12-20", "opened"),
        ("2011-01-31", "2011-01-31", "2011-01-31", "due_soon"),
    ],
)
def test_a_short_round_has_fewer_occasions(due_by: str, closes: str, day: str, expected: str) -> None:
    """No deadline is told of before the opening, and the closing only where it comes after the day that is overdue."""
    found = told(replace(ROUND, due_by=due_by, closes=closes), ASKED, day)
    assert found is not None
    assert found[0] == expected


def test_a_deadline_that_was_moved_is_another_thing_and_an_opening_is_not() -> None:
    """So that nobody is invited twice, and everybody hears of the new deadline."""

    def same(occasion: Occasion) -> bool:
        one, other = (
            Reminder(assignment="cm9-unfpa", occasion=occasion, day=day) for day in ("2011-01-01", "2011-01-02")
        )
        return one.thing == other.thing

    assert {occasion for occasion in Occasion if same(occasion)} == {Occasion.OPENED}
