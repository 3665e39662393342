"""Reports of real agencies for the tests of the log, and the shortest way to append them."""

import os
from collections.abc import Sequence

from uuid_utils import uuid7

from events.log.appending import Appended, append
from events.log.database import Database, Transaction
from events.log.event import Cause, NewEvent, new_event
from events.log.reading import load_frontier, read_head, stream_versions

UNFPA = Cause(
    actor="unfpa-focal-point",
    on_behalf_of="unfpa",
    command_id="submission-1",
    recorded_at="2008-11-21T10:00:00.000000Z",
)


def report(
    stream: str = "activity-migrant-stock", title: str = "Trends in migrant stock", tags: Sequence[str] = ()
) -> NewEvent:
    return new_event(
        event_id=str(uuid7()),
        stream=stream,
        type="activity-reported",
        data={"title": title, "kind": "publication", "topics": ["migrant-stock"]},
        reported_on="2008-11-21",
        random_bytes=os.urandom,
        tags=("agency:unfpa", *tags),
    )


def redaction_of(position: int, field: str) -> NewEvent:
    return new_event(
        event_id=str(uuid7()),
        stream="redaction-1",
        type="event-redacted",
        data={"position": position, "field": field},
        reported_on="2008-11-21",
        random_bytes=os.urandom,
    )


async def append_in(transaction: Transaction, facts: Sequence[NewEvent], cause: Cause = UNFPA) -> Appended:
    """Append in a transaction that is already writing, reading what the writer would know."""
    return await append(
        transaction,
        await read_head(transaction),
        await load_frontier(transaction),
        [(fact, cause) for fact in facts],
        await stream_versions(transaction, {fact.stream for fact in facts}),
    )


async def append_all(database: Database, facts: Sequence[NewEvent], cause: Cause = UNFPA) -> Appended:
    """Append in a transaction of its own."""
    async with database.writing() as transaction:
        return await append_in(transaction, facts, cause)
