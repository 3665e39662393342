"""A checkpoint that somebody kept outside the database: how long the log was, and its root (C2SP tlog-checkpoint)."""

from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from events.log.database import Transaction
from events.log.merkle import HASH_BYTES
from events.log.tiles import TileReader

# Raises NoteRefused where nobody who is trusted has signed the note.
CheckSignature = Callable[[str], None]


class NoteRefused(ValueError):
    """A note is no checkpoint, or no one who is trusted has signed it."""


class KeptCheckpoint(NamedTuple):
    """What a note says: whose log it is, how many events it had, and the root over them."""

    origin: str
    size: int
    root: bytes


def kept_checkpoint(path: Path, check_signature: CheckSignature | None) -> KeptCheckpoint:
    """The checkpoint in a file; its signature is checked before a word of it is believed."""
    return read_note(path.read_text(encoding="utf-8"), check_signature)


def read_note(note: str, check_signature: CheckSignature | None) -> KeptCheckpoint:
    """The checkpoint in a note."""
    if check_signature is not None:
        check_signature(note)
    try:
        origin, size, root, *_ = note.partition("\n\n")[0].split("\n")
        checkpoint = KeptCheckpoint(origin, int(size), b64decode(root, validate=True))
    except (ValueError, NotBase64) as error:
        raise NoteRefused("A checkpoint was expected: the lines origin, size and root in base64.") from error
    if len(checkpoint.root) != HASH_BYTES:
        raise NoteRefused(f"A root of {HASH_BYTES} bytes was expected in the checkpoint of {origin}.")
    return checkpoint


async def agrees(transaction: Transaction, kept: KeptCheckpoint) -> bool:
    """Whether the log begins with the events of which a checkpoint speaks; the log is at least as long."""
    return await TileReader(transaction).root_at(kept.size) == kept.root
