"""`tour backup`: writes everything into one file while the service goes on, and verifies it."""

import argparse
import asyncio
from pathlib import Path
from typing import Any

from service import clock
from service.cli.revision import current
from service.cli.terminal import CommandRefused, opened, progress
from service.keeping.backup import BackupRefused, make_backup, verify_backup
from service.keeping.backup_file import BackupDamaged, Header
from service.settings import Settings


def add_to(commands: Any) -> None:
    """Add the command's parser."""
    parser = commands.add_parser(
        "backup",
        help="write everything into one file, while the service goes on",
        description="Writes one state of the database into a new file, reads it again and hashes every event anew, "
        "and only then gives it its name. The file is the same for SQLite and PostgreSQL, and holds keys' fingerprints "
        "and people's contacts: keep it as you keep the database. Keep the journal (TOUR_JOURNAL) beside your backups: "
        "without it a restore brings back what was withheld after the backup was made.",
    )
    parser.add_argument("file", type=Path, metavar="FILE", help="the file to write; it must not be there yet")
    parser.add_argument("--verify", action="store_true", help="write nothing: verify a backup that is there")
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace, settings: Settings) -> int:
    """Write the backup, or verify one, and say what it holds."""
    try:
        header = verify_backup(chosen.file) if chosen.verify else asyncio.run(_made(settings, chosen.file))
    except (BackupRefused, BackupDamaged) as refused:
        raise CommandRefused(str(refused)) from refused
    print(
        f"{chosen.file} holds {header.size} events up to {header.position} with the root {header.root}, "
        f"at revision {header.revision}, of {header.made_at}; it is whole."
    )
    return 0


async def _made(settings: Settings, path: Path) -> Header:
    async with opened(settings) as database:
        revision = current(settings.database_url)
        assert revision is not None, "A database that was opened is migrated."
        with progress("Writing the backup") as advance:
            return await make_backup(database, path, revision, clock.now(), advance)
