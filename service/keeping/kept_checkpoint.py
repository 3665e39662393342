"""A checkpoint that somebody kept outside the database: how long the log was, and its root (C2SP tlog-checkpoint)."""

from collections.abc import Collection
from pathlib import Path

from events.log.checkpoint_note import NotedCheckpoint, checked_checkpoint, noted_checkpoint
from events.log.database import Transaction
from events.log.signed_note import VerifierKey
from events.log.tiles import TileReader


def kept_checkpoint(path: Path, keys: Collection[VerifierKey]) -> NotedCheckpoint:
    """The checkpoint in a file; NoteRefused where it is none, or none of the keys has signed it."""
    return read_note(path.read_text(encoding="utf-8"), keys)


def read_note(note: str, keys: Collection[VerifierKey]) -> NotedCheckpoint:
    """The checkpoint in a note. Where no key is known, what it says is believed whoever has signed it."""
    return checked_checkpoint(note, keys) if keys else noted_checkpoint(note)


async def agrees(transaction: Transaction, kept: NotedCheckpoint) -> bool:
    """Whether the log begins with the events of which a checkpoint speaks; the log is at least as long."""
    return await TileReader(transaction).root_at(kept.size) == kept.root
