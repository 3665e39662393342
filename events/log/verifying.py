"""Reading the whole log again and computing anew what it claims: every digest, every leaf, every root, every tile."""

import asyncio
from collections.abc import Callable, Collection
from typing import NamedTuple

import msgspec
import sqlalchemy as sa

from events.log.canonical import canonical_json
from events.log.database import Database, Statement, Transaction
from events.log.event import RecordedEvent
from events.log.hashing import recomputed_data_digest, recomputed_leaf
from events.log.merkle import Frontier, Tile
from events.log.reading import read_after, read_head
from events.log.tables import checkpoint, event_tag, tile

EVENTS_AT_ONCE = 1_000
FINDINGS_MAX = 1_000

CHECKPOINTS = Statement(
    sa.select(checkpoint.c.size, checkpoint.c.root)
    .where(checkpoint.c.size > sa.bindparam("after"), checkpoint.c.size <= sa.bindparam("until"))
    .order_by(checkpoint.c.size)
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
BEYOND = Statement(
    sa.select(sa.func.max(checkpoint.c.size), sa.select(sa.func.max(event_tag.c.position)).scalar_subquery())
)


class Finding(NamedTuple):
    """Something that the log claims and that is not so, with the position at which it was found."""

    position: int
    sentence: str


async def verify_log(
    database: Database,
    progress: Callable[[int], None],
    tags_of: Callable[[RecordedEvent], Collection[str]] | None = None,
) -> list[Finding]:
    """Everything that is wrong with the log up to where it stands now, at most 1,000 findings; none if it is whole.

    `progress` is told the position after every thousand events. With `tags_of` the tags of each event are compared
    with those that the function gives.
    """
    async with database.reading() as transaction:
        until = (await read_head(transaction)).position
    verification = Verification(tags_of)
    while verification.position < until and len(verification.findings) < FINDINGS_MAX:
        async with database.reading() as transaction:
            await verification.go_on(transaction, until)
        progress(verification.position)
        # The service may run in the same loop: its turn between two batches.
        await asyncio.sleep(0)
    async with database.reading() as transaction:
        await verification.finish(transaction, until)
    return verification.findings[:FINDINGS_MAX]


class Verification:
    """How far the verification has come, and what it found."""

    def __init__(self, tags_of: Callable[[RecordedEvent], Collection[str]] | None) -> None:
        self.position = 0
        self.findings: list[Finding] = []
        self._tags_of = tags_of
        self._frontier = Frontier()
        self._versions: dict[str, int] = {}
        self._recorded_at = ""
        self._root_failed = False

    async def go_on(self, transaction: Transaction, until: int) -> None:
        """Verify the next events, up to a thousand, and what belongs to them."""
        after = self.position
        events = [row for row in await read_after(transaction, after, EVENTS_AT_ONCE) if row.position <= until]
        if not events:
            self._find(after + 1, f"An event was expected after position {after}, and none was found up to {until}.")
            self.position = until
            return
        span = {"after": after, "until": events[-1].position}
        roots: dict[int, bytes] = dict(await transaction.fetch_all(CHECKPOINTS, span))
        for recorded in events:
            self._verify_event(recorded)
            for filled in self._frontier.append(recorded.leaf):
                await self._verify_tile(transaction, recorded.position, filled)
            self._verify_root(recorded.position, roots)
        if self._tags_of is not None:
            await self._verify_tags(transaction, span, events)

    async def finish(self, transaction: Transaction, until: int) -> None:
        """Look for what no event stands behind."""
        last_size, last_tagged = await transaction.fetch_one(BEYOND) or (None, None)
        head = (await read_head(transaction)).position
        if (last_size or 0) < until:
            self._find(
                until, f"A checkpoint was expected at the last position {until}, and the last is at {last_size or 0}."
            )
        for what, found in (("checkpoint", last_size), ("tag", last_tagged)):
            if (found or 0) > head:
                self._find(
                    found, f"No {what} was expected beyond the last position {head}, and one was found at {found}."
                )

    def _verify_event(self, recorded: RecordedEvent) -> None:
        self._verify_order(recorded)
        at = f"at position {recorded.position}"
        try:
            data_digest = recomputed_data_digest(recorded)
            if canonical_json(msgspec.json.decode(recorded.data)) != recorded.data:
                self._find(
                    recorded.position, f"Canonical JSON was expected as the data {at}, and another form was found."
                )
            if data_digest != recorded.data_digest:
                self._find(recorded.position, f"The data {at} are not those that were recorded: their digest differs.")
            if recomputed_leaf(recorded, recorded.data_digest) != recorded.leaf:
                self._find(recorded.position, f"The event {at} is not the one that was recorded: its leaf differs.")
        except (ValueError, TypeError, KeyError, msgspec.MsgspecError) as error:
            self._find(recorded.position, f"The data {at} cannot be read: {error}.")

    def _verify_order(self, recorded: RecordedEvent) -> None:
        position, expected = recorded.position, self.position + 1
        if position != expected:
            self._find(expected, f"Position {expected} was expected next, and {position} was found.")
        version = self._versions.get(recorded.stream, 0) + 1
        if recorded.version != version:
            self._find(
                position,
                f"Version {version} of {recorded.stream} was expected at position {position}, "
                f"and {recorded.version} was found.",
            )
        if recorded.recorded_at <= self._recorded_at:
            self._find(
                position,
                f"A time after {self._recorded_at} was expected at position {position}, "
                f"and {recorded.recorded_at} was found.",
            )
        self.position, self._recorded_at = position, recorded.recorded_at
        self._versions[recorded.stream] = recorded.version

    async def _verify_tile(self, transaction: Transaction, position: int, filled: Tile) -> None:
        stored = await transaction.fetch_one(TILE, {"level": filled.level, "number": filled.number})
        if stored != (filled.root, filled.hashes):
            found = "none" if stored is None else "another one"
            self._find(
                position,
                f"Tile {filled.number} of level {filled.level}, full at position {position}, was expected to hold the "
                f"hashes of the events, and {found} was found.",
            )

    def _verify_root(self, position: int, roots: dict[int, bytes]) -> None:
        root = roots.get(position)
        if root is None or self._root_failed or root == self._frontier.root():
            return
        # Every later root differs as well, so that the first says it all.
        self._root_failed = True
        self._find(position, f"The root of the checkpoint at position {position} is not that of the events up to it.")

    async def _verify_tags(self, transaction: Transaction, span: dict[str, int], events: list[RecordedEvent]) -> None:
        assert self._tags_of is not None
        stored: dict[int, set[str]] = {}
        for position, tag in await transaction.fetch_all(TAGS, span):
            stored.setdefault(position, set()).add(tag)
        for recorded in events:
            expected, found = set(self._tags_of(recorded)), stored.get(recorded.position, set())
            if expected != found:
                self._find(
                    recorded.position,
                    f"The tags {sorted(expected)} were expected at position {recorded.position}, and {sorted(found)} "
                    f"were found.",
                )

    def _find(self, position: int, sentence: str) -> None:
        self.findings.append(Finding(position, sentence))
