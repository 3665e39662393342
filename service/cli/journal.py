"""`tour journal`: prints what was withheld and erased, for a journal that was not kept or was lost."""

import argparse
import asyncio
import sys
from typing import Any

from service.cli.terminal import opened
from service.keeping.journal import journal_in, lines_of
from service.settings import Settings


def add_to(commands: Any) -> None:
    """Add the command's parser."""
    parser = commands.add_parser(
        "journal",
        help="print what was withheld and erased",
        description="Prints a line for each field that was withheld and each person whose contacts were erased, as "
        "the service writes them into TOUR_JOURNAL, and never the words. `tour restore --journal` reads them.",
    )
    parser.set_defaults(run=run)


def run(_chosen: argparse.Namespace, settings: Settings) -> int:
    """Print the lines."""
    sys.stdout.buffer.write(asyncio.run(_lines(settings)))
    return 0


async def _lines(settings: Settings) -> bytes:
    async with opened(settings) as database, database.reading() as transaction:
        return lines_of(await journal_in(transaction))
