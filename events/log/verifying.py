"""Reading the whole log again and computing anew what it claims: every digest, every leaf, every root, every tile."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractAsyncContextManager
from typing import NamedTuple

import sqlalchemy as sa

from events.log.checkpoint_checks import NOTHING_KNOWN, CheckpointChecks, Trust
from events.log.database import Readable, Row, Statement, Transaction
from events.log.errors import DatabaseError
from events.log.event import RecordedEvent
from events.log.event_checks import EventChecks, Finding, TagsOf
from events.log.merkle import TILE_HEIGHT, Tile
from events.log.reading import Checkpoint, read_after
from events.log.tables import checkpoint, event, event_tag, tile

EVENTS_AT_ONCE = 1_000
FINDINGS_MAX = 1_000

HEAD_POSITION = Statement(sa.select(sa.func.max(event.c.position)))
CHECKPOINTS = Statement(
    sa.select(checkpoint).where(checkpoint.c.size > sa.bindparam("after"), checkpoint.c.size <= sa.bindparam("until"))
)
TAGS = Statement(
    sa.select(event_tag.c.position, event_tag.c.tag).where(
        event_tag.c.position > sa.bindparam("after"), event_tag.c.position <= sa.bindparam("until")
    )
)
TILE = Statement(
    sa.select(tile.c.root, tile.c.hashes).where(
        tile.c.level == sa.bindparam("level"), tile.c.number == sa.bindparam("number")
    )
)
TILE_NAMES = Statement(sa.select(tile.c.level, tile.c.number).order_by(tile.c.level, tile.c.number))
LAST_CHECKPOINT_SIZE = Statement(sa.select(sa.func.max(checkpoint.c.size)))
# What stands before the first event or after the last.
OUTSIDE = tuple(
    (what, Statement(sa.select(sa.func.min(column)).where(sa.or_(column < 1, column > sa.bindparam("head")))))
    for what, column in (("event", event.c.position), ("checkpoint", checkpoint.c.size), ("tag", event_tag.c.position))
)


class Part(NamedTuple):
    """Some events in order, with what is stored about them."""

    events: list[RecordedEvent]
    tags: dict[int, list[str]]
    checkpoints: dict[int, Checkpoint]


async def verify_log(
    database: Readable,
    progress: Callable[[int], None],
    tags_of: TagsOf | None = None,
    trust: Trust = NOTHING_KNOWN,
) -> list[Finding]:
    """Everything that is wrong with the log up to where it stands now, at most 1,000 findings; none if it is whole.

    They stand in the order of positions. `progress` is told the position after every thousand events. With `tags_of`
    the tags of each event are compared with those that the function gives; `trust` is what the verifier knows from
    elsewhere: public keys, and signed checkpoints that were kept.
    """
    async with database.reading() as transaction:
        until = await _head_position(transaction)
    verification = Verification(tags_of, trust)
    while verification.position < until and len(verification.findings()) < FINDINGS_MAX:
        await verification.go_on(database.reading, until)
        progress(verification.position)
        # The service may run in the same loop: its turn between two parts.
        await asyncio.sleep(0)
    async with database.reading() as transaction:
        await verification.finish(transaction, until)
    return sorted(verification.findings())[:FINDINGS_MAX]


class Verification:
    """How far the verification has come, and what it found."""

    def __init__(self, tags_of: TagsOf | None, trust: Trust) -> None:
        self._events = EventChecks(tags_of)
        self._checkpoints = CheckpointChecks(trust)
        self._found: list[Finding] = []

    @property
    def position(self) -> int:
        """Up to where the log was verified."""
        return self._events.position

    def findings(self) -> list[Finding]:
        """What was found so far."""
        return self._events.findings + self._checkpoints.findings + self._found

    async def go_on(self, reading: Callable[[], AbstractAsyncContextManager[Transaction]], until: int) -> None:
        """Verify the next events, up to a thousand; fewer, down to one, where something cannot be read.

        `reading` begins a transaction that reads, as that of a database does.
        """
        limit = EVENTS_AT_ONCE
        while True:
            try:
                async with reading() as transaction:
                    part = await read_part(transaction, self.position, until, limit)
                    await self._verify(transaction, part, until)
                return
            except DatabaseError as error:
                if limit == 1:
                    at = self.position + 1
                    self._events.skip(at, f"What is stored at position {at} cannot be read: {error}")
                    return
                limit = max(1, limit // 10)

    async def _verify(self, transaction: Transaction, part: Part, until: int) -> None:
        if not part.events:
            after = self.position
            self._events.skip(until, f"Events were expected from position {after + 1} to {until}; none was found.")
        for recorded in part.events:
            for filled in self._events.take(recorded, part.tags.get(recorded.position, ())):
                await self._verify_tile(transaction, recorded.position, filled)
            self._checkpoints.take(recorded, part.checkpoints.get(recorded.position), self._events.frontier.root)

    async def finish(self, transaction: Transaction, until: int) -> None:
        """Look for what no event stands behind, and for what should be there and is not."""
        self._events.finish()
        self._checkpoints.finish(until)
        head = await _head_position(transaction)
        [last] = await transaction.fetch_one(LAST_CHECKPOINT_SIZE) or (None,)
        if (last or 0) < until:
            self._find(
                until, f"A checkpoint was expected at the last position {until}, and the last is at {last or 0}."
            )
        for what, outside in OUTSIDE:
            [found] = await transaction.fetch_one(outside, {"head": head}) or (None,)
            if found is not None:
                self._find(found, f"No {what} was expected outside the positions 1 to {head}; one is at {found}.")
        self._found += _strangers(await transaction.fetch_all(TILE_NAMES), head)

    async def _verify_tile(self, transaction: Transaction, position: int, filled: Tile) -> None:
        try:
            stored = await transaction.fetch_one(TILE, {"level": filled.level, "number": filled.number})
        except DatabaseError:
            stored = None
        if stored != (filled.root, filled.hashes):
            found = "none" if stored is None else "another one"
            self._find(
                position,
                f"Tile {filled.number} of level {filled.level}, full at position {position}, was expected to hold the "
                f"hashes of the events, and {found} was found.",
            )

    def _find(self, position: int, sentence: str) -> None:
        self._found.append(Finding(position, sentence))


async def _head_position(transaction: Transaction) -> int:
    """The last position; nothing else of the last event, which may be unreadable."""
    [position] = await transaction.fetch_one(HEAD_POSITION) or (None,)
    return position or 0


async def read_part(transaction: Transaction, after: int, until: int, limit: int) -> Part:
    """The next events after a position, at most `limit`, none beyond `until`, with their tags and checkpoints."""
    events = [row for row in await read_after(transaction, after, limit) if row.position <= until]
    span = {"after": after, "until": events[-1].position if events else after}
    tags: dict[int, list[str]] = {}
    for position, tag in await transaction.fetch_all(TAGS, span):
        tags.setdefault(position, []).append(tag)
    checkpoints = [Checkpoint(*row) for row in await transaction.fetch_all(CHECKPOINTS, span)]
    return Part(events, tags, {stored.size: stored for stored in checkpoints})


def _strangers(names: Sequence[Row], head: int) -> Iterator[Finding]:
    """Tiles that a log of this size does not fill; the position is the last that they could hold."""
    for level, number in names:
        if level < 0 or not 0 <= number < head >> TILE_HEIGHT * (level + 1):
            yield Finding(head, f"No tile {number} of level {level} was expected in a log of {head} events.")
