"""`tour rebuild`: builds views anew from the log, beside the service, and puts them in place of the old ones."""

import argparse
import asyncio
import os
import sys
from time import monotonic
from typing import Any

from events.log.database import Database
from events.log.reading import read_head
from projections import runner
from projections.filling import fill
from projections.filling_beside import FillingBeside, FillingFailed
from projections.heartbeats import TakenOver
from projections.rebuilding import Built, BuiltByAnother, Fill, rebuild
from projections.registry import VIEWS
from projections.versioned_view import VersionedView
from projections.view_failed import ViewFailed
from service.cli.terminal import Advance, CommandRefused, opened, progress
from service.settings import Settings

SECONDS_BETWEEN_LINES = 10.0
# To start a process takes as long as to fold some ten thousand events.
EVENTS_WORTH_PROCESSES = 20_000
PROCESSES_MAX = 4


def add_to(commands: Any) -> None:
    """Add the command's parser."""
    names = [view.name for view in VIEWS]
    parser = commands.add_parser(
        "rebuild",
        help="build views anew from the log while the service goes on",
        description="Folds the log into fresh tables beside those that serve, compares the two, says what differs, and "
        "puts the fresh ones in place in a moment. The service answers and writes meanwhile. It heals a view that is "
        "faulted. Interrupted, it leaves the old tables in place. The log itself is not touched. Exit code 1 where "
        "--check finds a difference.",
    )
    parser.add_argument(
        "views", nargs="*", choices=[*names, []], metavar="VIEW", help=f"of {', '.join(names)}; else all"
    )
    parser.add_argument("--check", action="store_true", help="compare only, and put nothing in place")
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace, settings: Settings) -> int:
    """Rebuild, say how old and new compare, and how long it took."""
    views = [view for view in VIEWS if not chosen.views or view.name in chosen.views]
    began_at = monotonic()
    try:
        built = asyncio.run(_rebuild(settings, views, chosen.check))
    except (BuiltByAnother, TakenOver, ViewFailed) as error:
        raise CommandRefused(str(error)) from error
    for one in built:
        print("\n".join(_lines(one)))
    done = "Compared" if chosen.check else "Rebuilt"
    print(f"{done}: {', '.join(view.name for view in views)}, in {monotonic() - began_at:.1f} seconds.")
    return 1 if chosen.check and any(one.comparison and not one.comparison.is_equal for one in built) else 0


async def _rebuild(settings: Settings, views: list[VersionedView], check: bool) -> list[Built]:
    async with opened(settings) as database:
        await runner.prepare(database, VIEWS)
        fill = await _filling(database, settings.database_url)
        with progress("Folding the log") as advance:
            try:
                return await rebuild(database, views, _said_in_lines(advance), keep_old=check, fill=fill)
            except* FillingFailed as failed:
                raise CommandRefused(str(failed.exceptions[0])) from failed


async def _filling(database: Database, url: str) -> Fill:
    """With a process for each core, at most PROCESSES_MAX, where the log is long enough to be worth starting them."""
    async with database.reading() as transaction:
        events = (await read_head(transaction)).position
    if events < EVENTS_WORTH_PROCESSES:
        return fill
    return FillingBeside(url, min(os.cpu_count() or 1, PROCESSES_MAX)).fill


def _said_in_lines(advance: Advance) -> Advance:
    """Progress as a line now and then where nobody watches a terminal, as in the journal of a service."""
    began_at = said_at = monotonic()

    def say(done: int, total: int) -> None:
        nonlocal said_at
        advance(done, total)
        now = monotonic()
        if not sys.stderr.isatty() and now - said_at >= SECONDS_BETWEEN_LINES:
            said_at = now
            print(f"{done} of {total} events, {done / (now - began_at):.0f} a second.", file=sys.stderr, flush=True)

    return say


def _lines(built: Built) -> list[str]:
    """How the old tables of a view compare with the fresh ones."""
    name, found = built.view.name, built.comparison
    if found is None:
        return [f"{name}: built for the first time, up to position {built.position}."]
    if found.is_equal:
        return [f"{name}: {found.rows_new} rows, the same as before (compared at position {found.position})."]
    if found.unreadable is not None:
        return [f"{name}: {found.unreadable}"]
    counts = f"{found.rows_old} rows before, {found.rows_new} as the log makes them, {found.different} differ"
    return [f"{name}: {counts} (compared at position {found.position}).", *(f"  {one}" for one in found.sample)]
