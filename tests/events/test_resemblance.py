"""Whether two reports may be of the same activity: the rule, and what it finds in the sample record."""

import itertools
from pathlib import Path
from typing import Any

import msgspec
import pytest

from events.honest_date import honest_date
from events.resemblance import Span, may_be_same, span_of
from events.text import likeness

RECORD = Path(__file__).parents[2] / "service" / "demo" / "activities.json"


def days(edtf: str | None) -> Span | None:
    """The days of a date."""
    return span_of([honest_date(edtf, None)]) if edtf else None


CASES: tuple[tuple[int, str | None, str | None, bool], ...] = (
    (55, "2008-09-20/2008-09-21", "2008-09", True),
    (54, "2008-09-20/2008-09-21", "2008-09", False),
    (87, "2008-09-20/2008-09-21", "2008-10", False),
    (87, "2008-09", None, False),
    (87, None, None, False),
    (60, "2005/..", "2011-05-19", True),
    (60, "../2005", "2011-05-19", False),
    (88, None, None, True),
    (88, "2008-09", None, True),
    (99, "2008-09", "2008-12", True),
    (88, "2008-11-21", "2009-05-23", True),
    (88, "2008-11-21", "2009-05-24", False),
    (99, "2009-05-24", "2008-11-21", False),
    (100, "2008-11-21", "2011-02-18", True),
)


@pytest.mark.parametrize(("percent", "one", "other", "may_be"), CASES)
def test_titles_and_dates_say_together_what_may_be_the_same(
    percent: int, one: str | None, other: str | None, may_be: bool
) -> None:
    """A title somewhat alike needs dates that overlap, and one much alike no date that is far; either way round."""
    assert may_be_same(percent, days(one), days(other)) is may_be
    assert may_be_same(percent, days(other), days(one)) is may_be


def test_a_date_that_names_no_day_leaves_the_word_to_the_next() -> None:
    """Where the date is in words alone, the due period says when."""
    assert span_of([honest_date(None, "before long"), honest_date("2009", None)]) == ("2009-01-01", "2009-12-31")
    assert span_of([None, honest_date(None, "before long")]) is None


def test_what_is_found_in_the_record() -> None:
    """Of six pairs told twice two are pointed out, beside six that are not; by titles alone it was none, beside three.

    The other four have no date in one of their reports, and titles in other words.
    """
    reports = msgspec.json.decode(RECORD.read_bytes())
    pairs = [pair for pair in itertools.combinations(reports, 2) if _bodies(pair[0]) & _bodies(pair[1])]
    by_title = [pair for pair in pairs if _percent(*pair) >= 88]
    found = [pair for pair in pairs if may_be_same(_percent(*pair), _span(pair[0]), _span(pair[1]))]
    assert sum(_is_same(*pair) for pair in pairs) == 6
    assert (len(by_title), sum(_is_same(*pair) for pair in by_title)) == (3, 0)
    assert (len(found), sum(_is_same(*pair) for pair in found)) == (8, 2)
    left_out = [{one["id"], other["id"]} for one, other in by_title if (one, other) not in found]
    assert left_out == [{"cm7-meeting", "cm9-meeting"}]


def _bodies(report: dict[str, Any]) -> set[str]:
    return {report["reported_by"], report["lead"], *(report.get("partners") or ())} - {None}


def _span(report: dict[str, Any]) -> Span | None:
    return days(report.get("date_edtf")) or days(report.get("due_edtf"))


def _percent(one: dict[str, Any], other: dict[str, Any]) -> int:
    return likeness(one["title"], other["title"])


def _is_same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return bool(one.get("same_as") == other["id"] or other.get("same_as") == one["id"])
