"""What happened to a thing, event by event, as far as it had been said and was known at the clocks of a look."""

from collections.abc import Sequence
from typing import Any

from msgspec import Struct

from events.fact import Recorded
from events.identity import Noun, stream_of
from events.log.reading import read_streams
from events.reading_facts import recorded_from
from events.states import in_order_said
from projections.clocks import END_OF_DAYS
from projections.event_sentences.runs import Runs, things_named
from projections.event_sentences.sentence import AnyFact, sentence
from service.web.look import Look
from service.web.names import Names


class Happened(Struct, frozen=True, kw_only=True):
    """An event as a page tells it: the day on which it was said, its position, and its sentence."""

    day: str
    position: str
    sentence: Runs
    withheld: tuple[str, ...]


async def history(look: Look, noun: Noun, thing_id: str, *others: str) -> tuple[Happened, ...]:
    """The events of a thing, and of others that are told with it, in the order in which they were said."""
    events = [event for one in (thing_id, *others) for event in await said(look, stream_of(noun, one))]
    return await happenings(look.names, sorted(events, key=lambda event: (event.reported_on, event.position)))


async def said(look: Look, stream: str) -> list[Recorded[Any]]:
    """The events of a stream that had been said and were known at the clocks, each with its day as corrected."""
    known_at, last_day = look.read.clocks.known_at, look.as_of or END_OF_DAYS
    stored = await read_streams(look.read.transaction, [stream])
    events = [recorded_from(event) for event in stored if known_at is None or event.position <= known_at]
    return [event for event in in_order_said(events) if event.reported_on <= last_day]


async def happenings(names: Names, events: Sequence[Recorded[AnyFact]]) -> tuple[Happened, ...]:
    """The events with their sentences; what these name is looked up first."""
    await learn_named(names, events)
    return tuple(
        Happened(
            day=event.reported_on,
            position=event.public,
            sentence=sentence(event, names.short),
            withheld=event.withheld,
        )
        for event in events
    )


async def learn_named(names: Names, events: Sequence[Recorded[AnyFact]]) -> None:
    """Look up what the things are called that the sentences of events name."""
    named = [one for event in events for one in things_named(sentence(event, lambda _noun, thing_id: thing_id))]
    for noun in sorted({one.noun for one in named}):
        await names.learn(noun, [one.id for one in named if one.noun is noun])
