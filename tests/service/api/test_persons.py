"""People over HTTP: contacts stand in the vault and nowhere else, and an erasure leaves nothing of them."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import httpx
import pytest

from events.log.database import open_database
from service.auth.keys import KeyRing, create_key
from service.auth.roles import Role
from tests.service.api.publications import assert_problem
from tests.service.keeping.keeping import events_in, findings
from tests.service.keeping.test_scrubbing import holding
from tests.small_record import API, serving_at

pytestmark = pytest.mark.anyio

DIALLO = {"name": "Amara Diallo", "email": "diallo@example.org", "telephone": "+1 212 555 0100", "agency": "un-desa-pd"}
ERASURE = {"reason": "Left the Division."}


@pytest.fixture
async def client(small_url: str) -> AsyncIterator[httpx.AsyncClient]:
    """A service with a small record, once on each kind of database."""
    async with serving_at(small_url) as client:
        yield client


@pytest.fixture
async def diallo(client: httpx.AsyncClient) -> str:
    """The id of somebody who was enrolled for the Population Division."""
    made = await client.post(f"{API}/persons", json=DIALLO, headers={"Idempotency-Key": "enrol-1"})
    assert made.status_code == 201, made.text
    assert made.headers["location"] == f"{API}/persons/{made.json()['id']}"
    return str(made.json()["id"])


async def test_a_person_is_shown_to_the_secretariat(client: httpx.AsyncClient, diallo: str) -> None:
    """By the id and in the list, with the contacts; no cache may keep the answer."""
    answer = await client.get(f"{API}/persons/{diallo}")
    assert answer.json() == {**DIALLO, "id": diallo, "erased_at": None}
    assert answer.headers["cache-control"] == "no-store"
    listed = (await client.get(f"{API}/persons", params={"limit": 1})).json()
    assert (listed["items"], listed["next"]) == ([answer.json()], None)


async def test_no_event_and_no_kept_answer_names_anybody(
    client: httpx.AsyncClient, diallo: str, small_url: str
) -> None:
    """The log is told that somebody was enrolled for an agency; the receipt has an id and no name."""
    assert not any(b"iallo" in event.data for event in await events_in(small_url))
    again = await client.post(f"{API}/persons", json=DIALLO, headers={"Idempotency-Key": "enrol-1"})
    assert (again.status_code, again.json()["id"]) == (201, diallo)
    assert "iallo" not in again.text


async def test_an_erasure_leaves_nothing(client: httpx.AsyncClient, diallo: str, small_url: str) -> None:
    """The row is emptied, in the files as well; what is left is an id, and two events that name nobody."""
    erased = await client.post(f"{API}/persons/{diallo}/erasures", json=ERASURE)
    assert erased.status_code == 200, erased.text
    shown = (await client.get(f"{API}/persons/{diallo}")).json()
    assert (shown["name"], shown["email"], shown["telephone"], shown["agency"]) == (None, None, None, "un-desa-pd")
    assert shown["erased_at"] is not None
    assert await findings(small_url) == []


async def test_an_erased_person_stands_in_no_file(sqlite_url: str) -> None:
    """The file holds none of it once it is closed. Control: before the erasure it does."""
    async with serving_at(sqlite_url) as client:
        person = (await client.post(f"{API}/persons", json={"name": DIALLO["name"], "email": DIALLO["email"]})).json()
    assert holding(sqlite_url, DIALLO["email"]) != []
    async with serving_at(sqlite_url) as client:
        assert (await client.post(f"{API}/persons/{person['id']}/erasures", json={})).status_code == 200
    assert holding(sqlite_url, DIALLO["email"]) == []


async def test_an_erasure_ends_the_keys_of_the_person(client: httpx.AsyncClient, diallo: str, small_url: str) -> None:
    """Who is forgotten opens no door any more; the keys of others do."""
    database = open_database(small_url)
    await database.open()
    async with database.writing() as transaction:
        tokens = [
            (await create_key(transaction, role=Role.READER, created_at=datetime.now(UTC), person_id=person))[1]
            for person in (diallo, None)
        ]
    await client.post(f"{API}/persons/{diallo}/erasures", json=ERASURE)
    callers = [await KeyRing(database).find_caller(token) for token in tokens]
    await database.close()
    assert [caller is None for caller in callers] == [True, False]


async def test_contacts_are_erased_once(client: httpx.AsyncClient, diallo: str) -> None:
    """A second erasure is a conflict; of somebody who was never enrolled there is nothing to erase."""
    address = f"{API}/persons/{diallo}/erasures"
    assert (await client.post(address, json=ERASURE)).status_code == 200
    assert_problem(await client.post(address, json=ERASURE), 409, "conflict")
    assert_problem(await client.post(f"{API}/persons/nobody/erasures", json=ERASURE), 404, "not-found")
    assert_problem(await client.get(f"{API}/persons/nobody"), 404, "not-found")


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"name": " "}, "/name"),
        ({"name": "Amara Diallo", "email": "nowhere"}, "/email"),
        ({"name": "Amara Diallo", "telephone": "after six"}, "/telephone"),
        ({"name": "Amara Diallo", "agency": "un-desa-dp"}, "/agency"),
    ],
)
async def test_what_reaches_nobody_is_refused(client: httpx.AsyncClient, body: dict[str, str], pointer: str) -> None:
    """A name, an address and a number have to look like one, and the agency has to be in the register."""
    answer = await client.post(f"{API}/persons", json=body)
    assert answer.status_code == 422
    assert [fault["pointer"] for fault in answer.json()["faults"]] == [pointer]
