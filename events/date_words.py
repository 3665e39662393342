"""The English words for one day, month, season, year or decade, and the days that no month has."""

import re
from dataclasses import replace
from datetime import date

from events.edtf import (
    AUTUMN,
    MONTHS,
    SPRING,
    SUMMER,
    WINTER,
    AmbiguousDate,
    ImpossibleDate,
    Moment,
    first_day,
    moment_of,
    quoted,
)

_MONTH_NUMBERS = {
    **{name.lower(): number for number, name in enumerate(MONTHS, 1)},
    **{name[:3].lower(): number for number, name in enumerate(MONTHS, 1)},
    "sept": 9,
}
_SEASONS = {"spring": SPRING, "summer": SUMMER, "autumn": AUTUMN, "fall": AUTUMN, "winter": WINTER}
_MONTH = "(" + "|".join(sorted(_MONTH_NUMBERS, key=len, reverse=True)) + r")(?:\.|\b)"
_SEASON = "(" + "|".join(_SEASONS) + ")"
YEAR = r"([1-9][0-9]{3})"
DAY = r"([0-9]{1,2})(?:st|nd|rd|th)?"
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
# "May 19" is a day where a year, an end or a further day follows, but not in "in May 19 experts met".
_AFTER_DAY = rf",?(?=$|\)| {YEAR}\b| ?- ?[0-9a-z]| (?:to|until|and) )"


_DASHES = re.compile("[\u2010-\u2015\u2212]")
_ORDINAL_DAY = re.compile(rf"\b{DAY}(?: of)? (?={_MONTH})")
_DAYS_AFTER_MONTH = re.compile(rf"\b{_MONTH} {DAY}( ?- ?| to | and ){DAY}\b{_AFTER_DAY}")
_DAY_AFTER_MONTH = re.compile(rf"\b{_MONTH} {DAY}\b{_AFTER_DAY}")


def tidied(words: str) -> str:
    """Lower case, plain hyphens, single spaces, ordinary days ("19th" is 19), and the day before its month."""
    text = " ".join(_DASHES.sub("-", words.lower()).split()).strip(" .,;:")
    text = _ORDINAL_DAY.sub(r"\1 ", text)
    text = _DAYS_AFTER_MONTH.sub(r"\2\3\4 \1", text)
    return _DAY_AFTER_MONTH.sub(r"\2 \1", text)


_QUALIFIERS = (
    (re.compile(r"^(?:possibly|perhaps|maybe) (?:in )?(?:around|about|approximately|circa) "), "%"),
    (re.compile(r"^(?:in |on )?(?:around|about|approximately|circa|c\.) ?"), "~"),
    (re.compile(r"^(?:possibly|perhaps|maybe|tentatively) "), "?"),
    (re.compile(r" ?\((?:tentative|tbc|to be confirmed|\?)\)$|\?$"), "?"),
)
_FILLERS = re.compile(
    r"^(?:(?:in|on|at|of|for|during|over|throughout|within|sometime|some time|the|month|year|course|early|mid|middle"
    r"|late|beginning|start|end|(?:first|second|latter|early) (?:half|part) of)[ -])+"
)
_WEEKDAY = re.compile("^(" + "|".join(_WEEKDAYS) + "),? ")
_ISO = re.compile(rf"{YEAR}-([0-9]{{2}})-([0-9]{{2}})")
_FIGURES = re.compile(rf"([0-9]{{1,2}})([./-])([0-9]{{1,2}})\2{YEAR}")
_DAY_MONTH = re.compile(rf"{DAY} {_MONTH}(?:,? {YEAR})?")
_MONTH_YEAR = re.compile(rf"{_MONTH}(?: of|,)? {YEAR}")
_SEASON_YEAR = re.compile(rf"{_SEASON}(?: of|,)? {YEAR}")
_DECADE = re.compile(r"([1-9][0-9]{2})0'?s")


def moment(words: str) -> Moment | None:
    """One day, month, season, year or decade, with "around" and "possibly" as its qualifier."""
    for pattern, qualifier in _QUALIFIERS:
        if pattern.search(words):
            found = _unqualified(pattern.sub("", words))
            return replace(found, qualifier=qualifier) if found else None
    return _unqualified(words)


def _unqualified(words: str) -> Moment | None:
    words = _FILLERS.sub("", words)
    if weekday := _WEEKDAY.match(words):
        return _on_weekday(_unqualified(words[weekday.end() :]), weekday[1])
    if found := _DAY_MONTH.fullmatch(words):
        day = _day_in_year(int(found[1]), _MONTH_NUMBERS[found[2]], int(found[3]) if found[3] else None)
        return day if found[3] else None
    if found := _MONTH_YEAR.fullmatch(words):
        return moment_of(int(found[2]), _MONTH_NUMBERS[found[1]])
    if found := _SEASON_YEAR.fullmatch(words):
        return moment_of(int(found[2]), _SEASONS[found[1]])
    if found := re.fullmatch(YEAR, words):
        return moment_of(int(found[1]))
    if found := _DECADE.fullmatch(words):
        return Moment("decade", int(found[1]) * 10)
    if found := _ISO.fullmatch(words):
        return moment_of(int(found[1]), int(found[2]), int(found[3]))
    if found := _FIGURES.fullmatch(words):
        return _figures(words, int(found[1]), int(found[3]), int(found[4]))
    return None


def _on_weekday(day: Moment | None, weekday: str) -> Moment | None:
    if day is None or day.precision != "day":
        return None
    right = _WEEKDAYS[date.fromisoformat(first_day(day)).weekday()]
    if weekday != right:
        name = f"{day.day} {MONTHS[(day.month or 1) - 1]} {day.year}"
        raise ImpossibleDate(f"{name} is a {right.capitalize()}, not a {weekday.capitalize()}.")
    return day


def _figures(words: str, first: int, second: int, year: int) -> Moment:
    """19/5/2011 in figures: the day first or the month first, as long as only one of them can be."""
    if first <= 12 and second <= 12 and first != second:
        readings = f"{first} {MONTHS[second - 1]} {year} or {second} {MONTHS[first - 1]} {year}"
        raise AmbiguousDate(f"{quoted(words)} can be {readings}; expected is the month as a word.")
    return moment_of(year, first, second) if second > 12 else moment_of(year, second, first)


_DAY_ANYWHERE = re.compile(rf"(?<![0-9.,/-])([0-9]{{1,2}}) {_MONTH},?(?: {YEAR}\b)?")


def refuse_impossible_days(text: str) -> None:
    """Raise `ImpossibleDate` for 30 February, 31 June and the like, with or without a year, anywhere in the words."""
    for found in _DAY_ANYWHERE.finditer(text):
        day, month, year = int(found[1]), _MONTH_NUMBERS[found[2]], found[3]
        # A number over 31 before "may" or "march" can be the number of a page; with its year it is meant as a day.
        if 1 <= day <= 31 or year:
            _day_in_year(day, month, int(year) if year else None)


def _day_in_year(day: int, month: int, year: int | None) -> Moment:
    """The day; without a year it is looked up in a leap year, in which every day exists that exists at all."""
    if year is None and not 1 <= day <= _days_at_most(month):
        raise ImpossibleDate(
            f"There is no {day} {MONTHS[month - 1]}; that month has the days 1 to {_days_at_most(month)}."
        )
    return moment_of(year or 2000, month, day)


def _days_at_most(month: int) -> int:
    return {2: 29, 4: 30, 6: 30, 9: 30, 11: 30}.get(month, 31)
