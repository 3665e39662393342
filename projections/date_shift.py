"""What became of the dates of an activity between two points: given, made more exact, or moved, by how many days."""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from events.activity_state import Activity
from events.honest_date import HonestDate
from events.vocabulary import ENDED, Stage
from projections.timeliness import NEVER_MISSED


class Shift(StrEnum):
    """What became of a date: it was given, made more exact, or is another one (or none any more)."""

    DATED = "dated"
    MORE_EXACT = "more_exact"
    MOVED = "moved"


class Periods(NamedTuple):
    """The period of before and that of after."""

    old: HonestDate
    new: HonestDate

    @property
    def has_moved(self) -> bool:
        """Whether the new period is another one, and not the old one said more exactly."""
        return _shift(self.old, self.new) is Shift.MOVED

    @property
    def ends_later(self) -> bool:
        """Whether the last day is a later one; a period without a last day ends after all others."""
        return _span(self.old)[1] < _span(self.new)[1]

    @property
    def ends_earlier(self) -> bool:
        """Whether the last day is an earlier one."""
        return _span(self.old)[1] > _span(self.new)[1]

    @property
    def days(self) -> int | None:
        """From the last day of the old period to that of the new one; None where one has no last day."""
        if self.old.latest is None or self.new.latest is None:
            return None
        return (date.fromisoformat(self.new.latest) - date.fromisoformat(self.old.latest)).days


# What the date says at such a stage is when it happened, and no longer when it is to happen.
HAPPENED = ENDED | {Stage.PARTLY_COMPLETED}


def shifts(before: Activity, after: Activity) -> Iterator[Shift]:
    """What became of the due period and of the date, as far as they tell of what is still to come."""
    for old, new in _told(before, after):
        if (shift := _shift(old, new)) is not None:
            yield shift


def period_that_counts(before: Activity, after: Activity) -> Periods | None:
    """The due period, where both points have one, else the date, where both have one."""
    for old, new in _told(before, after):
        if old is not None and new is not None and _names_days(old) and _names_days(new):
            return Periods(old, new)
    return None


def _told(before: Activity, after: Activity) -> Iterator[tuple[HonestDate | None, HonestDate | None]]:
    """The due period, then the date; of work that is over they tell of the past."""
    if before.stage in ENDED or after.stage in ENDED:
        return
    yield before.due, after.due
    if before.stage not in HAPPENED and after.stage not in HAPPENED:
        yield before.date, after.date


def _shift(old: HonestDate | None, new: HonestDate | None) -> Shift | None:
    """What became of one date. One that lies within the old one says the same more exactly."""
    if old is None or not _names_days(old):
        return Shift.DATED if new is not None and _names_days(new) else None
    if new is None or not _names_days(new):
        return Shift.MOVED
    if _span(old) == _span(new):
        return None
    within = _span(old)[0] <= _span(new)[0] and _span(new)[1] <= _span(old)[1]
    return Shift.MORE_EXACT if within else Shift.MOVED


def _names_days(said: HonestDate) -> bool:
    return said.earliest is not None or said.latest is not None


def _span(said: HonestDate) -> tuple[str, str]:
    return said.earliest or "", said.latest or NEVER_MISSED
