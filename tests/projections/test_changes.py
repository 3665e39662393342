"""What became of an activity between two points: each class by its rule, and the fields before and after."""

from typing import Any

import pytest
from msgspec.structs import replace

from events.activity_state import Activity
from events.commitment import CommitmentReported
from events.honest_date import honest_date
from events.identity import Noun
from events.vocabulary import Assurance, Review, Stage
from projections.changes import ChangeClass, Difference, answering_for, compare
from tests.events.folded import folded

SINCE, LATER = "2008-11-21", "2009-06-01"
FIRST: Activity = folded(
    Noun.ACTIVITY,
    "census-support",
    CommitmentReported(
        id="census-support", title="Census support", reported_by="unfpa", lead="unfpa", stage=Stage.PLANNED
    ),
)
BEFORE = replace(FIRST, first_reported_on=SINCE, last_heard_on=SINCE)


def as_it_was(**fields: Any) -> Activity:
    """The promise at the first point."""
    return replace(BEFORE, **fields)


def heard(before: Activity, **fields: Any) -> Activity:
    """The promise at the second point, after something was heard of it."""
    trail = {"version": before.version + 1, "positions": (*before.positions, "2"), "last_heard_on": LATER}
    return replace(before, **{**trail, **fields})


def edited(before: Activity, **fields: Any) -> Activity:
    """The promise at the second point, after somebody edited what was noted."""
    return heard(before, last_heard_on=before.last_heard_on, **fields)


def due(edtf: str | None, words: str | None = None) -> dict[str, Any]:
    """A due period."""
    return {"due": honest_date(edtf, words)}


def on(edtf: str) -> dict[str, Any]:
    """A date."""
    return {"date": honest_date(edtf, None)}


def classes(before: Activity | None, after: Activity) -> str:
    """The names of the classes, in their order."""
    found = compare(before, after, SINCE)
    return " ".join(found.classes) if found else ""


STAGES = (
    ("planned", "completed", "completed"),
    ("completed", "completed", "heard_of"),
    ("planned", "cancelled", "dropped"),
    ("planned", "superseded", "dropped"),
    ("cancelled", "superseded", "heard_of"),
    ("in_progress", "suspended", "suspended"),
    ("suspended", "in_progress", "resumed"),
    ("suspended", "completed", "completed"),
    ("cancelled", "planned", "resumed"),
    ("proposed", "planned", "progressed"),
    ("planned", "in_progress", "progressed"),
    ("in_progress", "partly_completed", "progressed"),
    ("in_progress", "planned", "heard_of"),
    ("requested", "planned", "progressed answered"),
    ("requested", "cancelled", "dropped answered"),
    ("requested", "requested", "heard_of"),
    (None, "in_progress", "heard_of"),
    ("planned", "planned", "heard_of"),
)


@pytest.mark.parametrize(("old", "new", "expected"), STAGES)
def test_a_stage_that_changes_has_its_class(old: str | None, new: str, expected: str) -> None:
    """Completed, dropped, suspended, resumed, progressed and answered, each by the stages before and after."""
    before = as_it_was(stage=Stage(old) if old else None)
    assert classes(before, heard(before, stage=Stage(new))) == expected


PERIODS = (
    ("2009-05", "2009-06", "moved slipped", 30),
    ("2009-05", "2009", "moved slipped", 214),
    ("2009-05", "2009-05-19", "more_exact", None),
    ("2009", "2009-05-19", "more_exact", None),
    ("2005/..", "2009", "more_exact", None),
    ("2009-12", "2009", "moved", 0),
    ("2009-05", "2009-04", "moved brought_forward", -31),
    ("2009-05-19", "2009-05-18", "moved brought_forward", -1),
    ("2009", "2010/..", "moved slipped", None),
    ("2010/..", "2009", "moved brought_forward", None),
    (None, "2009", "dated", None),
    ("2009", None, "moved", None),
    ("2009", "2009", "heard_of", None),
    (None, None, "heard_of", None),
)


@pytest.mark.parametrize(("old", "new", "expected", "days"), PERIODS)
@pytest.mark.parametrize("period", [due, on])
def test_a_date_that_changes_has_its_class(
    period: Any, old: str | None, new: str | None, expected: str, days: int | None
) -> None:
    """Later by its last day it has slipped, by so many days; within the old period it is more exact and has not."""
    before = as_it_was(**period(old) if old else {})
    change = compare(before, heard(before, **(period(new) if new else {"due": None, "date": None})), SINCE)
    assert change is not None
    assert (" ".join(change.classes), change.slipped_days) == (expected, days)


def test_what_slips_is_the_due_period_where_there_is_one() -> None:
    """The date moves by a year, but what was promised moves by a month."""
    before = as_it_was(**due("2009-05"), **on("2009"))
    change = compare(before, heard(before, **due("2009-06"), **on("2010")), SINCE)
    assert change is not None
    assert change.slipped_days == 30


def test_what_happened_later_than_planned_has_not_slipped() -> None:
    """The date of what is completed, be it in part, tells when it was; a new due period for the rest slips all same."""
    before = as_it_was(**due("2009-05"), **on("2009-05"))
    assert classes(before, heard(before, stage=Stage.COMPLETED, **on("2009-07"))) == "completed"
    in_part = heard(before, stage=Stage.PARTLY_COMPLETED, **on("2009-07"))
    assert classes(before, in_part) == "progressed"
    assert classes(before, replace(in_part, **due("2010"))) == "progressed moved slipped"


