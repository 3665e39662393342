"""The outermost layer: every request gets an id and a line in the journal, every answer its protective headers."""

import re
import time
from collections.abc import Iterable
from ipaddress import ip_address
from traceback import format_exception
from typing import Any
from uuid import uuid4

import structlog
from litestar.datastructures import Headers, MutableScopeHeaders
from litestar.enums import ScopeType
from litestar.types import ASGIApp, HTTPScope, Message, Receive, Scope, Send

from service.api.limits import Allowance
from service.auth.caller import Caller

logger = structlog.get_logger("tour.access")

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
STRICT_TRANSPORT_SECURITY = "max-age=31536000; includeSubDomains"

_PROTECTION = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "private, no-cache",
}
_VARY = ("Authorization", "Accept")
_SANE_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")


def envelope(app: ASGIApp) -> ASGIApp:
    """Wrap an application. Headers that an answer has set itself are kept."""

    async def enveloped(scope: Scope, receive: Receive, send: Send) -> None:
        assert scope["type"] == ScopeType.HTTP, "only requests are put into an envelope"
        started_at = time.perf_counter()
        request_id = _request_id(Headers.from_scope(scope))
        # The server may share one dictionary among all requests.
        scope["state"] = {**(scope.get("state") or {}), "request_id": request_id}
        status = 0

        async def send_sealed(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                _seal(MutableScopeHeaders.from_message(message), scope, request_id)
            await send(message)

        method, path = scope["method"], scope["path"]
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


def _request_id(headers: Headers) -> str:
    """The caller's own id where it is short and plain, so that both sides find the request in their journals."""
    given = headers.get("x-request-id", "")
    return given if _SANE_ID.fullmatch(given) else uuid4().hex


def _seal(headers: MutableScopeHeaders, scope: HTTPScope, request_id: str) -> None:
    headers["X-Request-Id"] = request_id
    for name, value in _PROTECTION.items():
        headers.setdefault(name, value)
    headers["Vary"] = ", ".join(_united(_VARY, headers.get("Vary", "").split(",")))
    allowance = scope["state"].get("allowance")
    if isinstance(allowance, Allowance):
        headers.update(allowance.headers())
    if scope["scheme"] == "https" and not _is_loopback(Headers.from_scope(scope).get("host", "")):
        headers.setdefault("Strict-Transport-Security", STRICT_TRANSPORT_SECURITY)


def _united(wanted: Iterable[str], present: Iterable[str]) -> list[str]:
    names = [name.strip() for name in present if name.strip()]
    return names + [name for name in wanted if name.lower() not in {known.lower() for known in names}]


def _is_loopback(host: str) -> bool:
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
