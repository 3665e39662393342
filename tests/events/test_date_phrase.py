"""The English words for dates, measured on every date of the reports of the Seventh and the Ninth Meeting."""

import json
from datetime import date
from pathlib import Path
from typing import TypedDict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.date_phrase import read_phrase
from events.edtf import AmbiguousDate, DateProblem, ImpossibleDate, span

SEVENTH_MEETING = date(2008, 11, 21)


class Phrase(TypedDict):
    """The words of a report, whose they are, and the dates (happening or due) that a person read in them."""

    of: str
    words: str
    edtf: list[str]


PHRASES: list[Phrase] = json.loads(Path(__file__).with_name("date_phrases.json").read_text(encoding="utf-8"))

YEAR_FROM_CONTEXT = "the year stands in another sentence, and no year is invented"
SINCE_FROM_CONTEXT = "that the work goes on stands in the rest of the sentence, not in the words for the date"
READ_DIFFERENTLY = {
    ("ayala-civil-society-days", "27 to 28 October"): (None, YEAR_FROM_CONTEXT),
    ("gfmd-2-civil-society", "27 to 28 October"): (None, YEAR_FROM_CONTEXT),
    ("gfmd-2-government", "29 to 30 October"): (None, YEAR_FROM_CONTEXT),
    ("wto-doha-agenda", "in 2001"): ("2001", SINCE_FROM_CONTEXT),
    ("unitar-seminar-series-activity", "established in 2005"): ("2005", SINCE_FROM_CONTEXT),
}


@pytest.mark.parametrize("phrase", PHRASES, ids=lambda phrase: phrase["of"])
def test_reads_the_reports_as_a_person_did(phrase: Phrase) -> None:
    """Every date of the two reports is read as a person read it; the exceptions are named with their reason."""
    read = read_phrase(phrase["words"], None)
    if (phrase["of"], phrase["words"]) in READ_DIFFERENTLY:
        assert read == READ_DIFFERENTLY[phrase["of"], phrase["words"]][0]
        assert read not in phrase["edtf"], "an exception that is none any more is struck from the list"
    elif phrase["edtf"]:
        assert read in phrase["edtf"]
    else:
        assert read is None


@pytest.mark.parametrize(
    ("words", "edtf"),
    [
        ("in the spring of 2009", "2009-21"),
        ("Spring 2009", "2009-21"),
        ("from 20 to 21 September 2008", "2008-09-20/2008-09-21"),
        ("20–21 September 2008", "2008-09-20/2008-09-21"),
        ("September 20-21, 2008", "2008-09-20/2008-09-21"),
        ("on 20 and 21 September 2008", "2008-09-20/2008-09-21"),
        ("September 27 to October 2, 2009", "2009-09-27/2009-10-02"),
        ("from 30 December 2008 to 2 January 2009", "2008-12-30/2009-01-02"),
        ("17 February 2011 to 18 February 2011", "2011-02-17/2011-02-18"),
        ("Thursday, 19 May 2011", "2011-05-19"),
        ("May 19th, 2011", "2011-05-19"),
        ("the 19th of May 2011", "2011-05-19"),
        ("2011-05-19", "2011-05-19"),
        ("mid-May 2009", "2009-05"),
        ("the first half of November 2008", "2008-11"),
        ("in the first half of 2009", "2009-01/2009-06"),
        ("the last quarter of 2010", "2010-10/2010-12"),
        ("at the end of 2009", "2009"),
        ("by the end of 2009", "../2009-12-31"),
        ("no later than 5 March 2010", "../2010-03-05"),
        ("before 2010", "../2009"),
        ("before March 2009", "../2009-02"),
        ("after 19 May 2011", "2011-05-20/.."),
        ("from 2010 onwards", "2010/.."),
        ("2005 to date", "2005/.."),
        ("since 2005 to the present", "2005/.."),
        ("2005–present", "2005/.."),
        ("between 2005 and 2009", "2005/2009"),
        ("from spring to autumn of 2009", "2009-21/2009-23"),
        ("to be held in May 2009", "2009-05"),
        ("around May 2009", "2009-05~"),
        ("May 2009 (tbc)", "2009-05?"),
        ("in the 1990s", "199X"),
        ("2008-13", "2008/2013"),
    ],
)
def test_reads_other_common_words(words: str, edtf: str) -> None:
    """Words that focal points use for dates besides those of the two reports are read as well."""
    assert read_phrase(words, None) == edtf


