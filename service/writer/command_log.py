"""The command log: what was answered to each command, so that a repeated one has one effect and one answer."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

import msgspec
import sqlalchemy as sa
from msgspec import Struct

from events.log.database import Insertion, Row, Statement, Transaction, one_of
from events.log.tables import command_log
from service.commands.refusals import FaultFound, Refused
from service.writer.work import Receipt, RefusalKept, Work, kept, key_of

KEPT_HOURS = 48
TAKEN = 200
REFUSED = 400
# More than a batch adds, so that what has expired is always caught up with.
FORGOTTEN_AT_ONCE_MAX = 512

_COLUMNS = (
    command_log.c.command_id,
    command_log.c.actor,
    command_log.c.idempotency_key,
    command_log.c.fingerprint,
    command_log.c.status,
    command_log.c.answer,
)
_BY_KEY = Statement(
    sa.select(*_COLUMNS).where(
        one_of(command_log.c.idempotency_key, "keys"), command_log.c.expires_at > sa.bindparam("now")
    )
)
_BY_COMMAND = Statement(sa.select(*_COLUMNS).where(one_of(command_log.c.command_id, "commands")))
# A standby that has not confirmed the COMMIT in question has not confirmed this one either: only with a change in it
# does the next COMMIT vouch for both.
_TOUCH = Statement(
    sa.update(command_log)
    .where(one_of(command_log.c.command_id, "commands"))
    .values(expires_at=command_log.c.expires_at)
)
_KEEP = Insertion(command_log)
_oldest = (
    sa.select(command_log.c.command_id)
    .where(command_log.c.expires_at <= sa.bindparam("now"))
    .order_by(command_log.c.expires_at)
    .limit(FORGOTTEN_AT_ONCE_MAX)
)
_FORGET = Statement(
    sa.delete(command_log).where(
        command_log.c.expires_at <= sa.bindparam("now"),
        one_of(command_log.c.idempotency_key, "keys") | command_log.c.command_id.in_(_oldest),
    )
)


class Answered(Struct, frozen=True):
    """What was answered to a command: a receipt, or the refusal to be raised again."""

    fingerprint: str
    outcome: Receipt | Refused


async def earlier(
    transaction: Transaction, works: Sequence[Work], now: str, perhaps_written: bool
) -> list[Answered | None]:
    """What was answered before to each command under its idempotency key; None where nothing was.

    Commands that were perhaps written before are also looked up by their server-made ids.
    """
    keys = [work.idempotency_key for work in works if work.idempotency_key is not None]
    rows = await transaction.fetch_all(_BY_KEY, {"keys": keys, "now": now}) if keys else []
    by_key: dict[tuple[str, str] | None, Answered] = {
        (actor, key): _answered(row) for row in rows for _, actor, key, *_ in [row]
    }
    by_command = await _written(transaction, works) if perhaps_written else {}
    return [by_command.get(work.command_id) or by_key.get(key_of(work)) for work in works]


async def _written(transaction: Transaction, works: Sequence[Work]) -> dict[str, Answered]:
    """Which of the commands are written, by their ids; the COMMIT of this transaction vouches for them."""
    commands = {"commands": [work.command_id for work in works]}
    rows = await transaction.fetch_all(_BY_COMMAND, commands)
    if rows:
        await transaction.execute(_TOUCH, commands)
    return {row[0]: _answered(row) for row in rows}


async def keep(transaction: Transaction, done: Sequence[tuple[Work, Receipt | Refused]], now: str) -> None:
    """Keep the answers of a batch, and forget some that have expired; their keys are free again."""
    if not done:
        return
    keys = [work.idempotency_key for work, _ in done if work.idempotency_key is not None]
    await transaction.execute(_FORGET, {"keys": keys, "now": now})
    await transaction.insert(_KEEP, [_row(work, outcome, now) for work, outcome in done])


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
    later = datetime.fromisoformat(now[:-1]) + timedelta(hours=KEPT_HOURS)
    return later.isoformat(timespec="microseconds") + "Z"


def _answered(row: tuple[Any, ...]) -> Answered:
    _, _, _, fingerprint, status, answer = row
    if status == TAKEN:
        return Answered(fingerprint, msgspec.json.decode(answer, type=Receipt))
    refusal = msgspec.json.decode(answer, type=RefusalKept)
    faults = tuple(FaultFound(*fault) for fault in refusal.faults)
    return Answered(fingerprint, Refused(refusal.slug, refusal.sentence, faults, refusal.links))
