"""An assignment is handed in by its agency while the round is open, and sent back or accepted by the secretariat."""

import pytest
from msgspec.structs import replace

from events.assignment import (
    AssignmentAccepted,
    AssignmentMade,
    AssignmentReleased,
    AssignmentSentBack,
    AssignmentState,
    AssignmentSubmitted,
)
from events.honest_date import honest_date
from events.identity import Noun
from events.planned_meeting import PlannedMeetingReported
from events.vocabulary import Stage
from service.commands.assignment import (
    AcceptAnswers,
    AssignmentUpdate,
    ReleaseAgency,
    SendAnswersBack,
    SubmitAnswers,
    UpdateAssignment,
)
from service.commands.reporting_round import AskAgencies, CancelRound, PlanReportingRound, UpdateRound
from tests.service.commands.given import Given, of
from tests.service.commands.seventh_meeting import ECLAC, IOM, NEW_YORK_OFFICE, SEVENTH_MEETING, UNFPA

FORUM = of(
    Noun.ACTIVITY,
    "forum",
    PlannedMeetingReported(
        id="forum", title="Forum", reported_by="unfpa", stage=Stage.PLANNED, date=honest_date("2010-05", None)
    ),
)
PLANNED = SEVENTH_MEETING.and_then(FORUM).after(
    PlanReportingRound(
        id="cm9",
        coordination_meeting="cm9",
        opens="2010-12-15",
        due_by="2011-01-31",
        closes="2011-02-28",
        agencies=("unfpa", "escwa", "eclac"),
        reported_on="2010-12-01",
    )
)
BACK, ACCEPT, RELEASE = SendAnswersBack(reason="No dates."), AcceptAnswers(), ReleaseAgency(reason="By DESA.")
SUBMIT = SubmitAnswers()


def answer(update: AssignmentUpdate, agency: str = "unfpa", items: tuple[str, ...] = ()) -> UpdateAssignment:
    """A step of the assignment of an agency."""
    return UpdateAssignment(id=f"cm9-{agency}", update=update, items=items)


STEPS: dict[AssignmentState, tuple[AssignmentUpdate, ...]] = {
    AssignmentState.ASKED: (),
    AssignmentState.SUBMITTED: (SUBMIT,),
    AssignmentState.SENT_BACK: (SUBMIT, BACK),
    AssignmentState.ACCEPTED: (SUBMIT, ACCEPT),
    AssignmentState.RELEASED: (RELEASE,),
}
FOLLOWS: dict[AssignmentState, tuple[AssignmentUpdate, ...]] = {
    AssignmentState.ASKED: (SUBMIT, RELEASE),
    AssignmentState.SUBMITTED: (BACK, ACCEPT, RELEASE),
    AssignmentState.SENT_BACK: (SUBMIT, RELEASE),
    AssignmentState.ACCEPTED: (BACK,),
    AssignmentState.RELEASED: (),
}


def at(state: AssignmentState) -> Given:
    """The round with the assignment of UNFPA in a state."""
    return PLANNED.after(*(answer(step) for step in STEPS[state]))


@pytest.mark.parametrize("step", [SUBMIT, BACK, ACCEPT, RELEASE], ids=lambda step: type(step).__name__)
@pytest.mark.parametrize("state", list(AssignmentState))
def test_what_follows_what(state: AssignmentState, step: AssignmentUpdate) -> None:
    """Each step is taken from the states from which it can follow, and refused from all others with what would."""
    outcome = at(state).when(answer(step))
    if step in FOLLOWS[state]:
        assert outcome.decision.id == "cm9-unfpa"
    else:
        outcome.then_refused("invalid-input", "/type", said=f"is {state}")


@pytest.mark.parametrize("state", list(AssignmentState))
def test_only_a_released_agency_is_asked_again(state: AssignmentState) -> None:
    """By the step of the round that asks further agencies; whoever is asked already is named instead."""
    outcome = at(state).when(UpdateRound(id="cm9", update=AskAgencies(agencies=("iom", "unfpa"))))
    if state is AssignmentState.RELEASED:
        outcome.then(
            AssignmentMade(reporting_round="cm9", agency="iom"), AssignmentMade(reporting_round="cm9", agency="unfpa")
        )
        after = outcome.then_state(Noun.ASSIGNMENT, "cm9-unfpa")
        assert (after.state, after.reason, after.version) == (AssignmentState.ASKED, None, 3)
    else:
        outcome.then_refused("invalid-input", "/agencies/1", said="asked in cm9 already")


