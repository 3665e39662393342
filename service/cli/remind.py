"""`tour remind`: sends the reminders that are due, once; or shows what would be sent."""

import argparse
import asyncio
from typing import Any

from service.cli.terminal import CommandRefused, demand_migrated
from service.settings import Settings


def add_to(commands: Any) -> None:
    """Add the command's parser."""
    parser = commands.add_parser(
        "remind",
        help="send the reminders that are due, once",
        description="Sends one digest to each post that is to be reminded today and was not yet. A service with "
        "TOUR_SMTP_URL does so by itself every minute; both together tell nobody twice. Exit code 1 where the mail "
        "server could not be used, or refused a digest.",
    )
    parser.add_argument(
        "--dry-run", action="store_true", help="only say what would be sent, and what stands in the way"
    )
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace, settings: Settings) -> int:
    """Send, or show."""
    demand_migrated(settings)
    return asyncio.run(_shown(settings) if chosen.dry_run else _sent(settings))


async def _shown(settings: Settings) -> int:
    from service.cli.terminal import opened
    from service.desk import Desk
    from service.reminding.due import USES, due_today

    async with opened(settings) as database, Desk(database).reading(uses=USES) as read:
        due = await due_today(read)
    for digest in due.digests:
        things = ", ".join(f"{one.assignment} {one.occasion}" for one in digest.reminders)
        print(f"{digest.post.id}: {things}")
    for hindrance in due.hindrances:
        print(f"{hindrance.reminder.assignment} {hindrance.reminder.occasion}: {hindrance.sentence}")
    print(f"{len(due.digests)} digests are due, and {len(due.hindrances)} reminders have nobody to go to.")
    return 0


async def _sent(settings: Settings) -> int:
    from events.log.database import open_database
    from service.desk import Desk
    from service.reminding.posting import posting_of
    from service.reminding.reminders import Reminders
    from service.signing_key import signing_key_of

    posting = posting_of(settings)
    if posting is None:
        raise CommandRefused("Reminders are sent through a mail server; name it in TOUR_SMTP_URL.")
    desk = Desk(
        open_database(settings.database_url), settings.due_soon_days, signing_key_of(settings), settings.journal
    )
    await desk.open()
    try:
        done = await Reminders(desk, posting).run()
    finally:
        await desk.close()
    print(f"{done.sent} digests were sent, {done.refused} refused; of {done.unknown} it is not known.")
    if done.away:
        raise CommandRefused(done.away)
    return 1 if done.refused or done.unknown else 0
