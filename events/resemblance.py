"""Whether two reports may be of the same activity: how alike their titles are, and how far apart their dates lie.

The figures were chosen on the sample record, where tests count what they find: decision record 30.
"""

from collections.abc import Iterable
from datetime import date

from events.honest_date import HonestDate
from events.text import LIKENESS_PER_CENT_MIN

# The first and the last day (YYYY-MM-DD, inclusive) between which something lies; an open end is one of these two.
Span = tuple[str, str]
FIRST_DAY, LAST_DAY = "0001-01-01", "9999-12-31"

# From here on two titles may be of the same thing where the dates overlap.
LIKENESS_WITH_DATES_PER_CENT_MIN = 55
# Dates with so many days between them are those of two meetings of a series, and not of one that was put off.
FAR_APART_DAYS_MIN = 183


def span_of(dates: Iterable[HonestDate | None]) -> Span | None:
    """The days of the first of these dates that names any; None where none does."""
    for one in dates:
        if one is not None and (one.earliest or one.latest):
            return one.earliest or FIRST_DAY, one.latest or LAST_DAY
    return None


def overlap(one: Span | None, other: Span | None) -> bool:
    """Whether two dates have a day in common; False where one of them is not known."""
    return one is not None and other is not None and one[0] <= other[1] and other[0] <= one[1]


def far_apart(one: Span | None, other: Span | None) -> bool:
    """Whether there is more between two dates than a delay; False where one of them is not known."""
    if one is None or other is None or overlap(one, other):
        return False
    earlier, later = sorted((one, other))
    return (date.fromisoformat(later[0]) - date.fromisoformat(earlier[1])).days > FAR_APART_DAYS_MIN


def may_be_same(percent: int, one: Span | None, other: Span | None) -> bool:
    """Whether titles so much alike, with these dates, may be of the same thing.

    The very same title counts whatever the dates: only its author knows whether it is the next of a series.
    """
    if percent < LIKENESS_PER_CENT_MIN:
        return percent >= LIKENESS_WITH_DATES_PER_CENT_MIN and overlap(one, other)
    return percent == 100 or not far_apart(one, other)
