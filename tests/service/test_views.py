"""An answer whose view is behind the log says so; facts go on; and a fault that is mended heals by itself."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest
from structlog.testing import capture_logs

from events.log.database import Database, open_database
from projections import runner
from projections.activities import ACTIVITIES
from projections.rebuilding import rebuild
from projections.registry import AGENCIES, STATEMENTS, VIEWS
from projections.verifying import verify_view
from service import views as views_of_process
from service.app import create_app
from service.auth.roles import Role
from service.loading.load import in_process
from service.settings import Settings
from tests.events.log.tampering import run
from tests.loaded_record import key_for
from tests.service.writer.requests import asked, registered, writing

API = "/api/v1"
TABLE = ACTIVITIES.table.name


@pytest.fixture(autouse=True)
def logged() -> Iterator[list[Any]]:
    """What the service logs during the test: it has much to say of faults."""
    with capture_logs() as entries:
        yield entries


@pytest.fixture(autouse=True)
def heals_only_when_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test waits for the pauses of the background task, and none is surprised by it."""
    monkeypatch.setattr(views_of_process, "HEAL_SECONDS_MIN", 3_600.0)
    monkeypatch.setattr(views_of_process, "KEEP_UP_SECONDS", 3_600.0)


@asynccontextmanager
async def served(database_url: str) -> AsyncIterator[httpx.AsyncClient]:
    """The service on a database, with the key of the secretariat."""
    application = create_app(Settings(database_url=database_url, requests_per_minute=0))
    async with in_process(application, await key_for(database_url, Role.SECRETARIAT)) as client:
        yield client


@pytest.fixture
async def client(database_url: str) -> AsyncIterator[httpx.AsyncClient]:
    """The service with UNFPA in its register and one commitment of UNFPA."""
    async with served(database_url) as client:
        await made(client, "/agencies", {"id": "unfpa", "name": "UNFPA", "kind": "un_fund_programme"})
        await made(client, "/commitments", commitment("Train census offices"))
        yield client


def commitment(title: str) -> dict[str, Any]:
    return {"title": title, "reported_by": "unfpa", "lead": "unfpa", "visibility": "public"}


async def made(client: httpx.AsyncClient, path: str, body: dict[str, Any]) -> dict[str, Any]:
    answer = await client.post(API + path, json=body)
    assert answer.status_code == 201, answer.text
    receipt: dict[str, Any] = answer.json()
    return receipt


async def refuse_inserts(database: Database, table: str = TABLE) -> None:
    """Let every insert into the table of activities fail in SQL, as a wrong column or a full index would."""
    if database.dialect == "postgresql":
        await run(database, f"ALTER TABLE {table} ADD CONSTRAINT never CHECK (version < 0) NOT VALID")
    else:
        await run(
            database,
            f"CREATE TRIGGER never BEFORE INSERT ON {table} BEGIN SELECT RAISE(ABORT, 'This view takes nothing.'); END",
        )


async def allow_inserts(database: Database) -> None:
    if database.dialect == "postgresql":
        await run(database, f"ALTER TABLE {TABLE} DROP CONSTRAINT never")
    else:
        await run(database, "DROP TRIGGER never")


async def test_a_fact_is_kept_although_its_view_cannot_take_it(client: httpx.AsyncClient, database: Database) -> None:
    """The insert fails in SQL; the report is acknowledged, its event served, and the view stands where it stood."""
    await refuse_inserts(database)
    receipt = await made(client, "/commitments", commitment("Count returnees"))
    assert receipt["position"].startswith("3.")
    events = (await client.get(f"{API}/log/events")).json()
    assert [event["position"] for event in events["items"]][-1] == events["position"] == receipt["position"]
    assert (await client.get(f"{API}/activities/{receipt['id']}/history")).status_code == 404
    health = await client.get("/health/ready")
    assert health.status_code == 503
    [activity] = [view for view in health.json()["views"] if view["name"] == "activity"]
    assert (activity["state"], activity["position"], activity["lag_events"]) == ("faulted", 2, 1)
    assert "activity is faulted at position 2" in health.json()["reason"]


