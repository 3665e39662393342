"""HEAD and OPTIONS are answered at every address."""

import httpx
import pytest

from service.api.layers import Application
from service.api.methods import methods_by_path
from tests.service.api.publications import assert_problem

pytestmark = pytest.mark.anyio


ADDRESSES = ["/api/v1/publications", "/docs", "/openapi/openapi.json", "/problems", "/health/live"]


@pytest.mark.parametrize("address", ADDRESSES)
async def test_head_is_get_without_its_body(client: httpx.AsyncClient, address: str) -> None:
    """The headers are those of GET, the length among them."""
    got, asked = await client.get(address), await client.head(address)
    assert (asked.status_code, asked.content) == (200, b"")
    assert asked.headers["content-length"] == got.headers["content-length"] == str(len(got.content))


async def test_head_of_an_error_has_no_body_either(client: httpx.AsyncClient) -> None:
    """A problem told to HEAD is told by its status."""
    answer = await client.head("/api/v1/publications/atlas")
    assert (answer.status_code, answer.content) == (404, b"")


async def test_head_of_a_stream_comes_to_an_end(client: httpx.AsyncClient) -> None:
    """A stream that never ends is left as soon as its headers are sent."""
    answer = await client.head("/api/v1/stream", timeout=5)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/event-stream; charset=utf-8")


@pytest.mark.parametrize(
    ("address", "allowed"),
    [
        ("/api/v1/publications", "GET, HEAD, OPTIONS, POST"),
        ("/api/v1/publications/atlas", "GET, HEAD, OPTIONS, PUT"),
        ("/health/live", "GET, HEAD, OPTIONS"),
    ],
)
async def test_options_names_every_method(client: httpx.AsyncClient, address: str, allowed: str) -> None:
    """Routes of several handlers are named together."""
    answer = await client.options(address, headers={"Authorization": ""})
    assert (answer.status_code, answer.headers["allow"], answer.content) == (204, allowed, b"")


async def test_options_of_nothing_is_a_problem(client: httpx.AsyncClient) -> None:
    """An address that does not exist has no methods."""
    assert_problem(await client.options("/api/v1/pulbications"), 404, "not-found")


def test_every_get_route_lists_head(application: Application) -> None:
    """No address offers GET without HEAD."""
    allowed = methods_by_path(application)
    assert all("HEAD" in methods for methods in allowed.values() if "GET" in methods)
    assert len(allowed) > 5
