"""A date as it was said: never more exact than the words, and the words always kept."""

from datetime import date

from msgspec import Struct

from events.edtf import AUTUMN, MONTHS, SPRING, SUMMER, WINTER, Interval, Moment, first_day, parse, span


class HonestDate(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What was said of a date: its EDTF form, the words, and the days between which it lies.

    `edtf` is an ISO 8601-2 (EDTF) expression, or None where the words name no date. `as_written` keeps the
    words of the source. `earliest` and `latest` are days (YYYY-MM-DD), inclusive; None is an open end.
    """

    edtf: str | None = None
    as_written: str | None = None
    earliest: str | None = None
    latest: str | None = None


def honest_date(edtf: str | None, as_written: str | None) -> HonestDate:
    """The date with its first and last day worked out; both are None where there is no expression.

    Raises `UnreadableDate` and `ImpossibleDate` of `events.edtf`.
    """
    earliest, latest = span(edtf) if edtf is not None else (None, None)
    return HonestDate(edtf=edtf, as_written=as_written, earliest=earliest, latest=latest)


_QUALIFIERS = {"": "", "~": "around ", "?": "possibly ", "%": "possibly around "}
_SEASONS = {SPRING: "spring", SUMMER: "summer", AUTUMN: "autumn", WINTER: "winter"}


def adverbial(edtf: str, said_on: date | None = None) -> str:
    """The date as it stands in a sentence: "on 19 May 2011", "in May 2009", "from 20 to 21 September 2008".

    An open end reads "since 2005", or "from 2010 onwards" where it begins after the day `said_on`; an open start reads
    "by 28 February 2009". Raises `UnreadableDate` and `ImpossibleDate`.
    """
    match parse(edtf):
        case Interval(Moment() as start, Moment() as end):
            return f"from {_limits(start, end)}"
        case Interval() as interval:
            return _open(interval, said_on)
        case Moment(qualifier="~" | "%") as moment:
            return _bare_moment(moment)
        case Moment() as moment:
            preposition = "on" if moment.precision == "day" else "in"
            return f"{_QUALIFIERS[moment.qualifier]}{preposition} {_unqualified(moment)}"


def bare(edtf: str, said_on: date | None = None) -> str:
    """The date without its preposition: "19 May 2011", "May 2009", "20 to 21 September 2008", "2007-2009".

    Open ends read as in `adverbial`, because without their word they would say something else.
    Raises `UnreadableDate` and `ImpossibleDate`.
    """
    match parse(edtf):
        case Interval(Moment("year", qualifier="") as start, Moment("year", qualifier="") as end):
            return f"{start.year}-{end.year}"
        case Interval(Moment() as start, Moment() as end):
            return _limits(start, end)
        case Interval() as interval:
            return _open(interval, said_on)
        case Moment() as moment:
            return _bare_moment(moment)


def _open(interval: Interval, said_on: date | None) -> str:
    if interval.start is None:
        assert interval.end is not None, "an interval has at least one end"
        return f"by {_bare_moment(interval.end)}"
    if said_on and first_day(interval.start) > said_on.isoformat():
        return f"from {_bare_moment(interval.start)} onwards"
    return f"since {_bare_moment(interval.start)}"


def _limits(start: Moment, end: Moment) -> str:
    """Two limits, with what they share said once: "27 September to 2 October 2009", "January to June 2008"."""
    alike = (start.precision, start.year, start.qualifier) == (end.precision, end.year, end.qualifier)
    if alike and not start.qualifier and start.precision in ("day", "month"):
        same_month = start.precision == "day" and start.month == end.month
        beginning = f"{start.day}" if same_month else _unqualified(start).removesuffix(f" {start.year}")
        return f"{beginning} to {_unqualified(end)}"
    return f"{_bare_moment(start)} to {_bare_moment(end)}"


def _bare_moment(moment: Moment) -> str:
    return f"{_QUALIFIERS[moment.qualifier]}{_unqualified(moment)}"


def _unqualified(moment: Moment) -> str:
    match moment:
        case Moment("decade", year):
            return f"the {year}s"
        case Moment("year", year):
            return f"{year}"
        case Moment("season", year, int(season)):
            return f"the {_SEASONS[season]} of {year}"
        case Moment("month", year, int(month)):
            return f"{MONTHS[month - 1]} {year}"
        case Moment("day", year, int(month), int(day)):
            return f"{day} {MONTHS[month - 1]} {year}"
        case _:
            raise AssertionError(f"A moment has the parts of its precision; found {moment}.")