def test_other_words_for_the_same_days_have_not_moved() -> None:
    """The period is the same, however it is written."""
    before = as_it_was(**due("2009-05", "in May 2009"))
    assert classes(before, heard(before, **due("2009-05", "May 2009"))) == "heard_of"


ANSWERS = (
    ({"assurance": Assurance.SELF_REPORTED}, "answered"),
    ({"assurance": Assurance.CHECKED}, "answered"),
    ({"disowned_by": ("escap",)}, "answered"),
    ({"disowned_by": ("iom",)}, "heard_of"),
)


@pytest.mark.parametrize(("fields", "expected"), ANSWERS)
def test_what_another_told_is_answered_by_the_lead(fields: dict[str, Any], expected: str) -> None:
    """It is its own, or it is not."""
    before = as_it_was(lead="escap", assurance=Assurance.THIRD_PARTY)
    assert classes(before, heard(before, **fields)) == expected


def test_what_was_first_told_since_is_new() -> None:
    """Also if it was completed or dropped at once; but nothing is said of what was withdrawn unseen."""
    assert classes(None, BEFORE) == "new"
    assert classes(None, heard(BEFORE, stage=Stage.COMPLETED)) == "new completed"
    assert classes(None, heard(BEFORE, stage=Stage.CANCELLED)) == "new dropped"
    assert classes(None, heard(BEFORE, review=Review.WITHDRAWN)) == ""


def test_what_was_withdrawn_is_dropped_and_new_when_it_comes_back() -> None:
    """A withdrawn report has left the views, so that it counts as not there."""
    withdrawn = edited(BEFORE, review=Review.WITHDRAWN)
    assert classes(BEFORE, withdrawn) == "dropped"
    assert classes(withdrawn, edited(withdrawn, review=Review.SUBMITTED)) == "new"
    assert classes(withdrawn, withdrawn) == ""


@pytest.mark.parametrize("field", ["title", "description", "predicate", "publication_title"])
def test_other_words_for_the_work_are_a_rewording(field: str) -> None:
    """The title, the description, the words for the summary and the printed title."""
    assert classes(BEFORE, edited(BEFORE, **{field: "Support for the census round"})) == "reworded silent"


SILENT: tuple[tuple[dict[str, Any], str], ...] = (
    ({}, "silent"),
    ({"stage": None}, "silent"),
    ({"stage": Stage.STANDING}, "silent"),
    ({"stage": Stage.COMPLETED, "recurrence": "every year"}, "silent"),
    ({"stage": Stage.COMPLETED}, ""),
    ({"stage": Stage.CANCELLED}, ""),
    ({"assurance": Assurance.THIRD_PARTY}, ""),
    ({"review": Review.DRAFT}, ""),
    ({"review": Review.SENT_BACK}, ""),
)


@pytest.mark.parametrize(("fields", "expected"), SILENT)
def test_what_was_open_and_not_heard_of_is_silent(fields: dict[str, Any], expected: str) -> None:
    """Nobody owes a word on what is over, on what another told of it, or on a draft."""
    unchanged = as_it_was(**fields)
    assert classes(unchanged, unchanged) == expected


def test_an_edit_is_no_word() -> None:
    """What the secretariat ties together or corrects leaves an agency as silent as it was."""
    assert classes(BEFORE, edited(BEFORE, part_of="census-round")) == "edited silent"
    assert classes(BEFORE, heard(BEFORE)) == "heard_of"


def test_every_class_has_a_rule_that_can_hold() -> None:
    """The tables above name each class; one that is added needs a line there."""
    told = [line[2] for line in (*STAGES, *PERIODS)] + [line[1] for line in (*ANSWERS, *SILENT)]
    elsewhere = {"new", "reworded", "edited"}
    assert {name for line in told for name in line.split()} | elsewhere == set(ChangeClass)


def test_each_field_that_differs_is_told_before_and_after() -> None:
    """In plain values, as JSON has them; where and when it was said is told by the events."""
    change = compare(BEFORE, heard(BEFORE, stage=Stage.IN_PROGRESS, topics=("census",), last_news="Begun."), SINCE)
    assert change is not None
    assert {one.field: (one.before, one.after) for one in change.differences} == {
        "stage": ("planned", "in_progress"),
        "topics": ((), ("census",)),
        "last_news": (None, "Begun."),
    }
    assert change.positions == ("2",)


def test_what_is_new_tells_all_its_fields() -> None:
    """Each as if nothing had been said of it before."""
    change = compare(None, BEFORE, SINCE)
    assert change is not None
    assert Difference(field="title", before=None, after="Census support") in change.differences
    assert {one.before for one in change.differences} == {None}


WHOSE: tuple[tuple[dict[str, Any], str], ...] = (
    ({}, "unfpa"),
    ({"lead": "iom"}, "iom"),
    ({"lead": "iom", "assurance": Assurance.THIRD_PARTY}, "unfpa"),
    ({"lead": None}, "unfpa"),
    ({"lead": "iom", "disowned_by": ("iom",)}, "unfpa"),
)


@pytest.mark.parametrize(("fields", "expected"), WHOSE)
def test_an_activity_is_counted_for_the_body_whose_word_it_is(fields: dict[str, Any], expected: str) -> None:
    """The lead's, or that of whoever told it as long as the lead has not confirmed it."""
    assert answering_for(as_it_was(**fields)) == expected
