"""`tour scrub`: writes the files of the database anew, so that nothing that was removed is left in them."""

import argparse
import asyncio
from typing import Any

from projections.rebuilding import clear_left_over
from service import clock
from service.cli.terminal import CommandRefused, demand_migrated, opened
from service.keeping.scrubbing import ScrubRefused, scrub
from service.settings import Settings


def add_to(commands: Any) -> None:
    """Add the command's parser."""
    parser = commands.add_parser(
        "scrub",
        help="leave nothing of what was withheld or erased in the database's files",
        description="Writes every table anew, so that no text that was withheld or erased is left in free parts of "
        "the files. On PostgreSQL it runs as the roles of TOUR_OWNER_DATABASE_URL and TOUR_DATABASE_URL, and each "
        "table waits while it is written. Older backups, archives of the write-ahead log, standbys that lag behind "
        "and snapshots of disks are not reached: remove those yourself.",
    )
    parser.set_defaults(run=run)


def run(_chosen: argparse.Namespace, settings: Settings) -> int:
    """Scrub and say so."""
    demand_migrated(settings)
    asyncio.run(_clear_left_over(settings))
    try:
        scrub(settings.owner_database_url or settings.database_url, settings.database_url)
    except ScrubRefused as refused:
        raise CommandRefused(str(refused)) from refused
    print("The files of the database are written anew.")
    return 0


async def _clear_left_over(settings: Settings) -> None:
    async with opened(settings) as database:
        await clear_left_over(database, clock.new_id())
