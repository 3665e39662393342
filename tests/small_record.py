"""A record of a few dozen events, for tests that need a service of their own on either kind of database."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from service.app import create_app
from service.auth.roles import Role
from service.loading.load import in_process
from service.settings import Settings
from tests.loaded_record import copy, key_for
from tests.postgresql_server import PostgresqlServer

API = "/api/v1"

Body = dict[str, Any]

AGENCIES: tuple[Body, ...] = (
    {"id": "un-desa", "name": "Department of Economic and Social Affairs", "acronym": "DESA", "kind": "un_secretariat"},
    {"id": "un-desa-pd", "name": "Population Division", "kind": "un_secretariat", "parent": "un-desa"},
    {"id": "unfpa", "name": "United Nations Population Fund", "acronym": "UNFPA", "kind": "un_fund_programme"},
    {"id": "iom", "name": "International Organization for Migration", "acronym": "IOM", "kind": "igo"},
    {"id": "oecd", "name": "Organisation for Economic Co-operation and Development", "kind": "igo"},
)
TOPICS: tuple[Body, ...] = (
    {"id": "migration", "label": "International migration"},
    {"id": "remittances", "label": "Remittances", "broader": "migration", "alternative_labels": ["Money transfers"]},
)
REQUESTS: tuple[tuple[str, Body], ...] = (
    *(("agencies", body) for body in AGENCIES),
    *(("topics", body) for body in TOPICS),
    ("mandates", {"id": "ga-res-63-225", "kind": "resolution", "symbol": "A/RES/63/225"}),
    ("meetings", {"id": "gfmd-2", "title": "Second Global Forum", "kind": "conference", "organizers": ["iom"]}),
    ("meetings/gfmd-2/updates", {"type": "scheduled", "date": {"edtf": "2008-10-27/2008-10-30"}, "outcome": "held"}),
    ("coordination-meetings", {"id": "cm7", "title": "Seventh Coordination Meeting", "number": 7}),
    ("coordination-meetings/cm7/updates", {"type": "scheduled", "date": {"edtf": "2008-11-20/2008-11-21"}}),
    ("agencies/oecd/updates", {"type": "granted", "granted_to": "un-desa"}),
    (
        "coordination-meetings/cm7/interventions",
        {
            "order": 1,
            "agency": "unfpa",
            "speaker": "Mr. José Miguel Guzmán",
            "items": [
                {
                    "type": "publication",
                    "id": "unfpa-atlas",
                    "title": "Atlas of migrant women",
                    "predicate": "publish {title}",
                    "lead": "unfpa",
                    "stage": "planned",
                    "topics": ["migration"],
                    "due": {"as_written": "in the spring of 2009"},
                    "authors": "Ana Pérez",
                },
                {"type": "context", "text": "Half of all migrants are women."},
                {"type": "statement", "statement_type": "request", "text": "Data on remittances are wanted."},
            ],
        },
    ),
    (
        "planned-meetings",
        {
            "id": "pd-seminar",
            "title": "Seminar on remittances",
            "lead": "un-desa-pd",
            "reported_by": "un-desa-pd",
            "reported_on": "2008-11-21",
            "stage": "planned",
            "topics": ["remittances"],
            "partners": [{"agency": "iom"}],
            "due": {"as_written": "in September 2009"},
            "description": "Call Ms. Keiko Osaki for the programme.",
            "visibility": "public",
        },
    ),
    ("activities/pd-seminar/updates", {"type": "rescheduled", "due": {"as_written": "in 2010"}, "note": "No venue."}),
    ("activities/pd-seminar/updates", {"type": "progressed", "reported_on": "2009-03-02", "stage": "in_progress"}),
    (
        "activities/unfpa-atlas/updates",
        {"type": "completed", "note": "It is done.", "date": {"edtf": "2009-05"}, "reported_on": "2009-06-01"},
    ),
    ("activities/unfpa-atlas/updates", {"type": "evidence", "evidence": [{"url": "https://example.org/atlas"}]}),
    ("commitments", {"title": "Share the data of the census", "lead": "oecd", "reported_by": "un-desa"}),
    ("commitments", {"title": "Share the data of the census", "lead": "oecd", "reported_by": "un-desa"}),
    ("commitments", {"title": "Nobody's promise", "lead": "nobody", "reported_by": "un-desa"}),
)


@pytest.fixture(scope="session")
def small_file(tmp_path_factory: pytest.TempPathFactory, migrated_file: Path) -> Path:
    """The SQLite file that holds the record; every test gets a copy."""
    path = tmp_path_factory.mktemp("small") / "tour.sqlite3"
    copy(migrated_file, path)
    asyncio.run(filled(f"sqlite:///{path}"))
    return path


@pytest.fixture(scope="session")
def small_template(postgresql_server: PostgresqlServer, migrated_template: str) -> str:
    """The database on PostgreSQL that holds the record; every test gets a copy."""
    name = postgresql_server.create_database(template=migrated_template)
    asyncio.run(filled(postgresql_server.url(name)))
    return name


@pytest.fixture
def small_sqlite_url(tmp_path: Path, small_file: Path) -> str:
    """The address of a copy of the record on SQLite."""
    path = tmp_path / "small.sqlite3"
    copy(small_file, path)
    return f"sqlite:///{path}"


@pytest.fixture
def small_postgresql_url(postgresql_server: PostgresqlServer, small_template: str) -> Iterator[str]:
    """The address of a copy of the record on PostgreSQL."""
    name = postgresql_server.create_database(template=small_template)
    yield postgresql_server.url(name)
    postgresql_server.drop_database(name)


@pytest.fixture(params=["sqlite", "postgresql"])
def small_url(request: pytest.FixtureRequest) -> str:
    """The address of a copy of the record, once on each kind of database."""
    url: str = request.getfixturevalue(f"small_{request.param}_url")
    return url


@asynccontextmanager
async def serving_at(url: str, journal: Path | None = None) -> AsyncIterator[httpx.AsyncClient]:
    """The service on a migrated database, with a client that has a key of the secretariat."""
    key = await key_for(url, Role.SECRETARIAT)
    application = create_app(Settings(database_url=url, requests_per_minute=0, journal=journal))
    async with in_process(application, key) as client:
        yield client


async def filled(url: str) -> None:
    """Put the record into a migrated database."""
    async with serving_at(url) as client:
        await fill(client)


async def fill(client: httpx.AsyncClient) -> None:
    """Make the requests of the record; one is refused, and its refusal is kept as well."""
    for number, (path, body) in enumerate(REQUESTS):
        answer = await client.post(f"{API}/{path}", json=body, headers={"Idempotency-Key": f"small-{number}"})
        assert answer.is_success == (body.get("lead") != "nobody"), answer.text


async def position_of(client: httpx.AsyncClient, event_type: str, **data: Any) -> str:
    """The public position of the one event of a type whose data say this."""
    listed = (await client.get(f"{API}/log/events", params={"limit": 1000})).json()["items"]
    found = [
        event["position"] for event in listed if event["type"] == event_type and data.items() <= event["data"].items()
    ]
    assert len(found) == 1, f"One {event_type} was expected, and {len(found)} were found."
    position: str = found[0]
    return position


async def withhold(client: httpx.AsyncClient, position: str, field: str, **more: Any) -> httpx.Response:
    """Withhold a field of an event, on request of the one whose words they are."""
    body = {"field": field, "reason": "Withheld on request.", **more}
    return await client.post(f"{API}/log/events/{position}/redactions", json=body)
