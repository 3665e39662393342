"""The tree of the log in tiles over HTTP (C2SP tlog-tiles), so that a monitor can compute every proof by itself."""

import re
from pathlib import PurePath
from typing import NamedTuple

from litestar import Response, get
from litestar.params import FromPath

from events.log.hashing import leaf_entry
from events.log.merkle import TILE_WIDTH
from events.log.reading import read_after
from events.log.tiles import TileReader
from service.api.asking import TheDesk, headers_of_list, reading
from service.api.body import CheckedRequest
from service.api.checkpoint import signed_note
from service.api.log import PATH
from service.api.problems import NotFound
from service.auth.guards import reads
from service.desk import Reading

BYTES = "application/octet-stream"
ENTRY_LENGTH_BYTES = 2

# As in 0/x001/x234/067 or entries/003.p/17.
ADDRESS = re.compile(
    r"(?P<level>entries|0|[1-9][0-9]?)/(?P<number>(?:x[0-9]{3}/){0,4}[0-9]{3})(?:\.p/(?P<width>[1-9][0-9]{0,2}))?",
    re.ASCII,
)
LEVEL_MAX = 63


class TileAsked(NamedTuple):
    """A tile: its level (None for the entries themselves), its number from the left, and how many hashes of it."""

    level: int | None
    number: int
    width: int


@get(PATH + "/tiles/tile/{address:path}", guards=[reads], tags=["log"], media_type=BYTES)
async def get_tile(request: CheckedRequest, desk: TheDesk, address: FromPath[PurePath]) -> Response[bytes]:
    """A tile of hashes, such as 0/x001/x234/067 or 0/000.p/17, or of entries, such as entries/000 (C2SP tlog-tiles).

    An entry is the header of an event as canonical JSON, then the 32 bytes of its data digest.
    """
    asked = _asked(str(address).lstrip("/"))
    async with reading(desk, uses=()) as read:
        parts = await (_entries(read, asked) if asked.level is None else _hashes(read, asked.level, asked))
        if len(parts) < asked.width:
            raise NotFound(f"The log has {read.head.position} events; it does not reach to the end of this tile yet.")
        return Response(b"".join(parts[: asked.width]), media_type=BYTES, headers=headers_of_list(request, read))


@get(PATH + "/tiles/checkpoint", guards=[reads], tags=["log"], media_type="text/plain")
async def get_tiles_checkpoint(request: CheckedRequest, desk: TheDesk) -> Response[bytes]:
    """The newest signed checkpoint, at the address where a client of C2SP tlog-tiles looks for it."""
    return await signed_note(request, desk)


def _asked(address: str) -> TileAsked:
    form = ADDRESS.fullmatch(address)
    if form is None or (form["level"] != "entries" and int(form["level"]) > LEVEL_MAX):
        raise NotFound(f"A tile has an address such as 0/x001/x234/067 or entries/003.p/17; {address[:80]} is none.")
    number = int("".join(form["number"].replace("x", "").split("/")))
    width = int(form["width"] or TILE_WIDTH)
    if width > TILE_WIDTH or (form["width"] and width == TILE_WIDTH):
        raise NotFound(f"A part of a tile has 1 to {TILE_WIDTH - 1} hashes; {width} were asked for.")
    return TileAsked(None if form["level"] == "entries" else int(form["level"]), number, width)


async def _hashes(read: Reading, level: int, asked: TileAsked) -> list[bytes]:
    return await TileReader(read.transaction).tile(level, asked.number)


async def _entries(read: Reading, asked: TileAsked) -> list[bytes]:
    """The entries of a tile, each after its length."""
    first = asked.number * TILE_WIDTH
    if first >= read.head.position:
        return []
    entries = [leaf_entry(event, event.data_digest) for event in await read_after(read.transaction, first, asked.width)]
    return [len(entry).to_bytes(ENTRY_LENGTH_BYTES, "big") + entry for entry in entries]


ROUTES = (get_tile, get_tiles_checkpoint)
