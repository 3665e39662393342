"""Every question that an item can be asked is put in words, and every item offers the answers that it can have."""

from typing import Any

import pytest
from msgspec.structs import replace

from events.activity_state import Activity
from events.honest_date import honest_date
from events.identity import Noun
from events.quality import Finding
from events.vocabulary import ActivityKind, Assurance, Review, Stage, Visibility
from projections.open_items import ASKED_OF_QUALITY
from service.web.form.choices import FIELDS, choices_of
from service.web.form.questions import question

BESIDE_QUALITY = ("confirm", "hand-in", "mend", "when-next", "overdue", "resumed", "what-is-new")
WORKSHOP = Activity(
    id="workshop",
    kind=ActivityKind.PLANNED_MEETING,
    title="A workshop",
    reported_by="iom",
    lead="unfpa",
    assurance=Assurance.THIRD_PARTY,
    review=Review.SUBMITTED,
    visibility=Visibility.PUBLIC,
    first_reported_on="2008-11-21",
    last_heard_on="2008-11-21",
    reports=(),
    version=1,
    positions=(),
    days=(),
    stage=Stage.PLANNED,
    date=honest_date("2009-05", "in May 2009"),
    due=honest_date("2009-21", "in the spring of 2009"),
    resumes=honest_date("2010", "in 2010"),
    recurrence="every year",
)


def name_of(_noun: Noun, thing_id: str) -> str:
    """Bodies by their acronyms."""
    return thing_id.upper()


@pytest.mark.parametrize("rule", [*ASKED_OF_QUALITY, *BESIDE_QUALITY])
def test_every_question_is_put_in_words(rule: str) -> None:
    """As a sentence or two, without the names of updates, which stand in what the API asks."""
    asked = question(Finding(rule, "It has no date. When will it be done?"), WORKSHOP, name_of)
    assert asked.endswith((".", "?"))
    assert not [name for name in (*FIELDS, "None") if "_" in name and name in asked]
    assert "()" not in asked


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("did-it-happen", "Its date (in May 2009) has passed. Did it happen?"),
        ("overdue", "The day by which it was due (in the spring of 2009) has passed. Is it done, or when will it be?"),
        ("confirm", "IOM told this of UNFPA. Is it so?"),
        ("when-next", "It comes again (every year). When is the next?"),
        ("resumed", "It was to go on (in 2010). Does it?"),
        ("vague-verb", "“Support” can hardly be called done."),
    ],
)
def test_a_question_names_what_it_is_about(rule: str, words: str) -> None:
    """Dates as they were said, bodies as they are called; a rule without a question of its own says what it misses."""
    assert question(Finding(rule, "“Support” can hardly be called done."), WORKSHOP, name_of) == words


@pytest.mark.parametrize(
    ("changed", "answers"),
    [
        ({}, ("confirmed", "not_ours")),
        ({"assurance": Assurance.SELF_REPORTED}, tuple(FIELDS)[:7] + ("not_ours",)),
        ({"review": Review.DRAFT}, ("submitted", "completed", "rescheduled", "cancelled", "withdrawn")),
        ({"review": Review.WITHDRAWN}, ()),
        (
            {"assurance": Assurance.SELF_REPORTED, "stage": Stage.COMPLETED},
            ("no_change", "rescheduled", "progressed", "not_ours"),
        ),
        (
            {"assurance": Assurance.SELF_REPORTED, "stage": Stage.CANCELLED},
            ("no_change", "progressed", "not_ours"),
        ),
    ],
)
def test_an_item_offers_the_answers_that_it_can_have(changed: dict[str, Any], answers: tuple[str, ...]) -> None:
    """By whose word it is, where its review stands, and whether it is over."""
    assert tuple(choice.answer for choice in choices_of(replace(WORKSHOP, **changed))) == answers


def test_an_answer_that_was_chosen_stays_to_be_seen() -> None:
    """Also where it cannot be given any more; control: what was never an answer is not offered."""
    assert [choice.answer for choice in choices_of(WORKSHOP, "completed")] == ["confirmed", "not_ours", "completed"]
    assert [choice.words for choice in choices_of(WORKSHOP, "completed")][-1] == "Held"
    assert [choice.answer for choice in choices_of(WORKSHOP, "nonsense")] == ["confirmed", "not_ours"]
