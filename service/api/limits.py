"""How many requests one owner of keys may make, counted in this process with a bucket for each owner."""

import math
import time
from collections import OrderedDict
from collections.abc import Callable

from litestar.enums import ScopeType
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Receive, Scope, Send
from msgspec import Struct

from service.api.problems import TooManyRequests
from service.auth.caller import Caller

BUCKETS_MAX = 10_000
SECONDS_PER_MINUTE = 60


class Allowance(Struct, frozen=True):
    """What is left to an owner after a request. `reset_seconds`: when the bucket will be full again."""

    limit: int
    remaining: int
    reset_seconds: int
    retry_after_seconds: int = 0

    def headers(self) -> dict[str, str]:
        """The RateLimit headers of draft-ietf-httpapi-ratelimit-headers."""
        return {
            "RateLimit-Policy": f"{self.limit};w={SECONDS_PER_MINUTE}",
            "RateLimit-Limit": str(self.limit),
            "RateLimit-Remaining": str(self.remaining),
            "RateLimit-Reset": str(self.reset_seconds),
        }


class TokenBuckets:
    """A bucket for each owner, filled evenly over a minute. The least recently used are given up beyond BUCKETS_MAX."""

    def __init__(self, requests_per_minute: int, *, clock: Callable[[], float] = time.monotonic) -> None:
        assert requests_per_minute > 0, "0 means no limit: leave the buckets out"
        self._limit = requests_per_minute
        self._clock = clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, owner: str) -> Allowance:
        """Take one token; an Allowance with `retry_after_seconds` above 0 means that there was none."""
        now, per_second = self._clock(), self._limit / SECONDS_PER_MINUTE
        tokens, since = self._buckets.get(owner, (float(self._limit), now))
        tokens = min(float(self._limit), tokens + (now - since) * per_second)
        granted = tokens >= 1
        tokens -= 1 if granted else 0
        self._put(owner, tokens, now)
        return Allowance(
            limit=self._limit,
            remaining=int(tokens),
            reset_seconds=math.ceil((self._limit - tokens) / per_second),
            retry_after_seconds=0 if granted else math.ceil((1 - tokens) / per_second),
        )

    def _put(self, owner: str, tokens: float, now: float) -> None:
        self._buckets[owner] = (tokens, now)
        self._buckets.move_to_end(owner)
        if len(self._buckets) > BUCKETS_MAX:
            self._buckets.popitem(last=False)


class RequestLimit(ASGIMiddleware):
    """Refuses with 429 what is over the limit of the key's owner, or of the client's address where there is no key."""

    scopes = (ScopeType.HTTP,)

    def __init__(self, buckets: TokenBuckets) -> None:
        self._buckets = buckets

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        allowance = self._buckets.take(_owner(scope))
        scope["state"]["allowance"] = allowance
        if wait := allowance.retry_after_seconds:
            raise TooManyRequests(
                f"Expected at most {allowance.limit} requests a minute, found more. Wait {wait} seconds.",
                headers={"Retry-After": str(wait)},
            )
        await next_app(scope, receive, send)


def _owner(scope: Scope) -> str:
    caller, client = scope.get("user"), scope.get("client")
    if isinstance(caller, Caller):
        return caller.owner
    return f"address:{client[0] if client else 'unknown'}"
