"""Who may do what for whom: every route of the service, for every role and every relation between two bodies."""

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from events.log.database import open_database
from events.log.signing import sign_newest
from service.app import create_app
from service.auth.access import declared_access
from service.settings import Settings
from tests.events.log.keys import LOG
from tests.loaded_record import Loaded, LoadedFile, copy, key_for, serving
from tests.service.access_askings import Asking
from tests.service.access_table import API_ROWS, OPEN_TO_ALL, OPENED_BY_LINK, Case, Row, case_for
from tests.service.api.publications import assert_problem

pytestmark = pytest.mark.anyio

API = "/api/v1"
DECLARED = {"reads": "reads", "reports": "reports", "owns": "reports", "holds": "reports", "keeps": "keeps"}
CASES = [
    pytest.param(row, case, id=f"{row.method} {row.path}, {case.name}")
    for row in API_ROWS
    for case in case_for(row.access)
]


@pytest.fixture(scope="module")
async def desks(tmp_path_factory: pytest.TempPathFactory, loaded_file: LoadedFile) -> AsyncIterator[Loaded]:
    """A copy of the record that all rows write to: each makes things of its own."""
    path = tmp_path_factory.mktemp("access") / "tour.sqlite3"
    copy(loaded_file.path, path)
    await sign(path)
    async with serving(path, loaded_file.key) as loaded:
        yield loaded


async def sign(path: Path) -> None:
    """Sign the log, so that there is a signed checkpoint to be asked for."""
    database = open_database(f"sqlite:///{path}")
    await database.open()
    assert await sign_newest(database, LOG) is not None
    await database.close()


@pytest.fixture(scope="module")
def keys() -> dict[tuple[str, str | None], str]:
    """The keys made so far, one for each role and agency."""
    return {}


def without_key(desks: Loaded) -> httpx.AsyncClient:
    """A client of the service that sends no key of itself."""
    transport = httpx.ASGITransport(app=desks.application)  # type: ignore[arg-type]
    return httpx.AsyncClient(transport=transport, base_url="http://localhost")


def test_every_route_has_a_row() -> None:
    """A route that nobody entered into the table is one that nobody thought about."""
    app = create_app(Settings(database_url="sqlite:///never-opened.sqlite3"))
    expected = {(row.method, f"{API}{row.path}", DECLARED[row.access]) for row in API_ROWS}
    declared = set(declared_access(app))
    assert {one for one in declared if one[2] != "anyone"} == expected
    assert {path for _, path, access in declared if access == "anyone"} == OPEN_TO_ALL
    written = {(method, path) for method, path, access in declared if access == "anyone" and method == "POST"}
    assert written == {("POST", path) for path in OPENED_BY_LINK}
    assert {method for method, _, access in declared if access == "anyone"} == {"GET", "HEAD", "POST"}


@pytest.mark.parametrize(("row", "case"), CASES)
async def test_the_table_holds(desks: Loaded, keys: dict[tuple[str, str | None], str], row: Row, case: Case) -> None:
    """The request is taken or refused as the table says, by the door or by the decision behind it."""
    asking, made_id = row.asking(case.body), ""
    for need in asking.needs:
        made = await sent(desks.client, "POST", f"{API}{need.path}", need)
        assert made.is_success, made.text
        made_id = made.json().get("confirm") or made.json()["id"]
    headers = await _headers(desks, keys, case, asking)
    address = API + asking.path.replace("{position}", await _position(desks.client)).replace("{made}", made_id)
    before = await _position(desks.client)
    async with without_key(desks) as client:
        answer = await sent(client, row.method, address, asking, headers)
    if case.status is None:
        assert answer.is_success, answer.text
        return
    assert_problem(answer, case.status, {401: "not-authenticated", 403: "not-allowed"}[case.status])
    assert await _position(desks.client) == before, "what is refused is not written"


async def sent(
    client: httpx.AsyncClient, method: str, address: str, asking: Asking, headers: dict[str, str] | None = None
) -> httpx.Response:
    """The answer to a request with a body in JSON, or with a sheet."""
    if asking.sheet is None:
        return await client.request(method, address, json=asking.body, headers=headers)
    return await client.request(
        method, address, content=asking.sheet, headers={**(headers or {}), "Content-Type": "text/csv"}
    )


async def _headers(
    desks: Loaded, keys: dict[tuple[str, str | None], str], case: Case, asking: Asking
) -> dict[str, str]:
    headers = {}
    if case.role is not None:
        who = (case.role.value, case.agency)
        if who not in keys:
            keys[who] = await key_for(desks.database_url, case.role, case.agency)
        headers["Authorization"] = f"Bearer {keys[who]}"
    if asking.if_match is not None:
        headers["If-Match"] = (await desks.client.get(f"{API}{asking.if_match}")).headers["etag"]
    if asking.path == "/submissions" or asking.sheet is not None:
        headers["Idempotency-Key"] = f"{case.name}-{asking.body or asking.path}"[:40].replace(" ", "-").replace("'", "")
    return headers


async def _position(client: httpx.AsyncClient) -> str:
    position: str = (await client.get(f"{API}/log/checkpoint")).json()["position"]
    return position


@pytest.mark.parametrize("path", ["/", "/agencies", "/docs", "/health/live", "/openapi/openapi.json", "/problems"])
async def test_what_is_open_to_all_asks_for_no_key(desks: Loaded, path: str) -> None:
    """Control: pages, documentation and health answer without a key, also where a wrong one is sent."""
    async with without_key(desks) as client:
        assert (await client.get(path)).status_code == 200
        assert (await client.get(path, headers={"Authorization": "Bearer nonsense"})).status_code == 200


@pytest.mark.parametrize("header", ["Bearer tdt_unknown", "Bearer", "Basic dW5mcGE6", "tdt_unknown", "Bearer  "])
async def test_a_wrong_key_is_no_key(desks: Loaded, header: str) -> None:
    """Whatever else stands in the header, the answer says how a key is sent."""
    async with without_key(desks) as client:
        answer = await client.get(f"{API}/agencies", headers={"Authorization": header})
    assert_problem(answer, 401, "not-authenticated")
    assert answer.headers["www-authenticate"].startswith("Bearer")
