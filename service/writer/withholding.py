"""Withholding: in the transaction that says so, words leave their event, every view and every answer that was kept."""

from collections.abc import Sequence
from typing import Any

import msgspec
import sqlalchemy as sa

from events.fact import Recorded
from events.log.database import Statement, Transaction, one_of
from events.log.errors import LogDamaged
from events.log.reading import read_positions
from events.log.redaction import redact
from events.log.tables import command_log, redaction_journal
from events.redaction import EventRedacted
from events.withholding import TEXT_WITHHELD
from projections.rewriting import rewrite
from projections.versioned_view import VersionedView
from service.commands.redaction import texts_in
from service.writer.command_log import TAKEN
from service.writer.work import Receipt, RefusalKept

# Shorter words stand in too many sentences by chance: there the sentences of the event's own command go whole.
SOUGHT_LENGTH_MIN = 3
# In place of the digest of a request, which has no salt, so that whoever guesses the words could confirm it.
NO_FINGERPRINT = "withheld"

_JOURNAL = Statement(redaction_journal.insert())
_ANSWERS = Statement(
    sa.select(command_log.c.command_id, command_log.c.status, command_log.c.answer).where(
        sa.or_(
            command_log.c.command_id == sa.bindparam("own"),
            sa.func.replace(command_log.c.answer, sa.bindparam("sought", type_=sa.Text), "") != command_log.c.answer,
        )
    )
)
_REPLACE = Statement(
    sa.update(command_log)
    .where(command_log.c.command_id == sa.bindparam("the_command"))
    .values(answer=sa.bindparam("the_answer"))
)
FORGET_FINGERPRINTS = Statement(
    sa.update(command_log).where(one_of(command_log.c.command_id, "commands")).values(fingerprint=NO_FINGERPRINT)
)


async def withhold(
    transaction: Transaction, views: Sequence[VersionedView], redaction: EventRedacted, told: Recorded[Any]
) -> None:
    """Do what a redaction says; `told` is its own event, the last of the log.

    1. The field gives way to its digest, and the journal notes it.
    2. Every view writes the thing anew.
    3. The answers that were kept lose the words.
    """
    found = await read_positions(transaction, [redaction.position])
    if not found:
        raise LogDamaged(f"An event was expected at position {redaction.position}, and none was found.")
    words = texts_in(msgspec.json.decode(found[0].data)[redaction.field])
    await redact(transaction, found[0], redaction.field)  # 1.
    entry = {"position": redaction.position, "field": redaction.field, "reason": redaction.reason}
    await transaction.execute(_JOURNAL, {**entry, "recorded_at": told.recorded_at})
    await rewrite(transaction, views, found[0].stream)  # 2.
    await _clean_answers(transaction, found[0].command_id, words)  # 3.


async def _clean_answers(transaction: Transaction, command_id: str, words: Sequence[str]) -> None:
    await transaction.execute(FORGET_FINGERPRINTS, {"commands": [command_id]})
    sought = sorted((text for text in words if len(text) >= SOUGHT_LENGTH_MIN), key=len, reverse=True)
    for text in sought or [command_id]:
        as_stored = msgspec.json.encode(text).decode()[1:-1]
        for command, status, answer in await transaction.fetch_all(_ANSWERS, {"own": command_id, "sought": as_stored}):
            cleaned = cleaned_answer(status, answer, text, whole=command == command_id and not sought)
            await transaction.execute(_REPLACE, {"the_command": command, "the_answer": cleaned})


def cleaned_answer(status: int, answer: str, words: str, *, whole: bool) -> str:
    """An answer as it is kept, its sentences without the words; `whole` withholds every sentence of it."""

    def clean(sentence: str) -> str:
        return TEXT_WITHHELD if whole else sentence.replace(words, TEXT_WITHHELD)

    cleaned: Any
    if status == TAKEN:
        receipt = msgspec.json.decode(answer, type=Receipt)
        warnings = tuple(
            msgspec.structs.replace(warning, sentence=clean(warning.sentence)) for warning in receipt.warnings
        )
        cleaned = msgspec.structs.replace(receipt, warnings=warnings)
    else:
        refusal = msgspec.json.decode(answer, type=RefusalKept)
        faults = tuple((pointer, clean(sentence), slug) for pointer, sentence, slug in refusal.faults)
        cleaned = msgspec.structs.replace(refusal, sentence=clean(refusal.sentence), faults=faults)
    return msgspec.json.encode(cleaned).decode()
