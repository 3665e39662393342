"""Three doors: who reads, who reports, who keeps the record; and a table of which stands where."""

import pytest
from litestar import Litestar, get, post

from service.api.layers import Application
from service.auth.access import AccessNotDeclared, declared_access
from service.auth.caller import Caller, scope_of
from service.auth.guards import keeps, reads
from service.auth.roles import Role
from tests.service.api.publications import assert_problem, calling, make_application

REPORT = {"title": "World Population Prospects"}


@pytest.fixture(scope="module")
def application() -> Application:
    """The table of publications without a limit of requests."""
    return make_application(requests_per_minute=0)


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("key", "read", "reported", "kept"),
    [("reader", 200, 403, 403), ("unfpa", 200, 201, 403), ("secretariat", 200, 201, 200)],
)
async def test_each_role_opens_its_doors(
    application: Application, key: str, read: int, reported: int, kept: int
) -> None:
    """A reader reads, a focal point also reports, the secretariat also keeps the record."""
    address = "/api/v1/publications"
    async with calling(application, key) as client:
        assert (await client.get(address)).status_code == read
        assert (await client.post(address, json=REPORT)).status_code == reported
        answer = await client.put(f"{address}/atlas", json=REPORT, headers={"If-Match": '"v1;;;1"'})
        assert answer.status_code == kept


@pytest.mark.anyio
async def test_a_refusal_names_the_roles(application: Application) -> None:
    """Whoever is refused learns which key would do."""
    async with calling(application, "reader") as client:
        problem = assert_problem(await client.post("/api/v1/publications", json=REPORT), 403, "not-allowed")
    assert problem["detail"] == "Expected a key of the role focal_point or secretariat, found one of the role reader."


def test_the_table_of_access_can_be_read(application: Application) -> None:
    """Every route stands in it with its door, the framework's own among them."""
    table = declared_access(application)
    assert ("POST", "/api/v1/publications", "reports") in table
    assert ("PUT", "/api/v1/publications/{publication_id}", "keeps") in table
    assert ("GET", "/docs", "anyone") in table
    assert table == sorted(table, key=lambda row: (row[1], row[0]))


def test_a_route_without_a_door_is_found() -> None:
    """Control: a route that names no guard, or two, is told by method and path."""

    @get("/agencies")
    async def list_agencies() -> None: ...

    @post("/agencies", guards=[reads, keeps])
    async def name_agency() -> None: ...

    with pytest.raises(AccessNotDeclared) as refused:
        declared_access(Litestar([list_agencies, name_agency], openapi_config=None))
    assert "GET /agencies (found none); POST /agencies (found reads, keeps)" in str(refused.value)


def test_keys_that_see_the_same_have_the_same_scope() -> None:
    """Two keys of one agency share the tags of lists; another agency and the public do not."""
    unfpa = [Caller(key_id=name, role=Role.FOCAL_POINT, agency="unfpa") for name in ("one", "two")]
    others = [
        Caller(key_id="three", role=Role.FOCAL_POINT, agency="unhcr"),
        Caller(key_id="four", role=Role.SECRETARIAT),
        Caller(key_id="five", role=Role.READER),
        None,
    ]
    assert scope_of(unfpa[0]) == scope_of(unfpa[1]) == "agency:unfpa"
    assert len({scope_of(caller) for caller in [unfpa[0], *others]}) == 5


def test_keys_of_one_person_are_counted_together() -> None:
    """Nobody gets more by making more keys."""
    of_person = [Caller(key_id=name, role=Role.READER, person_id="p-1") for name in ("one", "two")]
    assert of_person[0].owner == of_person[1].owner
    assert Caller(key_id="one", role=Role.READER).owner != Caller(key_id="two", role=Role.READER).owner
