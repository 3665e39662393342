"""The record of the sample data: loaded over HTTP once in a test run, then served to every test that needs it."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from msgspec import Struct

from events.log.database import open_database
from projections.activity_filter import Scope
from projections.summary.compose import compose
from projections.summary.document import Document
from projections.summary.told import TourDeTableTold
from service.api.layers import Application
from service.app import create_app
from service.auth.keys import create_key
from service.auth.roles import Role
from service.desk import Desk
from service.loading.load import LoadReport, in_process, load
from service.settings import Settings
from service.tour_de_table import told_at

DEMO = Path(__file__).parents[1] / "service" / "demo"


class LoadedFile(Struct, frozen=True):
    """The SQLite file into which the record was loaded, the key with which it was done, and what it came to."""

    path: Path
    key: str
    report: LoadReport


class Loaded(Struct, frozen=True):
    """A running service that holds the record, with a client that has the secretariat's key."""

    database_url: str
    application: Application
    client: httpx.AsyncClient

    @asynccontextmanager
    async def calling(
        self, role: Role, agency: str | None = None, person: str | None = None
    ) -> AsyncIterator[httpx.AsyncClient]:
        """A client of the same service with a key of another role, somebody's own where a person is named.

        A focal point speaks for an agency.
        """
        headers = {"Authorization": f"Bearer {await key_for(self.database_url, role, agency, person)}"}
        transport = httpx.ASGITransport(app=self.application)  # type: ignore[arg-type]
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost", headers=headers) as client:
            yield client


@pytest.fixture(scope="session")
def loaded_file(tmp_path_factory: pytest.TempPathFactory, migrated_file: Path) -> LoadedFile:
    """The record, loaded; nobody writes to its file again, but to copies."""
    path = tmp_path_factory.mktemp("loaded") / "tour.sqlite3"
    copy(migrated_file, path)
    loaded_file = asyncio.run(load_into(path))
    assert not loaded_file.report.refused, "\n".join(loaded_file.report.lines())
    return loaded_file


@pytest.fixture(scope="session")
async def loaded(tmp_path_factory: pytest.TempPathFactory, loaded_file: LoadedFile) -> AsyncIterator[Loaded]:
    """The service with the record, for tests that only read: all of them share it."""
    path = tmp_path_factory.mktemp("served") / "tour.sqlite3"
    copy(loaded_file.path, path)
    async with serving(path, loaded_file.key) as loaded:
        yield loaded


@pytest.fixture
async def loaded_anew(tmp_path: Path, loaded_file: LoadedFile) -> AsyncIterator[Loaded]:
    """The service with the record, for a test that writes: a copy of its own."""
    path = tmp_path / "tour.sqlite3"
    copy(loaded_file.path, path)
    async with serving(path, loaded_file.key) as loaded:
        yield loaded


@pytest.fixture(scope="session")
def told(loaded_file: LoadedFile) -> TourDeTableTold:
    """The 26 turns of the Seventh Coordination Meeting, read from the log."""
    return asyncio.run(read_told(f"sqlite:///{loaded_file.path}"))


@pytest.fixture(scope="session")
def document(told: TourDeTableTold) -> Document:
    """Their summary."""
    return compose(told)


async def load_into(path: Path) -> LoadedFile:
    """Load the sample data into a migrated database file, with a key of the secretariat."""
    key = await key_for(f"sqlite:///{path}", Role.SECRETARIAT)
    async with serving(path, key) as loaded:
        return LoadedFile(path, key, await load(DEMO, loaded.client))


async def read_told(database_url: str) -> TourDeTableTold:
    """What was told at the Seventh Coordination Meeting, as the secretariat sees it."""
    database = open_database(database_url)
    await database.open()
    try:
        async with Desk(database).reading() as read:
            told = await told_at(read, "cm7", Scope(sees_all=True))
    finally:
        await database.close()
    assert told is not None, "The sample data has a meeting cm7."
    return told


def copy(source: Path, target: Path) -> None:
    """Copy a database whole, with what its write-ahead log still holds."""
    with closing(sqlite3.connect(source)) as from_file, closing(sqlite3.connect(target)) as to_file:
        from_file.backup(to_file)


@asynccontextmanager
async def serving(path: Path, key: str) -> AsyncIterator[Loaded]:
    """The service on a database file, without a limit of requests, and a client with a key."""
    url = f"sqlite:///{path}"
    application = create_app(Settings(database_url=url, requests_per_minute=0))
    async with in_process(application, key) as client:
        yield Loaded(url, application, client)


async def key_for(database_url: str, role: Role, agency: str | None = None, person: str | None = None) -> str:
    """A new key of a role, for an agency and in the hands of a person where these are named."""
    database = open_database(database_url)
    await database.open()
    try:
        async with database.writing() as transaction:
            _, token = await create_key(
                transaction, role=role, agency=agency, person_id=person, created_at=datetime.now(UTC)
            )
    finally:
        await database.close()
    return token
