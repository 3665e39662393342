"""HEAD wherever GET is, and OPTIONS that names every method of an address."""

import asyncio
from collections.abc import Mapping

from litestar import Litestar
from litestar.datastructures import MutableScopeHeaders
from litestar.enums import ScopeType
from litestar.routes import HTTPRoute
from litestar.types import ASGIApp, Message, Receive, Scope, Send


def head_like_get(app: ASGIApp) -> ASGIApp:
    """Answer HEAD as GET without its body. A stream that would never end is told that the caller has gone."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP or scope["method"] != "HEAD":
            await app(scope, receive, send)
            return
        scope["method"] = "GET"
        answered = asyncio.Event()

        async def receive_until_answered() -> Message:
            await answered.wait()
            return {"type": "http.disconnect"}

        async def send_without_body(message: Message) -> None:
            if message["type"] == "http.response.start":
                await send(message)
            elif not answered.is_set():
                answered.set()
                await send({"type": "http.response.body", "body": b"", "more_body": False})
            else:
                # A stream that never waits would keep the disconnection from being noticed.
                await asyncio.sleep(0)

        await app(scope, receive_until_answered, send_without_body)  # type: ignore[arg-type]

    return answer


def options_with_allow(app: ASGIApp, methods: Mapping[str, str]) -> ASGIApp:
    """Put the whole list into the header Allow of an answer to OPTIONS; `methods` is by path template."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP or scope["method"] != "OPTIONS":
            await app(scope, receive, send)
            return

        async def send_with_allow(message: Message) -> None:
            if message["type"] == "http.response.start" and (allow := methods.get(scope.get("path_template", ""))):
                MutableScopeHeaders.from_message(message)["Allow"] = allow
            await send(message)

        await app(scope, receive, send_with_allow)

    return answer


def methods_by_path(app: Litestar) -> dict[str, str]:
    """The value of Allow for each path template."""
    found: dict[str, set[str]] = {}
    for route in app.routes:
        if isinstance(route, HTTPRoute):
            methods = {str(method) for handler in route.route_handlers for method in handler.http_methods}
            found.setdefault(route.path_format or "/", set()).update(methods | {"OPTIONS"})
    return {
        path: ", ".join(sorted(methods | ({"HEAD"} if "GET" in methods else set()))) for path, methods in found.items()
    }
