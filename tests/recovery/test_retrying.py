"""A request that was cut off is sent again, and again by many at once: one effect, one answer."""

import random
from pathlib import Path

import pytest

from tests.postgresql_server import PostgresqlServer
from tests.recovery.retrying import retry

TRIES = 20


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
async def test_a_request_that_was_cut_has_one_effect(
    kind: str, tmp_path: Path, postgresql_server: PostgresqlServer, rng: random.Random
) -> None:
    """Whichever byte it was cut at, to whichever process it is sent again, be it fifty times at once."""
    on_server = kind == "postgresql"
    url = (
        postgresql_server.url(postgresql_server.create_database())
        if on_server
        else f"sqlite:///{tmp_path}/tour.sqlite3"
    )
    tried = await retry(url, TRIES, rng)
    assert tried.findings == []
    assert tried.answers >= 2 * TRIES


async def test_without_a_key_a_second_effect_is_found(tmp_path: Path, rng: random.Random) -> None:
    """Control: the same requests without an Idempotency-Key have more than one effect, and are found out."""
    tried = await retry(f"sqlite:///{tmp_path}/tour.sqlite3", 5, rng, keyed=False)
    assert tried.findings
