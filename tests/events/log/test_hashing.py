"""The digests of an event: as they are written down, and the same after a field is gone."""

from base64 import b64decode
from hashlib import sha256

import msgspec
import pytest
import rfc8785

from events.log.appending import recorded
from events.log.event import RecordedEvent
from events.log.hashing import recomputed_leaf, resealed, seal
from events.log.redaction import without_field
from tests.events.log.reports import UNFPA, report


@pytest.fixture
def event() -> RecordedEvent:
    return recorded(7, 1, UNFPA.recorded_at, report(), UNFPA)


def test_the_leaf_is_computed_as_it_is_written_down(event: RecordedEvent) -> None:
    """Field digests, data digest, header and leaf follow the definition, step by step, with other tools."""
    data, salts = msgspec.json.decode(event.data), msgspec.json.decode(event.salts)
    digests = {name: sha256(b64decode(salts[name]) + rfc8785.dumps([name, data[name]])).hexdigest() for name in data}
    data_digest = sha256(rfc8785.dumps(digests)).digest()
    left_out = ("data", "salts", "data_digest", "leaf")
    header = {name: getattr(event, name) for name in RecordedEvent.__struct_fields__ if name not in left_out}
    assert event.data_digest == data_digest
    assert event.leaf == sha256(b"\x00" + rfc8785.dumps(header) + data_digest).digest()


def test_data_and_salts_are_canonical_json(event: RecordedEvent) -> None:
    """What is stored is the canonical form, field by field."""
    assert event.data == rfc8785.dumps(msgspec.json.decode(event.data))
    assert event.salts.encode() == rfc8785.dumps(msgspec.json.decode(event.salts))


def test_a_redacted_event_still_proves_what_it_was(event: RecordedEvent) -> None:
    """Without its title the event has the same digest and leaf, and names the title as withheld."""
    redacted = without_field(event, "title")
    assert b"title" not in redacted.data
    assert (event.withheld(), redacted.withheld()) == ((), ("title",))
    assert resealed(redacted) == (redacted.data, redacted.salts.encode(), event.data_digest)
    assert recomputed_leaf(redacted, redacted.data_digest) == event.leaf


@pytest.mark.parametrize("field", [name for name in RecordedEvent.__struct_fields__ if name not in ("leaf", "salts")])
def test_every_column_is_covered(event: RecordedEvent, field: str) -> None:
    """Control: whatever else is changed in the row, its digest or its leaf differs."""
    match getattr(event, field):
        case int(number):
            changed: object = number + 1
        case bytes(value):
            changed = value.replace(b"migrant", b"refugee") if field == "data" else value[::-1]
        case words:
            changed = f"{words}!"
    other = msgspec.structs.replace(event, **{field: changed})
    digest = resealed(other).data_digest
    assert digest != event.data_digest or recomputed_leaf(other, other.data_digest) != event.leaf


def test_a_field_without_a_salt_is_not_sealed() -> None:
    """A field that has no salt could be guessed from its digest, and is refused."""
    with pytest.raises(AssertionError, match="salt"):
        seal({"title": "Trends in migrant stock"}, {})
