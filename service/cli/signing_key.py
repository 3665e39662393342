"""`tour signing-key`: makes the key with which checkpoints are signed, and shows its public half."""

import argparse
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from events.log.signed_note import KeyRefused, new_signing_key
from service.cli.terminal import CommandRefused
from service.settings import Settings
from service.signing_key import signing_key_of, write_signing_key


def add_to(commands: Any) -> None:
    """Add the command's parser."""
    parser = commands.add_parser(
        "signing-key",
        help="make the key that signs checkpoints, or show its public half",
        description="The key with which the service signs the size and the root of the log (C2SP signed notes).",
    )
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    create = actions.add_parser(
        "create",
        help="make a key in a new file and show its public half",
        description="Makes an Ed25519 key in a new file that only you may read, and prints the public key that others "
        "verify with. Keep the file out of backups of the database: who has both can forge the log.",
    )
    create.add_argument("--origin", help="the name of the log, such as tourdetable.example.org/log (or TOUR_ORIGIN)")
    create.set_defaults(run=run_create)
    show = actions.add_parser("show", help="show the public key", description="Prints the public key.")
    show.set_defaults(run=run_show)
    for action in (create, show):
        action.add_argument("--file", metavar="FILE", help="the file of the key (default TOUR_SIGNING_KEY)")


def run_create(chosen: argparse.Namespace, settings: Settings) -> int:
    """Make a key and print its public half."""
    path, origin = Path(_file(chosen, settings)), chosen.origin or settings.origin
    if origin is None:
        raise CommandRefused("The log needs a name; give it with --origin, such as tourdetable.example.org/log.")
    try:
        key = new_signing_key(origin)
        write_signing_key(key, path)
    except KeyRefused as refused:
        raise CommandRefused(str(refused)) from refused
    except FileExistsError as error:
        raise CommandRefused(f"There is a file {path} already; a key is never written over another.") from error
    print(key.verifier.text())
    return 0


def run_show(chosen: argparse.Namespace, settings: Settings) -> int:
    """Print the public key."""
    key = signing_key_of(replace(settings, signing_key=_file(chosen, settings)))
    assert key is not None, "A file was named, and so there is a key or a refusal."
    print(key.verifier.text())
    return 0


def _file(chosen: argparse.Namespace, settings: Settings) -> str:
    path: str | None = chosen.file or settings.signing_key
    if path is None:
        raise CommandRefused("Name the file of the key with --file, or in TOUR_SIGNING_KEY.")
    return path
