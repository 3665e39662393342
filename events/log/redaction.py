"""Taking one field out of an event and leaving its digest, so that the event still proves what it was."""

from typing import Any

import msgspec
import sqlalchemy as sa

from events.log.canonical import canonical_json
from events.log.database import Statement, Transaction
from events.log.errors import ChangeRefused
from events.log.event import RecordedEvent
from events.log.hashing import salted_field_digest
from events.log.tables import event

REDACTION_TYPE = "event-redacted"

REPLACE_FIELD = Statement(
    sa.update(event)
    .where(event.c.position == sa.bindparam("at"))
    .values(data=sa.bindparam("data_left"), salts=sa.bindparam("salts_left"))
)


async def redact(transaction: Transaction, recorded: RecordedEvent, field: str) -> RecordedEvent:
    """Put the field's digest in place of its value and salt; the event as it then stands.

    The database allows it only while the last event of the log is of type `event-redacted` with the data
    `{"position": …, "field": …}` of this field: append it in the same transaction, and redact before anything else is
    appended. `ChangeRefused` otherwise, or where the event holds no such field any more.
    """
    redacted = without_field(recorded, field)
    await transaction.execute(
        REPLACE_FIELD,
        {"at": redacted.position, "data_left": redacted.data.decode(), "salts_left": redacted.salts},
    )
    return redacted


def without_field(recorded: RecordedEvent, field: str) -> RecordedEvent:
    """The event without the field's value and salt; data digest and leaf stay as they are."""
    data, salts = (msgspec.json.decode(text, type=dict[str, Any]) for text in (recorded.data, recorded.salts))
    if field not in data:
        raise ChangeRefused(
            f"A field {field} was expected in the event at position {recorded.position}, and there is none."
        )
    salts[field] = {"digest": salted_field_digest(salts[field], field, data.pop(field))}
    return msgspec.structs.replace(recorded, data=canonical_json(data), salts=canonical_json(salts).decode())