async def test_what_is_hidden_while_its_view_is_behind_is_shown_to_nobody(
    client: httpx.AsyncClient, database: Database, database_url: str
) -> None:
    """Neither in a list, nor alone, nor in its history; the secretariat sees it as the view still has it."""
    activity = (await client.get(f"{API}/activities")).json()["items"][0]["id"]
    reader = {"Authorization": f"Bearer {await key_for(database_url, Role.READER)}"}
    assert (await client.get(f"{API}/activities", headers=reader)).json()["total"] == 1
    await refuse_inserts(database)
    hiding = {"type": "visibility", "visibility": "secretariat"}
    answer = await client.post(f"{API}/activities/{activity}/updates", json=hiding, headers={"If-Match": '"v1"'})
    assert answer.status_code == 200, answer.text
    assert (await client.get(f"{API}/activities", headers=reader)).json()["total"] == 0
    for path in (f"activities/{activity}", f"activities/{activity}/history", "agencies/unfpa/activities"):
        answer = await client.get(f"{API}/{path}", headers=reader)
        assert "census offices" not in answer.text, path
    assert (await client.get(f"{API}/activities")).json()["total"] == 1


async def test_a_grant_that_ended_while_its_view_is_behind_opens_nothing(
    client: httpx.AsyncClient, database: Database, database_url: str
) -> None:
    """A body that UNFPA let report for it no longer sees UNFPA's drafts."""
    await made(client, "/agencies", {"id": "iom", "name": "IOM", "kind": "related_organization"})
    draft = {**commitment("Count in secret"), "draft": True}
    receipt = await made(client, "/commitments", draft)
    granting = {"type": "granted", "granted_to": "iom"}
    answer = await client.post(f"{API}/agencies/unfpa/updates", json=granting)
    assert answer.status_code == 200, answer.text
    iom = {"Authorization": f"Bearer {await key_for(database_url, Role.FOCAL_POINT, 'iom')}"}
    assert (await client.get(f"{API}/activities/{receipt['id']}", headers=iom)).status_code == 200
    await refuse_inserts(database, AGENCIES.table.name)
    ending = {"type": "grant_ended", "granted_to": "iom"}
    answer = await client.post(f"{API}/agencies/unfpa/updates", json=ending)
    assert answer.status_code == 200, answer.text
    assert (await client.get(f"{API}/activities/{receipt['id']}", headers=iom)).status_code == 404
    assert "in secret" not in (await client.get(f"{API}/log/events", headers=iom)).text


async def test_an_answer_from_a_view_that_is_behind_says_so(client: httpx.AsyncClient, database: Database) -> None:
    """It stands at the position of the view, names what it lacks, and has another tag, also than a later one."""
    before = await client.get(f"{API}/activities")
    await refuse_inserts(database)
    await made(client, "/commitments", commitment("Count returnees"))
    behind = await client.get(f"{API}/activities", headers={"If-None-Match": before.headers["etag"]})
    assert behind.status_code == 200
    assert behind.json()["position"] == behind.headers["tour-position"] == before.json()["position"]
    assert behind.json()["log_position"].startswith("3.")
    assert behind.json()["total"] == 1
    assert (behind.headers["tour-behind"], behind.headers["tour-lag-events"]) == ("activity", "1")
    assert int(behind.headers["tour-lag-seconds"]) >= 0
    again = await client.get(f"{API}/activities", headers={"If-None-Match": behind.headers["etag"]})
    assert again.status_code == 304
    await made(client, "/commitments", commitment("Count students"))
    later = await client.get(f"{API}/activities", headers={"If-None-Match": behind.headers["etag"]})
    assert (later.status_code, later.headers["tour-lag-events"]) == (200, "2")
    page = (await client.get("/agencies/unfpa")).text
    assert "This page is not up to date" in page
    assert "lacks 2 events" in page


async def test_answers_that_do_not_use_the_view_are_up_to_date(client: httpx.AsyncClient, database: Database) -> None:
    """The history of an agency, the log and a list that reads other views stand at the end of the log."""
    await run(database, f"DROP TABLE {STATEMENTS.table.name}")
    await made(client, "/coordination-meetings", {"id": "cm7", "title": "Seventh Coordination Meeting", "number": 7})
    statement = {"statement_type": "question", "text": "Who pays for the census?", "by": ["unfpa"]}
    await made(client, "/coordination-meetings/cm7/statements", statement)
    narrowed = "/activities?agency=unfpa&sub_entities=true"
    for path in (narrowed, "/follow-up", "/follow-up/counts", "/agencies/unfpa/history", "/log/events"):
        answer = await client.get(API + path)
        assert answer.status_code == 200, answer.text
        assert "tour-behind" not in answer.headers
        assert answer.headers["tour-position"].startswith("4.")
    assert (await client.get("/health/ready")).status_code == 503


async def test_without_a_fault_no_answer_says_that_it_is_behind(client: httpx.AsyncClient) -> None:
    """Control: the same question of the same service, with every view at the end of the log."""
    answer = await client.get(f"{API}/activities")
    assert "tour-behind" not in answer.headers
    assert answer.json()["log_position"] is None
    assert "not up to date" not in (await client.get("/agencies/unfpa")).text
    assert (await client.get("/health/ready")).status_code == 200


