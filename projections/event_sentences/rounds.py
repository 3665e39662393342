"""The sentences about reporting rounds and the assignments of agencies in them."""

from typing import assert_never

from events.assignment import (
    AssignmentAccepted,
    AssignmentFact,
    AssignmentMade,
    AssignmentReleased,
    AssignmentSentBack,
    AssignmentSubmitted,
)
from events.fact import ReportedOnCorrected
from events.identity import Noun
from events.reporting_round import (
    ReportingRoundCancelled,
    ReportingRoundCorrected,
    ReportingRoundFact,
    ReportingRoundPlanned,
)
from projections.event_sentences.runs import Naming, Runs, closing, day_corrected, day_in_words, fields_given


def of_reporting_round(fact: ReportingRoundFact, naming: Naming) -> Runs:
    """What happened to a reporting round."""
    match fact:
        case ReportingRoundPlanned():
            days = f"from {day_in_words(fact.opens)} to {day_in_words(fact.closes)}, due on {day_in_words(fact.due_by)}"
            meeting = naming.thing(Noun.COORDINATION_MEETING, fact.coordination_meeting)
            return ("It was planned for ", meeting, f", {days}.")
        case ReportingRoundCorrected():
            return (f"What was said of it was changed: {fields_given(fact, but=('reason',))}.",)
        case ReportingRoundCancelled():
            return (f"It was called off: {closing(fact.reason)}",)
        case ReportedOnCorrected():
            return day_corrected(fact)
        case _:
            assert_never(fact)


def of_assignment(fact: AssignmentFact, naming: Naming) -> Runs:
    """What happened to the assignment of an agency; why it was sent back is between it and the secretariat."""
    match fact:
        case AssignmentMade():
            asked = naming.thing(Noun.REPORTING_ROUND, fact.reporting_round)
            return (naming.agency(fact.agency), " was asked to answer in ", asked, ".")
        case AssignmentSubmitted():
            return ("The answers were handed in.",)
        case AssignmentSentBack():
            return ("The answers were sent back by the secretariat.",)
        case AssignmentAccepted():
            return ("The answers were accepted by the secretariat.",)
        case AssignmentReleased():
            return ("No answer is expected in this round.",)
        case ReportedOnCorrected():
            return day_corrected(fact)
        case _:
            assert_never(fact)
