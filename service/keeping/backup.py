"""Making a backup while the service writes, and verifying one: every event is hashed anew up to the root it names."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import msgspec
import sqlalchemy as sa

from events.log.database import Database, Statement, Transaction
from events.log.event import EMPTY_HEAD, RecordedEvent, public_position
from events.log.hashing import recomputed_leaf, resealed
from events.log.merkle import EMPTY_ROOT, Frontier
from events.log.reading import read_checkpoint, read_head
from events.log.tables import metadata
from service.keeping.backup_file import FORMAT, BackupDamaged, BackupReader, BackupWriter, Header, TableBegins

ROWS_AT_ONCE = 5_000

# Where the views stand: they are folded from the log again, and their tables are in no backup.
LEFT_OUT = ("projection",)

Progress = Callable[[int, int], None]


class BackupRefused(Exception):
    """A backup cannot be made there; the message says why."""


async def make_backup(database: Database, path: Path, revision: str, made_at: str, progress: Progress) -> Header:
    """Write one state of the database into a new file, verify what was written, and only then give it its name."""
    with _named_at_last(path) as partial:
        async with database.reading() as transaction:
            await _write(transaction, partial, revision, made_at, progress)
        return verify_backup(partial)


@contextmanager
def _named_at_last(path: Path) -> Iterator[Path]:
    """A path to write to, which gets the other name at the end of the block; where the block fails nothing is left."""
    if path.exists():
        raise BackupRefused(f"{path} is there already; a backup never replaces a file.")
    partial = path.with_name(f".{path.name}.{os.getpid()}.partial")
    try:
        yield partial
        # Unlike a renaming, a link never takes the place of a file that came meanwhile.
        path.hardlink_to(partial)
        _settle(path.parent)
    except FileExistsError as exists:
        raise BackupRefused(f"{path} has come meanwhile; a backup never replaces a file.") from exists
    finally:
        partial.unlink(missing_ok=True)


async def _write(transaction: Transaction, path: Path, revision: str, made_at: str, progress: Progress) -> None:
    head, last = await read_head(transaction), await read_checkpoint(transaction)
    root = last.root if last else EMPTY_ROOT
    header = Header(
        format=FORMAT,
        revision=revision,
        made_at=made_at,
        size=head.position,
        root=root.hex(),
        position=public_position(head.position, head.leaf),
    )
    with _settled(path) as file:
        writer = BackupWriter(file, header)
        for table in metadata.sorted_tables:
            if table.name not in LEFT_OUT:
                await _write_table(transaction, writer, table, header, progress)
        writer.end()


@contextmanager
def _settled(path: Path) -> Iterator[IO[bytes]]:
    """A new file that is on the disk at the end of the block; contacts stand in it, so that only its owner reads it."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())


async def _write_table(
    transaction: Transaction, writer: BackupWriter, table: sa.Table, header: Header, progress: Progress
) -> None:
    writer.begin(str(table.name), tuple(str(column.name) for column in table.columns))
    first, further = _pages(table)
    keys = [column.name for column in table.primary_key]
    places = [table.columns.keys().index(key) for key in keys]
    rows = await transaction.fetch_all(first)
    written = 0
    while rows:
        writer.add(rows)
        written += len(rows)
        if table.name == "event":
            progress(written, header.size)
        after = {f"after_{key}": rows[-1][place] for key, place in zip(keys, places, strict=True)}
        rows = await transaction.fetch_all(further, after)


def _pages(table: sa.Table) -> tuple[Statement, Statement]:
    """The question for the first rows of a table in the order of its key, and that for those after a key."""
    key = list(table.primary_key)
    rows = sa.select(table).order_by(*key).limit(ROWS_AT_ONCE)
    after: list[Any] = [sa.bindparam(f"after_{column.name}", type_=column.type) for column in key]
    return Statement(rows), Statement(rows.where(sa.tuple_(*key) > sa.tuple_(*after)))


def _settle(directory: Path) -> None:
    """Wait until the names in a directory are on the disk."""
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def verify_backup(path: Path) -> Header:
    """Read a backup to its end, hashing each event anew: what it holds, or BackupDamaged with the place."""
    reader = BackupReader(path)
    chain = EventChain(path)
    for begins, rows in reader.tables():
        for row in rows:
            if begins.table == "event":
                chain.add(begins, row)
    chain.must_end_as(reader.header)
    return reader.header


class EventChain:
    """The events of a backup in their order, and the tree that they make."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._frontier = Frontier()
        self._last = public_position(EMPTY_HEAD.position, EMPTY_HEAD.leaf)

    def add(self, begins: TableBegins, row: list[Any]) -> None:
        """Take the next event; refused where it is not the one that was recorded at this place."""
        event = recorded_in(begins, row)
        expected = self._frontier.size + 1
        if event.position != expected:
            raise BackupDamaged(
                f"Position {expected} was expected next in {self._path}, and {event.position} was found."
            )
        try:
            is_whole = resealed(event).data_digest == event.data_digest
        except (ValueError, TypeError, KeyError, msgspec.MsgspecError) as error:
            raise BackupDamaged(f"The event at position {expected} in {self._path} cannot be read: {error}.") from error
        if not is_whole or recomputed_leaf(event, event.data_digest) != event.leaf:
            raise BackupDamaged(f"The event at position {expected} in {self._path} is not the one that was recorded.")
        self._frontier.append(event.leaf)
        self._last = public_position(event.position, event.leaf)

    def must_end_as(self, header: Header) -> None:
        """Refuse where the events are not those of which the header speaks."""
        found = (self._frontier.size, self._frontier.root().hex(), self._last)
        if found != (header.size, header.root, header.position):
            raise BackupDamaged(
                f"{self._path} was expected to hold {header.size} events up to {header.position} with the root "
                f"{header.root}, and it holds {found[0]} up to {found[2]} with the root {found[1]}."
            )


def recorded_in(begins: TableBegins, row: list[Any]) -> RecordedEvent:
    """The event in a row, whatever the order of its columns."""
    named = dict(zip(begins.columns, row, strict=True))
    named["data"] = named["data"].encode()
    return RecordedEvent(**{name: named[name] for name in RecordedEvent.__struct_fields__})
