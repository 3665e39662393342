"""Signing the newest checkpoint, once it is sure that the log goes on from what was signed before."""

import sqlalchemy as sa

from events.log.checkpoint_note import noted_checkpoint, signed_checkpoint
from events.log.database import Database, Statement, Transaction
from events.log.errors import LogDamaged
from events.log.reading import Checkpoint, read_checkpoint
from events.log.signed_note import NoteRefused, SigningKey
from events.log.tables import checkpoint
from events.log.tiles import TileReader

# Among so many the newest signed one is found at once; a log that nobody signs would be searched from end to end.
RECENT_MAX = 10_000

NEWEST_SIGNED = Statement(
    sa.select(checkpoint).where(checkpoint.c.note.is_not(None)).order_by(checkpoint.c.size.desc()).limit(1)
)
_recent = sa.select(checkpoint).order_by(checkpoint.c.size.desc()).limit(RECENT_MAX).subquery()
NEWEST_OF_THE_RECENT = Statement(
    sa.select(_recent).where(_recent.c.note.is_not(None)).order_by(_recent.c.size.desc()).limit(1)
)
SIZES = Statement(
    sa.select(sa.func.max(checkpoint.c.size), sa.func.max(sa.case((checkpoint.c.note.is_not(None), checkpoint.c.size))))
)
SIGN = Statement(
    sa.update(checkpoint)
    .where(checkpoint.c.size == sa.bindparam("signed_size"), checkpoint.c.note.is_(None))
    .values(note=sa.bindparam("signed_note"))
)


async def sign_newest(database: Database, key: SigningKey, earlier: Checkpoint | None = None) -> Checkpoint | None:
    """Sign the newest checkpoint where it is not signed yet; the newest signed one then, None for an empty log.

    `earlier` is what the last call gave: it is trusted more than what the database says was signed. `LogDamaged` where
    the log does not go on from it: what contradicts an earlier signature is never signed (C2SP tlog-checkpoint).
    """
    async with database.reading() as transaction:
        newest = await read_checkpoint(transaction)
        if earlier is None:
            earlier = await read_signed(transaction)
        if newest is None or newest == earlier:
            return _nothing_lost(newest, earlier)
        await _demand_continued(transaction, newest, earlier)
    if newest.note is not None:
        return newest
    note = signed_checkpoint(newest.size, newest.root, key)
    async with database.writing() as transaction:
        # Another process may have signed it meanwhile: one note is as good as the other, and it is set only once.
        await transaction.execute(SIGN, {"signed_size": newest.size, "signed_note": note})
        return await read_checkpoint(transaction, newest.size)


async def read_signed(transaction: Transaction) -> Checkpoint | None:
    """The newest checkpoint that is signed; None where none is."""
    row = await transaction.fetch_one(NEWEST_SIGNED)
    return None if row is None else Checkpoint(*row)


async def read_recently_signed(transaction: Transaction) -> Checkpoint | None:
    """The newest checkpoint that is signed, if it is among the last 10,000: for answers that must come at once."""
    row = await transaction.fetch_one(NEWEST_OF_THE_RECENT)
    return None if row is None else Checkpoint(*row)


async def read_sizes(transaction: Transaction) -> tuple[int, int]:
    """The sizes of the newest checkpoint and of the newest that is signed; 0 where there is none."""
    size, signed_size = await transaction.fetch_one(SIZES) or (None, None)
    return size or 0, signed_size or 0


def _nothing_lost(newest: Checkpoint | None, earlier: Checkpoint | None) -> Checkpoint | None:
    if newest is None and earlier is not None:
        raise LogDamaged(f"At least the {earlier.size} events that were signed were expected, and the log is empty.")
    return newest


async def _demand_continued(transaction: Transaction, newest: Checkpoint, earlier: Checkpoint | None) -> None:
    """Compute both roots from the one tree that is stored: only then does the newest go on from the earlier."""
    if earlier is not None and newest.size < earlier.size:
        raise LogDamaged(
            f"At least the {earlier.size} events that were signed were expected, and the log ends at {newest.size}."
        )
    tiles = TileReader(transaction)
    if await tiles.root_at(newest.size) != newest.root:
        raise LogDamaged(f"The root of the checkpoint at position {newest.size} is not that of the events up to it.")
    if earlier is not None and await tiles.root_at(earlier.size) != _signed_root(earlier):
        raise LogDamaged(f"The events up to position {earlier.size} are not those that were signed.")


def _signed_root(earlier: Checkpoint) -> bytes:
    """What the note says, for the row beside it could be altered without a key."""
    assert earlier.note is not None, "A checkpoint that is signed was expected."
    try:
        return noted_checkpoint(earlier.note).root
    except NoteRefused as refused:
        raise LogDamaged(f"The note of the checkpoint at position {earlier.size} is none. {refused}") from refused
