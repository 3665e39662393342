"""Reading the log thing by thing: the whole history of each, many things at a time, up to a position."""

from collections.abc import Collection
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple

import sqlalchemy as sa

from events.fact import Recorded
from events.identity import Noun, id_in, stream_of
from events.log.database import Database, Statement, Transaction
from events.log.event import Head, RecordedEvent
from events.log.reading import events_of, read_positions, read_streams
from events.log.tables import event
from events.reading_facts import recorded_from
from events.redaction import EventRedacted

EVENTS_AT_ONCE = 4_000

History = list[Recorded[Any]]

_BETWEEN = Statement(
    sa.select(event)
    .where(
        event.c.stream > sa.bindparam("after"),
        event.c.stream <= sa.bindparam("until"),
        event.c.position <= sa.bindparam("known_at", type_=sa.BigInteger),
    )
    .order_by(event.c.stream, event.c.version)
)
# Of the index alone, so that to part a log of a million events takes a fraction of reading it.
_NTH = Statement(
    sa.select(event.c.stream)
    .where(event.c.stream > sa.bindparam("after"), event.c.stream < sa.bindparam("end"))
    .order_by(event.c.stream, event.c.version)
    .offset(sa.bindparam("skipped", type_=sa.BigInteger))
    .limit(1)
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
_LEAF = Statement(sa.select(event.c.leaf).where(event.c.position == sa.bindparam("position", type_=sa.BigInteger)))


class Range(NamedTuple):
    """Things of one noun whose streams come one after another: after one name, up to and with another."""

    after: str
    until: str


async def ranges_of(database: Database, noun: Noun) -> list[Range]:
    """All things of a noun in portions of so many events or a little more, each thing in one of them."""
    end = f"{noun}."  # a full stop is the character after the hyphen
    ranges = [Range(f"{noun}-", f"{noun}-")]
    given = {"end": end, "skipped": EVENTS_AT_ONCE - 1}
    async with database.reading() as transaction:
        while row := await transaction.fetch_one(_NTH, {**given, "after": ranges[-1].until}):
            ranges.append(Range(ranges[-1].until, row[0]))
    return [*ranges[1:], Range(ranges[-1].until, end)]


async def read_range(database: Database, within: Range, known_at: int) -> list[History]:
    """The history of every thing within a range up to a position, in the order of the streams' names.

    In a transaction of its own: events stay as they are, and a long one would keep SQLite from emptying its
    write-ahead log and PostgreSQL from cleaning up.
    """
    async with database.reading() as transaction:
        return _by_thing(events_of(await transaction.fetch_all(_BETWEEN, {**within._asdict(), "known_at": known_at})))


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
    redactions = await redactions_between(transaction, after, known_at)
    facts = [recorded_from(one).fact for one in await read_positions(transaction, redactions)]
    redacted = await read_positions(transaction, [fact.position for fact in facts])
    return sorted(streams | {one.stream for one in redacted})


async def touched_activities(transaction: Transaction, after: int, known_at: int) -> list[str]:
    """The ids of the activities of which something was said, or redacted, between two positions."""
    streams = await touched_streams(transaction, after, known_at)
    return [id_in(Noun.ACTIVITY, stream) for stream in of_noun(Noun.ACTIVITY, streams)]


async def is_still_in(transaction: Transaction, then: Head, log: Head) -> bool:
    """Whether a log has the event with which it ended then: a restore or a failover may have lost it."""
    if then.position in (0, log.position):
        return then.leaf == log.leaf or then.position == 0
    found = await transaction.fetch_one(_LEAF, {"position": then.position})
    return found is not None and found[0] == then.leaf


async def redactions_between(transaction: Transaction, after: int, until: int) -> list[int]:
    """The positions, behind one and up to another, at which a redaction is told."""
    rows = await transaction.fetch_all(_REDACTED, {"after": after, "known_at": until})
    return [position for (position,) in rows]


def _by_thing(rows: list[RecordedEvent]) -> list[History]:
    return [[recorded_from(row) for row in told] for _, told in groupby(rows, key=attrgetter("stream"))]


def of_noun(noun: Noun, streams: Collection[str]) -> list[str]:
    """Those of the streams that are of things of a noun."""
    return [stream for stream in streams if stream.startswith(stream_of(noun, ""))]
