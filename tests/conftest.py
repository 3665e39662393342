"""What the tests are given: a fresh database of each kind, migrated, and opened where they ask for it."""

import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import structlog

from events.log.database import Database, open_database
from migrations.run import upgrade
from tests import profiles
from tests.loaded_record import document, loaded, loaded_anew, loaded_file, told
from tests.postgresql_server import PostgresqlServer, running_server
from tests.small_record import small_file, small_postgresql_url, small_sqlite_url, small_template, small_url

# The profiles of Hypothesis are there as soon as they are imported; the fixtures of the record are there by name.
__all__ = [
    "document",
    "loaded",
    "loaded_anew",
    "loaded_file",
    "profiles",
    "small_file",
    "small_postgresql_url",
    "small_sqlite_url",
    "small_template",
    "small_url",
    "told",
]


@pytest.fixture(autouse=True)
def journal_of_its_own() -> None:
    """Each test begins with a journal that leaves nothing out, whatever a command or a benchmark set before it."""
    structlog.reset_defaults()


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    """Async tests run under asyncio, as the service does."""
    return "asyncio"


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[PostgresqlServer]:
    """The one server of the test run."""
    with running_server() as server:
        yield server


@pytest.fixture(scope="session")
def migrated_template(postgresql_server: PostgresqlServer) -> str:
    """The name of the database of which every test gets a copy."""
    name = postgresql_server.create_database()
    upgrade(postgresql_server.url(name))
    return name


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The SQLite file of which every test gets a copy."""
    path = tmp_path_factory.mktemp("migrated") / "tour.sqlite3"
    upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture
def postgresql_url(postgresql_server: PostgresqlServer, migrated_template: str) -> Iterator[str]:
    """The address of a fresh, migrated database on PostgreSQL."""
    name = postgresql_server.create_database(template=migrated_template)
    yield postgresql_server.url(name)
    postgresql_server.drop_database(name)


@pytest.fixture
def sqlite_url(tmp_path: Path, migrated_file: Path) -> str:
    """The address of a fresh, migrated SQLite file."""
    path = tmp_path / "tour.sqlite3"
    shutil.copy(migrated_file, path)
    return f"sqlite:///{path}"


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """The address of a fresh, migrated database, once of each kind."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """A fresh database, open, once of each kind."""
    opened = open_database(database_url)
    await opened.open()
    yield opened
    await opened.close()


@pytest.fixture
async def sqlite_database(sqlite_url: str) -> AsyncIterator[Database]:
    """A fresh database on SQLite, open: for what is true of SQLite alone."""
    opened = open_database(sqlite_url)
    await opened.open()
    yield opened
    await opened.close()


@pytest.fixture
async def postgresql_database(postgresql_url: str) -> AsyncIterator[Database]:
    """A fresh database on PostgreSQL, open: for what is true of PostgreSQL alone."""
    opened = open_database(postgresql_url)
    await opened.open()
    yield opened
    await opened.close()
