"""What is asked for an assignment: to hand in the answers of an agency, and to send them back or accept them."""

from collections.abc import Iterator
from typing import assert_never

from msgspec import Struct

from events.assignment import (
    Assignment,
    AssignmentAccepted,
    AssignmentFact,
    AssignmentReleased,
    AssignmentSentBack,
    AssignmentState,
    AssignmentSubmitted,
)
from events.identity import Noun
from events.quality import blocking, findings, looked_at
from events.reporting_round import ReportingRound
from service.commands import checks
from service.commands.deliberation import Decision, Deliberation
from service.commands.facts import fact_of
from service.commands.fields import Day, Name, Words
from service.commands.permission import demand, demand_secretariat
from service.commands.refusals import Faults, NotFound
from service.commands.reporting_round import demand_not_cancelled, demand_round


class AssignmentUpdateBody(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type"):
    """What every update of an assignment may say: the day on which it was said."""

    reported_on: Day | None = None


class SubmitAnswers(AssignmentUpdateBody, frozen=True, kw_only=True, tag="submitted"):
    """The agency hands in its answers."""

    note: Words | None = None


class SendAnswersBack(AssignmentUpdateBody, frozen=True, kw_only=True, tag="sent_back"):
    """The secretariat sends the answers back, for a reason."""

    reason: Words


class AcceptAnswers(AssignmentUpdateBody, frozen=True, kw_only=True, tag="accepted"):
    """The secretariat accepts the answers."""

    note: Words | None = None


class ReleaseAgency(AssignmentUpdateBody, frozen=True, kw_only=True, tag="released"):
    """The secretariat expects no answer of the agency in this round."""

    reason: Name


AssignmentUpdate = SubmitAnswers | SendAnswersBack | AcceptAnswers | ReleaseAgency

STATES_BEFORE: dict[type[AssignmentUpdateBody], tuple[AssignmentState, ...]] = {
    SubmitAnswers: (AssignmentState.ASKED, AssignmentState.SENT_BACK),
    SendAnswersBack: (AssignmentState.SUBMITTED, AssignmentState.ACCEPTED),
    AcceptAnswers: (AssignmentState.SUBMITTED,),
    ReleaseAgency: (AssignmentState.ASKED, AssignmentState.SUBMITTED, AssignmentState.SENT_BACK),
}


class UpdateAssignment(Struct, frozen=True, kw_only=True):
    """An update of one assignment. `items` are the activities that the agency is asked about, as the view has them.

    Each is looked at again as it stands under the lock.
    """

    id: str
    update: AssignmentUpdate
    items: tuple[str, ...] = ()
    expected_version: int | None = None

    def decide(self, deliberation: Deliberation) -> Decision:
        """Take the step; refused where it cannot follow, the round is not open, or a blocker stands in the way."""
        assignment = deliberation.assignment(self.id)
        if assignment is None:
            raise NotFound(Noun.ASSIGNMENT, self.id)
        update = self.update
        if isinstance(update, SubmitAnswers):
            demand(deliberation, (assignment.agency,))
        else:
            demand_secretariat(deliberation)
        checks.same_version(self.id, self.expected_version, assignment.version)
        planned = demand_round(deliberation, assignment.reporting_round)
        faults = Faults()
        day = checks.day_of_update(deliberation, update.reported_on, assignment.first_reported_on, faults)
        demand_not_cancelled(planned, faults)
        _demand_state_before(assignment, update, faults)
        if isinstance(update, SubmitAnswers):
            _demand_open(planned, day, faults)
            for sentence in blockers_of(deliberation, planned, self.items, day):
                faults.add("", sentence)
        faults.refuse_if_any()
        deliberation.say(Noun.ASSIGNMENT, self.id, _fact(update), day)
        return Decision(noun=Noun.ASSIGNMENT, id=self.id)


def blockers_of(deliberation: Deliberation, planned: ReportingRound, items: tuple[str, ...], day: str) -> Iterator[str]:
    """What stands in the way of handing in: for each item the rules that the round makes blockers."""
    for item in items:
        activity = deliberation.activity(item)
        if activity is None:
            continue
        looked = looked_at(activity, day, (planned.opens, planned.closes))
        for finding in blocking(findings(looked), planned.blockers):
            yield f"{activity.id}: {finding.rule}: {finding.sentence}"


def _demand_state_before(assignment: Assignment, update: AssignmentUpdate, faults: Faults) -> None:
    before = STATES_BEFORE[type(update)]
    if assignment.state not in before:
        wanted = " or ".join(before)
        step = str(update.__struct_config__.tag)
        faults.add(
            "/type", f"The assignment of {assignment.agency} is {assignment.state}; {step} follows {wanted} alone."
        )


def _demand_open(planned: ReportingRound, day: str, faults: Faults) -> None:
    if day < planned.opens:
        faults.add("/reported_on", f"The round {planned.id} opens on {planned.opens}; hand in from that day on.")
    if day > planned.closes:
        sentence = f"The round {planned.id} closed on {planned.closes}; ask the secretariat to keep it open for longer."
        faults.add("/reported_on", sentence)


def _fact(update: AssignmentUpdate) -> AssignmentFact:
    match update:
        case SubmitAnswers():
            return fact_of(update, AssignmentSubmitted)
        case SendAnswersBack():
            return fact_of(update, AssignmentSentBack)
        case AcceptAnswers():
            return fact_of(update, AssignmentAccepted)
        case ReleaseAgency():
            return fact_of(update, AssignmentReleased)
        case _:
            assert_never(update)
