"""`tour redact`: withholds the words of one field of one event."""

import argparse
import asyncio
from typing import Any

from service.app import create_app
from service.cli.load import key_of_its_own
from service.cli.terminal import CommandRefused
from service.loading.load import in_process
from service.settings import Settings


def add_to(commands: Any) -> None:
    """Add the command's parser."""
    parser = commands.add_parser(
        "redact",
        help="withhold the words of one field of one event",
        description="Takes the words of a field out of the log, the views of every day and the answers that were "
        "kept, and leaves their digest, so that every proof stays valid. `tour scrub` then cleans the files.",
    )
    parser.add_argument("position", metavar="POSITION", help="the position of the event, such as 1234.9f3c2a01")
    parser.add_argument("field", metavar="FIELD", help="the field, such as speaker or description")
    parser.add_argument("--reason", required=True, metavar="TEXT", help="why; everybody may read it")
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace, settings: Settings) -> int:
    """Withhold it and print what the service says."""
    print("\n".join(asyncio.run(_redacted(chosen, settings))))
    return 0


async def _redacted(chosen: argparse.Namespace, settings: Settings) -> list[str]:
    address = f"/api/v1/log/events/{chosen.position}/redactions"
    async with key_of_its_own(settings, "tour redact") as token, in_process(create_app(settings), token) as client:
        answer = await client.post(address, json={"field": chosen.field, "reason": chosen.reason})
    said = answer.json()
    if not answer.is_success:
        raise CommandRefused(said["detail"])
    withheld = (
        f"The field {chosen.field} at position {chosen.position} is withheld, as position {said['position']} says."
    )
    return [withheld, *(warning["sentence"] for warning in said["warnings"])]
