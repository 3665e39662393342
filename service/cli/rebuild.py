"""`tour rebuild`: folds the log into a view anew."""

import argparse
import asyncio
from typing import Any

from projections import runner
from projections.registry import VIEWS
from service.cli.terminal import opened, progress
from service.settings import Settings


def add_to(commands: Any) -> None:
    """Add the command's parser."""
    parser = commands.add_parser(
        "rebuild",
        help="fold the log into a view anew",
        description="Drops the tables of a view, or of every view, and folds the log into them anew. It heals a view "
        "that is faulted. The log itself is not touched.",
    )
    names = [view.name for view in VIEWS]
    parser.add_argument("view", nargs="?", choices=names, metavar="VIEW", help=f"one of {', '.join(names)}; else all")
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace, settings: Settings) -> int:
    """Rebuild and say so."""
    views = [view for view in VIEWS if chosen.view in (None, view.name)]
    asyncio.run(_rebuild(settings, views))
    print(f"Rebuilt: {', '.join(view.name for view in views)}.")
    return 0


async def _rebuild(settings: Settings, views: list[Any]) -> None:
    async with opened(settings) as database:
        await runner.prepare(database, VIEWS)
        for view in views:
            with progress(f"Rebuilding {view.name}") as advance:
                await runner.rebuild(database, view, advance)
