"""An answer whose bytes are ready: it is sent as it stands, without what the framework would still look for."""

from collections.abc import Mapping
from typing import Any, TypeVar

import msgspec
from litestar import Request, Response
from litestar.response.base import ASGIResponse
from litestar.types import Receive, Scope, Send

ContentT = TypeVar("ContentT")

JSON = b"application/json"
_ENCODER = msgspec.json.Encoder()


class JSONAnswer(Response[ContentT]):
    """An answer in JSON, of a struct or of bytes that hold one; cookies and backgrounds it has none.

    The framework's own response costs more than the whole routing: reports and lists are answered with this one.
    """

    def __init__(self, content: ContentT | bytes, *, status_code: int = 200, headers: Mapping[str, str]) -> None:
        self.content = content  # type: ignore[assignment]
        self.status_code = status_code
        self.headers = dict(headers)

    def to_asgi_response(self, app: Any, request: Request[Any, Any, Any], **_: Any) -> ASGIResponse:  # noqa: ARG002 - the framework's own signature
        body = self.content if isinstance(self.content, bytes) else _ENCODER.encode(self.content)
        return _Sending(self.status_code or 200, self.headers, body)


class _Sending(ASGIResponse):
    """Sends the head and the body."""

    def __init__(self, status_code: int, headers: Mapping[str, str], body: bytes) -> None:
        self.status_code = status_code
        self.body = body
        self._head = [
            (b"content-type", JSON),
            (b"content-length", str(len(body)).encode()),
            *((name.lower().encode(), value.encode("latin-1")) for name, value in headers.items()),
        ]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 - the same
        await send({"type": "http.response.start", "status": self.status_code, "headers": self._head})
        await send({"type": "http.response.body", "body": self.body, "more_body": False})
