"""What each stage makes of the same verb phrase."""

import pytest

from events.vocabulary import Stage
from projections.summary.tense import Manner, VerbPhrase, verb_phrase

PREDICATE = "publish a handbook"


@pytest.mark.parametrize(
    ("stage", "expected"),
    [
        (Stage.COMPLETED, "had published a handbook"),
        (Stage.PARTLY_COMPLETED, "had in part published a handbook"),
        (Stage.IN_PROGRESS, "was publishing a handbook"),
        (Stage.PLANNED, "would publish a handbook"),
        (Stage.CONDITIONAL, "could publish a handbook"),
        (Stage.PROPOSED, "had proposed to publish a handbook"),
        (Stage.REQUESTED, "had been requested to publish a handbook"),
        (Stage.UNDER_CONSIDERATION, "was considering publishing a handbook"),
        (Stage.SUSPENDED, "had suspended its efforts to publish a handbook"),
        (Stage.CANCELLED, "had cancelled its plan to publish a handbook"),
        (Stage.SUPERSEDED, "had given up, in favour of other work, its plan to publish a handbook"),
        (None, "was concerned with publishing a handbook"),
    ],
)
def test_each_stage_has_its_tense(stage: Stage | None, expected: str) -> None:
    """What an agency said in the present is told one tense back."""
    assert verb_phrase(PREDICATE, stage, Manner()).text == expected


def test_every_stage_makes_a_phrase() -> None:
    """No stage is forgotten."""
    assert all(verb_phrase(PREDICATE, stage, Manner()).text for stage in Stage)


def test_standing_work_is_told_in_the_past_and_continued_in_turn() -> None:
    """ "supported" and "continued to support" alternate."""
    phrases = [verb_phrase("support Governments", Stage.STANDING, Manner(turn=turn)).text for turn in (0, 1)]
    assert phrases == ["supported Governments", "continued to support Governments"]


def test_a_plan_is_worded_in_turn() -> None:
    """Neighbouring plans do not all say "would"."""
    phrases = {verb_phrase(PREDICATE, Stage.PLANNED, Manner(turn=turn)).auxiliary for turn in range(4)}
    assert phrases == {"would", "was planning to", "intended to"}


def test_a_commitment_made_on_a_past_day_had_been_made() -> None:
    """A standing commitment of March 2007 was entered into then."""
    assert verb_phrase("agree on a contract", Stage.STANDING, Manner(past_day=True)).text == "had agreed on a contract"


def test_work_since_a_year_had_been_going_on() -> None:
    """ "since 2005" asks for "had been studying", not for "was studying"."""
    assert verb_phrase("study flows", Stage.IN_PROGRESS, Manner(since=True)).text == "had been studying flows"


def test_a_yearly_report_was_issued_every_year() -> None:
    """A habit is told in the past tense: "had issued every year" would be one past series."""
    phrase = verb_phrase("issue a report every year", Stage.COMPLETED, Manner(habitual=True))
    assert phrase.text == "issued a report every year"


def test_several_bodies_take_a_plural_verb() -> None:
    """ESCWA and IOM were preparing."""
    assert verb_phrase("prepare a paper", Stage.IN_PROGRESS, Manner(plural=True)).text == "were preparing a paper"


def test_an_aim_that_stands_was_worked_for() -> None:
    """ "The Organization improved opportunities" would say that they are improved."""
    assert verb_phrase("improve data", Stage.STANDING, Manner()).text == "worked to improve data"


def test_an_adverb_stands_by_the_auxiliary() -> None:
    """ "had recently adopted", "was currently preparing", "also supported"."""
    assert VerbPhrase("had", "adopted it").with_adverb("recently").text == "had recently adopted it"
    assert VerbPhrase("was planning to", "go").with_adverb("also").text == "was also planning to go"
    assert VerbPhrase("", "supported it").with_adverb("also").text == "also supported it"
