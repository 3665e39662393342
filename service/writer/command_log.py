"""The command log: what was answered to each command, so that a repeated one has one effect and one answer."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import msgspec
import sqlalchemy as sa
from msgspec import Struct

from events.log.database import Statement, Transaction, one_of
from events.log.tables import command_log
from service.commands.refusals import FaultFound, Refused
from service.writer.work import Receipt, RefusalKept, Work, kept

KEPT_HOURS = 48
TAKEN = 200
REFUSED = 400

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
_KEEP = Statement(command_log.insert())
_FORGET_KEYS = Statement(
    sa.update(command_log)
    .where(one_of(command_log.c.idempotency_key, "keys"), command_log.c.expires_at <= sa.bindparam("now"))
    .values(idempotency_key=None)
)


class Answered(Struct, frozen=True):
    """What was answered to a command: a receipt, or the refusal to be raised again."""

    command_id: str
    fingerprint: str
    outcome: Receipt | Refused


Answers = dict[tuple[str, str], Answered]


async def answers_known(transaction: Transaction, batch: Sequence[Work], now: str) -> Answers:
    """What was answered before under the idempotency keys of a batch, by actor and key."""
    keys = [work.idempotency_key for work in batch if work.idempotency_key is not None]
    if not keys:
        return {}
    rows = await transaction.fetch_all(_BY_KEY, {"keys": keys, "now": now})
    return {(actor, key): _answered(row) for row in rows for _, actor, key, *_ in [row]}


async def answers_by_command(transaction: Transaction, command_ids: Sequence[str]) -> dict[str, Answered]:
    """What was answered to these commands, by their server-made ids; it resolves an unknown outcome."""
    rows = await transaction.fetch_all(_BY_COMMAND, {"commands": list(command_ids)})
    return {row[0]: _answered(row) for row in rows}


async def keep(transaction: Transaction, done: Sequence[tuple[Work, Receipt | Refused]], now: str) -> None:
    """Keep the answers of a batch; a key whose answer has expired is free again."""
    keys = [work.idempotency_key for work, _ in done if work.idempotency_key is not None]
    if keys:
        await transaction.execute(_FORGET_KEYS, {"keys": keys, "now": now})
    await transaction.execute_many(_KEEP, [_row(work, outcome, now) for work, outcome in done])


def _row(work: Work, outcome: Receipt | Refused, now: str) -> dict[str, Any]:
    taken = isinstance(outcome, Receipt)
    answer = outcome if isinstance(outcome, Receipt) else kept(outcome)
    positions = outcome.positions if isinstance(outcome, Receipt) else ()
    return {
        "command_id": work.command_id,
        "actor": work.author.actor,
        "idempotency_key": work.idempotency_key,
        "fingerprint": work.fingerprint,
        "status": TAKEN if taken else REFUSED,
        "answer": msgspec.json.encode(answer).decode(),
        "positions": msgspec.json.encode(positions).decode(),
        "recorded_at": now,
        "expires_at": expiry(now),
    }


def expiry(now: str) -> str:
    """The instant until which an answer is kept under its key."""
    later = datetime.fromisoformat(now[:-1]) + timedelta(hours=KEPT_HOURS)
    return later.isoformat(timespec="microseconds") + "Z"


def _answered(row: tuple[Any, ...]) -> Answered:
    command_id, _, _, fingerprint, status, answer = row
    if status == TAKEN:
        return Answered(command_id, fingerprint, msgspec.json.decode(answer, type=Receipt))
    refusal = msgspec.json.decode(answer, type=RefusalKept)
    faults = tuple(FaultFound(*fault) for fault in refusal.faults)
    return Answered(command_id, fingerprint, Refused(refusal.slug, refusal.sentence, faults, refusal.links))
