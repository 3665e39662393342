"""Timeliness: how a promise stands on a day, computed from the dates and never stored as a choice."""

from datetime import date, timedelta
from enum import StrEnum

from events.activity_state import Activity
from events.vocabulary import ENDED, ActivityKind, Stage

DUE_SOON_DAYS = 30
# A year: the bodies meet about once in it, so that one meeting at least has passed without a word.
STALE_DAYS = 365
NEVER_MISSED = "9999-12-31"


class Timeliness(StrEnum):
    """How a promise stands on a day."""

    UNDATED = "undated"
    NOT_DUE = "not_due"
    DUE_SOON = "due_soon"
    OVERDUE = "overdue"
    DONE = "done"


class Standing(StrEnum):
    """Whether an open promise is still spoken of on a day.

    *Live*: something was heard of it within a year. *Stale*: nothing was, and it has a day by which to ask. *Dormant*:
    nothing was, and nothing will bring it up, for it is undated or suspended.
    """

    LIVE = "live"
    STALE = "stale"
    DORMANT = "dormant"


def is_promise(activity: Activity) -> bool:
    """Whether somebody will be asked what became of it: anything that ends, and ongoing work only if it is due."""
    if activity.stage is None or activity.stage is Stage.STANDING:
        return False
    return activity.kind is not ActivityKind.ONGOING_WORK or activity.due is not None


def is_open(activity: Activity) -> bool:
    """Whether its body still owes an answer on it: it is not finished, or it comes again."""
    if activity.stage is Stage.COMPLETED:
        return activity.recurrence is not None
    return activity.stage not in ENDED


def last_day_due(activity: Activity) -> str | None:
    """The last day of the due period; NEVER_MISSED where the period has no end, None where no date was promised."""
    if activity.due is None or activity.due.edtf is None:
        return None
    return activity.due.latest or NEVER_MISSED


def soon(evaluated_on: str, due_soon_days: int = DUE_SOON_DAYS) -> str:
    """The last day on which something due is due soon."""
    days_left = (date.max - date.fromisoformat(evaluated_on)).days
    return (date.fromisoformat(evaluated_on) + timedelta(days=min(due_soon_days, days_left))).isoformat()


def timeliness(activity: Activity, evaluated_on: str, due_soon_days: int = DUE_SOON_DAYS) -> Timeliness | None:
    """How the promise stands on a day (YYYY-MM-DD); None for what is no promise.

    A due period is missed only after its last day.
    """
    if not is_promise(activity):
        return None
    if activity.stage in ENDED:
        return Timeliness.DONE
    due = last_day_due(activity)
    if due is None:
        return Timeliness.UNDATED
    if due < evaluated_on:
        return Timeliness.OVERDUE
    return Timeliness.DUE_SOON if due <= soon(evaluated_on, due_soon_days) else Timeliness.NOT_DUE


def last_day_passed(evaluated_on: str) -> str:
    """The day before a day: what is due by it was due. The calendar has a first day, and none before it."""
    day = date.fromisoformat(evaluated_on)
    return (day - timedelta(days=1) if day > date.min else day).isoformat()


def stale_day(evaluated_on: str) -> str:
    """The last day on which something must have been heard of a promise for it to be stale: a year ago or longer."""
    days_there_are = (date.fromisoformat(evaluated_on) - date.min).days
    return (date.fromisoformat(evaluated_on) - timedelta(days=min(STALE_DAYS, days_there_are))).isoformat()


def standing(activity: Activity, evaluated_on: str) -> Standing | None:
    """Whether an open promise is still spoken of on a day (YYYY-MM-DD); None for what is done or no promise."""
    stands_so = timeliness(activity, evaluated_on)
    if stands_so in (None, Timeliness.DONE):
        return None
    if activity.last_heard_on > stale_day(evaluated_on):
        return Standing.LIVE
    rests = stands_so is Timeliness.UNDATED or activity.stage is Stage.SUSPENDED
    return Standing.DORMANT if rests else Standing.STALE


def days_slipped(first: str, last: str) -> int:
    """By how many days the last day on which a promise was first due lies before another day, both YYYY-MM-DD."""
    return (date.fromisoformat(last) - date.fromisoformat(first)).days
