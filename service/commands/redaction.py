"""What is asked where words must go: to withhold one field of one event, so that every proof stays valid."""

from typing import Any

import msgspec
from msgspec import Struct

from events.fact import Recorded
from events.identity import Noun, id_in, noun_of
from events.reading_facts import data_of, fact_from, tags_of
from events.redaction import EventRedacted
from events.withholding import WORDS
from service.commands.activity_merging import TAKEN_OVER, kept_elsewhere
from service.commands.deliberation import Decision, Deliberation
from service.commands.fields import Code, Name
from service.commands.permission import demand_secretariat
from service.commands.refusals import Faults, Refused

REPEATED_LENGTH_MIN = 3


class Redaction(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The field whose words are to be withheld, and the reason, which everybody may read: it must not repeat them."""

    field: Code
    reason: Name


class RedactField(Struct, frozen=True, kw_only=True):
    """A field of the event at a position to be withheld."""

    position: int
    redaction: Redaction

    def decide(self, deliberation: Deliberation) -> Decision:
        """Withhold it; refused where it holds no words, is found under them, or was withheld before."""
        demand_secretariat(deliberation)
        event, field = deliberation.event(self.position), self.redaction.field
        if event is None:
            raise Refused("not-found", f"The log has no event at position {self.position}.")
        if field in event.withheld:
            raise Refused("conflict", f"The field {field} at position {event.public} was withheld before.")
        faults = Faults()
        fault = field_fault(event, field) or _kept_elsewhere(deliberation, event, field)
        if fault is not None:
            faults.add("/field", fault)
        elif repeats(self.redaction.reason, data_of(event.fact)[field]):
            faults.add("/reason", "The reason repeats the words that are to be withheld; say it without them.")
        faults.refuse_if_any()
        noun = noun_of(event.stream)
        thing_id = id_in(noun, event.stream)
        fact = EventRedacted(position=event.position, field=field, reason=self.redaction.reason, leaf=event.leaf)
        deliberation.say(noun, thing_id, fact, deliberation.today)
        return Decision(noun=noun, id=thing_id)


def field_fault(event: Recorded[Any], field: str) -> str | None:
    """A sentence that says why a field of an event cannot be withheld; None where it can."""
    fact = event.fact
    data = data_of(fact)
    words = ", ".join(name for name in data if name in WORDS and name not in event.withheld) or "none"
    if field not in data:
        return f"The event at position {event.public} has no field {field}; of words it has: {words}."
    if field not in WORDS or isinstance(fact, EventRedacted):
        return f"The field {field} of {fact.TYPE} holds no words of anybody; of words it has: {words}."
    rest = {name: value for name, value in data.items() if name != field}
    try:
        left = fact_from(fact.TYPE, fact.SCHEMA_VERSION, rest, (field,))
    except msgspec.ValidationError:
        return f"The field {field} of {fact.TYPE} is chosen from a list; the event could not be read without it."
    if tags_of(event.stream, fact) != tags_of(event.stream, left):
        return f"The event is found under its {field}, which has to stay; correct it where it is wrong."
    return None


def _kept_elsewhere(deliberation: Deliberation, event: Recorded[Any], field: str) -> str | None:
    """A sentence that names the event which took a field over, where the activity was merged into another."""
    if noun_of(event.stream) is not Noun.ACTIVITY or field not in TAKEN_OVER:
        return None
    position = kept_elsewhere(deliberation, id_in(Noun.ACTIVITY, event.stream), field)
    if position is None:
        return None
    return f"The event at position {position} took {field} over when the activity was merged; withhold it there first."


def repeats(reason: str, words: Any) -> bool:
    """Whether a reason says again any of the words that are to go."""
    said = reason.casefold()
    return any(len(text) >= REPEATED_LENGTH_MIN and text.casefold() in said for text in texts_in(words))


def texts_in(words: Any) -> list[str]:
    """Every text in the value of a field."""
    match words:
        case str():
            return [words]
        case list():
            return [text for item in words for text in texts_in(item)]
        case dict():
            return [text for item in words.values() for text in texts_in(item)]
        case _:
            return []
