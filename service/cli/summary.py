"""`tour summary`: prints the summary of a meeting's tour de table."""

import argparse
import asyncio
import re
import sys
from pathlib import Path
from typing import Any

from projections.activity_filter import Scope
from projections.summary.compose import compose
from service.cli.terminal import CommandRefused, opened
from service.desk import Desk
from service.exports.formats import FORMATS
from service.settings import Settings
from service.tour_de_table import told_at


def add_to(commands: Any) -> None:
    """Add the command's parser."""
    parser = commands.add_parser(
        "summary",
        help="print the summary of a tour de table",
        description="Prints the summary of a meeting's tour de table, every sentence with the events behind it, as of "
        "the last day of the meeting unless another day is given.",
    )
    parser.add_argument("meeting", metavar="MEETING", help="the id of the coordination meeting, such as cm7")
    parser.add_argument("--format", choices=[export.extension for export in FORMATS], default="md", dest="extension")
    parser.add_argument("--as-of", metavar="DAY", help="what had been said by this day (YYYY-MM-DD)")
    parser.add_argument("--known-at", metavar="POSITION", help="what the log knew at a position or an instant")
    parser.add_argument("--output", type=Path, metavar="FILE", help="where to write it; standard output if not given")
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace, settings: Settings) -> int:
    """Print the summary."""
    if chosen.as_of is not None and not re.fullmatch(r"\d{4}-\d{2}-\d{2}", chosen.as_of):
        raise CommandRefused(f"A day as YYYY-MM-DD was expected in --as-of, and it is {chosen.as_of}.")
    content = asyncio.run(_summary(chosen, settings))
    if chosen.output is not None:
        chosen.output.write_bytes(content)
    else:
        sys.stdout.buffer.write(content)
    return 0


async def _summary(chosen: argparse.Namespace, settings: Settings) -> bytes:
    export = next(export for export in FORMATS if export.extension == chosen.extension)
    async with opened(settings) as database:
        desk = Desk(database, settings.due_soon_days)
        await desk.prepare()
        async with desk.reading(chosen.as_of, chosen.known_at) as read:
            told = await told_at(read, chosen.meeting, Scope(sees_all=True, is_participant=True))
    if told is None:
        when = f" as of {chosen.as_of}" if chosen.as_of else ""
        raise CommandRefused(f"There is no coordination meeting with the id {chosen.meeting}{when}.")
    return export.render(compose(told))
