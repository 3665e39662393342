"""Nobody can ask without end, and everybody sees how much is left."""

import httpx
import pytest

from service.api.limits import BUCKETS_MAX, TokenBuckets
from tests.service.api.publications import assert_problem, calling, make_application

pytestmark = pytest.mark.anyio

ADDRESS = "/api/v1/publications"


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


async def test_what_is_over_the_limit_is_refused_until_later() -> None:
    """429 says when to come back, and the headers how much is left."""
    async with calling(make_application(requests_per_minute=2)) as client:
        answers = [await client.get(ADDRESS) for _ in range(3)]
    assert [answer.headers["ratelimit-remaining"] for answer in answers] == ["1", "0", "0"]
    assert answers[0].headers["ratelimit-policy"] == "2;w=60"
    assert_problem(answers[2], 429, "too-many-requests")
    assert 0 < int(answers[2].headers["retry-after"]) <= 30


async def test_owners_are_counted_apart() -> None:
    """One busy agency does not silence the others."""
    application = make_application(requests_per_minute=1)
    for key in ("unfpa", "secretariat", ""):
        async with calling(application, key) as client:
            first, second = [await client.get("/docs" if not key else ADDRESS) for _ in range(2)]
        assert (first.status_code, second.status_code) == (200, 429)


async def test_no_limit_means_no_headers(client: httpx.AsyncClient) -> None:
    """Control: with a limit of 0 nothing is counted."""
    answer = await client.get(ADDRESS)
    assert not [name for name in answer.headers if name.startswith("ratelimit")]


def test_a_bucket_fills_with_time() -> None:
    """A minute's worth comes back evenly over a minute, and never more."""
    clock = Clock()
    buckets = TokenBuckets(60, clock=clock)
    assert [buckets.take("key:unfpa").remaining for _ in range(60)][-1] == 0
    assert buckets.take("key:unfpa").retry_after_seconds == 1
    clock.seconds += 1
    assert buckets.take("key:unfpa").retry_after_seconds == 0
    clock.seconds += 3600
    assert buckets.take("key:unfpa").remaining == 59


def test_the_memory_of_owners_is_bounded() -> None:
    """Any number of addresses costs a bounded number of buckets."""
    buckets = TokenBuckets(60)
    for number in range(BUCKETS_MAX + 10):
        buckets.take(f"address:{number}")
    assert len(buckets._buckets) == BUCKETS_MAX
