"""The board of a round: what is carried over, by which rule, and how far each agency has come."""

from typing import Any

import pytest

from events.activity_state import Activity
from events.agency import Agency
from events.assignment import Assignment, AssignmentState
from events.reporting_round import ReportingRound
from events.vocabulary import ActivityKind, Assurance, Review, Stage
from projections.round_board import CarriedOver, Progress, Standing, day_before, nearest, standings
from tests.events.activities import activity

ROUND = ReportingRound(
    id="cm9", coordination_meeting="cm9", opens="2010-12-15", due_by="2011-01-31", closes="2011-02-10"
)
UNFPA = Assignment(id="cm9-unfpa", reporting_round="cm9", agency="unfpa")
ECLAC = Assignment(id="cm9-eclac", reporting_round="cm9", agency="eclac")
ANSWERS = {activity().id: ("iom", "unfpa")}
TREES = {"unfpa": ("unfpa",), "eclac": ("celade", "eclac")}
OF_CELADE: dict[str, Any] = {"id": "celade-census", "lead": "celade", "reported_by": "celade"}
TOLD_BY_IOM: dict[str, Any] = {"reported_by": "iom", "assurance": Assurance.THIRD_PARTY}


def bodies(parents: dict[str, str | None]) -> list[Agency]:
    """Bodies of the register, each under the one above it."""
    return [Agency(id=body, names=(), kinds=(), parent=parent) for body, parent in parents.items()]


def standing_of(before: list[Activity], now: list[Activity] | None = None, assignment: Assignment = UNFPA) -> Standing:
    """How far one agency has come."""
    (found,) = standings(ROUND, [assignment], TREES, before, before if now is None else now, ANSWERS)
    return found


CARRIED: tuple[tuple[CarriedOver | None, Activity], ...] = (
    (CarriedOver.UNFINISHED, activity(edtf="2011-05")),
    (CarriedOver.UNFINISHED, activity(stage=Stage.IN_PROGRESS, edtf="2011")),
    (CarriedOver.UNFINISHED, activity(stage=Stage.STANDING, edtf=None)),
    (CarriedOver.UNFINISHED, activity(stage=Stage.PARTLY_COMPLETED)),
    (CarriedOver.UNFINISHED, activity(review=Review.DRAFT)),
    (CarriedOver.RECURRING, activity(stage=Stage.COMPLETED, recurrence="every year")),
    (CarriedOver.OPEN_ACTION, activity(ActivityKind.FOLLOW_UP_ACTION)),
    (CarriedOver.OPEN_ACTION, activity(ActivityKind.FOLLOW_UP_ACTION, lead="iom", assigned_to=("unfpa",))),
    (CarriedOver.NOT_CONFIRMED, activity(**TOLD_BY_IOM)),
    (None, activity(review=Review.WITHDRAWN)),
    (None, activity(disowned_by=("unfpa",))),
    (None, activity(lead="iom")),
)


@pytest.mark.parametrize(("rule", "of"), CARRIED, ids=[f"{rule}-{place}" for place, (rule, _) in enumerate(CARRIED)])
def test_what_is_open_carries_over_by_rule(rule: CarriedOver | None, of: Activity) -> None:
    """Each item with the rule by which it is asked about again; what its agency does not owe is not carried over."""
    assert [item.because for item in standing_of([of]).items] == ([rule] if rule else [])


def test_an_agency_answers_for_what_is_under_it() -> None:
    """An item of CELADE is asked of ECLAC, and of nobody else."""
    of_celade = activity(**OF_CELADE)
    assert [item.activity.id for item in standing_of([of_celade], assignment=ECLAC).items] == ["celade-census"]
    assert standing_of([of_celade]).items == ()


def test_what_an_agency_under_it_is_asked_is_not_asked_of_it_as_well() -> None:
    """Each body belongs to the nearest agency that is asked, at whatever depth."""
    under = {"un": None, "eclac": "un", "celade": "eclac", "eca": "un", "iom": None}
    assert nearest(["un", "eclac", "celade"], bodies(under)) == {
        "un": {"un", "eca"},
        "eclac": {"eclac"},
        "celade": {"celade"},
    }
    assert nearest(["un"], bodies(under)) == {"un": {"un", "eclac", "celade", "eca"}}


@pytest.mark.parametrize(
    ("asked", "answers_for"),
    [
        (["eclac"], {"eclac": {"eclac", "celade"}}),
        (["eclac", "celade"], {"eclac": {"eclac"}, "celade": {"celade"}}),
        (["iom"], {"iom": {"iom"}}),
    ],
)
def test_bodies_that_are_under_each_other_belong_to_who_is_asked(
    asked: list[str], answers_for: dict[str, set[str]]
) -> None:
    """A circle ends, whoever of it is asked, or nobody; an agency that the register lacks answers for itself."""
    assert nearest(asked, bodies({"eclac": "celade", "celade": "eclac"})) == answers_for


