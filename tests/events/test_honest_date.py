"""Dates as they were said: their days, and how they are printed."""

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from events.date_phrase import read_phrase
from events.edtf import DateProblem, ImpossibleDate, span
from events.honest_date import HonestDate, adverbial, bare, honest_date


def test_keeps_the_words_beside_the_days() -> None:
    """The days are worked out from the expression, and the words are kept as written."""
    assert honest_date("2009-21", "in the spring of 2009") == HonestDate(
        edtf="2009-21", as_written="in the spring of 2009", earliest="2009-03-01", latest="2009-05-31"
    )


def test_words_without_a_date_have_no_days() -> None:
    """Words that name no date are kept, and no day is invented."""
    assert honest_date(None, "in the near future") == HonestDate(as_written="in the near future")
    assert honest_date(None, None) == HonestDate()


def test_refuses_an_impossible_date() -> None:
    """There is no 30 February, so no date is made of it."""
    with pytest.raises(ImpossibleDate):
        honest_date("2009-02-30", "30 February 2009")


@pytest.mark.parametrize(
    ("edtf", "in_a_sentence", "alone"),
    [
        ("2011-05-19", "on 19 May 2011", "19 May 2011"),
        ("2008-09", "in September 2008", "September 2008"),
        ("2009-21", "in the spring of 2009", "the spring of 2009"),
        ("2008-23", "in the autumn of 2008", "the autumn of 2008"),
        ("2009", "in 2009", "2009"),
        ("198X", "in the 1980s", "the 1980s"),
        ("2008-09-20/2008-09-21", "from 20 to 21 September 2008", "20 to 21 September 2008"),
        ("2009-09-27/2009-10-02", "from 27 September to 2 October 2009", "27 September to 2 October 2009"),
        ("2008-12-30/2009-01-02", "from 30 December 2008 to 2 January 2009", "30 December 2008 to 2 January 2009"),
        ("2008-01/2008-06", "from January to June 2008", "January to June 2008"),
        ("2007/2009", "from 2007 to 2009", "2007-2009"),
        ("2005/..", "since 2005", "since 2005"),
        ("../2009-02-28", "by 28 February 2009", "by 28 February 2009"),
        ("2009-05~", "around May 2009", "around May 2009"),
        ("2009-05?", "possibly in May 2009", "possibly May 2009"),
        ("2009-05-03%", "possibly around 3 May 2009", "possibly around 3 May 2009"),
    ],
)
def test_prints_dates_in_the_style_of_the_united_nations(edtf: str, in_a_sentence: str, alone: str) -> None:
    """A date is printed with its preposition for a sentence, and without it to stand alone."""
    assert adverbial(edtf) == in_a_sentence
    assert bare(edtf) == alone


def test_an_open_end_to_come_is_not_since() -> None:
    """What begins after the day of the report is printed with "from … onwards"."""
    assert adverbial("2010/..", date(2008, 11, 21)) == "from 2010 onwards"
    assert bare("2005/..", date(2008, 11, 21)) == "since 2005"


DAY = st.dates(date(1000, 1, 1), date(9999, 12, 31)).map(str)
YEAR = st.integers(1000, 9998).map(str)
MOMENT = st.builds(
    str.__add__,
    st.one_of(
        DAY,
        YEAR,
        st.builds("{}-{:02}".format, YEAR, st.integers(1, 12) | st.integers(21, 24)),
        st.integers(100, 999).map("{}X".format),
    ),
    st.sampled_from(["", "", "", "~", "?", "%"]),
)
NEAR_DAY = st.dates(date(2008, 11, 1), date(2009, 3, 1)).map(str)
EDTF = st.one_of(
    MOMENT,
    st.builds("{}/..".format, MOMENT),
    st.builds("../{}".format, MOMENT),
    st.builds("{}/{}".format, MOMENT, MOMENT),
    st.builds("{}/{}".format, NEAR_DAY, NEAR_DAY),
    st.builds("2009-{:02}/2009-{:02}".format, st.integers(1, 12), st.integers(1, 12)),
)


@given(EDTF, st.none() | st.just(date(2008, 11, 21)))
def test_what_is_printed_is_read_as_the_same_date(edtf: str, said_on: date | None) -> None:
    """Printing a date, reading the words and printing again changes nothing."""
    try:
        span(edtf)
    except DateProblem:
        assume(False)
    for printed in (adverbial, bare):
        assert read_phrase(printed(edtf, said_on), said_on) == edtf
