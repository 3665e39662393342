"""A log of some hundred events of the real record, signed now and then, in a database whose guard rails are down."""

import os
import sqlite3
from base64 import b64decode
from collections.abc import Iterator
from contextlib import closing
from itertools import pairwise
from pathlib import Path
from typing import Any

import msgspec
import sqlalchemy as sa
from msgspec import Struct
from uuid_utils import uuid7

from events.log.appending import Appended
from events.log.checkpoint_checks import Trust, kept_note
from events.log.checkpoint_note import signed_checkpoint
from events.log.database import Database, Statement, Transaction
from events.log.event import Cause, NewEvent, new_event
from events.log.instants import ONE_MICROSECOND, later_by
from events.log.reading import read_head, read_positions
from events.log.redaction import REDACTION_TYPE, redact
from events.log.signing import SIGN, sign_newest
from events.log.tables import checkpoint, event, event_tag, tile
from events.reading_facts import data_of, fact_from, tags_of
from events.redaction import EventRedacted
from tests.events.log.keys import LOG
from tests.events.log.reports import append_in
from tests.events.log.tampering import drop_guard

EVENTS_MAX = 300
COMMITS_BEFORE_REDACTION = 100
# Real services sign once a second; here every so many commits, so that a forgery lies between two signatures.
COMMITS_BETWEEN_SIGNATURES = 40
# Fields of free text, which say nothing to the tags.
TEXTS = ("title", "description", "text", "full_name", "label")
TABLES = (event, event_tag, tile, checkpoint)
GUARDED = tuple((table.name, change) for table in TABLES for change in ("UPDATE", "DELETE"))

Rows = list[dict[str, Any]]


class SignedLog(Struct, frozen=True):
    """What stands in the tables before anything is altered, and what a verifier knows from elsewhere."""

    dialect: str
    rows: dict[str, Rows]
    trust: Trust

    @property
    def size(self) -> int:
        """The number of events."""
        return len(self.rows["event"])

    @property
    def redactions(self) -> dict[int, int]:
        """The positions of events that tell of a redaction, each with the position that it tells of."""
        told = {row["position"]: row["data"] for row in self.rows["event"] if row["type"] == REDACTION_TYPE}
        return {position: int(msgspec.json.decode(data)["position"]) for position, data in told.items()}

    @property
    def signed_sizes(self) -> list[int]:
        """The sizes at which the log was signed."""
        return [kept.noted.size for kept in self.trust.kept]


async def make_signed_log(database: Database, record: Path) -> SignedLog:
    """Append the beginning of the loaded record anew, sign now and then, redact a field, take the guard rails down."""
    async with database.writing() as transaction:
        for number, commit in enumerate(commits_of(record)):
            appended = await append_in(transaction, [fact for fact, _ in commit], commit[0][1])
            if number == COMMITS_BEFORE_REDACTION:
                await _redact_a_text(transaction)
            elif number % COMMITS_BETWEEN_SIGNATURES == 0:
                await _sign(transaction, appended)
    await sign_newest(database, LOG)
    for table, change in GUARDED:
        await drop_guard(database, table, change)
    rows = {table.name: await _rows(database, table) for table in TABLES}
    kept = tuple(kept_note(row["note"], [LOG.verifier]) for row in rows["checkpoint"] if row["note"] is not None)
    return SignedLog(database.dialect, rows, Trust((LOG.verifier,), kept))


def commits_of(record: Path) -> Iterator[list[tuple[NewEvent, Cause]]]:
    """The first commits of a log in a file, as they were handed in."""
    with closing(sqlite3.connect(record)) as source:
        source.row_factory = sqlite3.Row
        sizes = [size for (size,) in source.execute("SELECT size FROM checkpoint WHERE size <= ?", (EVENTS_MAX,))]
        for after, until in pairwise([0, *sorted(sizes)]):
            rows = source.execute("SELECT * FROM event WHERE position > ? AND position <= ?", (after, until)).fetchall()
            yield [_handed_in(row) for row in rows]


def _handed_in(row: sqlite3.Row) -> tuple[NewEvent, Cause]:
    data, salts = msgspec.json.decode(row["data"]), msgspec.json.decode(row["salts"])
    fact = fact_from(row["type"], row["schema_version"], data)
    return (
        NewEvent(
            event_id=row["event_id"],
            stream=row["stream"],
            type=row["type"],
            schema_version=row["schema_version"],
            data=data,
            salts={name: b64decode(salt) for name, salt in salts.items()},
            tags=tags_of(row["stream"], fact),
            reported_on=row["reported_on"],
        ),
        Cause(actor=row["actor"], command_id=row["command_id"], recorded_at=row["recorded_at"]),
    )


async def _sign(transaction: Transaction, appended: Appended) -> None:
    size, root = appended.head.position, appended.frontier.root()
    await transaction.execute(SIGN, {"signed_size": size, "signed_note": signed_checkpoint(size, root, LOG)})


async def _redact_a_text(transaction: Transaction) -> None:
    """Redact a text of the last event, so that every beginning of the log that reaches beyond it tells of it."""
    head = await read_head(transaction)
    [recorded] = await read_positions(transaction, [head.position])
    field = next(name for name in (*TEXTS, "name") if name in msgspec.json.decode(recorded.data))
    fact = EventRedacted(position=head.position, field=field, reason="It was published by mistake.")
    redaction = new_event(
        event_id=str(uuid7()),
        stream=recorded.stream,
        type=fact.TYPE,
        data=data_of(fact),
        reported_on=recorded.reported_on,
        random_bytes=os.urandom,
        tags=tags_of(recorded.stream, fact),
    )
    # A commit of its own takes longer than a microsecond, and ends before the next one of the record.
    recorded_at = later_by(2 * ONE_MICROSECOND, head.recorded_at)
    cause = Cause(actor="key-secretariat", command_id=str(uuid7()), recorded_at=recorded_at)
    await append_in(transaction, [redaction], cause)
    await redact(transaction, recorded, field)


async def _rows(database: Database, table: sa.Table) -> Rows:
    keys = tuple(table.primary_key.columns)
    async with database.reading() as transaction:
        found = await transaction.fetch_all(Statement(sa.select(table).order_by(*keys)))
    return [dict(zip(table.columns.keys(), row, strict=True)) for row in found]
