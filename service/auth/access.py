"""Lists which door stands before which route, so that a test can read the whole authorization table."""

from collections.abc import Iterator

from litestar import Litestar
from litestar.handlers import HTTPRouteHandler
from litestar.handlers.base import BaseRouteHandler
from litestar.routes import HTTPRoute

from service.auth.guards import anyone, keeps, reads, reports

ACCESS = {anyone: "anyone", reads: "reads", reports: "reports", keeps: "keeps"}


class AccessNotDeclared(Exception):
    """Routes name none of the guards anyone, reads, reports, keeps, or more than one."""


def declared_access(app: Litestar) -> list[tuple[str, str, str]]:
    """Every route as (method, path, access), sorted by path; AccessNotDeclared names all routes that declare none.

    OPTIONS is left out: it says which methods there are and is open to all.
    """
    found = sorted(_declarations(app), key=lambda row: (row[1], row[0]))
    if undeclared := [f"{method} {path} ({access})" for method, path, access in found if access not in ACCESS.values()]:
        raise AccessNotDeclared(f"Expected one guard of {', '.join(ACCESS.values())} at: {'; '.join(undeclared)}.")
    return found


def is_open(handler: BaseRouteHandler) -> bool:
    """Whether the route asks for no key."""
    return anyone in handler.resolve_guards()


def _declarations(app: Litestar) -> Iterator[tuple[str, str, str]]:
    for route in app.routes:
        handlers = route.route_handlers if isinstance(route, HTTPRoute) else [route.route_handler]
        for handler in handlers:
            methods = sorted(handler.http_methods) if isinstance(handler, HTTPRouteHandler) else ["ASGI"]
            for method in methods:
                if method != "OPTIONS":
                    yield str(method), route.path_format, _access_of(handler)


def _access_of(handler: BaseRouteHandler) -> str:
    named = [ACCESS[guard] for guard in handler.resolve_guards() if guard in ACCESS]
    return named[0] if len(set(named)) == 1 else f"found {', '.join(named) or 'none'}"
