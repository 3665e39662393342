"""`tour export-log`: writes the whole log into a file that anyone can verify without the database and the network."""

import argparse
import asyncio
from pathlib import Path
from typing import Any

from events.log.database import Database
from events.log.exporting import export_lines
from events.log.signed_note import SigningKey
from events.log.signing import read_sizes, sign_newest
from service.cli.terminal import opened, progress
from service.settings import Settings
from service.signing_key import signing_key_of

# While a service writes, another one may sign: it does so within a second.
TRIES_MAX = 10
PAUSE_SECONDS = 0.3


def add_to(commands: Any) -> None:
    """Add the command's parser."""
    parser = commands.add_parser(
        "export-log",
        help="write the whole log into a file that can be verified elsewhere",
        description="Writes every event with its header, data, salts, digests and tags, and the signed checkpoints, as "
        "JSON lines. `tour verify --export FILE --public-key KEY` verifies the file without database and network. It "
        "holds everything, drafts too: give it to those only who may read it all.",
    )
    parser.add_argument("file", type=Path, metavar="FILE", help="where to write; a file that is there is replaced")
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace, settings: Settings) -> int:
    """Write the file, and say how far it is signed."""
    print(asyncio.run(_export(chosen.file, settings)))
    return 0


async def _export(path: Path, settings: Settings) -> str:
    key = signing_key_of(settings)
    async with opened(settings) as database:
        for _ in range(TRIES_MAX):
            if await _signed_as_far_as_can_be(database, key):
                break
            await asyncio.sleep(PAUSE_SECONDS)
        size, signed_size = await _written(database, key, path)
    if signed_size == size:
        return f"{path} holds {size} events, all of them signed."
    return f"{path} holds {size} events; {size - signed_size} of them are not signed (see TOUR_SIGNING_KEY)."


async def _signed_as_far_as_can_be(database: Database, key: SigningKey | None) -> bool:
    """Sign what is not signed yet; whether all of it is, or nobody signs here, so that waiting helps no more."""
    if key is not None:
        await sign_newest(database, key)
    async with database.reading() as transaction:
        size, signed_size = await read_sizes(transaction)
    return size == signed_size or (key is None and not signed_size)


async def _written(database: Database, key: SigningKey | None, path: Path) -> tuple[int, int]:
    """Write the state of one moment, then put it in the place of the file; its size, and up to where it is signed."""
    verifier_key = key.verifier.text() if key else None
    unfinished = path.with_name(path.name + ".part")
    async with database.reading() as transaction:
        size, signed_size = await read_sizes(transaction)
        with unfinished.open("wb") as file, progress("Writing the log") as advance:
            async for line in export_lines(transaction, verifier_key, lambda done: advance(done, size)):
                file.write(line)
    unfinished.replace(path)
    return size, signed_size
