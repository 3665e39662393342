"""`tour verify`: recomputes the log, or an exported one, and with --views folds it anew and compares every view."""

import argparse
import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from events.log.checkpoint_checks import Trust, kept_note
from events.log.export_lines import ExportUnreadable
from events.log.exporting import verify_export
from events.log.signed_note import KeyRefused, NoteRefused, VerifierKey, read_verifier_key
from events.log.signing import read_sizes
from events.log.verifying import verify_log
from events.reading_facts import event_tags
from projections.registry import VIEWS
from projections.verifying import verify_view
from service.cli.terminal import CommandRefused, opened, progress
from service.settings import Settings
from service.signing_key import signing_key_of


def add_to(commands: Any) -> None:
    """Add the command's parser."""
    parser = commands.add_parser(
        "verify",
        help="check that the log was not altered and that the views agree with it",
        description="Recomputes every digest, leaf, tag, tile, root and signature of the log and names each position "
        "at which something does not agree. With --views it also folds the log and compares every row of every view. "
        "With --export it does so for a file of `tour export-log`, without database and network. Exit code 1 where "
        "something was found.",
    )
    parser.add_argument("--views", action="store_true", help="compare the views too")
    parser.add_argument("--export", type=Path, metavar="FILE", help="verify this file of `tour export-log`")
    parser.add_argument(
        "--public-key",
        action="append",
        default=[],
        metavar="KEY",
        help="the public key of the log, of which something must be signed; several where it has changed (default: "
        "that of TOUR_SIGNING_KEY)",
    )
    parser.add_argument(
        "--checkpoint",
        action="append",
        default=[],
        type=Path,
        metavar="FILE",
        help="a signed checkpoint that was kept elsewhere, with which the log must agree; several if given again. Only "
        "this finds an end of the log that was removed together with its checkpoints",
    )
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace, settings: Settings) -> int:
    """Verify and print what was found."""
    if chosen.export is not None and chosen.views:
        raise CommandRefused("Views are in the database; verify them there, without --export.")
    keys = public_keys(chosen.public_key)
    trust = trust_in(keys or _own_key(chosen, settings), chosen.checkpoint)
    if chosen.export is not None:
        return _print(*_verify_file(chosen.export, trust), views=False)
    return _print(
        *asyncio.run(_verify(settings, trust, chosen.views, demands_signature=bool(keys))), views=chosen.views
    )


def _print(findings: Sequence[str], signed: str, *, views: bool) -> int:
    for finding in findings:
        print(finding)
    if not findings:
        print("The log is whole" + (", and every view agrees with it." if views else "."), signed)
    return 1 if findings else 0


def public_keys(texts: Sequence[str]) -> tuple[VerifierKey, ...]:
    """The public keys that were given; refused where one is none."""
    try:
        return tuple(read_verifier_key(text) for text in texts)
    except KeyRefused as refused:
        raise CommandRefused(f"--public-key: {refused}") from refused


def _own_key(chosen: argparse.Namespace, settings: Settings) -> tuple[VerifierKey, ...]:
    """The public half of the service's own key; not for a file, which may be of another log."""
    key = signing_key_of(settings) if chosen.export is None else None
    return (key.verifier,) if key else ()


def trust_in(keys: tuple[VerifierKey, ...], kept: Sequence[Path]) -> Trust:
    """The keys, and the notes in files that were kept elsewhere, which one of the keys must have signed."""
    notes = []
    for path in kept:
        try:
            notes.append(kept_note(path.read_text(encoding="utf-8"), keys))
        except (NoteRefused, UnicodeDecodeError) as refused:
            hint = "" if keys else " Give the public key of the log with --public-key."
            raise CommandRefused(f"{path} is no signed checkpoint of this log. {refused}{hint}") from refused
    return Trust(keys, tuple(notes))


def _verify_file(path: Path, trust: Trust) -> tuple[list[str], str]:
    with path.open("rb") as file, progress("Verifying the file") as advance:
        try:
            verified = verify_export(file, event_tags, trust, lambda done: advance(done, done))
        except ExportUnreadable as unreadable:
            raise CommandRefused(f"{path}: {unreadable}") from unreadable
    findings = [finding.sentence for finding in verified.findings]
    return findings, _signed(verified.size, verified.signed_size, trust)


async def _verify(settings: Settings, trust: Trust, views: bool, demands_signature: bool) -> tuple[list[str], str]:
    async with opened(settings) as database:
        async with database.reading() as transaction:
            size, signed_size = await read_sizes(transaction)
        with progress("Verifying the log") as advance:
            found = await verify_log(database, lambda done: advance(done, size), event_tags, trust)
        findings = [finding.sentence for finding in found]
        if demands_signature and size and not signed_size:
            findings.append(f"A signed checkpoint was expected in a log of {size} events, and none was found.")
        for view in VIEWS if views else ():
            with progress(f"Verifying the view {view.name}") as advance:
                findings += await verify_view(database, view, advance)
    return findings, _signed(size, signed_size, trust)


def _signed(size: int, signed_size: int, trust: Trust) -> str:
    """How far the log is signed, in words."""
    if not signed_size:
        return "Nobody has signed it."
    rest = f"; the {size - signed_size} after it are not" if signed_size < size else ""
    if not trust.keys:
        return f"Signatures up to position {signed_size} were not checked: give the key with --public-key."
    return f"The events up to position {signed_size} are signed{rest}."
