"""`tour status`: says how far the log goes, and how far each version of each view has read it."""

import argparse
import asyncio
from typing import Any

from events.log.event import Head, public_position
from projections.heartbeats import SERVES, Named, heard
from projections.registry import VIEWS
from projections.runner import ACTIVE
from projections.standing import Lag, read_lags
from service import clock
from service.cli.terminal import opened
from service.settings import Settings


def add_to(commands: Any) -> None:
    """Add the command's parser."""
    parser = commands.add_parser(
        "status",
        help="say how far the log goes and how far each view has read it",
        description="Prints the last position of the log and, for every version of every view, its state, its "
        "position, how many events and seconds it is behind, and by how many processes it is served. Exit code 1 where "
        "a view of this release is not active.",
    )
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace, settings: Settings) -> int:  # noqa: ARG001 - every command is called alike
    """Print how things stand."""
    head, lags, served = asyncio.run(_status(settings))
    since = f", taken {clock.seconds_since(head.recorded_at)} seconds ago" if head.position else ""
    print(f"The log stands at {public_position(head.position, head.leaf)}{since}.")
    for lag in lags:
        print(_line(lag, len(served.get((lag.view.name, lag.view.version), []))))
    own = {(view.name, view.version) for view in VIEWS}
    active = {(lag.view.name, lag.view.version) for lag in lags if lag.view.state == ACTIVE}
    return 0 if own <= active else 1


async def _status(settings: Settings) -> tuple[Head, list[Lag], dict[Named, list[str]]]:
    async with opened(settings) as database, database.reading() as transaction:
        head, lags = await read_lags(transaction)
        return head, lags, await heard(transaction, SERVES)


def _line(lag: Lag, processes: int) -> str:
    behind = f"{lag.events} events and {clock.seconds_since(lag.since)} seconds behind" if lag.since else "up to date"
    fault = f"\n    {lag.view.fault}" if lag.view.fault else ""
    named = f"{lag.view.name} v{lag.view.version}"
    return f"{named:25} {lag.view.state:8} at {lag.view.position}, {behind}; served by {processes}.{fault}"
