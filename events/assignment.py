"""An assignment: what one agency is asked for in one reporting round, and how far its answer has come."""

from collections.abc import Iterable
from enum import StrEnum
from typing import ClassVar, assert_never

from msgspec import Struct
from msgspec.structs import replace

from events.fact import Fact, Recorded, ReportedOnCorrected
from events.folding import begun, moved_on
from events.identity import Noun


class AssignmentState(StrEnum):
    """How far the answer of an agency has come, as far as somebody said so; that it was begun shows in its answers."""

    ASKED = "asked"
    SUBMITTED = "submitted"
    SENT_BACK = "sent_back"
    ACCEPTED = "accepted"
    RELEASED = "released"


class AssignmentMade(Fact, frozen=True, kw_only=True):
    """An agency was asked, with its sub-entities, to answer in a round; again, where it was released before."""

    TYPE: ClassVar[str] = "assignment-made"

    reporting_round: str
    agency: str
    note: str | None = None

    def tags(self) -> Iterable[str]:
        return (f"reporting-round:{self.reporting_round}", f"agency:{self.agency}")


class AssignmentSubmitted(Fact, frozen=True, kw_only=True):
    """The agency handed in its answers."""

    TYPE: ClassVar[str] = "assignment-submitted"

    note: str | None = None


class AssignmentSentBack(Fact, frozen=True, kw_only=True):
    """The secretariat sent the answers back, for a reason."""

    TYPE: ClassVar[str] = "assignment-sent-back"

    reason: str


class AssignmentAccepted(Fact, frozen=True, kw_only=True):
    """The secretariat accepted the answers."""

    TYPE: ClassVar[str] = "assignment-accepted"

    note: str | None = None


class AssignmentReleased(Fact, frozen=True, kw_only=True):
    """The agency need not answer in this round, for a reason."""

    TYPE: ClassVar[str] = "assignment-released"

    reason: str


AssignmentFact = (
    AssignmentMade
    | AssignmentSubmitted
    | AssignmentSentBack
    | AssignmentAccepted
    | AssignmentReleased
    | ReportedOnCorrected
)


class Assignment(Struct, frozen=True, kw_only=True):
    """The assignment as the log has it; `reason` is why it was sent back or released, `state_since` a day.

    `asked_again`: it was released and then asked for again.
    """

    id: str
    reporting_round: str
    agency: str
    state: AssignmentState = AssignmentState.ASKED
    state_since: str = ""
    reason: str | None = None
    note: str | None = None
    asked_again: bool = False
    first_reported_on: str = ""
    version: int = 0
    positions: tuple[str, ...] = ()


def evolve(assignment: Assignment | None, recorded: Recorded[AssignmentFact]) -> Assignment | None:
    """The assignment after one more fact; a fact about one that was not made yet changes nothing."""
    fact = recorded.fact
    if assignment is None:
        is_made = isinstance(fact, AssignmentMade)
        return begun(Assignment, Noun.ASSIGNMENT, recorded, state_since=recorded.reported_on) if is_made else None
    assignment = moved_on(assignment, recorded)
    match fact:
        case AssignmentMade():
            again = assignment.asked_again or assignment.state is AssignmentState.RELEASED
            return replace(_now(assignment, AssignmentState.ASKED, recorded, note=fact.note), asked_again=again)
        case AssignmentSubmitted():
            return _now(assignment, AssignmentState.SUBMITTED, recorded, note=fact.note)
        case AssignmentSentBack():
            return _now(assignment, AssignmentState.SENT_BACK, recorded, reason=fact.reason)
        case AssignmentAccepted():
            return _now(assignment, AssignmentState.ACCEPTED, recorded, note=fact.note)
        case AssignmentReleased():
            return _now(assignment, AssignmentState.RELEASED, recorded, reason=fact.reason)
        case ReportedOnCorrected():
            return assignment
        case _:
            assert_never(fact)


def _now(
    assignment: Assignment,
    state: AssignmentState,
    recorded: Recorded[AssignmentFact],
    reason: str | None = None,
    note: str | None = None,
) -> Assignment:
    return replace(
        assignment, state=state, state_since=recorded.reported_on, reason=reason, note=note or assignment.note
    )


def assignment_id(reporting_round: str, agency: str) -> str:
    """The id of the assignment of an agency in a round."""
    return f"{reporting_round}-{agency}"


def round_of(assignment_id: str) -> str:
    """The round of an assignment, by the id of that; the id of a round has no hyphen."""
    return assignment_id.partition("-")[0]


def agency_of(assignment_id: str) -> str:
    """The agency of an assignment, by the id of that; the id of a round has no hyphen."""
    return assignment_id.partition("-")[2]
