"""From a row of the log to the fact it holds, and from a fact to the data that the log keeps."""

from typing import Any

import msgspec

from events.catalogue import CATALOGUE
from events.fact import Fact, Recorded
from events.identity import tag_of
from events.log.event import LEAF_PREFIX_DIGITS, RecordedEvent
from events.upcasters import UPCASTERS, Upcaster, upcast
from events.withholding import with_gaps

Catalogue = tuple[type[Fact], ...]

BATCH = "batch:"


class UnknownEvent(LookupError):
    """The log holds an event that this release does not know."""


def by_type(catalogue: Catalogue) -> dict[str, type[Fact]]:
    """The facts by their stable tag; two facts with one tag are a mistake in the catalogue."""
    facts = {fact.TYPE: fact for fact in catalogue}
    assert len(facts) == len(catalogue), "Two facts of the catalogue have the same TYPE."
    return facts


_FACTS = by_type(CATALOGUE)


def data_of(fact: Fact) -> dict[str, Any]:
    """The top-level fields of the fact as plain JSON values; a field with its default value is left out."""
    data = msgspec.to_builtins(fact)
    assert isinstance(data, dict)
    return data


def tags_of(stream: str, fact: Fact) -> tuple[str, ...]:
    """The tags of an event: the one of its stream, then those of its fact; a pure function of the event."""
    return tuple(dict.fromkeys((tag_of(stream), *fact.tags())))


def fact_from(
    event_type: str,
    schema_version: int,
    data: dict[str, Any],
    withheld: tuple[str, ...] = (),
    facts: dict[str, type[Fact]] = _FACTS,
    upcasters: tuple[Upcaster, ...] = UPCASTERS,
) -> Fact:
    """The fact that the data of an event holds, read through the upcasters where the event is of an older version.

    A field whose text was withheld reads as a gap that says so. Raises UnknownEvent for a type or a version that the
    catalogue does not have.
    """
    fact = facts.get(event_type)
    if fact is None or schema_version > fact.SCHEMA_VERSION:
        raise UnknownEvent(f"The event type {event_type}.v{schema_version} is not in the catalogue of this release.")
    data = upcast(event_type, schema_version, data, fact.SCHEMA_VERSION, upcasters)
    if withheld:
        data = with_gaps(fact, data, withheld)
    return msgspec.convert(data, fact)


def recorded_from(event: RecordedEvent) -> Recorded[Any]:
    """The event of the log with its fact read."""
    withheld = event.withheld()
    fact = fact_from(event.type, event.schema_version, msgspec.json.decode(event.data), withheld)
    return recorded_as(event, fact, withheld)


def event_tags(event: RecordedEvent) -> tuple[str, ...]:
    """The tags that an event of the log must have: a pure function of it."""
    return (*tags_of(event.stream, recorded_from(event).fact), *batch_tags(event.causation))


def batch_tags(causation: str | None) -> tuple[str, ...]:
    """The tag under which all events of one batch are found, where a batch was the cause of the event."""
    return (causation,) if causation is not None and causation.startswith(BATCH) else ()


def recorded_as(event: RecordedEvent, fact: Fact, withheld: tuple[str, ...] = ()) -> Recorded[Any]:
    """The event of the log with a fact that is known, as it is to who has just said it."""
    return Recorded(
        fact=fact,
        stream=event.stream,
        version=event.version,
        position=event.position,
        reported_on=event.reported_on,
        recorded_at=event.recorded_at,
        actor=event.actor,
        on_behalf_of=event.on_behalf_of,
        withheld=withheld,
        leaf=event.leaf[: LEAF_PREFIX_DIGITS // 2].hex(),
    )
