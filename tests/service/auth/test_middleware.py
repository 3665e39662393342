"""Who is calling is known from the key, or the request is refused."""

import pytest

from service.api.layers import Application
from tests.service.api.publications import assert_problem, calling, make_application

pytestmark = pytest.mark.anyio

ADDRESS = "/api/v1/publications"


@pytest.fixture(scope="module")
def application() -> Application:
    """The table of publications without a limit of requests."""
    return make_application(requests_per_minute=0)


@pytest.mark.parametrize(
    "header", [None, "", "Bearer", "Bearer ", "Basic c2VjcmV0YXJpYXQ6", "secretariat", "Bearer nobody", "Token reader"]
)
async def test_without_a_valid_key_there_is_no_answer(application: Application, header: str | None) -> None:
    """401 says how to authenticate, whatever was sent instead of a key (RFC 6750, 3)."""
    async with calling(application, key="") as client:
        answer = await client.get(ADDRESS, headers={} if header is None else {"Authorization": header})
    assert_problem(answer, 401, "not-authenticated")
    assert answer.headers["www-authenticate"] == 'Bearer realm="tour-de-table"'


@pytest.mark.parametrize("scheme", ["Bearer", "bearer", "BEARER"])
async def test_the_scheme_is_read_in_any_case(application: Application, scheme: str) -> None:
    """Schemes are compared without regard to case (RFC 9110, 11.1)."""
    async with calling(application, key="") as client:
        answer = await client.get(ADDRESS, headers={"Authorization": f"{scheme} reader"})
    assert answer.status_code == 200


async def test_a_key_in_the_address_is_no_key(application: Application) -> None:
    """Addresses are written into journals: a key there is not accepted."""
    async with calling(application, key="") as client:
        assert_problem(await client.get(f"{ADDRESS}?access_token=reader"), 401, "not-authenticated")


@pytest.mark.parametrize("address", ["/health/live", "/docs", "/openapi/openapi.json", "/problems/not-found"])
async def test_open_routes_ask_for_no_key(application: Application, address: str) -> None:
    """A key that is not valid does not close them."""
    async with calling(application, key="nobody") as client:
        assert (await client.get(address)).status_code == 200


async def test_a_refusal_comes_before_the_body_is_read(application: Application) -> None:
    """Who may not report is not told what is wrong with the report."""
    async with calling(application, key="reader") as client:
        assert_problem(await client.post(ADDRESS, content=b"not JSON"), 403, "not-allowed")
