"""Dates in EDTF: which days they cover, and which expressions are refused."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.edtf import DateProblem, ImpossibleDate, UnreadableDate, parse, span, written


@pytest.mark.parametrize(
    ("edtf", "days"),
    [
        ("2009", ("2009-01-01", "2009-12-31")),
        ("2008-02", ("2008-02-01", "2008-02-29")),
        ("2011-05-19", ("2011-05-19", "2011-05-19")),
        ("2009-21", ("2009-03-01", "2009-05-31")),
        ("2009-22", ("2009-06-01", "2009-08-31")),
        ("2008-23", ("2008-09-01", "2008-11-30")),
        ("2007-24", ("2007-12-01", "2008-02-29")),
        ("198X", ("1980-01-01", "1989-12-31")),
        ("2009~", ("2009-01-01", "2009-12-31")),
        ("2009-05?", ("2009-05-01", "2009-05-31")),
        ("2009-21%", ("2009-03-01", "2009-05-31")),
        ("2008-09-20/2008-09-21", ("2008-09-20", "2008-09-21")),
        ("2007/2009", ("2007-01-01", "2009-12-31")),
        ("2005/..", ("2005-01-01", None)),
        ("../2009-02-28", (None, "2009-02-28")),
    ],
)
def test_span_is_the_first_and_the_last_day(edtf: str, days: tuple[str | None, str | None]) -> None:
    """Each form covers the days that its words mean, and an open end is None."""
    assert span(edtf) == days


@pytest.mark.parametrize(
    "edtf",
    [
        "2009-02-30",
        "2009-02-29",
        "2009-13",
        "2009-00",
        "2009-25",
        "2009-06-31",
        "2009-01-00",
        "2009/2008",
        "9999-24",
        "2009-21-01",
        "2009-05-20/2009-05-19",
        "2009-02-30/..",
    ],
)
def test_span_refuses_impossible_dates(edtf: str) -> None:
    """A day, month or period that does not exist is refused with a sentence."""
    with pytest.raises(ImpossibleDate, match=r"^[A-Z\"].*\.$"):
        span(edtf)


@pytest.mark.parametrize(
    "edtf",
    [
        "",
        "..",
        "/",
        "../..",
        "2009/",
        "/2009",
        "0999",
        "12009",
        "19XX",
        "2009-5",
        "2009-05-1",
        "spring of 2009",
        "2009 ",
        "2009/2010/2011",
        "2009~?",
        "198x",
        "٢٠٠٩",
        "2009\n",
        "-2009",
        "2009-05-19T10:00",
    ],
)
def test_span_refuses_what_it_cannot_read(edtf: str) -> None:
    """What is outside the subset is refused with a sentence that shows what is expected."""
    with pytest.raises(UnreadableDate, match=r"^\".*\.$"):
        span(edtf)


def test_messages_name_what_was_found() -> None:
    """The sentence names the day and how many days its month has."""
    with pytest.raises(DateProblem, match=r"There is no 30 February 2009; that month has the days 1 to 28\."):
        span("2009-02-30")


def test_messages_stay_short_and_printable() -> None:
    """A long expression with control characters cannot spoil the message."""
    with pytest.raises(UnreadableDate) as refusal:
        span("\x00" * 100_000)
    assert len(str(refusal.value)) < 600
    assert str(refusal.value).isprintable()


DAYS = st.dates(min_value=date(1000, 1, 1), max_value=date(9999, 12, 31))


@given(DAYS, DAYS)
def test_intervals_cover_their_limits(one: date, other: date) -> None:
    """An interval of two days covers exactly these, and the same two in the wrong order are refused."""
    first, last = sorted((one, other))
    assert span(f"{first}/{last}") == (f"{first}", f"{last}")
    if first < last:
        with pytest.raises(ImpossibleDate):
            span(f"{last}/{first}")


@given(st.integers(1000, 9998), st.integers(1, 12))
def test_a_month_ends_the_day_before_the_next(year: int, month: int) -> None:
    """The last day of a month is followed by the first of another."""
    last = span(f"{year}-{month:02}")[1]
    assert last is not None
    assert (date.fromisoformat(last) + timedelta(days=1)).day == 1


@given(st.text(alphabet="0123456789-/.X~?% ", max_size=24))
def test_any_expression_is_read_or_refused(edtf: str) -> None:
    """Whatever is given, the answer is a span in order or a refusal; and what is read is written the same."""
    try:
        earliest, latest = span(edtf)
    except DateProblem:
        return
    assert earliest is None or latest is None or earliest <= latest
    assert written(parse(edtf)) == edtf
