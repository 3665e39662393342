"""What the tests of keeping are given: an empty database of each kind, and a service with a small record."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx
import pytest

from tests.postgresql_server import PostgresqlServer
from tests.small_record import fill, serving_at


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database, once of each kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/restored.sqlite3"
        return
    server: PostgresqlServer = request.getfixturevalue("postgresql_server")
    name = server.create_database()
    yield server.url(name)
    server.drop_database(name)


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    """Where the service notes what is forgotten."""
    return tmp_path / "other-disk" / "journal"


@pytest.fixture
async def client(database_url: str, journal: Path) -> AsyncIterator[httpx.AsyncClient]:
    """A service with a small record and a journal, once on each kind of database."""
    journal.parent.mkdir()
    async with serving_at(database_url, journal) as client:
        await fill(client)
        yield client
