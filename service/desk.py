"""The desk: where a request hands in a command and gets a receipt, or asks the views at a point of both clocks."""

import asyncio
import contextlib
import hashlib
import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

import msgspec
import structlog
from msgspec import Struct

from events.log.database import Database, Transaction
from events.log.errors import LogError
from events.log.event import Head, PublicPositionUnreadable, parse_public_position, public_position
from events.log.reading import read_head, read_positions
from events.log.signed_note import SigningKey
from projections import runner
from projections.clocks import Clocks
from projections.registry import VIEWS
from service import clock
from service.api.problems import Fault, InvalidInput, LogDiverged
from service.auth.caller import Caller
from service.auth.roles import Role
from service.commands.deliberation import Author, Command, Warning
from service.signer import Signer
from service.writer import command_log
from service.writer.contacts import Contacts
from service.writer.work import Receipt, Work
from service.writer.writer import Writer

KEEP_UP_SECONDS = 2.0
FORGET_EVERY = 30

logger = structlog.get_logger("tour.views")


class Reading(Struct, frozen=True):
    """One state of the log to answer from: its head, the clocks asked for, and the day on which dates are judged.

    `known_at` is the position that was asked for, with the first digits of its leaf; None where none was.
    """

    transaction: Transaction
    head: Head
    clocks: Clocks
    evaluated_on: str
    known_at: str | None = None

    @property
    def position(self) -> str:
        """The position at which the answer stands, with the first digits of its leaf."""
        return public_position(self.head.position, self.head.leaf)


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
        self._keeping_up: asyncio.Task[None] | None = None

    async def open(self) -> None:
        """Connect, make the views' tables, bring the views up to the log, and begin to write."""
        await self.database.open()
        await self.prepare()
        await self.writer.start()
        await self.signer.start()
        self._keeping_up = asyncio.create_task(self._keep_up(), name="views")

    async def prepare(self) -> None:
        """Make the views' tables where they are missing, and bring the views up to the log."""
        await runner.prepare(self.database, VIEWS)
        await runner.catch_up(self.database, VIEWS)

    async def close(self) -> None:
        """Write what still waits, sign it, then disconnect."""
        if self._keeping_up is not None:
            self._keeping_up.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._keeping_up
        await self.writer.stop()
        await self.signer.stop()
        await self.database.close()

    async def _keep_up(self) -> None:
        """Bring views that are too far behind for the writer up to the log, in short ranges, again and again.

        Now and then, forget the answers that need not be kept any longer.
        """
        for number in itertools.count():
            await asyncio.sleep(KEEP_UP_SECONDS)
            try:
                if number % FORGET_EVERY == 0:
                    await command_log.forget_expired(self.database, clock.SURROUNDINGS.now())
                async with self.database.reading() as transaction:
                    behind = await runner.behind(transaction, VIEWS)
                await runner.catch_up(self.database, behind)
            except LogError as error:
                logger.warning("the views cannot be brought up now", fault=str(error))

    async def hand_in(
        self,
        caller: Caller,
        command: Command,
        *,
        idempotency_key: str | None = None,
        request_id: str | None = None,
        bulk: bool = False,
        warnings: tuple[Warning, ...] = (),
        contacts: Contacts | None = None,
    ) -> Receipt:
        """Have a command decided and written; raises Refused where it is not.

        `contacts` are those of a person who is enrolled: they go into the vault and into no event.
        """
        asked = [type(command).__name__, command] + ([] if contacts is None else [contacts])
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
            warnings=warnings,
            contacts=contacts,
        )
        return await self.writer.submit(work)

    @asynccontextmanager
    async def reading(self, as_of: str | None = None, known_at: str | None = None) -> AsyncIterator[Reading]:
        """One state of the log, at the clocks asked for.

        `as_of` is a day, `known_at` a public position (`1234.9f3c2a01`) or an instant in UTC. Dates are judged on
        `as_of`, else on the day of `known_at`, else today.
        """
        async with self.database.reading() as transaction:
            head = await read_head(transaction)
            known = None if known_at is None else await _known_position(transaction, known_at, head)
            day_known = known.recorded_at[:10] if known and known.recorded_at else None
            clocks = Clocks(as_of=as_of, known_at=known.position if known else None)
            shown = public_position(known.position, known.leaf) if known else None
            yield Reading(transaction, head, clocks, as_of or day_known or clock.today(), shown)


def author_of(caller: Caller) -> Author:
    """The author that commands see: an actor's id and an agency, never a name."""
    return Author(actor=caller.actor, agency=caller.agency, is_secretariat=caller.role is Role.SECRETARIAT)


async def _known_position(transaction: Transaction, known_at: str, head: Head) -> Head:
    """The event at which the log stood: that of a public position, or the last before an instant."""
    try:
        asked = parse_public_position(known_at)
    except PublicPositionUnreadable:
        return await _last_before(transaction, _instant(known_at), head)
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
    return clock.written(instant)


async def checked_position(transaction: Transaction, position: int, leaf_prefix: str) -> Head:
    """The event at a position, if its leaf begins as it should; LogDiverged where the log has another history."""
    found = await read_positions(transaction, [position]) if position else []
    leaf = found[0].leaf if found else bytes(32)
    if (position and not found) or leaf.hex()[:8] != leaf_prefix:
        raise LogDiverged(
            f"Position {position} with the leaf {leaf_prefix} is not in this log; it was restored or is another one. "
            "Read the log again from the start."
        )
    return Head(position, leaf, found[0].recorded_at if found else "")


async def _last_before(transaction: Transaction, instant: str, head: Head) -> Head:
    """The last event recorded up to an instant, found by halving, for `recorded_at` grows with the position."""
    low, high = 0, head.position
    found = Head(0, bytes(32), "")
    while low < high:
        middle = (low + high + 1) // 2
        event = (await read_positions(transaction, [middle]))[0]
        if event.recorded_at <= instant:
            low, found = middle, Head(event.position, event.leaf, event.recorded_at)
        else:
            high = middle - 1
    return found if low else Head(0, bytes(32), "")
