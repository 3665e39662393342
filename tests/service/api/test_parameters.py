"""Parameters are those that a route declares, once each, and within their limits."""

from typing import Annotated

import httpx
import pytest
from litestar import Litestar, get
from litestar.params import FromQuery, QueryParameter
from msgspec import Meta

from service.api.layers import Application
from service.api.parameters import parameters_with_meta
from tests.service.api.publications import assert_problem

pytestmark = pytest.mark.anyio

ADDRESS = "/api/v1/publications"


async def test_known_parameters_pass(client: httpx.AsyncClient) -> None:
    """Control: those of the handler, those of its dependencies, and lists given twice."""
    answer = await client.get(f"{ADDRESS}?topic=remittances&limit=1&kind=publication&kind=commitment")
    assert (answer.status_code, answer.json()["items"][0]["title"]) == (200, "remittances")


async def test_a_parameter_that_is_not_known_is_refused_with_the_known_ones(client: httpx.AsyncClient) -> None:
    """A misspelt filter would otherwise give the unfiltered list."""
    problem = assert_problem(await client.get(f"{ADDRESS}?topik=remittances"), 422, "invalid-input")
    detail = "The query parameter 'topik' is not known here; the parameters are topic, limit, kind."
    assert problem["faults"] == [{"pointer": "/topik", "detail": detail, "source": "query"}]


async def test_a_route_without_parameters_says_that_there_are_none(client: httpx.AsyncClient) -> None:
    """The sentence does not end in an empty list."""
    problem = assert_problem(await client.get("/health/live?verbose=1"), 422, "invalid-input")
    assert problem["detail"].endswith("there are none.")


async def test_a_parameter_given_twice_is_refused(client: httpx.AsyncClient) -> None:
    """The framework would silently take one of the two."""
    problem = assert_problem(await client.get(f"{ADDRESS}?limit=1&limit=2"), 422, "invalid-input")
    assert problem["faults"][0]["pointer"] == "/limit"


@pytest.mark.parametrize(
    ("limit", "detail"),
    [
        ("0", 'limit: Expected a whole number at least 1, found "0".'),
        ("101", 'limit: Expected a whole number at most 100, found "101".'),
        ("many", 'limit: Expected a whole number, found "many".'),
    ],
)
async def test_a_parameter_outside_its_limits_is_refused(client: httpx.AsyncClient, limit: str, detail: str) -> None:
    """The sentence names the parameter, the limit and what was found."""
    problem = assert_problem(await client.get(ADDRESS, params={"limit": limit}), 422, "invalid-input")
    assert problem["faults"] == [{"pointer": "/limit", "detail": detail, "source": "query"}]


@pytest.mark.parametrize("query", ["topic=%00", "topic=a%EF%BF%BEb", "kind=%1B"])
async def test_a_parameter_with_bad_text_is_refused(client: httpx.AsyncClient, query: str) -> None:
    """A NUL in a filter never reaches the database."""
    problem = assert_problem(await client.get(f"{ADDRESS}?{query}"), 422, "invalid-text")
    assert problem["faults"][0]["source"] == "query"


async def test_a_query_that_is_not_utf_8_is_refused(client: httpx.AsyncClient) -> None:
    """A byte that is no text is not replaced in silence."""
    assert_problem(await client.get(f"{ADDRESS}?topic=%FF"), 400, "bad-request")


async def test_a_path_with_bad_text_is_refused(client: httpx.AsyncClient) -> None:
    """An id with a NUL is refused before anybody looks for it."""
    problem = assert_problem(await client.get(f"{ADDRESS}/%00"), 422, "invalid-text")
    assert problem["faults"][0]["pointer"] == "/publication_id"


def test_no_parameter_carries_a_meta(application: Application) -> None:
    """The framework would neither enforce nor document it."""
    assert parameters_with_meta(application) == []


def test_a_parameter_with_a_meta_is_found() -> None:
    """Control: also where it hides in a list or beside a QueryParameter."""

    @get("/agencies")
    async def list_agencies(
        limit: FromQuery[Annotated[int, Meta(ge=1)]],
        topic: FromQuery[list[Annotated[str, Meta(max_length=9)]] | None] = None,
        kind: Annotated[str, QueryParameter(max_length=9)] = "un_fund_programme",
    ) -> None: ...

    app = Litestar([list_agencies], openapi_config=None)
    assert parameters_with_meta(app) == ["GET /agencies: limit", "GET /agencies: topic"]
