"""What the tests of keeping are given: a service with a small record, and an empty database of the other kind."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx
import pytest

from tests.postgresql_server import PostgresqlServer
from tests.small_record import serving_at


@pytest.fixture
def empty_sqlite_url(tmp_path: Path) -> str:
    """The address of a SQLite file that is not there yet."""
    return f"sqlite:///{tmp_path}/restored.sqlite3"


@pytest.fixture
def empty_postgresql_url(postgresql_server: PostgresqlServer) -> Iterator[str]:
    """The address of an empty database on PostgreSQL."""
    name = postgresql_server.create_database()
    yield postgresql_server.url(name)
    postgresql_server.drop_database(name)


@pytest.fixture
def empty_url(small_url: str, request: pytest.FixtureRequest) -> str:
    """The address of an empty database of the other kind than the one that holds the record."""
    other = "postgresql" if small_url.startswith("sqlite:") else "sqlite"
    url: str = request.getfixturevalue(f"empty_{other}_url")
    return url


@pytest.fixture(params=["sqlite", "postgresql"])
def any_empty_url(request: pytest.FixtureRequest) -> str:
    """The address of an empty database, once of each kind, whatever holds the record."""
    url: str = request.getfixturevalue(f"empty_{request.param}_url")
    return url


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    """Where the service notes what is forgotten."""
    folder = tmp_path / "other-disk"
    folder.mkdir()
    return folder / "journal"


@pytest.fixture
async def client(small_url: str, journal: Path) -> AsyncIterator[httpx.AsyncClient]:
    """A service with a small record and a journal, once on each kind of database."""
    async with serving_at(small_url, journal) as client:
        yield client
