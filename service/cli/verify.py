"""`tour verify`: recomputes the log, and with --views folds it anew and compares every view."""

import argparse
import asyncio
from typing import Any

from events.log.event import RecordedEvent
from events.log.reading import read_head
from events.log.verifying import verify_log
from events.reading_facts import recorded_from, tags_of
from projections.registry import VIEWS
from projections.verifying import verify_view
from service.cli.terminal import opened, progress
from service.settings import Settings


def add_to(commands: Any) -> None:
    """Add the command's parser."""
    parser = commands.add_parser(
        "verify",
        help="check that the log was not altered and that the views agree with it",
        description="Recomputes every digest, leaf, tag, tile and root of the log and names each position at which "
        "something does not agree. With --views it also folds the log and compares every row of every view. Exit code "
        "1 where something was found.",
    )
    parser.add_argument("--views", action="store_true", help="compare the views too")
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace, settings: Settings) -> int:
    """Verify and print what was found."""
    findings = asyncio.run(_verify(settings, chosen.views))
    for finding in findings:
        print(finding)
    if not findings:
        print("The log is whole" + (", and every view agrees with it." if chosen.views else "."))
    return 1 if findings else 0


async def _verify(settings: Settings, views: bool) -> list[str]:
    async with opened(settings) as database:
        async with database.reading() as transaction:
            events = (await read_head(transaction)).position
        with progress("Verifying the log") as advance:
            found = await verify_log(database, lambda done: advance(done, events), event_tags)
        findings = [finding.sentence for finding in found]
        for view in VIEWS if views else ():
            with progress(f"Verifying the view {view.name}") as advance:
                findings += await verify_view(database, view, advance)
    return findings


def event_tags(event: RecordedEvent) -> tuple[str, ...]:
    """The tags that an event must have: a pure function of it."""
    return tags_of(event.stream, recorded_from(event).fact)
