"""`tour restore`: fills an empty database from a backup, verifies it, and forgets again what was forgotten since."""

import argparse
import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from events.log.addresses import demand_address
from events.log.signed_note import NoteRefused
from migrations.run import connected, revisions, upgrade_within
from projections import runner
from projections.rebuilding import rebuild
from projections.registry import VIEWS
from service import clock
from service.cli.terminal import CommandRefused, opened, progress
from service.cli.verify import public_keys
from service.commands.refusals import Refused
from service.keeping.backup_file import BackupDamaged, BackupReader
from service.keeping.journal import JournalUnreadable, read_journal
from service.keeping.kept_checkpoint import kept_checkpoint
from service.keeping.restoring import Conditions, Restored, RestoreRefused, restore
from service.keeping.scrubbing import scrub
from service.settings import Settings
from service.writer.forgetting import Forgotten


def add_to(commands: Any) -> None:
    """Add the command's parser."""
    parser = commands.add_parser(
        "restore",
        help="fill an empty database from a backup",
        description="Fills an empty database, SQLite or PostgreSQL, from a backup of either, brings it to the shape of "
        "this release, verifies the whole log against its hashes and the last checkpoint that was signed, withholds "
        "and erases again what the journal names, and folds the views anew. It happens whole or not at all. On "
        "PostgreSQL it runs as the role of TOUR_OWNER_DATABASE_URL, if set.",
    )
    parser.add_argument("file", type=Path, metavar="FILE", help="a file that `tour backup` wrote")
    journal = parser.add_mutually_exclusive_group()
    journal.add_argument(
        "--journal", type=Path, action="append", default=[], metavar="FILE",
        help="what was withheld and erased since (default TOUR_JOURNAL); may be given several times",
    )  # fmt: skip
    journal.add_argument(
        "--without-journal", action="store_true", help="nothing was withheld or erased since the backup was made"
    )
    parser.add_argument("--checkpoint", type=Path, metavar="FILE", help="a signed checkpoint that was kept elsewhere")
    parser.add_argument(
        "--public-key",
        action="append",
        default=[],
        metavar="KEY",
        help="the public key of the log, which must have signed the checkpoints; several where it has changed",
    )
    parser.add_argument(
        "--accept-loss", action="store_true", help="take a backup that ends before the checkpoint that was kept"
    )
    parser.add_argument("--service-role", metavar="ROLE", help="PostgreSQL: the role that the service connects as")
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace, settings: Settings) -> int:
    """Restore, fold the views, and say what came of it."""
    url = settings.owner_database_url or settings.database_url
    demand_address(url)
    try:
        restored = _restored(chosen, settings, url)
    except (BackupDamaged, RestoreRefused, NoteRefused, JournalUnreadable, Refused) as refused:
        raise CommandRefused(str(refused)) from refused
    if restored.replayed.again:
        # The views are not there yet: every table belongs to the role that restored.
        scrub(url)
    asyncio.run(_fold(settings))
    header, replayed = restored.header, restored.replayed
    print(f"Restored {header.size} events up to {header.position} with the root {header.root}, of {header.made_at}.")
    print(
        f"Withheld or erased again: {replayed.again}; already so: {replayed.already}; "
        f"of events that the backup does not have: {replayed.not_there}."
    )
    print(f"Keys that were revoked after {header.made_at} are valid again: look through tour key list.")
    return 0


def _restored(chosen: argparse.Namespace, settings: Settings, url: str) -> Restored:
    demand_known(BackupReader(chosen.file).header.revision)
    keys = public_keys(chosen.public_key)
    conditions = Conditions(
        kept=kept_checkpoint(chosen.checkpoint, keys) if chosen.checkpoint else None,
        keys=keys,
        accepts_loss=chosen.accept_loss,
        journal=_journal(chosen, settings),
    )

    def migrate(connection: sa.Connection, revision: str) -> None:
        upgrade_within(connection, chosen.service_role, revision)

    with nothing_left_behind(url), connected(url) as connection, progress("Restoring the log") as advance:
        return asyncio.run(restore(connection, chosen.file, migrate, clock.SURROUNDINGS, conditions, advance))


def _journal(chosen: argparse.Namespace, settings: Settings) -> list[Forgotten]:
    """What was forgotten; that there is no journal has to be said."""
    if chosen.without_journal:
        return []
    paths = chosen.journal or ([settings.journal] if settings.journal else [])
    if not paths:
        raise CommandRefused(
            "The journal of what was withheld and erased is needed, or it would come back; name it with --journal or "
            "in TOUR_JOURNAL, or say --without-journal."
        )
    return [entry for path in paths for entry in read_journal(path)]


def demand_known(revision: str) -> None:
    """Refuse a backup of a later release."""
    if revision not in revisions():
        raise CommandRefused(
            f"The backup is at revision {revision}, which this release does not know; take a later one."
        )


@contextmanager
def nothing_left_behind(url: str) -> Iterator[None]:
    """Remove the file that SQLite makes for a database, where the block fails."""
    path = Path(url.removeprefix("sqlite:///")) if url.startswith("sqlite:") else None
    is_new = path is not None and not path.exists()
    try:
        yield
    except BaseException:
        if path is not None and is_new:
            for end in ("", "-wal", "-shm"):
                Path(f"{path}{end}").unlink(missing_ok=True)
        raise


async def _fold(settings: Settings) -> None:
    """Fold the log into every view."""
    async with opened(settings) as database:
        await runner.prepare(database, VIEWS)
        with progress("Folding the views") as advance:
            await rebuild(database, VIEWS, advance)
