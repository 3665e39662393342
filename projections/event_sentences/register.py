"""The sentences about the register: agencies, topics, mandates and meetings."""

from typing import assert_never

from events.agency import (
    AgencyCorrected,
    AgencyFact,
    AgencyGranted,
    AgencyGrantEnded,
    AgencyKindChanged,
    AgencyMoved,
    AgencyRegistered,
    AgencyRenamed,
    AgencySucceeded,
)
from events.fact import Fact, ReportedOnCorrected
from events.identity import Noun
from events.mandate import MandateAdopted, MandateCorrected, MandateFact, MandateMerged, MandateRegistered
from events.meeting import MeetingCorrected, MeetingFact, MeetingMerged, MeetingRegistered, MeetingScheduled
from events.topic import TopicCorrected, TopicFact, TopicMerged, TopicMoved, TopicRegistered, TopicRelabelled
from projections.event_sentences.runs import (
    Naming,
    Run,
    Runs,
    closing,
    day_corrected,
    day_in_words,
    fields_given,
    in_days,
    scheduled,
    spoken,
)


def of_agency(fact: AgencyFact, naming: Naming) -> Runs:
    """What happened to an agency in the register."""
    match fact:
        case AgencyRegistered():
            return (f"It was entered in the register as {_with_acronym(fact.name, fact.acronym)}.",)
        case AgencyRenamed():
            return (f"It took the name {_with_acronym(fact.name, fact.acronym)}{_from(fact.valid_from)}.",)
        case AgencyKindChanged():
            return (f"It became a body of another kind{_from(fact.valid_from)}: {spoken(fact.kind)}.",)
        case AgencyMoved():
            above: Run = naming.agency(fact.parent) if fact.parent else "no other body"
            return ("It came to stand under ", above, f"{_from(fact.valid_from)}.")
        case AgencySucceeded():
            return (
                f"It ended on {day_in_words(fact.valid_to)} and became part of ",
                naming.agency(fact.successor),
                ".",
            )
        case AgencyGranted():
            return ("It allowed ", naming.agency(fact.granted_to), " to report for it.")
        case AgencyGrantEnded():
            return ("It no longer allowed ", naming.agency(fact.granted_to), " to report for it.")
        case AgencyCorrected():
            return (_corrected(fact),)
        case ReportedOnCorrected():
            return day_corrected(fact)
        case _:
            assert_never(fact)


def of_topic(fact: TopicFact, naming: Naming) -> Runs:
    """What happened to a topic of the vocabulary."""
    match fact:
        case TopicRegistered():
            return (f"It was taken into the vocabulary as {closing(fact.label)}",)
        case TopicRelabelled():
            return (f"Its label became {closing(fact.label)}",)
        case TopicMoved():
            above: Run = naming.thing(Noun.TOPIC, fact.broader) if fact.broader else "no broader topic"
            return ("It came to stand under ", above, ".")
        case TopicMerged():
            return ("It was merged into ", naming.thing(Noun.TOPIC, fact.into), ".")
        case TopicCorrected():
            return (_corrected(fact),)
        case ReportedOnCorrected():
            return day_corrected(fact)
        case _:
            assert_never(fact)


def of_mandate(fact: MandateFact, naming: Naming) -> Runs:
    """What happened to a mandate in the register."""
    match fact:
        case MandateRegistered():
            called = ", ".join(filter(None, (fact.symbol or fact.symbol_as_cited, fact.title))) or spoken(fact.kind)
            return (f"It was entered in the register as {called}.",)
        case MandateAdopted():
            return (f"It was recorded as {spoken(fact.status)}{f', {in_days(fact.date)}' if fact.date else ''}.",)
        case MandateMerged():
            return ("It was found to be the same text as ", naming.thing(Noun.MANDATE, fact.into), ".")
        case MandateCorrected():
            return (_corrected(fact),)
        case ReportedOnCorrected():
            return day_corrected(fact)
        case _:
            assert_never(fact)


def of_meeting(fact: MeetingFact, naming: Naming) -> Runs:
    """What happened to a meeting in the register."""
    match fact:
        case MeetingRegistered():
            return (f"It was entered in the register as {closing(fact.title)}",)
        case MeetingScheduled():
            return scheduled(fact.date, fact.place, fact.outcome)
        case MeetingMerged():
            return ("It was found to be the same meeting as ", naming.thing(Noun.MEETING, fact.into), ".")
        case MeetingCorrected():
            return (_corrected(fact),)
        case ReportedOnCorrected():
            return day_corrected(fact)
        case _:
            assert_never(fact)


def _with_acronym(name: str, acronym: str | None) -> str:
    return f"{name} ({acronym})" if acronym else name


def _from(day: str | None) -> str:
    return f" from {day_in_words(day)}" if day else ""


def _corrected(fact: Fact) -> str:
    return f"The entry was corrected: {fields_given(fact)}."
