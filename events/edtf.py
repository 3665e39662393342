"""Dates as ISO 8601-2 (EDTF) writes them: a year, a month, a day, a season, a decade, or from one to another.

The subset: `2009`, `2009-05`, `2011-05-19`, the seasons `2009-21` to `2009-24`, the decade `198X`, each with `~`
(approximate), `?` (uncertain) or `%` (both) after it, and intervals of two of them, of which one end may be open:
`2008-09-20/2008-09-21`, `2005/..`, `../2009-02-28`. Years run from 1000 to 9999.
"""

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from typing import Literal

Precision = Literal["decade", "year", "season", "month", "day"]

SHAPES_EXPECTED = "2009, 2009-05, 2011-05-19, 2009-21 (a season), 198X, 2008-09-20/2008-09-21, 2005/.. or ../2009-02-28"
SPRING, SUMMER, AUTUMN, WINTER = 21, 22, 23, 24
MONTHS_OF_SEASON = {SPRING: (3, 5), SUMMER: (6, 8), AUTUMN: (9, 11), WINTER: (12, 14)}
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
YEAR_LAST = 9999
QUOTED_LENGTH_MAX = 60


class DateProblem(ValueError):
    """A date that cannot be taken as it stands; the message is a sentence for the person who wrote it."""


class UnreadableDate(DateProblem):
    """An expression that is not in the form that is expected."""


class ImpossibleDate(DateProblem):
    """An expression in the right form for a day, a month or a period that does not exist."""


class AmbiguousDate(DateProblem):
    """Words that can mean two dates, such as 4/5/2011; the message names both readings."""


@dataclass(frozen=True, slots=True)
class Moment:
    """One year, month, day, season or decade. `month` is 1-12, or 21-24 of a season; `year` is a decade's first."""

    precision: Precision
    year: int
    month: int | None = None
    day: int | None = None
    qualifier: str = ""


@dataclass(frozen=True, slots=True)
class Interval:
    """From one moment to another, both inclusive; None is an open end, and only one end may be open."""

    start: Moment | None
    end: Moment | None


def span(edtf: str) -> tuple[str | None, str | None]:
    """The first and the last day (YYYY-MM-DD, inclusive) that an expression can mean; None for an open end.

    Seasons are those of the northern hemisphere, as in the reports of Headquarters: spring is March to May, and winter
    begins in December of its year. An approximate or uncertain date has the days of the date as it is written.
    Raises `UnreadableDate` and `ImpossibleDate`.
    """
    match parse(edtf):
        case Interval(start, end):
            return first_day(start) if start else None, last_day(end) if end else None
        case Moment() as moment:
            return first_day(moment), last_day(moment)


def parse(edtf: str) -> Moment | Interval:
    """The parts of an expression. Raises `UnreadableDate` and `ImpossibleDate`."""
    start_text, slash, end_text = edtf.partition("/")
    if not slash:
        return _parse_moment(edtf, edtf)
    if start_text == end_text == "..":
        raise UnreadableDate(f"{quoted(edtf)} is open at both ends and so names no date; one end must be a date.")
    start = None if start_text == ".." else _parse_moment(start_text, edtf)
    end = None if end_text == ".." else _parse_moment(end_text, edtf)
    if start and end and last_day(end) < first_day(start):
        raise ImpossibleDate(f"{quoted(edtf)} ends before it begins; the earlier date is expected first.")
    return Interval(start, end)


_MOMENT = re.compile(r"([1-9][0-9]{3})(?:-([0-9]{2})(?:-([0-9]{2}))?)?([~?%]?)|([1-9][0-9]{2})X([~?%]?)")


def _parse_moment(text: str, whole: str) -> Moment:
    found = _MOMENT.fullmatch(text)
    if found is None:
        raise UnreadableDate(f"{quoted(whole)} is not a date in EDTF; expected is one such as {SHAPES_EXPECTED}.")
    year, month, day, qualifier, decade, decade_qualifier = found.groups()
    if decade:
        return Moment("decade", int(decade) * 10, qualifier=decade_qualifier)
    moment = moment_of(int(year), int(month) if month else None, int(day) if day else None)
    return replace(moment, qualifier=qualifier) if qualifier else moment


def moment_of(year: int, month: int | None = None, day: int | None = None) -> Moment:
    """The moment with these parts. Raises `ImpossibleDate` if there is no such month, season or day."""
    if month is None:
        return Moment("year", year)
    if month in MONTHS_OF_SEASON and day is None:
        if month == WINTER and year == YEAR_LAST:
            raise ImpossibleDate(
                f"The winter that begins in {year} ends after the last year that is read, {YEAR_LAST}."
            )
        return Moment("season", year, month)
    if not 1 <= month <= 12:
        raise ImpossibleDate(f"There is no month {month:02}; expected is 01 to 12, or 21 to 24 for a season.")
    if day is None:
        return Moment("month", year, month)
    days = monthrange(year, month)[1]
    if not 1 <= day <= days:
        raise ImpossibleDate(f"There is no {day} {MONTHS[month - 1]} {year}; that month has the days 1 to {days}.")
    return Moment("day", year, month, day)


def written(moment: Moment | Interval) -> str:
    """The expression for these parts: what `parse` reads."""
    match moment:
        case Interval(start, end):
            return f"{written(start) if start else '..'}/{written(end) if end else '..'}"
        case Moment("decade", year, qualifier=qualifier):
            return f"{year // 10}X{qualifier}"
        case Moment(_, year, month, day, qualifier):
            return "-".join([f"{year:04}", *(f"{part:02}" for part in (month, day) if part)]) + qualifier


def first_day(moment: Moment) -> str:
    """The first day of a moment, YYYY-MM-DD."""
    match moment.precision:
        case "decade" | "year":
            return f"{moment.year}-01-01"
        case "season" | "month":
            return f"{moment.year}-{_months(moment)[0]:02}-01"
        case "day":
            return f"{moment.year}-{moment.month:02}-{moment.day:02}"


def last_day(moment: Moment) -> str:
    """The last day of a moment, YYYY-MM-DD."""
    match moment.precision:
        case "decade":
            return f"{moment.year + 9}-12-31"
        case "year":
            return f"{moment.year}-12-31"
        case "season" | "month":
            years, month = divmod(_months(moment)[1] - 1, 12)
            year = moment.year + years
            return f"{year}-{month + 1:02}-{monthrange(year, month + 1)[1]:02}"
        case "day":
            return first_day(moment)


def _months(moment: Moment) -> tuple[int, int]:
    assert moment.month is not None
    return MONTHS_OF_SEASON.get(moment.month, (moment.month, moment.month))


def quoted(text: str) -> str:
    """Words in quotation marks for a message, shortened, with what cannot be printed escaped."""
    short = text if len(text) <= QUOTED_LENGTH_MAX else text[:QUOTED_LENGTH_MAX] + "…"
    return '"' + "".join(letter if letter.isprintable() else f"\\u{ord(letter):04x}" for letter in short) + '"'
