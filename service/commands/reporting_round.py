"""What is asked for a reporting round: to plan it, with an assignment for each agency, and every update of it."""

from collections.abc import Iterable
from typing import Annotated, assert_never

from msgspec import Meta, Struct

from events.assignment import AssignmentMade, AssignmentState, assignment_id
from events.identity import ID_LENGTH_MAX, Noun
from events.quality import BLOCKERS, RULES_BY_NAME
from events.reporting_round import (
    ReportingRound,
    ReportingRoundCancelled,
    ReportingRoundCorrected,
    ReportingRoundPlanned,
)
from service.commands import checks
from service.commands.deliberation import Decision, Deliberation
from service.commands.facts import fact_of
from service.commands.fields import Day, Id, Ids, Name, Words
from service.commands.permission import demand_secretariat
from service.commands.refusals import Faults, NotFound

RULES_MAX = 50
# The United Nations has no earlier one.
FIRST_DAY = "1945-10-24"

RuleNames = Annotated[
    tuple[Annotated[str, Meta(pattern=r"^[a-z]+(?:-[a-z]+)*$(?!\n)", max_length=60)], ...], Meta(max_length=RULES_MAX)
]
# The id of an assignment is that of the round and of the agency: no hyphen in the first, so that no two are the same.
RoundId = Annotated[str, Meta(pattern=r"^[a-z0-9]+$(?!\n)", max_length=30, examples=["cm9"])]