async def test_a_fault_that_is_mended_heals_without_a_rebuild(client: httpx.AsyncClient, database: Database) -> None:
    """While it is there the view stays faulted; once it is gone the view takes all that it has missed."""
    await refuse_inserts(database)
    receipt = await made(client, "/commitments", commitment("Count returnees"))
    assert await runner.heal(database, [ACTIVITIES]) == []
    assert (await client.get("/health/ready")).status_code == 503
    await allow_inserts(database)
    assert await runner.heal(database, [ACTIVITIES]) == [ACTIVITIES]
    assert (await client.get("/health/ready")).status_code == 200
    assert (await client.get(f"{API}/activities/{receipt['id']}")).status_code == 200
    assert await verify_view(database, ACTIVITIES) == []


async def test_a_faulted_view_tries_again_when_the_service_starts(database_url: str, database: Database) -> None:
    """A process of a release that has the fix finds the view faulted, and answers from it whole."""
    async with served(database_url) as client:
        await made(client, "/agencies", {"id": "unfpa", "name": "UNFPA", "kind": "un_fund_programme"})
        await refuse_inserts(database)
        receipt = await made(client, "/commitments", commitment("Count returnees"))
        assert (await client.get("/health/ready")).status_code == 503
    await allow_inserts(database)
    async with served(database_url) as client:
        assert (await client.get("/health/ready")).status_code == 200
        assert (await client.get(f"{API}/activities/{receipt['id']}")).status_code == 200


async def test_events_of_another_process_are_taken_when_an_answer_misses_them(
    client: httpx.AsyncClient, database: Database
) -> None:
    """A writer that knows nothing of this release's views leaves them behind; the next answers are soon whole."""
    async with writing(database, views=()) as other_release:
        await other_release.submit(asked(registered("iom")))
    first = await client.get(f"{API}/agencies")
    assert (first.headers["tour-lag-events"], first.json()["total"]) == ("1", 1)
    for _ in range(200):
        if "tour-behind" not in (await client.get(f"{API}/agencies")).headers:
            break
        await asyncio.sleep(0.05)
    assert (await client.get(f"{API}/agencies")).json()["total"] == 2


async def test_a_view_is_rebuilt_while_requests_come(client: httpx.AsyncClient, database_url: str) -> None:
    """Readers and writers go on all the while; no request fails, none is behind, and nothing that was said is lost."""
    builder = open_database(database_url)
    await builder.open()
    asked = {"reads": 0, "writes": 0}
    over = asyncio.Event()

    async def read() -> None:
        while not over.is_set():
            written = asked["writes"]
            answer = await client.get(f"{API}/agencies/unfpa/activities")
            assert answer.status_code == 200, answer.text
            assert answer.json()["total"] > written
            asked["reads"] += 1
            await asyncio.sleep(0.001)

    async def write() -> None:
        while not over.is_set():
            await made(client, "/commitments", commitment(f"Count group {asked['writes']}"))
            asked["writes"] += 1
            await asyncio.sleep(0.001)

    async with asyncio.TaskGroup() as tasks:
        for _ in range(3):
            tasks.create_task(read())
        tasks.create_task(write())
        for _ in range(2):
            await rebuild(builder, VIEWS)
        over.set()
    assert min(asked.values()) >= 3
    assert [await verify_view(builder, view) for view in VIEWS] == [[] for _ in VIEWS]
    await builder.close()


def test_sqlite_keeps_the_tables_of_a_readers_own_state(sqlite_url: str) -> None:
    """What the swap on SQLite rests on: a reader who has begun reads the old table under its name to the end."""
    path = sqlite_url.removeprefix("sqlite:///")
    with sqlite3.connect(path, isolation_level=None) as writer, sqlite3.connect(path, isolation_level=None) as reader:
        writer.execute("PRAGMA journal_mode = WAL")
        writer.execute("CREATE TABLE old_rows (said TEXT)")
        writer.execute("INSERT INTO old_rows VALUES ('before')")
        reader.execute("BEGIN")
        assert reader.execute("SELECT count(*) FROM projection").fetchone() == (0,)
        writer.execute("ALTER TABLE old_rows RENAME TO gone")
        writer.execute("CREATE TABLE old_rows (said TEXT)")
        assert reader.execute("SELECT said FROM old_rows").fetchall() == [("before",)]
        reader.execute("COMMIT")
        assert reader.execute("SELECT said FROM old_rows").fetchall() == []
    writer.close()
    reader.close()
