"""The command log: what was answered to each command, so that a repeated one has one effect and one answer."""

from collections.abc import Sequence
from datetime import timedelta
from functools import lru_cache
from typing import Any

import msgspec
import sqlalchemy as sa
from msgspec import Struct

from events.log.database import Database, Insertion, Question, Row, Statement, Transaction, one_of
from events.log.instants import later_by
from events.log.tables import command_log
from service.commands.refusals import FaultFound, Refused
from service.writer.work import Receipt, RefusalKept, Work, kept, key_of

KEPT_HOURS = 48
TAKEN = 200
REFUSED = 400
FORGOTTEN_AT_ONCE_MAX = 2_000

_COLUMNS = (
    command_log.c.command_id,
    command_log.c.actor,
    command_log.c.idempotency_key,
    command_log.c.fingerprint,
    command_log.c.status,
    command_log.c.answer,
    command_log.c.expires_at,
)
_BY_KEY = Statement(sa.select(*_COLUMNS).where(one_of(command_log.c.idempotency_key, "keys")))
_BY_COMMAND = Statement(sa.select(*_COLUMNS).where(one_of(command_log.c.command_id, "commands")))
# A standby that has not confirmed the COMMIT in question has not confirmed this one either: only with a change in it
# does the next COMMIT vouch for both.
_TOUCH = Statement(
    sa.update(command_log)
    .where(one_of(command_log.c.command_id, "commands"))
    .values(expires_at=command_log.c.expires_at)
)
_KEEP = Insertion(command_log)
_FORGET = Statement(sa.delete(command_log).where(one_of(command_log.c.command_id, "commands")))
# Ids of commands grow with the time, so that the oldest answers are the first ones.
_oldest = sa.select(command_log.c.command_id).order_by(command_log.c.command_id).limit(FORGOTTEN_AT_ONCE_MAX)
_FORGET_EXPIRED = Statement(
    sa.delete(command_log).where(command_log.c.command_id.in_(_oldest), command_log.c.expires_at <= sa.bindparam("now"))
)


class Answered(Struct, frozen=True):
    """What was answered to a command: a receipt, or the refusal to be raised again."""

    fingerprint: str
    outcome: Receipt | Refused


def questions(works: Sequence[Work]) -> list[Question]:
    """What is asked about the keys of commands, where they have any."""
    keys = [work.idempotency_key for work in works if work.idempotency_key is not None]
    return [(_BY_KEY, {"keys": keys})] if keys else []


async def earlier(
    transaction: Transaction, works: Sequence[Work], now: str, perhaps_written: bool
) -> list[Answered | None]:
    """What was answered before to each command under its idempotency key; None where nothing was.

    Commands that were perhaps written before are also looked up by their server-made ids. A key whose answer has
    expired is free again.
    """
    found = [row for question in questions(works) for row in await transaction.fetch_all(*question)]
    expired = [row[0] for row in found if row[-1] <= now]
    if expired:
        await transaction.execute(_FORGET, {"commands": expired})
    by_key: dict[tuple[str, str] | None, Answered] = {
        (row[1], row[2]): _answered(row) for row in found if row[-1] > now
    }
    by_command = await _written(transaction, works) if perhaps_written else {}
    return [by_command.get(work.command_id) or by_key.get(key_of(work)) for work in works]


async def known_keys(transaction: Transaction, actor: str, keys: Sequence[str], now: str) -> set[str]:
    """Those of an actor's idempotency keys under which an answer is kept."""
    rows = await transaction.fetch_all(_BY_KEY, {"keys": list(keys)})
    return {row[2] for row in rows if row[1] == actor and row[-1] > now}


async def _written(transaction: Transaction, works: Sequence[Work]) -> dict[str, Answered]:
    """Which of the commands are written, by their ids; the COMMIT of this transaction vouches for them."""
    commands = {"commands": [work.command_id for work in works]}
    rows = await transaction.fetch_all(_BY_COMMAND, commands)
    if rows:
        await transaction.execute(_TOUCH, commands)
    return {row[0]: _answered(row) for row in rows}


async def keep(transaction: Transaction, done: Sequence[tuple[Work, Receipt | Refused]], now: str) -> None:
    """Keep the answers of a batch."""
    await transaction.insert(_KEEP, [_row(work, outcome, now) for work, outcome in done])


async def forget_expired(database: Database, now: str) -> None:
    """Forget every answer that has expired, some at a time, so that no writer waits for long."""
    while True:
        async with database.writing() as transaction:
            forgotten = await transaction.execute(_FORGET_EXPIRED, {"now": now})
        if forgotten < FORGOTTEN_AT_ONCE_MAX:
            return


def _row(work: Work, outcome: Receipt | Refused, now: str) -> Row:
    taken = isinstance(outcome, Receipt)
    answer = outcome if isinstance(outcome, Receipt) else kept(outcome)
    positions = outcome.positions if isinstance(outcome, Receipt) else ()
    return (
        work.command_id,
        work.author.actor,
        work.idempotency_key,
        work.fingerprint,
        TAKEN if taken else REFUSED,
        msgspec.json.encode(answer).decode(),
        msgspec.json.encode(positions).decode(),
        now,
        _expiry(now),
    )


@lru_cache(maxsize=8)
def _expiry(now: str) -> str:
    """The instant until which an answer is kept under its key."""
    return later_by(timedelta(hours=KEPT_HOURS), now)


def _answered(row: tuple[Any, ...]) -> Answered:
    _, _, _, fingerprint, status, answer, _ = row
    if status == TAKEN:
        return Answered(fingerprint, msgspec.json.decode(answer, type=Receipt))
    refusal = msgspec.json.decode(answer, type=RefusalKept)
    faults = tuple(FaultFound(*fault) for fault in refusal.faults)
    return Answered(fingerprint, Refused(refusal.slug, refusal.sentence, faults, refusal.links))
