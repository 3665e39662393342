"""Whatever is altered in a signed log is found, and its position named; a verifier that is blind finds it not."""

import pytest

from events.log.database import Database
from tests.consistency.mutation_sorts import SORTS
from tests.consistency.mutations import BLINDNESSES, try_blind, try_mutations
from tests.consistency.signed_log import SignedLog, make_signed_log
from tests.loaded_record import LoadedFile

SEED = 20081121
COUNT = 4 * len(SORTS)


@pytest.fixture
async def log(database: Database, loaded_file: LoadedFile) -> SignedLog:
    """A signed log of real events, its guard rails down."""
    return await make_signed_log(database, loaded_file.path)


async def test_every_mutation_is_found_with_its_position(database: Database, log: SignedLog) -> None:
    """Each sort in turn: bytes, rows, orders, times, tags, deletions, insertions, truncations, forgeries and more."""
    print(f"seed {SEED}")
    outcome = await try_mutations(database, log, COUNT, SEED)
    assert outcome.missed == []
    assert set(outcome.tried.values()) == {COUNT // len(SORTS)}


async def test_a_blind_verifier_misses_what_only_that_would_find(database: Database, log: SignedLog) -> None:
    """Control: without the tags, or without notes that were kept elsewhere, what only these tell of goes by."""
    for blindness in BLINDNESSES:
        assert await try_blind(database, log, blindness, 2, SEED) == 0, blindness