@pytest.mark.parametrize(
    "words",
    [
        "",
        "soon",
        "19 May",
        "29 February",
        "in 2009 or 2010",
        "within 18 months",
        "sixty-seventh session",
        "Q2",
        "19/5/11",
        "the 2010 round of censuses",
        "in 20 and 25 September 2008",
        "from November to February 2009",
        "0999",
        "²009",
        "the last year of the project",
        "next year",
        "2009 " * 1000,
    ],
)
def test_invents_no_date(words: str) -> None:
    """Words that do not say which day, month or year is meant name no date."""
    assert read_phrase(words, None) is None


@pytest.mark.parametrize(
    ("words", "edtf"),
    [
        ("next year", "2009"),
        ("early next year", "2009"),
        ("since last year", "2007/.."),
        ("by the end of the year", "../2008-12-31"),
        ("next month", "2008-12"),
        ("19 May", None),
        ("in the last year", None),
    ],
)
def test_reads_what_the_day_of_saying_settles(words: str, edtf: str | None) -> None:
    """The day on which the words were said settles "next year", but not which May is meant."""
    assert read_phrase(words, SEVENTH_MEETING) == edtf


def test_months_are_counted_over_the_end_of_the_year() -> None:
    """Next month, said in December, is January of the following year."""
    assert read_phrase("next month", date(2008, 12, 5)) == "2009-01"
    assert read_phrase("last month", date(2009, 1, 5)) == "2008-12"


@pytest.mark.parametrize(
    "words",
    [
        "30 February",
        "30 February 2009",
        "by 30 February",
        "February 30th, 2009",
        "29 February 2009",
        "31 June 2009",
        "0 May 2009",
        "32 May",
        "2009-02-30",
        "30/2/2009",
        "13/13/2011",
        "from 28 to 30 February 2009",
        "from 2009 to 2007",
        "Friday, 19 May 2011",
        "The report was due on 30 February and came in March.",
    ],
)
def test_refuses_impossible_dates(words: str) -> None:
    """A day that does not exist is refused wherever it stands, with a sentence."""
    with pytest.raises(ImpossibleDate, match=r"\.$"):
        read_phrase(words, None)


@pytest.mark.parametrize(
    ("words", "readings"),
    [
        ("4/5/2011", "4 May 2011 or 5 April 2011"),
        ("on 04.05.2011", "4 May 2011 or 5 April 2011"),
        ("from 4/5/2011 to 19/5/2011", "4 May 2011 or 5 April 2011"),
        ("2008-09", "September 2008 or 2008 to 2009"),
    ],
)
def test_refuses_figures_that_mean_two_dates(words: str, readings: str) -> None:
    """Figures that can be read in two ways are refused, and both readings are named."""
    with pytest.raises(AmbiguousDate, match=readings):
        read_phrase(words, None)


@pytest.mark.parametrize(
    ("words", "edtf"),
    [("19/5/2011", "2011-05-19"), ("5/19/2011", "2011-05-19"), ("5/5/2011", "2011-05-05"), ("19.5.2011", "2011-05-19")],
)
def test_reads_figures_that_mean_one_date(words: str, edtf: str) -> None:
    """Figures of which only one can be the month are read, whichever comes first."""
    assert read_phrase(words, None) == edtf


WORD = st.sampled_from(
    [
        "in",
        "on",
        "by",
        "from",
        "to",
        "and",
        "-",
        "the",
        "of",
        "since",
        "before",
        "after",
        "until",
        "early",
        "mid-",
        "late",
        "end",
        "spring",
        "fall",
        "1980s",
        "2005",
        "2009",
        "May",
        "March",
        "february",
        "3",
        "19",
        "30",
        "31,",
        "31st",
        "2008-09",
        "4/5/2011",
        "30/4/2009",
        "(2005)",
        "published",
        "around",
        "possibly",
        "year",
        "next",
        "first",
        "half",
    ]
)


@given(st.lists(WORD, max_size=8).map(" ".join) | st.text(max_size=40), st.none() | st.just(SEVENTH_MEETING))
def test_any_words_are_read_or_refused(words: str, said_on: date | None) -> None:
    """Whatever the words, the answer is a date that can be worked out, None, or a refusal."""
    try:
        read = read_phrase(words, said_on)
    except DateProblem:
        return
    assert read is None or span(read) != (None, None)
