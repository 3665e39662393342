"""Reads the English words for a date, such as "in the spring of 2009" or "from 20 to 21 September 2008".

What the words leave open stays open: without a year there is no date, "late November 2008" is the month, and an EDTF
expression is never more exact than the words. What cannot be read is None, and the caller keeps the words.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from events.date_words import DAY, YEAR, moment, refuse_impossible_days, tidied
from events.edtf import (
    MONTHS,
    AmbiguousDate,
    ImpossibleDate,
    Interval,
    Moment,
    first_day,
    last_day,
    moment_of,
    quoted,
    written,
)

WORDS_LENGTH_MAX = 300


def read_phrase(words: str, said_on: date | None = None) -> str | None:
    """The EDTF expression that English words name, or None where they name no date.

    `said_on` is the day the words were said; with it "next year" or "last month" is a date, without it they are not.
    A day or month without a year is None even so, because the words do not say which year is meant.
    "Since" and "from … onwards" give an open end, "by" and "until" an open start; "before" and "after" leave out what
    they name. Raises `ImpossibleDate` for a day that does not exist, wherever it stands in the words, and
    `AmbiguousDate` for figures that can mean two dates.
    """
    if len(words) > WORDS_LENGTH_MAX:
        return None
    text = _with_years_said(tidied(words), said_on)
    refuse_impossible_days(text)
    for candidate in _candidates(text):
        if found := _read(candidate):
            return written(found)
    return None


def _with_years_said(text: str, said_on: date | None) -> str:
    """The same words with "next year" and "last month" replaced by what they meant on the day they were said."""
    if said_on is None:
        return text
    return re.sub(
        r"(?<!the )\b(this|the current|next|last) (year|month)\b",
        lambda found: _year_or_month_said(found[1], found[2], said_on),
        re.sub(r"\bof the year$", "of this year", text),
    )


def _year_or_month_said(which: str, unit: str, said_on: date) -> str:
    step = {"next": 1, "last": -1}.get(which, 0)
    if unit == "year":
        return f"{said_on.year + step}"
    year, month = divmod(said_on.year * 12 + said_on.month - 1 + step, 12)
    return f"{MONTHS[month].lower()} {year}"


# --- 1. the words without what says nothing of the date ---------------------------------------------------------------

_LEAD_IN = re.compile(
    r"^(?:(?:was|were|is|are|will be|to be|has been|had been) )?(?:(?:first|originally|tentatively) )?"
    r"(?:published|issued|released|launched|established|created|founded|began|begun|started|starts|held|adopted|signed"
    r"|completed|finalized|submitted|opened|convened|organized|planned|scheduled|expected|due|available|foreseen)"
    r"(?: for)? "
)
_TAIL = re.compile(r"(?: \(?(?:(?:submission |reporting )?deadline|inclusive)\)?)$")
_BRACKETED = re.compile(r"(?:^|[^(]* )\(([^()]+)\)$")


def _candidates(text: str) -> Iterator[str]:
    """The words without what introduces or follows the date, then what stands in brackets at the end."""
    yield _TAIL.sub("", _LEAD_IN.sub("", text))
    if bracketed := _BRACKETED.search(text):
        yield bracketed[1]


# --- 2. open ends, then intervals, then one moment --------------------------------------------------------------------

_SINCE = re.compile(r"^(?:ever since|since|as of|as from|starting(?: in| on| from)?|beginning(?: in| on| from)?) (.+)$")
_ONWARDS = re.compile(
    r"^(?:from |since )?(.+?),? ?(?:onwards?|-|(?:-|to|until|till) ?(?:the )?(?:present|date|now|today))$"
)
_FROM = re.compile(r"^from (.+)$")
_BY = re.compile(r"^(?:by|(?:no|not) later than|at the latest by|until|till|up to|through) (.+)$")
_BY_THE_END = re.compile(r"^(?:by|before|(?:no|not) later than|until|till|up to) (?:the )?(?:very )?end of (.+)$")
_AFTER = re.compile(r"^after (.+)$")
_BEFORE = re.compile(r"^(?:before|prior to) (.+)$")


def _read(text: str) -> Moment | Interval | None:
    """The first reading that fits the whole of the words."""
    if found := _BY_THE_END.match(text):
        return _until(_end_of(moment(found[1])))
    if found := _ONWARDS.match(text) or _SINCE.match(text):
        return _from(moment(found[1]))
    if found := _BY.match(text):
        return _until(moment(found[1]))
    if found := _BEFORE.match(text):
        return _until(_neighbour(moment(found[1]), -1))
    if found := _AFTER.match(text):
        return _from(_neighbour(moment(found[1]), 1))
    if interval := _adjoining_years(text) or _share_of_year(text) or _interval(text):
        return interval
    if found := _FROM.match(text):
        return _from(moment(found[1]))
    return moment(text)


def _from(start: Moment | None) -> Interval | None:
    return Interval(start, None) if start else None


def _until(end: Moment | None) -> Interval | None:
    return Interval(None, end) if end else None


def _end_of(period: Moment | None) -> Moment | None:
    return moment(last_day(period)) if period else None


def _neighbour(period: Moment | None, step: int) -> Moment | None:
    """The day, month or year just before or after; for a season or a decade the day."""
    match period:
        case None:
            return None
        case Moment("year", year):
            return moment(str(year + step))
        case Moment("month", year, int(month)):
            year, month = divmod(year * 12 + month - 1 + step, 12)
            return moment_of(year, month + 1) if 1000 <= year <= 9999 else None
        case Moment():
            edge = date.fromisoformat(first_day(period) if step < 0 else last_day(period))
            return moment((edge + timedelta(days=step)).isoformat()) if 1000 < edge.year < 9999 else None


# --- 3. intervals -----------------------------------------------------------------------------------------------------

_LIMITS = re.compile(
    r"^(?:(?:for|in|on|over|during|covering) )?(?:the )?(?:(?:period|years|biennium) )?(from |between )?(.*)$"
)
_SEPARATOR = re.compile(r" (?:to|until|till|through|and|-) |-")


def _interval(text: str) -> Interval | None:
    found = _LIMITS.match(text)
    assert found is not None
    between, limits = found[1], found[2]
    for separator in _SEPARATOR.finditer(limits):
        start_words, end_words = limits[: separator.start()], limits[separator.end() :]
        end = moment(end_words)
        start = moment(start_words) or (_completed(start_words, end) if end else None)
        if start is None or end is None:
            continue
        if separator[0] == " and " and between != "between " and not _next_to(start, end):
            continue
        if last_day(end) < first_day(start):
            # "November to February 2009" may begin in the year before; "21 to 20 September 2009" cannot.
            if moment(start_words) is None and not re.fullmatch(rf"(?:the )?{DAY}", start_words):
                return None
            raise ImpossibleDate(f"{quoted(text)} ends before it begins; the earlier date is expected first.")
        return Interval(start, end)
    return None


def _completed(words: str, end: Moment) -> Moment | None:
    """The start of an interval that shares its year, or its month and year, with the end: 20 to 21 September 2008."""
    if end.precision == "day" and end.month is not None and (day := re.fullmatch(rf"(?:the )?{DAY}", words)):
        return moment_of(end.year, end.month, int(day[1]))
    start = moment(f"{words} {end.year}")
    return start if start and start.precision in ("day", "month", "season") else None


def _next_to(start: Moment, end: Moment) -> bool:
    """Whether "20 and 21 September" is one interval: the second follows the first."""
    return _neighbour(start, 1) == end


_ADJOINING = re.compile(rf"(?:(?:in|for|during) )?{YEAR}([-/])([0-9]{{2}})")
_SHARE = re.compile(rf"(?:(?:in|during|over) )?(?:the )?(first|second|third|fourth|last) (quarter|half) of {YEAR}")
_SHARES = {
    ("first", "half"): (1, 6),
    ("second", "half"): (7, 12),
    ("last", "half"): (7, 12),
    ("first", "quarter"): (1, 3),
    ("second", "quarter"): (4, 6),
    ("third", "quarter"): (7, 9),
    ("fourth", "quarter"): (10, 12),
    ("last", "quarter"): (10, 12),
}


def _adjoining_years(text: str) -> Moment | Interval | None:
    """2008-11 can be November 2008 or 2008 to 2011; where only one of the two can be, it is that one."""
    found = _ADJOINING.fullmatch(text)
    if found is None:
        return None
    year, second = int(found[1]), int(found[3])
    last_year = year - year % 100 + second
    month = Moment("month", year, second) if 1 <= second <= 12 else None
    years = Interval(Moment("year", year), Moment("year", last_year)) if last_year > year else None
    if month and years:
        readings = f"{MONTHS[second - 1]} {year} or {year} to {last_year}"
        raise AmbiguousDate(f"{quoted(text)} can be {readings}; expected is the month as a word or both years in full.")
    return month or years


def _share_of_year(text: str) -> Interval | None:
    found = _SHARE.fullmatch(text)
    months = _SHARES.get((found[1], found[2])) if found else None
    if found is None or months is None:
        return None
    return Interval(moment_of(int(found[3]), months[0]), moment_of(int(found[3]), months[1]))
