"""Proofs from stored tiles, for any size of the log."""

import itertools

from events.log.database import Database
from events.log.merkle import root_of
from events.log.proofs import consistency_holds, inclusion_holds
from events.log.tiles import TileReader
from tests.events.log.reports import append_all, report

SIZES = (1, 2, 255, 256, 257, 511, 512, 515, 700)


async def test_roots_and_proofs_of_any_size_come_from_a_few_rows(database: Database) -> None:
    """For sizes around the edges of tiles every root is right and every proof holds; a wrong leaf has none."""
    appended = await append_all(database, [report(f"activity-{number}") for number in range(700)])
    leaves = [event.leaf for event in appended.events]
    roots = {size: root_of(leaves[:size]) for size in SIZES}
    async with database.reading() as transaction:
        reader = TileReader(transaction)
        for size in SIZES:
            assert await reader.root_at(size) == roots[size]
            for position in {1, size // 2 + 1, size}:
                proof = await reader.inclusion_proof(position, size)
                assert inclusion_holds(leaves[position - 1], position - 1, size, roots[size], proof)
                assert not inclusion_holds(leaves[position - 2], position - 1, size, roots[size], proof) or size == 1
        for old_size, size in itertools.combinations(SIZES, 2):
            proof = await reader.consistency_proof(old_size, size)
            assert consistency_holds(old_size, roots[old_size], size, roots[size], proof)
            assert not consistency_holds(old_size, roots[size], size, roots[size], proof)


async def test_tiles_are_served_as_they_grow(database: Database) -> None:
    """A tile is full, partial at the edge, or empty beyond it; the tile above holds the roots of the full ones."""
    await append_all(database, [report(f"activity-{number}") for number in range(515)])
    async with database.reading() as transaction:
        reader = TileReader(transaction)
        assert [len(await reader.tile(0, number)) for number in range(4)] == [256, 256, 3, 0]
        assert await reader.tile(1, 0) == [root_of(await reader.tile(0, 0)), root_of(await reader.tile(0, 1))]
