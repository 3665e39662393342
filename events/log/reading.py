"""Reading the log: its head, its streams, its tags, and everything after a position."""

from collections.abc import Collection
from typing import Any, NamedTuple

import sqlalchemy as sa

from events.log.database import Row, Statement, Transaction, listed, one_of
from events.log.errors import LogDamaged
from events.log.event import EMPTY_HEAD, Head, RecordedEvent
from events.log.merkle import TILE_HEIGHT, TILE_WIDTH, Frontier
from events.log.tables import checkpoint, event, event_tag
from events.log.tiles import TileReader

READ_LIMIT_MAX = 10_000

HEAD = Statement(
    sa.select(event.c.position, event.c.leaf, event.c.recorded_at).order_by(event.c.position.desc()).limit(1)
)
STREAM_VERSIONS = Statement(
    sa.select(event.c.stream, sa.func.max(event.c.version))
    .where(one_of(event.c.stream, "streams"))
    .group_by(event.c.stream)
)
# Sorted by an expression, for SQLite would else read the whole log in order to save itself the sorting.
STREAMS = Statement(
    sa.select(event)
    .where(one_of(event.c.stream, "streams"))
    .order_by(event.c.position + sa.literal_column("0", sa.Integer))
)
POSITIONS = Statement(sa.select(event).where(one_of(event.c.position, "positions")).order_by(event.c.position))
AFTER = Statement(
    sa.select(event)
    .where(event.c.position > sa.bindparam("after"))
    .order_by(event.c.position)
    .limit(sa.bindparam("limit", type_=sa.BigInteger))
)
STREAMS_SINCE = Statement(
    sa.select(event.c.stream).where(event.c.position > sa.bindparam("after"), one_of(event.c.type, "types")).distinct()
)
TAGGED = Statement(
    sa.select(event)
    .join(event_tag, event_tag.c.position == event.c.position)
    .where(event_tag.c.tag == sa.bindparam("tag"), event_tag.c.position > sa.bindparam("after"))
    .order_by(event_tag.c.position)
    .limit(sa.bindparam("limit", type_=sa.BigInteger))
)
_wanted = listed("tags")
# For each tag the index is asked once: a join could be planned as a walk through the whole log.
TAG_OWNERS = Statement(
    sa.select(
        _wanted.c.value,
        sa.select(event.c.stream)
        .join(event_tag, event_tag.c.position == event.c.position)
        .where(event_tag.c.tag == _wanted.c.value)
        .order_by(event_tag.c.position)
        .limit(1)
        .correlate(_wanted)
        .scalar_subquery(),
    )
)
CHECKPOINT = Statement(sa.select(checkpoint).where(checkpoint.c.size == sa.bindparam("size")))
LAST_CHECKPOINT = Statement(sa.select(checkpoint).order_by(checkpoint.c.size.desc()).limit(1))


class Checkpoint(NamedTuple):
    """The root of the tree over the first `size` events; `note` is the signed form, once it is signed."""

    size: int
    root: bytes
    recorded_at: str
    note: str | None


async def read_head(transaction: Transaction) -> Head:
    """The last event of the log; `EMPTY_HEAD` where there is none."""
    row = await transaction.fetch_one(HEAD)
    return EMPTY_HEAD if row is None else Head(*row)


async def load_frontier(transaction: Transaction) -> Frontier:
    """The right edge of the tree at the head of the log, from the rows that no full tile holds yet.

    `LogDamaged` if it does not give the root of the last checkpoint.
    """
    size, reader = (await read_head(transaction)).position, TileReader(transaction)
    pending, level = [], 0
    while size >> TILE_HEIGHT * level:
        number, width = divmod(size >> TILE_HEIGHT * level, TILE_WIDTH)
        pending.append((await reader.tile(level, number))[:width] if width else [])
        level += 1
    frontier = Frontier(size, pending)
    last = await read_checkpoint(transaction)
    if (last.size, last.root) != (size, frontier.root()) if last else size > 0:
        raise LogDamaged(
            f"The root of the log at position {size} was expected to be that of its last checkpoint "
            f"(at {last.size if last else 0}), and it is {frontier.root().hex()}."
        )
    return frontier


async def read_checkpoint(transaction: Transaction, size: int | None = None) -> Checkpoint | None:
    """The checkpoint of a size, or the last one; None where no commit ended there."""
    if size is None:
        row = await transaction.fetch_one(LAST_CHECKPOINT)
    else:
        row = await transaction.fetch_one(CHECKPOINT, {"size": size})
    return None if row is None else Checkpoint(*row)


async def stream_versions(transaction: Transaction, streams: Collection[str]) -> dict[str, int]:
    """The version of each stream; a stream that does not exist is not in the answer."""
    rows = await transaction.fetch_all(STREAM_VERSIONS, {"streams": streams})
    return dict(rows)


async def read_streams(transaction: Transaction, streams: Collection[str]) -> list[RecordedEvent]:
    """Every event of the streams, in the order of positions."""
    return events_of(await transaction.fetch_all(STREAMS, {"streams": streams}))


async def streams_since(transaction: Transaction, position: int, types: Collection[str]) -> set[str]:
    """The streams of which something of these types was said after a position."""
    rows = await transaction.fetch_all(STREAMS_SINCE, {"after": position, "types": types})
    return {stream for (stream,) in rows}


async def read_positions(transaction: Transaction, positions: Collection[int]) -> list[RecordedEvent]:
    """The events at the positions, in their order; what is beyond the head is left out."""
    return events_of(await transaction.fetch_all(POSITIONS, {"positions": positions}))


async def read_after(transaction: Transaction, position: int, limit: int) -> list[RecordedEvent]:
    """The events after a position, at most `limit` of them (and never more than 10,000)."""
    parameters = {"after": position, "limit": min(limit, READ_LIMIT_MAX)}
    return events_of(await transaction.fetch_all(AFTER, parameters))


async def read_tagged(transaction: Transaction, tag: str, after: int = 0, limit: int = 1_000) -> list[RecordedEvent]:
    """The events with a tag after a position, in order, at most `limit` of them (and never more than 10,000)."""
    parameters = {"tag": tag, "after": after, "limit": min(limit, READ_LIMIT_MAX)}
    return events_of(await transaction.fetch_all(TAGGED, parameters))


async def tag_owner(transaction: Transaction, tags: Collection[str]) -> dict[str, str]:
    """For each tag the stream of the first event that carries it; a tag that no event carries is not in the answer."""
    rows = await transaction.fetch_all(TAG_OWNERS, {"tags": tags})
    return {tag: stream for tag, stream in rows if stream is not None}


def events_of(rows: list[Row]) -> list[RecordedEvent]:
    """Rows of the table of events, with all its columns, as events."""
    return [_event(*row) for row in rows]


def _event(
    position: int, event_id: str, stream: str, version: int, type: str, schema_version: int, data: str, *rest: Any
) -> RecordedEvent:
    return RecordedEvent(position, event_id, stream, version, type, schema_version, data.encode(), *rest)
