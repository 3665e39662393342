"""Killed at random instants under forty writers, nothing acknowledged is lost and nothing is there twice."""

import random
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.postgresql_server import PostgresqlServer
from tests.recovery.killing import kill_server, kill_service
from tests.recovery.postgresql_process import PostgresqlProcess, postgresql_process

KILLS = 2
# One kill may come between two batches, and lose nothing.
HASTY_KILLS = 5
HASTY = (sys.executable, "-m", "tests.recovery.hasty_service")


@pytest.fixture
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database that nobody has migrated."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'tour.sqlite3'}"
        return
    server: PostgresqlServer = request.getfixturevalue("postgresql_server")
    name = server.create_database()
    yield server.url(name)
    server.drop_database(name)


@pytest.fixture
def own_server() -> Iterator[PostgresqlProcess]:
    """A PostgreSQL server of the test's own, not started yet."""
    with postgresql_process() as server:
        yield server


@pytest.mark.parametrize("empty_url", ["sqlite", "postgresql"], indirect=True)
async def test_a_killed_service_keeps_what_it_acknowledged(empty_url: str, rng: random.Random) -> None:
    """Every answer comes again to the byte, every event is at its place, and the log and its views are whole."""
    outcome = await kill_service(empty_url, KILLS, rng)
    assert outcome.findings == []
    assert outcome.taken > 0


@pytest.mark.parametrize("empty_url", ["sqlite", "postgresql"], indirect=True)
async def test_a_service_that_answers_before_it_commits_is_found_out(empty_url: str, rng: random.Random) -> None:
    """Control: with the answer before COMMIT, the same kills find acknowledged events that are lost."""
    outcome = await kill_service(empty_url, HASTY_KILLS, rng, HASTY, until_found=True)
    assert any("is not in the log" in finding for finding in outcome.findings)


async def test_a_killed_server_keeps_what_it_acknowledged(own_server: PostgresqlProcess, rng: random.Random) -> None:
    """PostgreSQL is killed with all its processes; the service, which stays up, loses nothing and goes on by itself."""
    await own_server.start()
    outcome = await kill_server(own_server, own_server.url(own_server.create_database()), KILLS, rng)
    assert outcome.findings == []
    assert outcome.taken > 0
