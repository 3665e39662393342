"""Every answer comes in the same envelope, and every request leaves one line in the journal."""

import httpx
import pytest
import structlog

from service.api.envelope import CONTENT_SECURITY_POLICY

pytestmark = pytest.mark.anyio

ADDRESSES = ["/api/v1/publications", "/api/v1/pulbications", "/api/v1/failure", "/problems", "/openapi/openapi.json"]


@pytest.mark.parametrize("address", ADDRESSES)
async def test_every_answer_is_protected(client: httpx.AsyncClient, address: str) -> None:
    """Answers and errors alike, those of the router among them."""
    headers = (await client.get(address)).headers
    assert headers["content-security-policy"] == CONTENT_SECURITY_POLICY
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cache-control"] == "private, no-cache"
    assert headers["vary"] == "Authorization, Accept"


async def test_a_request_id_of_the_caller_is_taken_over(client: httpx.AsyncClient) -> None:
    """Both sides find the request under one name."""
    answer = await client.get("/health/live", headers={"X-Request-Id": "unfpa-2008.11.21_7"})
    assert answer.headers["x-request-id"] == "unfpa-2008.11.21_7"


@pytest.mark.parametrize("given", ["short", "x" * 65, "a b c d e f g", "<script>alert(1)</script>"])
async def test_a_request_id_that_could_do_harm_is_replaced(client: httpx.AsyncClient, given: str) -> None:
    """Nothing from outside is printed into journals unseen."""
    answer = await client.get("/health/live", headers={"X-Request-Id": given})
    assert answer.headers["x-request-id"] != given
    assert len(answer.headers["x-request-id"]) == 32


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://tour.example.org/health/live", True),
        ("https://tour.example.org:8443/health/live", True),
        ("http://tour.example.org/health/live", False),
        ("https://localhost/health/live", False),
        ("https://127.0.0.1:8000/health/live", False),
        ("https://[::1]:8000/health/live", False),
    ],
)
async def test_browsers_are_bound_to_https_except_on_this_machine(
    client: httpx.AsyncClient, address: str, expected: bool
) -> None:
    """A header sent on loopback would lock the developer's other services out."""
    answer = await client.get(address)
    assert ("strict-transport-security" in answer.headers) is expected


async def test_the_journal_has_one_line_a_request(client: httpx.AsyncClient) -> None:
    """Who, what, which route, how it went and how long it took."""
    with structlog.testing.capture_logs() as journal:
        await client.head("/api/v1/publications/world-population")
    [line] = journal
    assert line.pop("duration_ms") >= 0
    assert line == {
        "event": "request",
        "log_level": "info",
        "method": "HEAD",
        "path": "/api/v1/publications/world-population",
        "route": "/api/v1/publications/{publication_id}",
        "status": 200,
        "actor": "key:k-secretariat",
    }
