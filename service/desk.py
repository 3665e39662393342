"""The desk: where a request hands in a command and gets a receipt, or asks the views at a point of both clocks."""

import hashlib
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

import msgspec
from msgspec import Struct

from events.log.database import Database, Transaction
from events.log.event import EMPTY_HEAD, Head, PublicPositionUnreadable, parse_public_position, public_position
from events.log.instants import written
from events.log.reading import read_positions
from events.log.signed_note import SigningKey
from projections.activity_pages import Extent
from projections.activity_questions import Asked
from projections.carried_counts import CarriedCounts
from projections.clocks import Clocks
from projections.registry import VIEWS
from projections.standing import Behind, ViewsNotThere, read_standing
from projections.tallies import TOTAL, Counted, Tally
from projections.versioned_view import VersionedView
from service import clock
from service.api.problems import Fault, InvalidInput, LogDiverged, NotReady
from service.auth.caller import Caller
from service.auth.roles import Role
from service.bitmaps import Bitmaps
from service.commands.deliberation import AsAsked, Author, Command, Warning
from service.old_answers import OldAnswers
from service.sheets.child import Readers
from service.signer import Signer
from service.tail import Tail
from service.views import Views
from service.writer.contacts import Contacts
from service.writer.work import Receipt, Work
from service.writer.writer import Writer


class Reading(Struct, frozen=True):
    """One state of the log to answer from: its head, the clocks asked for, and the day on which dates are judged.

    `known_at` is the position that was asked for, with the first digits of its leaf; None where none was. Where a
    view that the answer uses is `behind` the log, the head is the last event that all of them have read, and the
    answer is read as the log was known there: an old state, but one state, and one that says how old it is.
    `log` is the last event of the log, None where a view has not read it; `counts` are what the process has counted.
    """

    transaction: Transaction
    head: Head
    clocks: Clocks
    evaluated_on: str
    known_at: str | None = None
    behind: Behind | None = None
    log: Head | None = None
    counts: CarriedCounts = msgspec.field(default_factory=CarriedCounts)

    async def tally(self, asked: Asked, counted: Counted = TOTAL) -> Tally:
        """The tally of a list of activities: exact, and carried on from the last one where there is one."""
        return await self.counts.tally(self.transaction, asked, counted, self.log)

    async def extent(self, asked: Asked) -> Extent:
        """How many activities a list has, of how many, and which, where the process knows that without the view."""
        return await self.counts.extent(self.transaction, asked, self.log, self.head.position)

    async def total(self, asked: Asked) -> int:
        """How many activities a list has."""
        return (await self.extent(asked)).total

    @property
    def position(self) -> str:
        """The position at which the answer stands, with the first digits of its leaf."""
        return public_position(self.head.position, self.head.leaf)

    @property
    def known_position(self) -> str:
        """The position that pins what the answer knew: the one asked for, or that at which it stands."""
        return self.known_at or self.position


