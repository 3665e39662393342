"""Every event has one sentence, that a person can read and that a page can link."""

from typing import Any

import pytest

from events.activity_news import ActivityCancelled, ActivityPartlyCompleted, ActivityReviewed
from events.agency import AgencySucceeded
from events.catalogue import CATALOGUE
from events.commitment import CommitmentReported
from events.fact import Fact, Recorded, ReportedOnCorrected
from events.identity import Noun
from events.statement import StatementMade
from events.vocabulary import Assurance, CancellationReason, Review, StatementType
from projections.event_sentences.runs import Named, plain, things_named
from projections.event_sentences.sentence import sentence
from tests.events.golden_files import Golden, golden_files

NAMES = {"unfpa": "UNFPA", "unifem": "UNIFEM", "un-women": "UN Women", "escap": "ESCAP"}


class FeastHeld(Fact, frozen=True, kw_only=True):
    """A fact that no catalogue has."""

    TYPE = "feast-held"


def told(fact: Fact, on_behalf_of: str | None = None) -> str:
    """The sentence about a fact, as plain text."""
    return plain(sentence(recorded(fact, on_behalf_of), name_of))


def recorded(fact: Any, on_behalf_of: str | None = None) -> Recorded[Any]:
    """The fact as the log has it."""
    return Recorded(
        fact=fact,
        stream="activity-unfpa-census-support",
        version=1,
        position=1,
        reported_on="2008-11-21",
        recorded_at="2008-11-21T10:00:00.000000Z",
        actor="key:1",
        on_behalf_of=on_behalf_of,
    )


def name_of(_noun: Noun, thing_id: str) -> str:
    """What things are called here."""
    return NAMES.get(thing_id, thing_id.upper())


@pytest.mark.parametrize("golden", golden_files(), ids=lambda golden: golden.name)
def test_every_event_ever_kept_has_a_sentence(golden: Golden) -> None:
    """One sentence that begins with a capital, ends as a sentence ends, and has no gap in it."""
    words = told(golden.fact(), "unfpa")
    assert words[0].isupper()
    assert words.rstrip("”")[-1] in ".!?…"
    assert "  " not in words
    assert "None" not in words
    assert ".." not in words


def test_the_golden_files_leave_no_event_out() -> None:
    """The test above sees every event of the catalogue."""
    assert {golden.type for golden in golden_files()} == {fact.TYPE for fact in CATALOGUE}


def test_an_event_without_a_sentence_is_found() -> None:
    """Control: a fact for which nobody wrote a sentence is refused, not told in silence."""
    with pytest.raises(AssertionError):
        told(FeastHeld())


def test_a_report_names_who_told_of_whom() -> None:
    """A third-party report says whose activity it is."""
    fact = CommitmentReported(
        id="review-2009", title="Review of four reports", reported_by="unfpa", lead="escap",
        assurance=Assurance.THIRD_PARTY,
    )  # fmt: skip
    assert told(fact) == "UNFPA reported a commitment of ESCAP: “Review of four reports”."


def test_things_named_can_be_linked() -> None:
    """A page finds each body named, with the words that stand in the sentence."""
    runs = sentence(recorded(AgencySucceeded(successor="un-women", valid_to="2010-07-02")), name_of)
    assert plain(runs) == "It ended on 2 July 2010 and became part of UN Women."
    assert things_named(runs) == (Named(Noun.AGENCY, "un-women", "UN Women"),)


def test_news_says_what_is_still_owed_and_the_words() -> None:
    """Completion in part tells the rest, and the agency's own words stand behind it."""
    fact = ActivityPartlyCompleted(reported_by="unfpa", remaining="the annex", note="The text is printed.")
    assert told(fact) == (
        "UNFPA reported it as completed in part; still owed: “the annex”. “The text is printed.”"
    )  # fmt: skip


@pytest.mark.parametrize(("on_behalf_of", "who"), [("escap", "ESCAP"), (None, "The secretariat")])
def test_news_without_a_body_is_of_whom_it_was_written_for(on_behalf_of: str | None, who: str) -> None:
    """The agency of the key speaks where the fact names nobody, and the secretariat where there is none."""
    fact = ActivityCancelled(reason=CancellationReason.FUNDING)
    assert told(fact, on_behalf_of) == f"{who} reported it as cancelled; the reason is “funding”."


def test_a_statement_is_told_as_it_was_made() -> None:
    """A question is asked, a concern voiced; the words keep their own full stop."""
    fact = StatementMade(
        coordination_meeting="cm7", statement_type=StatementType.CONCERN, text="Donors may give less.", by=("unfpa",)
    )
    assert told(fact) == "UNFPA voiced a concern: “Donors may give less.”"


def test_why_a_report_was_sent_back_is_not_told() -> None:
    """What the secretariat wrote to one agency is not for all to read."""
    fact = ActivityReviewed(review=Review.SENT_BACK, reason="The figures on Lesotho look wrong.")
    assert told(fact) == "The secretariat sent the report back."


def test_a_corrected_day_is_the_same_for_every_noun() -> None:
    """The correction of a day names the event and the right day."""
    fact = ReportedOnCorrected(position=12, reported_on="2008-11-20")
    assert told(fact) == "The day on which the event at position 12 was said was corrected to 20 November 2008."