class PlanReportingRound(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A round to be planned for a coordination meeting, and the agencies that are asked.

    Each agency is asked for itself and its sub-entities. Answers are asked for from `opens` on, by `due_by`, and taken
    until `closes`. `blockers` are the rules of quality that stand in the way of handing in, by name.
    """

    id: RoundId
    coordination_meeting: Id
    opens: Day
    due_by: Day
    closes: Day
    agencies: Annotated[Ids, Meta(min_length=1)]
    title: Name | None = None
    instructions: Words | None = None
    blockers: RuleNames = BLOCKERS
    reported_on: Day | None = None

    def decide(self, deliberation: Deliberation) -> Decision:
        """Plan the round and ask the agencies; refused where its days are out of order or something is not there."""
        demand_secretariat(deliberation)
        checks.free_id(Noun.REPORTING_ROUND, self.id, deliberation.reporting_round(self.id))
        faults = Faults()
        day = checks.day_said(deliberation, self.reported_on, None, faults)
        checks.known_coordination_meeting(deliberation, self.coordination_meeting, faults)
        _check_agencies(deliberation, self.id, self.agencies, faults)
        _check_days(self.opens, self.due_by, self.closes, faults)
        _check_rules(self.blockers, faults)
        faults.refuse_if_any()
        deliberation.say(Noun.REPORTING_ROUND, self.id, fact_of(self, ReportingRoundPlanned), day)
        made = tuple(_ask(deliberation, self.id, agency, day) for agency in dict.fromkeys(self.agencies))
        return Decision(noun=Noun.REPORTING_ROUND, id=self.id, made=True, items=made)


class RoundUpdateBody(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type"):
    """What every update of a round may say: the day on which it was said."""

    reported_on: Day | None = None


class CorrectRound(RoundUpdateBody, frozen=True, kw_only=True, tag="corrected"):
    """The round gets other days, words or rules; the fields given replace what was said before."""

    opens: Day | None = None
    due_by: Day | None = None
    closes: Day | None = None
    title: Name | None = None
    instructions: Words | None = None
    blockers: RuleNames | None = None
    reason: Name | None = None


class CancelRound(RoundUpdateBody, frozen=True, kw_only=True, tag="cancelled"):
    """The round is called off."""

    reason: Name


class AskAgencies(RoundUpdateBody, frozen=True, kw_only=True, tag="agencies_asked"):
    """Further agencies are asked, and those again that were released."""

    agencies: Annotated[Ids, Meta(min_length=1)]


RoundUpdate = CorrectRound | CancelRound | AskAgencies


class UpdateRound(Struct, frozen=True, kw_only=True):
    """An update of one round; `expected_version` is the version that the author looked at."""

    id: str
    update: RoundUpdate
    expected_version: int | None = None

    def decide(self, deliberation: Deliberation) -> Decision:
        """Take the update; refused for a round that was called off, and where the days would be out of order."""
        demand_secretariat(deliberation)
        planned = demand_round(deliberation, self.id)
        update = self.update
        checks.same_version(self.id, self.expected_version, planned.version, required=isinstance(update, CorrectRound))
        faults = Faults()
        day = checks.day_of_update(deliberation, update.reported_on, planned.first_reported_on, faults)
        demand_not_cancelled(planned, faults)
        items: tuple[str, ...] = ()
        match update:
            case CorrectRound():
                _check_days(
                    update.opens or planned.opens,
                    update.due_by or planned.due_by,
                    update.closes or planned.closes,
                    faults,
                )
                _check_rules(update.blockers or (), faults)
                faults.refuse_if_any()
                deliberation.say(Noun.REPORTING_ROUND, self.id, fact_of(update, ReportingRoundCorrected), day)
            case CancelRound():
                faults.refuse_if_any()
                deliberation.say(Noun.REPORTING_ROUND, self.id, fact_of(update, ReportingRoundCancelled), day)
            case AskAgencies():
                items = _asked_too(deliberation, planned, update, day, faults)
            case _:
                assert_never(update)
        # Where further agencies are asked, nothing is said of the round itself.
        version = planned.version if isinstance(update, AskAgencies) else None
        return Decision(noun=Noun.REPORTING_ROUND, id=self.id, items=items, version=version)


def demand_round(deliberation: Deliberation, round_id: str) -> ReportingRound:
    """The round; refused where there is none."""
    planned = deliberation.reporting_round(round_id)
    if planned is None:
        raise NotFound(Noun.REPORTING_ROUND, round_id)
    return planned


def demand_not_cancelled(planned: ReportingRound, faults: Faults) -> None:
    """Note that a round was called off."""
    if planned.cancelled:
        faults.add("", f"The round {planned.id} was called off; plan another one.")


def _asked_too(
    deliberation: Deliberation, planned: ReportingRound, update: AskAgencies, day: str, faults: Faults
) -> tuple[str, ...]:
    _check_agencies(deliberation, planned.id, update.agencies, faults)
    for pointer, agency in _pointed(update.agencies):
        assignment = deliberation.assignment(assignment_id(planned.id, agency))
        if assignment is None:
            continue
        if assignment.state is not AssignmentState.RELEASED:
            faults.add(pointer, f"{agency} is asked in {planned.id} already; leave it out.")
        elif day < assignment.state_since:
            sentence = f"{agency} was released on {assignment.state_since}; ask it again on that day or later."
            faults.add("/reported_on", sentence, "impossible-date")
    faults.refuse_if_any()
    return tuple(_ask(deliberation, planned.id, agency, day) for agency in dict.fromkeys(update.agencies))


def _check_agencies(deliberation: Deliberation, round_id: str, agencies: Ids, faults: Faults) -> None:
    checks.known_agencies(deliberation, _pointed(agencies), faults)
    for pointer, agency in _pointed(agencies):
        if len(assignment_id(round_id, agency)) > ID_LENGTH_MAX:
            faults.add(pointer, f"The ids {round_id} and {agency} are too long together; give the round a shorter one.")


def _pointed(agencies: Iterable[str]) -> list[tuple[str, str]]:
    return [(f"/agencies/{place}", agency) for place, agency in enumerate(agencies)]


def _ask(deliberation: Deliberation, round_id: str, agency: str, day: str) -> str:
    made = assignment_id(round_id, agency)
    deliberation.say(Noun.ASSIGNMENT, made, AssignmentMade(reporting_round=round_id, agency=agency), day)
    return made


def _check_days(opens: str, due_by: str, closes: str, faults: Faults) -> None:
    checks.days_real([("/opens", opens), ("/due_by", due_by), ("/closes", closes)], faults)
    if opens < FIRST_DAY:
        faults.add("/opens", f"No round opened before {FIRST_DAY}; give a later day.")
    if due_by < opens:
        faults.add("/due_by", f"Answers are due on {due_by}, before the round opens on {opens}; give a later day.")
    if closes < due_by:
        faults.add("/closes", f"The round closes on {closes}, before answers are due on {due_by}; give a later day.")


def _check_rules(blockers: Iterable[str], faults: Faults) -> None:
    for place, rule in enumerate(blockers):
        if rule not in RULES_BY_NAME:
            known = ", ".join(RULES_BY_NAME)
            faults.add(f"/blockers/{place}", f"There is no rule {rule}; the rules of quality are {known}.")
