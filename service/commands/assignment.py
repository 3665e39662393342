"""What is asked for an assignment: to hand in the answers of an agency, and to send them back or accept them."""

from collections.abc import Iterator
from typing import assert_never

from msgspec import Struct
from msgspec.structs import replace

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
from events.owing import bodies_asked
from events.quality import Finding, blocking, findings, looked_at
from events.reporting_round import ReportingRound
from service.commands import checks
from service.commands.activity import is_held_back
from service.commands.deliberation import Decision, Deliberation
from service.commands.facts import fact_of
from service.commands.fields import Day, Name, Words
from service.commands.news_rules import finding_in
from service.commands.permission import demand, demand_secretariat, lineage
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
    """An update of one assignment.

    `items` are the activities that the agency is asked about, and those that it has reported since, as the view has
    them. Each is looked at again as it stands under the lock.
    """

    id: str
    update: AssignmentUpdate
    items: tuple[str, ...] = ()
    expected_version: int | None = None

    @property
    def as_asked(self) -> "UpdateAssignment":
        """The update as its author sent it: the same request again may find other items."""
        return replace(self, items=())

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
        if day < assignment.state_since:
            sentence = (
                f"The assignment is {assignment.state} since {assignment.state_since}; say this of that day or later."
            )
            faults.add("/reported_on", sentence, "impossible-date")
        if isinstance(update, SubmitAnswers):
            # Only the secretariat, which notes what it was sent on paper, says on which day it was.
            judged_on = day if deliberation.author.is_secretariat else deliberation.today
            _demand_open(planned, judged_on, faults)
            for sentence in blockers_of(deliberation, planned, assignment, self.items, judged_on):
                faults.add("", sentence)
        faults.refuse_if_any()
        deliberation.say(Noun.ASSIGNMENT, self.id, _fact(update), day)
        return Decision(noun=Noun.ASSIGNMENT, id=self.id)


def blockers_of(
    deliberation: Deliberation, planned: ReportingRound, assignment: Assignment, items: tuple[str, ...], day: str
) -> Iterator[str]:
    """What stands in the way of handing in: of each item that the agency owes, the rules that the round makes blockers.

    What was withdrawn, what is not its own, and what another told of it stands in nobody's way; what is kept from the
    author is not told.
    """
    for item in items:
        activity = deliberation.activity(item)
        if activity is None or is_held_back(deliberation, activity):
            continue
        if not any(assignment.agency in lineage(deliberation, body) for body in bodies_asked(activity)):
            continue
        looked = looked_at(activity, day, (planned.opens, planned.closes))
        for finding in blocking(findings(looked), planned.blockers):
            yield f"{activity.id}: {finding.rule}: {finding.sentence}"


def about_item(sentence: str) -> tuple[str, Finding | None]:
    """The item and the rule of a sentence of `blockers_of`; no rule where the sentence is another one."""
    item, _, rest = sentence.partition(": ")
    finding = finding_in(rest)
    return (item, finding) if finding else ("", None)


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
