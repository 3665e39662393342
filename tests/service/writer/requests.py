"""Requests of real people for the tests of the writer, a clock that the tests set, and questions to the log."""

import asyncio
import os
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from hashlib import sha256
from itertools import count
from typing import Any

import sqlalchemy as sa
from msgspec import Struct
from uuid_utils import uuid7

from events.log.database import Database, Statement
from events.log.event import RecordedEvent, public_position
from events.log.reading import read_after
from events.vocabulary import AgencyKind
from projections.registry import VIEWS
from projections.runner import ViewState, view_states
from projections.versioned_view import VersionedView
from service.commands.agency import RegisterAgency, RenameAgency, UpdateAgency
from service.commands.commitment import ReportCommitment
from service.commands.deliberation import Author, Command, Decision, Deliberation
from service.writer.batch import Surroundings
from service.writer.work import Receipt, Work
from service.writer.writer import Writer

SECRETARIAT = Author(actor="secretariat-desk", is_secretariat=True)
UNFPA = Author(actor="unfpa-focal-point", agency="unfpa")

_numbers = count(1)


class Clock:
    """A clock that stands where the test put it; `seconds` is the one that only goes forward."""

    def __init__(self, now: str = "2026-03-02T09:00:00.000000Z") -> None:
        self.now = now
        self.seconds = 0.0

    def surroundings(self) -> Surroundings:
        return Surroundings(
            now=lambda: self.now,
            new_id=lambda: str(uuid7()),
            random_bytes=os.urandom,
            seconds=lambda: self.seconds,
        )


class Breaks(Struct, frozen=True):
    """A command whose decision breaks in a way that nobody foresaw."""

    def decide(self, deliberation: Deliberation) -> Decision:
        raise ZeroDivisionError(f"nothing of {deliberation.author.actor} can be divided by nothing")


@asynccontextmanager
async def writing(
    database: Database, clock: Clock | None = None, views: Sequence[VersionedView] = VIEWS
) -> AsyncIterator[Writer]:
    """A writer that has begun, and stops at the end."""
    writer = Writer(database, views, (clock or Clock()).surroundings())
    await writer.start()
    try:
        yield writer
    finally:
        await writer.stop()


def asked(command: Command, author: Author = SECRETARIAT, **others: Any) -> Work:
    """A command as the API hands it in; its fingerprint is that of its words."""
    number = next(_numbers)
    named = {"command_id": f"command-{number}", "fresh_id": f"fresh-{number}", **others}
    fingerprint = sha256(repr(command).encode()).hexdigest()
    return Work(command=command, author=author, fingerprint=fingerprint, **named)


def registered(agency: str = "unfpa", **others: Any) -> RegisterAgency:
    return RegisterAgency(id=agency, name=agency.upper(), kind=AgencyKind.UN_FUND_PROGRAMME, **others)


def renamed(agency: str, name: str, reported_on: str | None = None) -> UpdateAgency:
    return UpdateAgency(id=agency, update=RenameAgency(name=name, reported_on=reported_on))


def committed(title: str, **others: Any) -> ReportCommitment:
    return ReportCommitment(title=title, reported_by="unfpa", **others)


def commitments(number: int) -> list[Work]:
    return [asked(committed(f"Train {place} census offices in counting migrants")) for place in range(number)]


async def submitted(writer: Writer, works: Iterable[Work]) -> list[Any]:
    """Hand in all at once; the receipt or the error of each."""
    return await asyncio.gather(*(writer.submit(work) for work in works), return_exceptions=True)


async def taken(writer: Writer, works: Iterable[Work]) -> list[Receipt]:
    """Hand in all at once; the receipts, where nothing may fail."""
    return list(await asyncio.gather(*(writer.submit(work) for work in works)))


async def events_of(database: Database) -> list[RecordedEvent]:
    async with database.reading() as transaction:
        return await read_after(transaction, 0, 10_000)


async def places_of(database: Database) -> list[str]:
    return [public_position(event.position, event.leaf) for event in await events_of(database)]


async def number_of(database: Database, table: str) -> int:
    async with database.reading() as transaction:
        row = await transaction.fetch_one(Statement(sa.text(f"SELECT count(*) FROM {table}")))
    assert row is not None
    return int(row[0])


async def states_of(database: Database) -> dict[str, ViewState]:
    async with database.reading() as transaction:
        return {name: state for (name, _), state in (await view_states(transaction)).items()}
