"""Days that are kept digit by digit compare as days do."""

from collections import defaultdict
from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from pyroaring import BitMap64

from projections.bitmaps.sliced_days import SlicedDays

DAYS = st.one_of(
    st.dates(),
    st.dates(date(2008, 1, 1), date(2011, 12, 31)),
    st.sampled_from((date.min, date.max)),
).map(date.isoformat)
THINGS = st.dictionaries(st.integers(1, 2**40), DAYS, max_size=30)


def sliced(days: dict[int, str]) -> SlicedDays:
    """The index of these things by their days."""
    under = defaultdict(list)
    for thing, day in days.items():
        under[day].append(thing)
    index = SlicedDays()
    index.add(under.items())
    return index


@given(THINGS, DAYS, st.booleans())
def test_things_lie_on_the_side_of_a_day_on_which_their_days_lie(days: dict[int, str], day: str, in_all: bool) -> None:
    """Also among some things alone, and among others of which no day is said."""
    index = sliced(days)
    among = BitMap64([*(list(days) if in_all else list(days)[::2]), 0])
    assert set(index.until(day, among)) == {thing for thing in among if thing in days and days[thing] <= day}
    assert set(index.since(day, among)) == {thing for thing in among if thing in days and days[thing] >= day}


@given(THINGS, DAYS)
def test_what_is_forgotten_may_get_another_day(days: dict[int, str], day: str) -> None:
    """Nothing is left of the first; keeping it compact changes nothing."""
    index, moved = sliced(days), list(days)[::3]
    index.compact()
    index.forget(BitMap64(moved))
    index.add([(day, moved)] if moved else [])
    expected = days | dict.fromkeys(moved, day)
    assert set(index.until(day, BitMap64(days))) == {thing for thing in expected if expected[thing] <= day}
    assert set(index.dated) == set(days)
