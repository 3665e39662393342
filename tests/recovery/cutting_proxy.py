"""A proxy before PostgreSQL that cuts the connection after a byte that the test chooses, in either direction."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from enum import StrEnum
from urllib.parse import urlsplit, urlunsplit

CHUNK_BYTES = 65_536


class Direction(StrEnum):
    """Which way the bytes go that are counted."""

    TO_SERVER = "to the server"
    TO_SERVICE = "to the service"


class CuttingProxy:
    """Passes bytes on until it was armed and the chosen number of them has passed; then it cuts, once.

    Connections that come later are passed on again: the network is back.
    """

    def __init__(self, server_port: int) -> None:
        self._server_port = server_port
        self._direction = Direction.TO_SERVER
        self._bytes_left: int | None = None
        self._ends: set[asyncio.StreamWriter] = set()
        self.port = 0
        self.has_cut = False

    def arm(self, direction: Direction, after_bytes: int) -> None:
        """Cut after so many bytes from now on; of the byte after them nothing passes."""
        self._direction, self._bytes_left, self.has_cut = direction, after_bytes, False

    def disarm(self) -> None:
        self._bytes_left = None

    def cut(self) -> None:
        """Cut every connection that there is. What has passed is read: a COMMIT may happen that nobody hears of."""
        self.has_cut, self._bytes_left = True, None
        for end in self._ends:
            end.close()
        self._ends.clear()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Pass on what comes from one side to the other, until one of them ends."""
        try:
            server_reader, server_writer = await asyncio.open_connection("127.0.0.1", self._server_port)
        except OSError:
            writer.close()
            return
        ends = {writer, server_writer}
        self._ends |= ends
        both_ways = (
            asyncio.create_task(self._pass_on(reader, server_writer, Direction.TO_SERVER)),
            asyncio.create_task(self._pass_on(server_reader, writer, Direction.TO_SERVICE)),
        )
        await asyncio.wait(both_ways, return_when=asyncio.FIRST_COMPLETED)
        for one_way in both_ways:
            one_way.cancel()
        await asyncio.gather(*both_ways, return_exceptions=True)
        self._ends -= ends
        for end in ends:
            end.close()

    async def _pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, direction: Direction) -> None:
        with suppress(ConnectionError):
            while data := await reader.read(CHUNK_BYTES):
                if self._bytes_left is not None and direction is self._direction:
                    if len(data) >= self._bytes_left:
                        writer.write(data[: self._bytes_left])
                        self.cut()
                        return
                    self._bytes_left -= len(data)
                writer.write(data)
                await writer.drain()


@asynccontextmanager
async def cutting_proxy(server_port: int) -> AsyncIterator[CuttingProxy]:
    """A proxy that listens on loopback."""
    proxy = CuttingProxy(server_port)
    server = await asyncio.start_server(proxy.serve, "127.0.0.1", 0)
    proxy.port = server.sockets[0].getsockname()[1]
    try:
        yield proxy
    finally:
        proxy.cut()
        server.close()


def through(proxy: CuttingProxy, url: str) -> str:
    """The address of a database by way of the proxy, with neither of the handshakes that it would only hide."""
    parts = urlsplit(url)
    host = f"{parts.username}@127.0.0.1:{proxy.port}"
    return urlunsplit(parts._replace(netloc=host, query="sslmode=disable&gssencmode=disable"))
