"""One connection of a client that sends prepared bytes and reads answers, and costs little beside the service."""

import asyncio
from typing import Any, NamedTuple

import msgspec


class Answer(NamedTuple):
    """The status, the headers (in lower case) and the JSON value of an answer."""

    status: int
    headers: dict[str, str]
    value: Any


class Connection:
    """Keeps one connection open and sends one request after the other."""

    def __init__(self, port: int, key: str) -> None:
        self.port = port
        self._head = f"Host: 127.0.0.1:{port}\r\nAuthorization: Bearer {key}\r\n"

    async def __aenter__(self) -> "Connection":
        self._reader, self._writer = await asyncio.open_connection("127.0.0.1", self.port)
        return self

    async def __aexit__(self, *_: object) -> None:
        self._writer.close()
        await self._writer.wait_closed()

    async def get(self, path: str) -> Answer:
        return await self._asked(f"GET {path} HTTP/1.1\r\n{self._head}\r\n".encode())

    async def post(self, path: str, body: Any, headers: str = "") -> Answer:
        content = msgspec.json.encode(body)
        length = f"Content-Type: application/json\r\nContent-Length: {len(content)}\r\n{headers}"
        return await self._asked(f"POST {path} HTTP/1.1\r\n{self._head}{length}\r\n".encode() + content)

    async def _asked(self, request: bytes) -> Answer:
        self._writer.write(request)
        head = (await self._reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        first, *lines = head.split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines if line)}
        content = await self._reader.readexactly(int(headers.get("content-length", "0")))
        return Answer(int(first.split(" ")[1]), headers, msgspec.json.decode(content) if content else None)


def number_in(public: str) -> int:
    """The bare position of one that is shown."""
    return int(public.partition(".")[0])
