"""The outermost layer: every request gets an id and a line in the journal, every answer its protective headers."""

import re
import time
from collections.abc import Iterable
from ipaddress import ip_address
from os import urandom
from traceback import format_exception
from typing import Any

import structlog
from litestar.enums import ScopeType
from litestar.types import ASGIApp, HTTPScope, Message, Receive, Scope, Send

from service.api.limits import Allowance
from service.api.secret_paths import is_secret, path_told
from service.auth.caller import Caller

RawHeader = tuple[bytes, bytes]

logger = structlog.get_logger("tour.access")

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
STRICT_TRANSPORT_SECURITY = "max-age=31536000; includeSubDomains"

# As they go over the wire, names in lower case: an answer that has one of its own keeps it.
_PROTECTION: tuple[tuple[bytes, bytes], ...] = (
    (b"content-security-policy", CONTENT_SECURITY_POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"cache-control", b"private, no-cache"),
)
# An address that is a permission is passed on to nobody: not to other sites, to caches or to search engines.
_PROTECTION_OF_SECRETS: tuple[tuple[bytes, bytes], ...] = (
    *_PROTECTION[:2],
    (b"referrer-policy", b"no-referrer"),
    (b"cache-control", b"no-store"),
    (b"x-robots-tag", b"noindex, nofollow"),
)
_VARY = ("Authorization", "Accept")
_VARY_ALONE = (b"vary", ", ".join(_VARY).encode())
_SANE_ID = re.compile(rb"[A-Za-z0-9._-]{8,64}")


def envelope(app: ASGIApp) -> ASGIApp:
    """Wrap an application. Headers that an answer has set itself are kept."""

    async def enveloped(scope: Scope, receive: Receive, send: Send) -> None:
        assert scope["type"] == ScopeType.HTTP, "only requests are put into an envelope"
        started_at = time.perf_counter()
        request_id = _request_id(scope)
        # The server may share one dictionary among all requests.
        scope["state"] = {**(scope.get("state") or {}), "request_id": request_id}
        status = 0

        async def send_sealed(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = _sealed(list(message.get("headers", ())), scope, request_id)
            await send(message)

        method, path = scope["method"], path_told(scope)
        with structlog.contextvars.bound_contextvars(request_id=request_id):
            try:
                await app(scope, receive, send_sealed)
            except Exception as error:
                # The framework answers whatever is raised before the first byte; after it nothing can be said.
                logger.error("answer_broken_off", path=path, traceback="".join(format_exception(error)))
                raise
            finally:
                logger.info("request", **_line(scope, method, path, status, time.perf_counter() - started_at))

    return enveloped


def _request_id(scope: HTTPScope) -> str:
    """The caller's own id where it is short and plain, so that both sides find the request in their journals."""
    given = next((value for name, value in scope["headers"] if name == b"x-request-id"), b"")
    return given.decode() if _SANE_ID.fullmatch(given) else urandom(16).hex()


def _sealed(headers: list[RawHeader], scope: HTTPScope, request_id: str) -> list[RawHeader]:
    """The headers of an answer with those that every answer has. Pairs of bytes: this is done for each request."""
    own = {name.lower() for name, _ in headers}
    headers.append((b"x-request-id", request_id.encode()))
    protection = _PROTECTION_OF_SECRETS if is_secret(scope) else _PROTECTION
    headers += [header for header in protection if header[0] not in own]
    if b"vary" in own:
        present = b",".join(value for name, value in headers if name.lower() == b"vary").decode()
        headers = [header for header in headers if header[0].lower() != b"vary"]
        headers.append((b"vary", ", ".join(_united(_VARY, present.split(","))).encode()))
    else:
        headers.append(_VARY_ALONE)
    allowance = scope["state"].get("allowance")
    if isinstance(allowance, Allowance):
        headers += [(name.lower().encode(), value.encode()) for name, value in allowance.headers().items()]
    if scope["scheme"] == "https" and b"strict-transport-security" not in own and not _is_loopback(scope):
        headers.append((b"strict-transport-security", STRICT_TRANSPORT_SECURITY.encode()))
    return headers


def _united(wanted: Iterable[str], present: Iterable[str]) -> list[str]:
    names = [name.strip() for name in present if name.strip()]
    return names + [name for name in wanted if name.lower() not in {known.lower() for known in names}]


def _is_loopback(scope: HTTPScope) -> bool:
    host = next((value.decode("latin-1") for name, value in scope["headers"] if name == b"host"), "")
    name = host.rsplit(":", 1)[0].strip("[]") if not host.endswith("]") else host.strip("[]")
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return name == "localhost" or name.endswith(".localhost")


def _line(scope: Scope, method: str, path: str, status: int, seconds: float) -> dict[str, Any]:
    caller = scope.get("user")
    return {
        "method": method,
        "path": path,
        "route": scope.get("path_template"),
        "status": status,
        "duration_ms": round(seconds * 1000, 1),
        "actor": caller.actor if isinstance(caller, Caller) else None,
    }
