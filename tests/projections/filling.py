"""Fills a real log with facts for the tests of views: appended as the writer does it, batch by batch."""

import os
from collections.abc import Sequence
from uuid import uuid4

from events.fact import Fact
from events.identity import Noun, stream_of
from events.log.appending import append
from events.log.database import Database, Transaction
from events.log.event import Cause, NewEvent, RecordedEvent, new_event
from events.log.reading import load_frontier, read_head, stream_versions
from events.reading_facts import data_of, recorded_from, tags_of
from projections import runner
from projections.versioned_view import VersionedView

Said = tuple[str, Fact, str]
CAUSE = Cause(actor="key-secretariat", command_id="command-1", recorded_at="2011-02-18T09:00:00.000000Z")


def said(noun: Noun, thing_id: str, fact: Fact, reported_on: str) -> Said:
    """A fact about a thing, said on a day."""
    return stream_of(noun, thing_id), fact, reported_on


async def tell(database: Database, views: Sequence[VersionedView], facts: Sequence[Said]) -> list[RecordedEvent]:
    """Append facts and take them into the views in one transaction, as the writer does."""
    async with database.writing() as transaction:
        base = (await read_head(transaction)).position
        events = await append_only(transaction, facts)
        await runner.apply(transaction, views, base, [recorded_from(event) for event in events])
    return events


async def append_only(transaction: Transaction, facts: Sequence[Said]) -> list[RecordedEvent]:
    """Append facts and leave the views as they are."""
    head, frontier = await read_head(transaction), await load_frontier(transaction)
    versions = await stream_versions(transaction, {stream for stream, _, _ in facts})
    new = [(_new(*one), CAUSE) for one in facts]
    return (await append(transaction, head, frontier, new, versions)).events


def _new(stream: str, fact: Fact, reported_on: str) -> NewEvent:
    return new_event(
        event_id=str(uuid4()),
        stream=stream,
        type=fact.TYPE,
        data=data_of(fact),
        reported_on=reported_on,
        random_bytes=os.urandom,
        tags=tags_of(stream, fact),
    )
