"""How each noun is folded: the state that its facts make, in one visible table."""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from events import (
    activity_evolve,
    activity_state,
    agency,
    assignment,
    coordination_meeting,
    intervention,
    mandate,
    meeting,
    person,
    post,
    reporting_round,
    statement,
    topic,
)
from events.fact import Fact, Recorded, ReportedOnCorrected
from events.identity import Noun
from events.redaction import EventRedacted

Evolve = Callable[[Any, Recorded[Any]], Any]


class Folding(Struct, frozen=True):
    """The state of a noun, and the function that takes it one fact further."""

    state: type[Struct]
    evolve: Evolve


def also_redacted(evolve: Evolve) -> Evolve:
    """The same function, for which a redaction is one more version of the thing: what was withheld is read as a gap."""

    @wraps(evolve)
    def evolved(state: Any, recorded: Recorded[Any]) -> Any:
        if isinstance(recorded.fact, EventRedacted):
            return None if state is None else replace(state, version=max(state.version, recorded.version))
        return evolve(state, recorded)

    return evolved


FOLDINGS: dict[Noun, Folding] = {
    Noun.AGENCY: Folding(agency.Agency, also_redacted(agency.evolve)),
    Noun.TOPIC: Folding(topic.Topic, also_redacted(topic.evolve)),
    Noun.MANDATE: Folding(mandate.Mandate, also_redacted(mandate.evolve)),
    Noun.MEETING: Folding(meeting.Meeting, also_redacted(meeting.evolve)),
    Noun.COORDINATION_MEETING: Folding(
        coordination_meeting.CoordinationMeeting, also_redacted(coordination_meeting.evolve)
    ),
    Noun.INTERVENTION: Folding(intervention.Intervention, also_redacted(intervention.evolve)),
    Noun.STATEMENT: Folding(statement.Statement, also_redacted(statement.evolve)),
    Noun.ACTIVITY: Folding(activity_state.Activity, also_redacted(activity_evolve.evolve)),
    Noun.PERSON: Folding(person.Person, also_redacted(person.evolve)),
    Noun.REPORTING_ROUND: Folding(reporting_round.ReportingRound, also_redacted(reporting_round.evolve)),
    Noun.ASSIGNMENT: Folding(assignment.Assignment, also_redacted(assignment.evolve)),
    Noun.POST: Folding(post.Post, also_redacted(post.evolve)),
}


def in_order_said(events: Iterable[Recorded[Fact]]) -> list[Recorded[Fact]]:
    """The events of one stream in the order in which they were said: by day, then by position.

    A day that a later event corrects counts as corrected, the newest correction last; a correction itself goes with
    the event that it corrects.
    """
    given = list(events)
    days = {event.position: event.reported_on for event in given}
    corrections = [(event.position, event.fact) for event in given if isinstance(event.fact, ReportedOnCorrected)]
    for _, correction in corrections:
        days[correction.position] = correction.reported_on
    for position, correction in corrections:
        days[position] = days[correction.position]
    dated = [_said_on(event, days[event.position]) for event in given]
    return sorted(dated, key=lambda event: (event.reported_on, event.position))


def _said_on(event: Recorded[Fact], day: str) -> Recorded[Fact]:
    if event.reported_on == day:
        return event
    fields = {name: getattr(event, name) for name in event.__struct_fields__}
    return Recorded(**{**fields, "reported_on": day})


def fold(noun: Noun, events: Iterable[Recorded[Fact]]) -> Any:
    """The state of a thing after these events of its stream, in the order said; None where there is no such thing."""
    state = None
    for event in in_order_said(events):
        state = FOLDINGS[noun].evolve(state, event)
    return state