class Desk:
    """What handlers use: one database, one writer, the views, and the signer beside them."""

    def __init__(
        self,
        database: Database,
        due_soon_days: int = 30,
        signing_key: SigningKey | None = None,
        journal: Path | None = None,
    ) -> None:
        self.database = database
        self.due_soon_days = due_soon_days
        self.writer = Writer(database, VIEWS, clock.surroundings(journal))
        self.signer = Signer(database, signing_key)
        self.views = Views(database, VIEWS, clock.new_id())
        self.tail = Tail(database)
        self.sheet_readers = Readers()
        self._bitmaps = Bitmaps(database)
        self._counts = CarriedCounts(self._bitmaps.kept)
        self._old_answers = OldAnswers(database)

    async def open(self) -> None:
        """Connect, build the views where they are missing, bring them up to the log, and begin to write.

        Until it returns the process takes no request: those that come meanwhile wait, or go to another process.
        """
        await self.database.open()
        await self.prepare()
        await self.writer.start()
        await self.signer.start()
        await self.views.start()
        await self._old_answers.start()
        await self._bitmaps.start()

    async def prepare(self) -> None:
        """Build the views where they are missing, and bring them up to the log."""
        await self.views.prepare()

    async def close(self) -> None:
        """Send away who waits for more, write what still waits, sign it, then disconnect."""
        self.tail.stop()
        await self._bitmaps.stop()
        await self._old_answers.stop()
        await self.views.stop()
        await self.writer.stop()
        await self.signer.stop()
        await self.database.close()

    async def hand_in(
        self,
        caller: Caller,
        command: Command,
        *,
        idempotency_key: str | None = None,
        request_id: str | None = None,
        bulk: bool = False,
        batch: str | None = None,
        warnings: tuple[Warning, ...] = (),
        contacts: Contacts | None = None,
    ) -> Receipt:
        """Have a command decided and written; raises Refused where it is not.

        `batch` (`batch:…`) is the tag under which all events of several commands are found. `contacts` are those of a
        person who is enrolled: they go into the vault and into no event.
        """
        sent = command.as_asked if isinstance(command, AsAsked) else command
        asked = [type(command).__name__, sent] + ([] if contacts is None else [contacts])
        body = msgspec.json.encode(asked, order="deterministic")
        work = Work(
            command=command,
            author=author_of(caller),
            command_id=clock.new_id(),
            fingerprint=hashlib.sha256(body).hexdigest(),
            fresh_id=clock.new_id(),
            idempotency_key=idempotency_key,
            on_behalf_of=caller.agency,
            correlation=request_id,
            bulk=bulk,
            batch=batch,
            warnings=warnings,
            contacts=contacts,
        )
        return await self.writer.submit(work)

    @asynccontextmanager
    async def reading(
        self, as_of: str | None = None, known_at: str | None = None, uses: Sequence[VersionedView] = VIEWS
    ) -> AsyncIterator[Reading]:
        """One state of the log, at the clocks asked for.

        `as_of` is a day, `known_at` a public position (`1234.9f3c2a01`) or an instant in UTC. Dates are judged on
        `as_of`, else on the day of `known_at`, else today. `uses` are the views that the answer is read from.
        """
        async with self.database.reading() as transaction:
            log, behind = await self._standing(transaction, uses)
            known = None if known_at is None else await _known_position(transaction, known_at, log)
            day_known = known.recorded_at[:10] if known and known.recorded_at else None
            if behind is not None:
                self.views.hurry()
                known = known if known and known.position <= behind.stands_at.position else behind.stands_at
            clocks = Clocks(as_of=as_of, known_at=known.position if known else None)
            shown = public_position(known.position, known.leaf) if known and known_at is not None else None
            head = behind.stands_at if behind else log
            judged_on, end = as_of or day_known or clock.today(), None if behind else log
            yield Reading(transaction, head, clocks, judged_on, shown, behind, end, self._counts)

    async def _standing(self, transaction: Transaction, uses: Sequence[VersionedView]) -> tuple[Head, Behind | None]:
        try:
            return await read_standing(transaction, uses)
        except ViewsNotThere as error:
            self.views.hurry()
            raise NotReady(str(error)) from error


def author_of(caller: Caller) -> Author:
    """The author that commands see: an actor's id and an agency, never a name."""
    return Author(
        actor=caller.actor,
        agency=caller.agency,
        person=caller.person_id,
        is_secretariat=caller.role is Role.SECRETARIAT,
    )


async def _known_position(transaction: Transaction, known_at: str, head: Head) -> Head:
    """The event at which the log stood: that of a public position, or the last before an instant."""
    try:
        asked = parse_public_position(known_at)
    except PublicPositionUnreadable:
        return await last_before(transaction, _instant(known_at), head)
    return await checked_position(transaction, asked.position, asked.leaf_prefix)


def _instant(known_at: str) -> str:
    """The instant, written as the log writes it; InvalidInput where the text is none in UTC."""
    try:
        instant = datetime.fromisoformat(known_at) if known_at.endswith("Z") and "T" in known_at else None
    except ValueError:
        instant = None
    if instant is None:
        sentence = (
            "Expected a position such as 1234.9f3c2a01 or an instant such as 2011-02-18T00:00:00Z in known_at, "
            f"found {known_at}."
        )
        raise InvalidInput(sentence, faults=[Fault("/known_at", sentence, "query")])
    return written(instant)


async def checked_position(transaction: Transaction, position: int, leaf_prefix: str) -> Head:
    """The event at a position, if its leaf begins as it should; LogDiverged where the log has another history."""
    found = await read_positions(transaction, [position]) if position else []
    event = Head(found[0].position, found[0].leaf, found[0].recorded_at) if found else EMPTY_HEAD
    if event.position != position or event.leaf.hex()[:8] != leaf_prefix:
        raise LogDiverged(
            f"Position {position} with the leaf {leaf_prefix} is not in this log; it was restored or is another one. "
            "Read the log again from the start."
        )
    return event


async def last_before(transaction: Transaction, instant: str, head: Head) -> Head:
    """The last event recorded up to an instant, found by halving, for `recorded_at` grows with the position."""
    low, high = 0, head.position
    found = EMPTY_HEAD
    while low < high:
        middle = (low + high + 1) // 2
        event = (await read_positions(transaction, [middle]))[0]
        if event.recorded_at <= instant:
            low, found = middle, Head(event.position, event.leaf, event.recorded_at)
        else:
            high = middle - 1
    return found
