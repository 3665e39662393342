"""The journal of what was forgotten: a file of one line for each redaction and each erasure, and never the words.

It is written before the database commits, and lies on another disk: a backup that is older than a redaction still
holds the words, and only the journal says that they must not come back.
"""

import errno
import os
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec
import sqlalchemy as sa

from events.log.database import Statement, Transaction
from events.log.event import public_position
from events.log.tables import event, person, redaction_journal
from service.writer.forgetting import FieldForgotten, Forgotten, NotNoted, PersonForgotten

_FIELDS = Statement(
    sa.select(
        redaction_journal.c.position,
        event.c.leaf,
        redaction_journal.c.field,
        redaction_journal.c.reason,
        redaction_journal.c.recorded_at,
    )
    .join(event, event.c.position == redaction_journal.c.position)
    .order_by(redaction_journal.c.recorded_at)
)
_PERSONS = Statement(
    sa.select(person.c.person_id, person.c.erased_at)
    .where(person.c.erased_at.is_not(None))
    .order_by(person.c.erased_at)
)


class JournalUnreadable(ValueError):
    """A journal has a line that is none; the message names the file and the line."""


def note(path: Path, forgotten: Sequence[Forgotten]) -> None:
    """Add lines to the journal and wait until they are on the disk; NotNoted where that cannot be done."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            # One write: two processes that share the file never mix their lines.
            lines = lines_of(forgotten)
            written = os.write(descriptor, lines)
            if written < len(lines):
                # The disk is full: half a line would be taken for one that was never committed, and hide the next.
                os.ftruncate(descriptor, os.fstat(descriptor).st_size - written)
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        raise NotNoted(f"The journal {path} cannot be written: {error.strerror}.") from error


def lines_of(forgotten: Iterable[Forgotten]) -> bytes:
    """The entries as a journal has them, one a line."""
    return b"".join(msgspec.json.encode(one) + b"\n" for one in forgotten)


def read_journal(path: Path) -> list[Forgotten]:
    """The entries of a journal in their order; a last line that was torn off is no entry, for it was not committed."""
    found: list[Forgotten] = []
    *lines, _torn = path.read_bytes().split(b"\n")
    for number, line in enumerate(lines, start=1):
        try:
            found.append(msgspec.json.decode(line, type=Forgotten))
        except msgspec.DecodeError as error:
            raise JournalUnreadable(f"Line {number} of {path} is no entry of a journal: {error}.") from error
    return found


async def journal_in(transaction: Transaction) -> list[Forgotten]:
    """What the database itself knows to be forgotten, for a journal that was not kept, or was lost."""
    fields = [
        FieldForgotten(position=public_position(position, leaf), field=field, reason=reason, recorded_at=at)
        for position, leaf, field, reason, at in await transaction.fetch_all(_FIELDS)
    ]
    persons = [PersonForgotten(person_id=one, recorded_at=at) for one, at in await transaction.fetch_all(_PERSONS)]
    return [*fields, *persons]
