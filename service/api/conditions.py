"""Says with a tag which version of a thing an answer shows, and honours the tags that a caller sends back."""

import re
from datetime import date
from typing import Any

from litestar import Request
from litestar.datastructures import Headers, MutableScopeHeaders
from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from service.api.problems import BadRequest, PreconditionRequired

REPRESENTATION = "1"
"""The version of the representations. Raise it when the form of answers changes while the facts do not."""

_TAG = re.compile(r'\s*(W/)?"([\x21\x23-\x7e]*)"\s*(?:,|$)')
_VERSION = re.compile(r"^v(\d+)(?:;|$)")


class NotModified(Exception):
    """The caller has the current version: the answer is 304 without a body."""

    def __init__(self, etag: str) -> None:
        super().__init__(etag)
        self.etag = etag


def etag_of_thing(
    version: int, *, evaluated_on: date | None = None, scope: str = "", representation: str = REPRESENTATION
) -> str:
    """The strong ETag of one thing: its stream version first, for If-Match names it.

    `evaluated_on` where the answer contains timeliness, `scope` where it depends on who asks, `representation`
    where the same address gives several forms.
    """
    return _etag(f"v{version}", evaluated_on, scope, representation)


def etag_of_list(
    position: str, *, evaluated_on: date | None = None, scope: str, representation: str = REPRESENTATION
) -> str:
    """The strong ETag of a list: the position of the log with its leaf (`1234.9f3c2a01`), never a bare number."""
    assert "." in position, f"{position} has no leaf"
    return _etag(f"p{position}", evaluated_on, scope, representation)


def if_none_match(request: Request[Any, Any, Any], etag: str) -> None:
    """Raise NotModified when the caller has this version. Call it before the answer is made."""
    header = request.headers.get("if-none-match")
    if header is not None and is_named(etag, header) and request.method in ("GET", "HEAD"):
        raise NotModified(etag)


def not_modified(app: ASGIApp) -> ASGIApp:
    """A layer that answers 304 for what was made in vain: files, and handlers that did not ask before."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP or scope["method"] not in ("GET", "HEAD"):
            await app(scope, receive, send)
            return
        wanted = Headers.from_scope(scope).get("if-none-match")
        if wanted is None:
            await app(scope, receive, send)
            return
        is_known = False

        async def send_unless_known(message: Message) -> None:
            nonlocal is_known
            if message["type"] == "http.response.start" and message["status"] == 200:
                headers = MutableScopeHeaders.from_message(message)
                if is_known := "etag" in headers and is_named(headers["etag"], wanted):
                    del headers["content-length"], headers["content-type"]
                    message = {**message, "status": 304, "headers": headers.headers}
            elif is_known and message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        await app(scope, receive, send_unless_known)

    return answer


def is_named(etag: str, wanted: str) -> bool:
    """Whether the value of If-None-Match names the tag; weak and strong tags are alike here (RFC 9110, 13.1.2)."""
    return wanted.strip() == "*" or etag.removeprefix("W/") in {f'"{value}"' for _, value in _TAG.findall(wanted)}


def if_match(request: Request[Any, Any, Any]) -> int | None:
    """The stream version that the caller expects, None where it names none.

    The command compares it with the version under the lock and refuses with StaleVersion (412). `*` asks only that
    the thing exists. A weak tag or one of a list names no version of a thing and is refused with 400.
    """
    header = request.headers.get("if-match")
    if header is None or header.strip() == "*":
        return None
    tags = _TAG.findall(header)
    version = _VERSION.match(tags[0][1]) if len(tags) == 1 and not tags[0][0] else None
    if version is None:
        raise BadRequest(f"Expected the ETag of one thing in If-Match, found {header}.")
    return int(version[1])


def require_if_match(request: Request[Any, Any, Any]) -> int:
    """The stream version that the caller replaces; PreconditionRequired (428) where it names none."""
    version = if_match(request)
    if version is None:
        raise PreconditionRequired("Expected the header If-Match with the ETag of what is replaced, found none.")
    return version


def _etag(state: str, evaluated_on: date | None, scope: str, representation: str) -> str:
    parts = (state, evaluated_on.isoformat() if evaluated_on else "", scope, representation)
    assert not any(";" in part or '"' in part for part in parts), f"{parts} cannot be told apart in a tag"
    return f'"{";".join(parts)}"'
