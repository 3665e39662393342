"""One sentence for each event of the log, from which a page makes HTML and a letter plain text alike."""

from typing import assert_never

from events.activity_evolve import ActivityFact
from events.agency import AgencyFact
from events.assignment import AssignmentFact
from events.coordination_meeting import CoordinationMeetingFact
from events.fact import Recorded, ReportedOnCorrected
from events.intervention import InterventionFact
from events.mandate import MandateFact
from events.meeting import MeetingFact
from events.person import PersonEnrolled, PersonErased, PersonFact
from events.post import PostFact
from events.redaction import EventRedacted
from events.reporting_round import ReportingRoundFact
from events.statement import StatementFact
from events.topic import TopicFact
from projections.event_sentences import activity, posts, register, rounds, table
from projections.event_sentences.runs import NameOf, Naming, Runs, day_corrected, spoken

AnyFact = (
    AgencyFact
    | TopicFact
    | MandateFact
    | MeetingFact
    | CoordinationMeetingFact
    | StatementFact
    | InterventionFact
    | ActivityFact
    | PersonFact
    | ReportingRoundFact
    | AssignmentFact
    | PostFact
    | EventRedacted
)


def sentence(event: Recorded[AnyFact], name_of: NameOf) -> Runs:
    """What happened, in one sentence with a full stop; the thing that the event is about is "it".

    `name_of` says what other things are called. Reasons that the secretariat gave an agency for sending a report back
    are not told, for sentences are read by all.
    """
    fact, naming = event.fact, Naming(name_of)
    if isinstance(fact, EventRedacted):
        return (f"The text of {spoken(fact.field)} at position {fact.position} was withheld.",)
    if isinstance(fact, AgencyFact):
        return register.of_agency(fact, naming)
    if isinstance(fact, TopicFact):
        return register.of_topic(fact, naming)
    if isinstance(fact, MandateFact):
        return register.of_mandate(fact, naming)
    if isinstance(fact, MeetingFact):
        return register.of_meeting(fact, naming)
    if isinstance(fact, CoordinationMeetingFact):
        return table.of_coordination_meeting(fact, naming)
    if isinstance(fact, StatementFact):
        return table.of_statement(fact, naming)
    if isinstance(fact, InterventionFact):
        return table.of_intervention(fact, naming)
    if isinstance(fact, ActivityFact):
        return activity.of_activity(fact, naming, event.on_behalf_of)
    if isinstance(fact, PersonFact):
        return _of_person(fact, naming)
    if isinstance(fact, ReportingRoundFact):
        return rounds.of_reporting_round(fact, naming)
    if isinstance(fact, AssignmentFact):
        return rounds.of_assignment(fact, naming)
    if isinstance(fact, PostFact):
        return posts.of_post(fact, naming)
    assert_never(fact)


def _of_person(fact: PersonFact, naming: Naming) -> Runs:
    match fact:
        case PersonEnrolled():
            body: Runs = (" for ", naming.agency(fact.agency)) if fact.agency else ()
            return ("A person was entered in the vault of contacts", *body, ".")
        case PersonErased():
            return ("The contacts of a person were erased from the vault.",)
        case ReportedOnCorrected():
            return day_corrected(fact)
        case _:
            assert_never(fact)
