"""Reading the log thing by thing: the whole history of each, many things at a time, up to a position."""

from collections.abc import AsyncIterator, Collection
from itertools import groupby
from operator import attrgetter
from typing import Any

import sqlalchemy as sa

from events.fact import Recorded
from events.identity import Noun, stream_of
from events.log.database import Database, Statement, Transaction
from events.log.event import RecordedEvent
from events.log.reading import events_of, read_positions, read_streams
from events.log.tables import event
from events.reading_facts import recorded_from
from events.redaction import EventRedacted

EVENTS_AT_ONCE = 4_000

History = list[Recorded[Any]]

_IN_ORDER = Statement(
    sa.select(event)
    .where(
        event.c.stream > sa.bindparam("after"),
        event.c.stream < sa.bindparam("end"),
        event.c.position <= sa.bindparam("known_at", type_=sa.BigInteger),
    )
    .order_by(event.c.stream, event.c.version)
    .limit(sa.bindparam("limit", type_=sa.BigInteger))
)
_TOUCHED = Statement(
    sa.select(event.c.stream)
    .distinct()
    .where(
        event.c.position > sa.bindparam("after", type_=sa.BigInteger),
        event.c.position <= sa.bindparam("known_at", type_=sa.BigInteger),
    )
)
_REDACTED = Statement(
    sa.select(event.c.position).where(
        event.c.position > sa.bindparam("after", type_=sa.BigInteger),
        event.c.position <= sa.bindparam("known_at", type_=sa.BigInteger),
        event.c.type == EventRedacted.TYPE,
    )
)


async def read_all_histories(database: Database, noun: Noun, known_at: int) -> AsyncIterator[list[History]]:
    """The history of every thing of a noun up to a position, in the order of the streams' names, some at a time.

    Each portion is read in a transaction of its own: events stay as they are, and a long one would keep SQLite from
    emptying its write-ahead log and PostgreSQL from cleaning up.
    """
    after, end = f"{noun}-", f"{noun}."  # a full stop is the character after the hyphen
    while True:
        async with database.reading() as transaction:
            histories = await _some(transaction, after, end, known_at)
        if not histories:
            return
        yield histories
        after = histories[-1][-1].stream


async def _some(transaction: Transaction, after: str, end: str, known_at: int) -> list[History]:
    """Some histories, each of them whole."""
    given = {"after": after, "end": end, "known_at": known_at, "limit": EVENTS_AT_ONCE}
    rows = events_of(await transaction.fetch_all(_IN_ORDER, given))
    if len(rows) == EVENTS_AT_ONCE:
        last = rows[-1].stream
        rows = [row for row in rows if row.stream != last] or await _up_to(transaction, [last], known_at)
    return _by_thing(rows)


async def read_histories(transaction: Transaction, streams: Collection[str], known_at: int) -> list[History]:
    """The histories of these things up to a position."""
    rows = await _up_to(transaction, streams, known_at)
    return _by_thing(sorted(rows, key=attrgetter("stream", "version")))


async def _up_to(transaction: Transaction, streams: Collection[str], known_at: int) -> list[RecordedEvent]:
    return [one for one in await read_streams(transaction, streams) if one.position <= known_at]


async def touched_streams(transaction: Transaction, after: int, known_at: int) -> list[str]:
    """The streams of which something was said between two positions, or of which something was redacted then."""
    between = {"after": after, "known_at": known_at}
    streams = {stream for (stream,) in await transaction.fetch_all(_TOUCHED, between)}
    redactions = [position for (position,) in await transaction.fetch_all(_REDACTED, between)]
    facts = [recorded_from(one).fact for one in await read_positions(transaction, redactions)]
    redacted = await read_positions(transaction, [fact.position for fact in facts])
    return sorted(streams | {one.stream for one in redacted})


def _by_thing(rows: list[RecordedEvent]) -> list[History]:
    return [[recorded_from(row) for row in told] for _, told in groupby(rows, key=attrgetter("stream"))]


def of_noun(noun: Noun, streams: Collection[str]) -> list[str]:
    """Those of the streams that are of things of a noun."""
    return [stream for stream in streams if stream.startswith(stream_of(noun, ""))]
