"""Putting new events at the end of the log, with their tags, their hashes and a checkpoint."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import msgspec

from events.log.database import Insertion, Row, Transaction
from events.log.event import Cause, Head, NewEvent, RecordedEvent
from events.log.hashing import canonical_header, seal
from events.log.instants import ONE_MICROSECOND, TIME, later_by
from events.log.merkle import Frontier, Tile, leaf_hash
from events.log.tables import checkpoint, event, event_tag, tile

EVENTS_MAX = 10_000

INSERT_EVENT = Insertion(event)
INSERT_TAG = Insertion(event_tag)
INSERT_TILE = Insertion(tile)
INSERT_CHECKPOINT = Insertion(checkpoint)


class Appended(NamedTuple):
    """The events as the log took them, and where it stands after them: good only once the transaction committed."""

    events: list[RecordedEvent]
    head: Head
    frontier: Frontier


async def append(
    transaction: Transaction,
    head: Head,
    frontier: Frontier,
    new: Sequence[tuple[NewEvent, Cause]],
    versions: Mapping[str, int],
) -> Appended:
    """Write the events after the head; the caller holds `writing()` and has read head, frontier and versions in it.

    All of them are one commit and have one time, so that a checkpoint that is missing between two commits can be seen.
    `versions` is the current version of each stream (a stream that is not in it does not exist yet), on which the
    events count on. What is given is left as it is, so that after a failure the caller goes on from it.
    """
    assert frontier.size == head.position, "The tree and the head of the log were expected to be equally long."
    assert len(new) <= EVENTS_MAX, f"At most {EVENTS_MAX} events were expected at once."
    if not new:
        return Appended([], head, frontier)
    assert len({cause.recorded_at for _, cause in new}) == 1, "One time was expected for all events of a commit."
    events, tiles, frontier = _placed(head, frontier.copy(), new, dict(versions))
    last = Head(events[-1].position, events[-1].leaf, events[-1].recorded_at)
    await transaction.insert(INSERT_EVENT, [_event_row(placed) for placed in events])
    await transaction.insert(INSERT_TAG, _tag_rows(head.position, new))
    await transaction.insert(INSERT_TILE, tiles)
    await transaction.insert(INSERT_CHECKPOINT, [(last.position, frontier.root(), last.recorded_at, None)])
    return Appended(events, last, frontier)


def _placed(
    head: Head, frontier: Frontier, new: Sequence[tuple[NewEvent, Cause]], versions: dict[str, int]
) -> tuple[list[RecordedEvent], list[Tile], Frontier]:
    events: list[RecordedEvent] = []
    tiles: list[Tile] = []
    recorded_at = head.recorded_at
    for position, (fact, cause) in enumerate(new, start=head.position + 1):
        recorded_at = later_of(cause.recorded_at, recorded_at)
        versions[fact.stream] = versions.get(fact.stream, 0) + 1
        placed = recorded(position, versions[fact.stream], recorded_at, fact, cause)
        tiles += frontier.append(placed.leaf)
        events.append(placed)
    return events, tiles, frontier


def later_of(clock: str, last: str) -> str:
    """The clock's time, or, where the clock stands still or went back, a microsecond after the last event's."""
    assert TIME.fullmatch(clock), f"A time as in 2008-11-21T00:00:00.000000Z was expected, not {clock}."
    if clock > last:
        return clock
    return later_by(ONE_MICROSECOND, last)


def recorded(position: int, version: int, recorded_at: str, fact: NewEvent, cause: Cause) -> RecordedEvent:
    """The event at its place, sealed and hashed: a pure function."""
    sealed = seal(fact.data, fact.salts)
    header = canonical_header(
        position=position,
        event_id=fact.event_id,
        stream=fact.stream,
        version=version,
        type=fact.type,
        schema_version=fact.schema_version,
        actor=cause.actor,
        on_behalf_of=cause.on_behalf_of,
        causation=cause.causation,
        correlation=cause.correlation,
        command_id=cause.command_id,
        reported_on=fact.reported_on,
        recorded_at=recorded_at,
    )
    return RecordedEvent(
        position,
        fact.event_id,
        fact.stream,
        version,
        fact.type,
        fact.schema_version,
        sealed.data,
        sealed.salts.decode(),
        sealed.data_digest,
        leaf_hash(header + sealed.data_digest),
        cause.actor,
        cause.on_behalf_of,
        cause.causation,
        cause.correlation,
        cause.command_id,
        fact.reported_on,
        recorded_at,
    )


def _event_row(placed: RecordedEvent) -> Row:
    """The fields stand in the order of the columns already; data is text in the table."""
    row = msgspec.structs.astuple(placed)
    return (*row[:_DATA], placed.data.decode(), *row[_DATA + 1 :])


_DATA = RecordedEvent.__struct_fields__.index("data")


def _tag_rows(base: int, new: Sequence[tuple[NewEvent, Cause]]) -> list[Row]:
    return [
        (tag, position) for position, (fact, _) in enumerate(new, start=base + 1) for tag in dict.fromkeys(fact.tags)
    ]
