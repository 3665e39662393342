"""Restoring a backup into an empty database: all of it in one transaction, verified before it is committed."""

from collections.abc import Callable, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from msgspec import Struct

from events.log.checkpoint_checks import NOTHING_KNOWN
from events.log.checkpoint_note import NotedCheckpoint
from events.log.database import Statement
from events.log.reading import read_head
from events.log.signed_note import VerifierKey
from events.log.tables import checkpoint
from events.log.verifying import Verification
from events.reading_facts import event_tags
from service.keeping.backup import verify_backup
from service.keeping.backup_file import BackupReader, Header, TableBegins
from service.keeping.kept_checkpoint import agrees, read_note
from service.keeping.one_transaction import OneTransaction
from service.keeping.replaying import Replayed, forget_again
from service.writer.batch import Surroundings
from service.writer.forgetting import Forgotten

ROWS_AT_ONCE = 2_000

LAST_NOTE = Statement(
    sa.select(checkpoint.c.size, checkpoint.c.root, checkpoint.c.note)
    .where(checkpoint.c.note.is_not(None))
    .order_by(checkpoint.c.size.desc())
    .limit(1)
)

Migrate = Callable[[sa.Connection, str], None]
Progress = Callable[[int, int], None]


class RestoreRefused(Exception):
    """A backup is not restored; nothing was changed, and the message says what stands in the way."""


class Conditions(Struct, frozen=True, kw_only=True):
    """What a restore must fit: a checkpoint that was kept elsewhere, and the journal of what was forgotten since.

    `accepts_loss` takes a backup that ends before the kept checkpoint; the events between the two are lost then.
    A note that none of the `keys` has signed is refused; without keys every note is believed.
    """

    kept: NotedCheckpoint | None = None
    accepts_loss: bool = False
    journal: Sequence[Forgotten] = ()
    keys: tuple[VerifierKey, ...] = ()


class Restored(Struct, frozen=True):
    """What was restored, and what of it was forgotten again."""

    header: Header
    replayed: Replayed


def checked(path: Path, conditions: Conditions) -> Header:
    """What a backup holds, once all of it was read and fits; refused before the database is touched."""
    header = verify_backup(path)
    kept = conditions.kept
    if kept is not None and kept.size > header.size and not conditions.accepts_loss:
        raise RestoreRefused(
            f"The backup ends at {header.position}, and the checkpoint of {kept.origin} speaks of {kept.size} events: "
            f"the {kept.size - header.size} after it would be lost. Take a newer backup, or say --accept-loss."
        )
    return header


async def restore(
    connection: sa.Connection,
    path: Path,
    migrate: Migrate,
    surroundings: Surroundings,
    conditions: Conditions,
    progress: Progress,
) -> Restored:
    """Fill an empty database from a backup, within the transaction that the connection is in.

    1. The tables are made as they were in the release that made the backup, and filled.
    2. They are brought to the shape of this release.
    3. Everything is verified: the log against its own hashes, and against the checkpoints that were signed or kept.
    4. What was forgotten since is forgotten again.
    """
    header = checked(path, conditions)
    demand_empty(connection)
    transaction = OneTransaction(connection)
    migrate(connection, header.revision)  # 1.
    for begins, rows in BackupReader(path).tables():
        await _fill(connection, transaction, begins, rows, header, progress)
    migrate(connection, "head")  # 2.
    await _verify(transaction, conditions)  # 3.
    replayed = await forget_again(transaction, surroundings, conditions.journal)  # 4.
    return Restored(header, replayed)


def demand_empty(connection: sa.Connection) -> None:
    """Refuse a database that has tables: nothing is ever restored over something."""
    tables = sa.inspect(connection).get_table_names()
    if tables:
        raise RestoreRefused(
            f"An empty database was expected, and one with the tables {', '.join(sorted(tables)[:3])} … was found; "
            "make a new one and name it in TOUR_DATABASE_URL."
        )


async def _fill(
    connection: sa.Connection,
    transaction: OneTransaction,
    begins: TableBegins,
    rows: Any,
    header: Header,
    progress: Progress,
) -> None:
    table = sa.Table(begins.table, sa.MetaData(), autoload_with=connection)
    insertion = Statement(sa.insert(table).values({name: sa.bindparam(name) for name in begins.columns}))
    waiting: list[dict[str, Any]] = []
    done = 0
    for row in rows:
        waiting.append(dict(zip(begins.columns, row, strict=True)))
        if len(waiting) == ROWS_AT_ONCE:
            await transaction.execute_many(insertion, waiting)
            done += len(waiting)
            waiting.clear()
            if begins.table == "event":
                progress(done, header.size)
    await transaction.execute_many(insertion, waiting)


async def _verify(transaction: OneTransaction, conditions: Conditions) -> None:
    """Refuse where the log, as it now stands in the database, is not what its own hashes and others' notes say."""
    until = (await read_head(transaction)).position
    verification = Verification(event_tags, NOTHING_KNOWN)
    while verification.position < until and not verification.findings():
        await verification.go_on(lambda: nullcontext(transaction), until)
    await verification.finish(transaction, until)
    for found in sorted(verification.findings())[:1]:
        raise RestoreRefused(f"The backup was altered. {found.sentence}")
    for kept in (await _signed(transaction, conditions), conditions.kept):
        if kept is not None and kept.size <= until and not await agrees(transaction, kept):
            raise RestoreRefused(
                f"The first {kept.size} events of the backup are not those of the checkpoint of {kept.origin}: "
                "it is the backup of another history."
            )


async def _signed(transaction: OneTransaction, conditions: Conditions) -> NotedCheckpoint | None:
    """The last checkpoint of the backup that was signed; refused where its note is another's."""
    row = await transaction.fetch_one(LAST_NOTE)
    if row is None:
        return None
    size, root, note = row
    kept = read_note(note, conditions.keys)
    if (kept.size, kept.root) != (size, root):
        raise RestoreRefused(f"The note that is kept at position {size} of the backup speaks of another checkpoint.")
    return kept