@pytest.mark.parametrize(("day", "said"), [("2011-02-09", "released on 2011-02-10"), ("2011-02-10", "")])
def test_an_agency_is_asked_again_once_it_was_released(day: str, said: str) -> None:
    """Not before the day of the release; then it can hand in as if it had never been released."""
    released = PLANNED.after(answer(replace(RELEASE, reported_on="2011-02-10")))
    again = UpdateRound(id="cm9", update=AskAgencies(agencies=("unfpa",), reported_on=day))
    if said:
        released.when(again).then_refused("impossible-date", "/reported_on", said=said)
    else:
        released.after(again).when(answer(SUBMIT), by=UNFPA).then(AssignmentSubmitted())


def test_each_step_says_its_fact_and_moves_the_state() -> None:
    """With the reason or the note that was given, and since when."""
    PLANNED.when(answer(SubmitAnswers(note="All done.")), by=UNFPA).then(AssignmentSubmitted(note="All done."))
    submitted = at(AssignmentState.SUBMITTED)
    submitted.when(answer(BACK)).then(AssignmentSentBack(reason="No dates."))
    submitted.when(answer(AcceptAnswers(note="Thanks."))).then(AssignmentAccepted(note="Thanks."))
    outcome = PLANNED.when(answer(RELEASE))
    outcome.then(AssignmentReleased(reason="By DESA."))
    after = outcome.then_state(Noun.ASSIGNMENT, "cm9-unfpa")
    assert (after.state, after.reason, after.state_since) == (AssignmentState.RELEASED, "By DESA.", "2011-02-20")


def test_the_agency_hands_in_and_the_secretariat_judges() -> None:
    """Another agency hands in nothing for it, one that it let report for it does; nobody accepts its own answers."""
    PLANNED.when(answer(SUBMIT), by=IOM).then_refused("not-allowed")
    PLANNED.when(answer(SUBMIT, "escwa"), by=NEW_YORK_OFFICE).then(AssignmentSubmitted())
    PLANNED.when(answer(SUBMIT, "eclac"), by=ECLAC).then(AssignmentSubmitted())
    for step in (BACK, ACCEPT, RELEASE):
        at(AssignmentState.SUBMITTED).when(answer(step), by=UNFPA).then_refused("not-allowed")


@pytest.mark.parametrize(
    ("today", "said"),
    [
        ("2010-12-14", "opens on 2010-12-15"),
        ("2010-12-15", ""),
        ("2011-02-28", ""),
        ("2011-03-01", "closed on 2011-02-28"),
    ],
)
def test_answers_are_taken_while_the_round_is_open(today: str, said: str) -> None:
    """From the first day to the last, both included."""
    outcome = PLANNED.when(answer(SUBMIT), by=UNFPA, today=today)
    if said:
        outcome.then_refused("invalid-input", "/reported_on", said=said)
    else:
        outcome.then(AssignmentSubmitted())


def test_an_open_question_stands_in_the_way_of_handing_in() -> None:
    """A forum of last May that is still planned; another round may let it pass."""
    PLANNED.when(answer(SUBMIT, items=("forum",)), by=UNFPA).then_refused(
        "invalid-input", "", said="forum: did-it-happen"
    )
    lenient = SEVENTH_MEETING.and_then(FORUM).after(
        PlanReportingRound(
            id="cm9",
            coordination_meeting="cm9",
            opens="2010-12-15",
            due_by="2011-01-31",
            closes="2011-02-28",
            agencies=("unfpa",),
            blockers=(),
        )
    )
    lenient.when(answer(SUBMIT, items=("forum",)), by=UNFPA).then(AssignmentSubmitted())


def test_nothing_is_handed_in_to_a_round_that_was_called_off() -> None:
    """Nor to one that there is not."""
    over = PLANNED.after(UpdateRound(id="cm9", update=CancelRound(reason="No money.")))
    over.when(answer(SUBMIT), by=UNFPA).then_refused("invalid-input", "", said="called off")
    PLANNED.when(answer(SUBMIT, "iom")).then_refused("not-found")
