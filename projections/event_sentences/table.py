"""The sentences about the table: coordination meetings, statements and turns."""

from typing import assert_never

from events.coordination_meeting import (
    AgendaItemSet,
    AgendaSpeakerNamed,
    CoordinationMeetingConvened,
    CoordinationMeetingCorrected,
    CoordinationMeetingFact,
    CoordinationMeetingScheduled,
    PaperListed,
)
from events.fact import ReportedOnCorrected
from events.identity import Noun
from events.intervention import (
    ContextPointMade,
    InterventionFact,
    InterventionRecorded,
    InterventionReplaced,
    InterventionWithdrawn,
)
from events.statement import StatementCorrected, StatementFact, StatementLinked, StatementMade, StatementWithdrawn
from events.vocabulary import StatementType
from projections.event_sentences.runs import (
    Naming,
    Runs,
    closing,
    day_corrected,
    fields_given,
    listed,
    scheduled,
    spoken,
)

_VERBS = {
    StatementType.CONCERN: "voiced a concern",
    StatementType.QUESTION: "asked a question",
    StatementType.REQUEST: "made a request",
    StatementType.REPLY: "replied",
    StatementType.CALL: "made a call",
    StatementType.SUGGESTION: "made a suggestion",
    StatementType.INVITATION: "extended an invitation",
    StatementType.REMARK: "made a remark",
}


def of_coordination_meeting(fact: CoordinationMeetingFact, naming: Naming) -> Runs:
    """What happened to a coordination meeting."""
    match fact:
        case CoordinationMeetingConvened():
            return (f"It was convened as number {fact.number} of its series: {closing(fact.title)}",)
        case CoordinationMeetingScheduled():
            return scheduled(fact.date, fact.place, fact.outcome)
        case AgendaItemSet():
            return (f"Item {fact.item} of the agenda was set: {closing(fact.title)}",)
        case AgendaSpeakerNamed():
            body: Runs = (" (", naming.agency(fact.agency), ")") if fact.agency else ()
            return (fact.name, *body, f" was named as speaking to item {fact.item} of the agenda.")
        case PaperListed():
            called = fact.title or fact.symbol or spoken(fact.kind)
            return (f"A paper was listed: {closing(called)}",)
        case CoordinationMeetingCorrected():
            return (f"The entry was corrected: {fields_given(fact)}.",)
        case ReportedOnCorrected():
            return day_corrected(fact)
        case _:
            assert_never(fact)


def of_statement(fact: StatementFact, naming: Naming) -> Runs:
    """What happened to a statement."""
    match fact:
        case StatementMade():
            who = naming.agencies(fact.by) if fact.by else (fact.speaker or "Somebody",)
            return (*who, f" {_VERBS[fact.statement_type]}: {closing(fact.text)}")
        case StatementLinked():
            activities = [naming.thing(Noun.ACTIVITY, one) for one in fact.activities]
            statements = [naming.thing(Noun.STATEMENT, one) for one in fact.in_reply_to]
            return ("It was tied to ", *listed([*activities, *statements]), ".")
        case StatementCorrected():
            return (f"What was noted was corrected: {fields_given(fact)}.",)
        case StatementWithdrawn():
            return ("It was withdrawn.",)
        case ReportedOnCorrected():
            return day_corrected(fact)
        case _:
            assert_never(fact)


def of_intervention(fact: InterventionFact, naming: Naming) -> Runs:
    """What happened to a turn at the table."""
    match fact:
        case InterventionRecorded():
            behalf: Runs = (" on behalf of ", *naming.agencies(fact.on_behalf_of)) if fact.on_behalf_of else ()
            return (naming.agency(fact.agency), f" took the floor as number {fact.order}", *behalf, ".")
        case ContextPointMade():
            return (f"A point of context was made: {closing(fact.text)}",)
        case InterventionReplaced():
            return (f"It was noted anew as number {fact.order}, with {_items(len(fact.items))}.",)
        case InterventionWithdrawn():
            return ("It was withdrawn.",)
        case ReportedOnCorrected():
            return day_corrected(fact)
        case _:
            assert_never(fact)


def _items(count: int) -> str:
    return "one item" if count == 1 else f"{count} items"
