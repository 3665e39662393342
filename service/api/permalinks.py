"""Permalinks: the address under which a question is answered for ever as it is answered now."""

from collections.abc import Iterable
from urllib.parse import urlencode
from weakref import WeakKeyDictionary

from litestar.handlers import HTTPRouteHandler

from service import clock
from service.api.body import CheckedRequest
from service.api.parameters import query_parameters
from service.desk import Reading

CLOCKS = ("as_of", "known_at")
LINK_HEADER = "Link"


def permalink(read: Reading, path: str, query: Iterable[tuple[str, str]], as_of: str | None = None) -> str:
    """The address of a question with both clocks pinned: the day of evaluation, and the position that was read.

    `as_of` is the day of an answer that is read as of another one than the day of evaluation; a question that names
    its day of evaluation keeps it beside that of its clocks. What was withheld, hidden or erased since is not shown
    under the address either, and the answer says where the log stands when it is asked.
    """
    others = [(name, value) for name, value in query if name not in CLOCKS]
    if any(name == "evaluated_on" for name, _ in others):
        as_of = as_of or read.clocks.as_of or clock.today()
    pinned = [("as_of", as_of or read.evaluated_on), ("known_at", read.known_at or read.position)]
    return f"{path}?{urlencode([*others, *pinned])}"


def bookmark(request: CheckedRequest, read: Reading, as_of: str | None = None) -> dict[str, str]:
    """The header with the permalink of an answer, where the question can be asked at the clocks (RFC 8288)."""
    if request.method not in ("GET", "HEAD") or not _is_asked_at_the_clocks(request.route_handler):
        return {}
    headers: dict[str, str] = {}
    add_link(headers, permalink(read, request.url.path, request.query_params.items(), as_of), "bookmark")
    return headers


def add_link(headers: dict[str, str], address: str, relation: str) -> None:
    """Add a link of the answer to its headers, beside those that are there."""
    link = f'<{address}>; rel="{relation}"'
    headers[LINK_HEADER] = f"{headers[LINK_HEADER]}, {link}" if LINK_HEADER in headers else link


# A handler holds its whole application, and is not kept from ending with it.
_asked_at_the_clocks: WeakKeyDictionary[HTTPRouteHandler, bool] = WeakKeyDictionary()


def _is_asked_at_the_clocks(handler: HTTPRouteHandler) -> bool:
    if handler not in _asked_at_the_clocks:
        _asked_at_the_clocks[handler] = set(CLOCKS) <= set(query_parameters(handler).names)
    return _asked_at_the_clocks[handler]
