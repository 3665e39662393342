"""Reading the tree of hashes from its tiles: a proof about any size of the log takes a few rows."""

import sqlalchemy as sa

from events.log import tables
from events.log.database import Statement, Transaction
from events.log.merkle import HASH_BYTES, TILE_HEIGHT, TILE_WIDTH, Span, joined, perfect_root, perfect_spans
from events.log.proofs import consistency_spans, inclusion_spans

FULL_TILE = Statement(
    sa.select(tables.tile.c.hashes).where(
        tables.tile.c.level == sa.bindparam("level"), tables.tile.c.number == sa.bindparam("number")
    )
)
LEAVES = Statement(
    sa.select(tables.event.c.leaf)
    .where(tables.event.c.position.between(sa.bindparam("first"), sa.bindparam("last")))
    .order_by(tables.event.c.position)
)
ROOTS_BELOW = Statement(
    sa.select(tables.tile.c.root)
    .where(
        tables.tile.c.level == sa.bindparam("level"),
        tables.tile.c.number.between(sa.bindparam("first"), sa.bindparam("last")),
    )
    .order_by(tables.tile.c.number)
)


class TileReader:
    """The hashes of the tree as one transaction sees them; each tile is read once."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction
        self._tiles: dict[tuple[int, int], list[bytes]] = {}

    async def root_at(self, size: int) -> bytes:
        """The root of the tree over the first `size` events."""
        return await self._span_root((0, size))

    async def inclusion_proof(self, position: int, size: int) -> list[bytes]:
        """The hashes that prove that the event at a position is in the tree over the first `size` events."""
        return [await self._span_root(span) for span in inclusion_spans(position - 1, size)]

    async def consistency_proof(self, old_size: int, new_size: int) -> list[bytes]:
        """The hashes that prove that the tree of the new size begins with the tree of the old size."""
        return [await self._span_root(span) for span in consistency_spans(old_size, new_size)]

    async def tile(self, level: int, number: int) -> list[bytes]:
        """The hashes of a tile (C2SP tlog-tiles), 256 of a full one, fewer at the right edge, none beyond it."""
        known = self._tiles.get((level, number))
        if known is None:
            known = self._tiles[level, number] = await self._read(level, number)
        return known

    async def _span_root(self, span: Span) -> bytes:
        return joined([await self._perfect_root(start, end) for start, end in perfect_spans(span)])

    async def _perfect_root(self, start: int, end: int) -> bytes:
        level = ((end - start).bit_length() - 1) // TILE_HEIGHT
        first, last = start >> TILE_HEIGHT * level, end >> TILE_HEIGHT * level
        number, place = divmod(first, TILE_WIDTH)
        hashes = await self.tile(level, number)
        assert len(hashes) >= place + last - first, "The tree was expected to reach as far as it was asked for."
        return perfect_root(hashes[place : place + last - first])

    async def _read(self, level: int, number: int) -> list[bytes]:
        full = await self._transaction.fetch_one(FULL_TILE, {"level": level, "number": number})
        if full is not None:
            hashes: bytes = full[0]
            return [hashes[start : start + HASH_BYTES] for start in range(0, len(hashes), HASH_BYTES)]
        first = number * TILE_WIDTH
        if level == 0:
            rows = await self._transaction.fetch_all(LEAVES, {"first": first + 1, "last": first + TILE_WIDTH})
        else:
            span = {"level": level - 1, "first": first, "last": first + TILE_WIDTH - 1}
            rows = await self._transaction.fetch_all(ROOTS_BELOW, span)
        return [row[0] for row in rows]
