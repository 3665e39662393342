"""Of what a post is reminded: the occasions of a reporting round, derived from its days and from nobody's list.

One digest tells a post of the newest occasion of each round that asks its agency. An occasion that passed while
nothing could be sent is told late, and those before it no more.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum

from msgspec import Struct

from events.assignment import Assignment, AssignmentState
from events.reporting_round import ReportingRound

DUE_SOON_DAYS = 7
CLOSING_DAYS = 2


class Occasion(StrEnum):
    """Why an agency is written to: the round opened, it was asked again after a release, its answer is due soon or
    overdue, the round closes, or its answer was sent back."""

    OPENED = "opened"
    ASKED_AGAIN = "asked_again"
    DUE_SOON = "due_soon"
    OVERDUE = "overdue"
    CLOSING = "closing"
    SENT_BACK = "sent_back"


class Reminder(Struct, frozen=True, kw_only=True, order=True):
    """An occasion of one assignment, and the day (YYYY-MM-DD) on which it came about; no post is told of it twice."""

    assignment: str
    occasion: Occasion
    day: str

    @property
    def thing(self) -> tuple[str, ...]:
        """What makes two reminders the same: a deadline that was moved is another one, an opening is not."""
        moved = () if self.occasion is Occasion.OPENED else (self.day,)
        return (self.assignment, self.occasion, *moved)


def reminder_on(planned: ReportingRound, assignment: Assignment, day: str) -> Reminder | None:
    """Of what an agency is to be reminded on a day, if its answer is still expected: the newest occasion up to it."""
    if planned.cancelled or not planned.opens <= day <= planned.closes:
        return None
    if assignment.state not in (AssignmentState.ASKED, AssignmentState.SENT_BACK):
        return None
    passed = [(on, occasion) for on, occasion in _occasions(planned, assignment) if on <= day]
    if not passed:
        return None
    on, occasion = max(passed, key=lambda one: one[0])
    return Reminder(assignment=assignment.id, occasion=occasion, day=on)


def _occasions(planned: ReportingRound, assignment: Assignment) -> Iterator[tuple[str, Occasion]]:
    """The occasions in the order of their weight: of two on one day the first is told."""
    since = assignment.state_since
    if assignment.state is AssignmentState.SENT_BACK:
        yield max(since, planned.opens), Occasion.SENT_BACK
    elif assignment.asked_again and planned.opens <= since:
        # Not an opening, of which the agency may have been told before it was released.
        yield since, Occasion.ASKED_AGAIN
    else:
        yield max(since, planned.opens), Occasion.OPENED
    closing, overdue = _moved(planned.closes, -CLOSING_DAYS), _moved(planned.due_by, 1)
    if closing > overdue and closing > since:
        yield closing, Occasion.CLOSING
    if overdue <= planned.closes and overdue > since:
        yield overdue, Occasion.OVERDUE
    due_soon = _moved(planned.due_by, -DUE_SOON_DAYS)
    if due_soon > planned.opens and due_soon > since:
        yield due_soon, Occasion.DUE_SOON


def _moved(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()