@pytest.mark.parametrize(("heard_on", "is_answered"), [("2010-12-14", False), ("2010-12-15", True)])
def test_an_item_is_answered_by_what_is_heard_from_the_opening_on(heard_on: str, is_answered: bool) -> None:
    """Not by what was heard the day before."""
    found = standing_of([activity()], [activity(last_heard_on=heard_on)])
    assert (found.answered, found.progress) == (
        int(is_answered),
        Progress.STARTED if is_answered else Progress.NOT_STARTED,
    )


@pytest.mark.parametrize(
    ("heard_on", "bodies", "counts"), [("2010-12-14", (), {}), ("2011-01-10", ("iom", "unfpa"), {"iom": 1, "unfpa": 1})]
)
def test_an_item_names_the_bodies_that_answered(heard_on: str, bodies: tuple[str, ...], counts: dict[str, int]) -> None:
    """Those that said something since the opening, once it counts as answered, and how many items each answered."""
    found = standing_of([activity(), activity(**OF_CELADE)], [activity(last_heard_on=heard_on)])
    assert [item.answered_by for item in found.items] == [bodies]
    assert found.answered_by == counts


ALPHA, BETA = activity(id="alpha"), activity(id="beta")


@pytest.mark.parametrize("before", [[ALPHA], [ALPHA, BETA], [BETA, ALPHA]])
@pytest.mark.parametrize(("heard_on", "answered"), [("2010-12-14", 0), ("2011-01-10", 1)])
def test_what_was_merged_is_asked_once_as_what_it_goes_on_as(
    before: list[Activity], heard_on: str, answered: int
) -> None:
    """Be that newly told or asked about too; what is heard of the one is an answer to the other."""
    joined = activity(id="beta", aliases=("alpha",), last_heard_on=heard_on)
    found = standings(ROUND, [UNFPA], TREES, before, [joined], {"beta": ("unfpa",)})[0]
    assert [item.now.id for item in found.items] == ["beta"]
    assert (found.answered, found.answered_by) == (answered, {"unfpa": 1} if answered else {})
    assert found.items[0].activity == (BETA if BETA in before else ALPHA)


@pytest.mark.parametrize(
    ("then", "now", "is_answered"),
    [
        (Review.DRAFT, Review.DRAFT, False),
        (Review.DRAFT, Review.SUBMITTED, True),
        (Review.SUBMITTED, Review.SUBMITTED, False),
    ],
)
def test_a_draft_that_was_merged_is_answered_once_what_it_goes_on_as_is_handed_in(
    then: Review, now: Review, is_answered: bool
) -> None:
    """That this one was handed in before is no answer."""
    before = [activity(id="alpha", review=Review.DRAFT), activity(id="beta", lead="iom", review=then)]
    (item,) = standing_of(before, [activity(id="beta", aliases=("alpha",), review=now)]).items
    assert (item.now.id, item.is_answered) == ("beta", is_answered)


@pytest.mark.parametrize(
    ("now", "is_answered"),
    [
        ({"stage": Stage.COMPLETED}, True),
        ({"stage": Stage.CANCELLED}, True),
        ({"review": Review.WITHDRAWN}, True),
        ({}, False),
    ],
)
def test_merged_into_what_was_over_is_an_answer(now: dict[str, Any], is_answered: bool) -> None:
    """Nobody is asked any more what became of it."""
    (item,) = standing_of([ALPHA], [activity(id="beta", aliases=("alpha",), **now)]).items
    assert (item.now.id, item.is_answered) == ("beta", is_answered)


def test_a_new_report_is_a_beginning_too() -> None:
    """An agency that reports something new has started, though it has answered nothing yet; another has not."""
    newly = activity(id="unfpa-atlas", first_reported_on="2011-01-10")
    assert standing_of([activity()], [activity(), newly]).progress is Progress.STARTED
    assert standing_of([], [newly], ECLAC).progress is Progress.NOT_STARTED


@pytest.mark.parametrize("state", [state for state in AssignmentState if state is not AssignmentState.ASKED])
def test_what_was_said_of_the_assignment_comes_first(state: AssignmentState) -> None:
    """Handed in, sent back, accepted and released are so whatever was answered."""
    said = Assignment(id="cm9-unfpa", reporting_round="cm9", agency="unfpa", state=state)
    assert standing_of([activity()], [activity(last_heard_on="2011-01-10")], said).progress == state.value


def test_a_round_finds_what_was_open_the_day_before() -> None:
    """Also where that day is in another month or year."""
    assert [day_before(day) for day in ("2010-12-15", "2011-01-01", "2008-03-01")] == [
        "2010-12-14",
        "2010-12-31",
        "2008-02-29",
    ]
