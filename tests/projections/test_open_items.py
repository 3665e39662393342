"""Open items: who is asked about what, rule by rule."""

from typing import Any

import pytest

from events.activity_state import Activity
from events.honest_date import honest_date
from events.owing import bodies_asked
from events.vocabulary import ActivityKind, Assurance, Review, Stage
from projections.open_items import questions
from projections.timeliness import is_open
from tests.events.activities import activity

TODAY = "2009-06-15"
ROUND = ("2009-06-01", "2009-09-30")
MEETING = ActivityKind.PLANNED_MEETING
TOLD_BY_IOM: dict[str, Any] = {"reported_by": "iom", "assurance": Assurance.THIRD_PARTY}


def asked(of: Activity, *bodies: str, window: tuple[str, str] | None = None) -> list[str]:
    """The rules by which these bodies, else UNFPA, are asked about an activity."""
    return [found.rule for found in questions(of, bodies or ("unfpa",), TODAY, window)]


ASKED: tuple[tuple[list[str], Activity], ...] = (
    (["what-is-new"], activity()),
    (["what-is-new"], activity(stage=Stage.STANDING, edtf=None)),
    (["what-is-new"], activity(edtf=None, due="2010")),
    (["did-it-happen"], activity(MEETING, "2009-05")),
    (["planned-but-begun"], activity(MEETING, "2009-06-14/2009-06-16")),
    (["in-progress-before-its-start"], activity(MEETING, "2009-06-16", stage=Stage.IN_PROGRESS)),
    (["past-its-end"], activity(edtf=None, due="2009-05", stage=Stage.IN_PROGRESS)),
    (["no-date"], activity(edtf=None)),
    (["overdue"], activity(edtf=None, due="2009-05")),
    (["did-it-happen", "overdue"], activity(edtf="2009-05", due="2009-05")),
    (["when-next"], activity(edtf="2009-05", stage=Stage.COMPLETED, recurrence="every year")),
    (["resumed"], activity(stage=Stage.SUSPENDED, resumes=honest_date("2009-05", None))),
    (["what-is-new"], activity(stage=Stage.SUSPENDED, resumes=honest_date("2009-07", None))),
    (["hand-in"], activity(review=Review.DRAFT)),
    (["mend"], activity(review=Review.SENT_BACK)),
    (["confirm"], activity(**TOLD_BY_IOM)),
    (["confirm"], activity(MEETING, "2009-05", **TOLD_BY_IOM)),
    ([], activity(review=Review.WITHDRAWN)),
    ([], activity(review=Review.DRAFT, **TOLD_BY_IOM)),
    (["what-is-new"], activity(edtf="2009-12", stage=Stage.COMPLETED, recurrence="every year")),
    (["what-is-new"], activity(edtf="2009-05", due="2009-12")),
    ([], activity(disowned_by=("unfpa",), **TOLD_BY_IOM)),
    ([], activity(disowned_by=("unfpa",))),
    ([], activity(lead="iom")),
)


@pytest.mark.parametrize(
    ("rules", "of"), ASKED, ids=[f"{'+'.join(rules) or 'nothing'}-{n}" for n, (rules, _) in enumerate(ASKED)]
)
def test_what_is_asked_of_its_body(rules: list[str], of: Activity) -> None:
    """Each question by the name of its rule; who only told it of another is asked nothing."""
    assert asked(of) == rules
    assert asked(of, "ilo") == []


def test_a_draft_is_asked_of_its_author_alone() -> None:
    """Also where it is about another body, and where one that was granted made it for its lead."""
    for review, rule in ((Review.DRAFT, "hand-in"), (Review.SENT_BACK, "mend")):
        for draft in (activity(review=review, **TOLD_BY_IOM), activity(review=review, reported_by="iom")):
            assert (asked(draft, "iom"), asked(draft, "unfpa")) == ([rule], [])


def test_a_round_asks_for_dates_that_it_can_use() -> None:
    """A year does not say whether it falls into the round; without a round it is good enough."""
    assert asked(activity(edtf="2009"), window=ROUND) == ["date-too-wide"]
    assert asked(activity(edtf="2009")) == ["what-is-new"]


@pytest.mark.parametrize(
    ("bodies", "of"),
    [
        (["unfpa"], activity()),
        (["iom"], activity(lead="iom")),
        (["unfpa"], activity(lead=None)),
        (["unfpa", "escap"], activity(assigned_to=("escap", "unfpa"))),
        (["escap"], activity(assigned_to=("escap",), disowned_by=("unfpa",))),
    ],
)
def test_who_owes_the_answer(bodies: list[str], of: Activity) -> None:
    """The lead, else who reported it, and whoever it was assigned to, but nobody who said that it is not theirs."""
    assert list(bodies_asked(of)) == bodies


@pytest.mark.parametrize("stage", list(Stage))
def test_what_is_finished_is_open_only_where_it_comes_again(stage: Stage) -> None:
    """What was completed comes again where it recurs; what was given up or replaced does not."""
    is_ended = stage in (Stage.COMPLETED, Stage.CANCELLED, Stage.SUPERSEDED)
    assert is_open(activity(stage=stage)) is not is_ended
    comes_again = stage not in (Stage.CANCELLED, Stage.SUPERSEDED)
    assert is_open(activity(stage=stage, recurrence="every year")) is comes_again
