"""Dates and places are printed once, as they were said."""

import pytest

from events.honest_date import HonestDate
from events.place import Place
from events.vocabulary import ActivityKind, Stage
from projections.summary.when_and_where import by, habit, when, where
from tests.projections.summary.told_by_hand import BANGKOK, activity, dated, later_text, texts_of


@pytest.mark.parametrize(
    ("edtf", "words", "phrase"),
    [
        ("2008-09-20/2008-09-21", None, "from 20 to 21 September 2008"),
        ("2009-21", None, "in the spring of 2009"),
        ("2011-05-19", None, "on 19 May 2011"),
        ("2005/..", "Since 2005", "since 2005"),
        ("2007/2009", "2007-2009", "for the period 2007-2009"),
        ("2008-11", "In late November 2008", "in late November 2008"),
    ],
)
def test_a_date_reads_as_english(edtf: str, words: str | None, phrase: str) -> None:
    """The exact date is spelt out; "late" is kept from the words, since no date can say it."""
    assert when(activity("publish a report", date=dated(edtf, words)), "publish a report").phrase == phrase


@pytest.mark.parametrize(
    ("words", "phrase"),
    [
        ("prior to the High-level Meeting", "prior to the High-level Meeting"),
        ("On completion of the studies", "on completion of the studies"),
        ("forthcoming", ""),
        ("In late November 2008 ... to be followed by", ""),
        ("the 2010 round of censuses", ""),
    ],
)
def test_words_that_name_no_date_are_printed_only_where_they_fit(words: str, phrase: str) -> None:
    """An adverbial is printed as written; other words would tear the sentence."""
    assert when(activity("study it", date=HonestDate(as_written=words)), "study it").phrase == phrase


def test_recently_stands_by_the_verb() -> None:
    """ "had recently issued", not "had issued recently"."""
    assert "had recently issued" in later_text(activity("issue a report", date=HonestDate(as_written="Recently")))


def test_a_date_that_the_predicate_names_is_not_printed_again() -> None:
    """ "over 18 months" in the predicate silences "over a period of 18 months"."""
    date = HonestDate(as_written="over a period of 18 months")
    assert later_text(activity("conduct case studies over 18 months", date=date)).count("18 months") == 1


def test_a_year_in_the_title_is_not_printed_again() -> None:
    """World Migration 2008 was published without "in 2008"."""
    report = activity("publish {title}", date=dated("2008"), publication_title="World Migration 2008")
    assert later_text(report).count("2008") == 1


def test_a_due_date_is_an_end() -> None:
    """A due year lasts to its end, a due day is a day."""
    assert by(dated("2009")) == "by the end of 2009"
    assert by(dated("2009-06-30")) == "by 30 June 2009"
    assert by(dated("2009-03/2009-06")) == "by the end of June 2009"
    assert "by the end of 2009" in later_text(activity("issue a guide", Stage.PLANNED, due=dated("2009")))


def test_the_same_month_twice_is_told_as_the_same_month() -> None:
    """Neighbouring items of one month do not repeat its name."""
    first = activity(
        "arrange a large and well attended seminar on the remittances that migrants of Asia had sent to their homes",
        date=dated("2008-09"),
    )
    second = activity(
        "issue guidelines on the collection and the use of data on the movement of persons", date=dated("2008-09")
    )
    texts = texts_of(activity("advise Governments", Stage.STANDING, id="advice"), first, second)
    assert "In September 2008" in texts[1]
    assert "in the same month" in texts[2].lower()


def test_a_venue_follows_the_verb_phrase() -> None:
    """The place stands before the date."""
    seminar = activity(
        "hold a seminar on data",
        kind=ActivityKind.PLANNED_MEETING,
        places=(BANGKOK,),
        date=dated("2008-09-20/2008-09-21"),
    )
    assert later_text(seminar) == (
        "UNFPA had held a seminar on data in Bangkok, Thailand, from 20 to 21 September 2008."
    )


def test_a_place_that_the_predicate_names_is_not_printed_again() -> None:
    """Places that are subject matter stand in the predicate."""
    review = activity("review the reports of Colombia and the Philippines")
    places = (Place(name="Colombia"), Place(name="the Philippines"))
    assert where(review, "review the reports of Colombia and the Philippines") == ""
    assert where(activity("study flows", places=places), "study flows") == "in Colombia and the Philippines"


def test_a_habit_is_said_once() -> None:
    """ "annual" is told as "every year", unless the predicate says it."""
    assert habit(activity("issue a report", recurrence="annual")) == "every year"
    assert habit(activity("issue an annual report", recurrence="annual")) == ""
    assert habit(activity("issue a report")) == ""
