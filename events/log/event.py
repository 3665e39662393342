"""An event before and after the log has taken it, and the name of its place in the log."""

import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from msgspec import Struct, json

SALT_BYTES = 16
LEAF_PREFIX_DIGITS = 8

_PUBLIC_POSITION = re.compile(r"(0|[1-9][0-9]{0,15})\.([0-9a-f]{8})", re.ASCII)


class NewEvent(Struct, frozen=True, kw_only=True):
    """A fact that the log shall take.

    `type` is the stable tag, such as `activity-reported`; `data` holds only what JSON can, without fractions, and a
    salt for each of its top-level fields stands in `salts`. `reported_on` is the day (YYYY-MM-DD) it was said.
    """

    event_id: str
    stream: str
    type: str
    schema_version: int
    data: dict[str, Any]
    salts: dict[str, bytes]
    tags: tuple[str, ...] = ()
    reported_on: str


class Cause(Struct, frozen=True, kw_only=True):
    """Who brought an event about, by which command, and when: UTC, as in 2008-11-21T00:00:00.000000Z."""

    actor: str
    command_id: str
    recorded_at: str
    on_behalf_of: str | None = None
    causation: str | None = None
    correlation: str | None = None


class RecordedEvent(Struct, frozen=True):
    """An event as the log holds it; the fields stand in the order of the table's columns.

    `data` is canonical JSON. `salts` is canonical JSON too: for each field its salt in base64, or, where the field
    was redacted, `{"digest": …}`. `recorded_at` grows by at least a microsecond with each position.
    """

    position: int
    event_id: str
    stream: str
    version: int
    type: str
    schema_version: int
    data: bytes
    salts: str
    data_digest: bytes
    leaf: bytes
    actor: str
    on_behalf_of: str | None
    causation: str | None
    correlation: str | None
    command_id: str
    reported_on: str
    recorded_at: str

    def withheld(self) -> tuple[str, ...]:
        """The names of the fields that were redacted."""
        # The salts of an event without a redacted field hold no mapping but themselves.
        if "{" not in self.salts[1:]:
            return ()
        salts = json.decode(self.salts, type=dict[str, Any])
        return tuple(name for name, kept in salts.items() if isinstance(kept, dict))


class Head(Struct, frozen=True):
    """The last event of the log: its position, leaf and time of recording."""

    position: int
    leaf: bytes
    recorded_at: str


EMPTY_HEAD = Head(position=0, leaf=bytes(32), recorded_at="")


class PublicPosition(NamedTuple):
    """A position with the first eight hex digits of its leaf, by which another history is told apart."""

    position: int
    leaf_prefix: str


class PublicPositionUnreadable(ValueError):
    """The text is no position with the beginning of its leaf."""


def new_event(
    *,
    event_id: str,
    stream: str,
    type: str,
    data: Mapping[str, Any],
    reported_on: str,
    random_bytes: Callable[[int], bytes],
    schema_version: int = 1,
    tags: tuple[str, ...] = (),
) -> NewEvent:
    """A new event with a salt for each of its fields, drawn from `random_bytes`."""
    return NewEvent(
        event_id=event_id,
        stream=stream,
        type=type,
        schema_version=schema_version,
        data=dict(data),
        salts=draw_salts(data, random_bytes),
        tags=tags,
        reported_on=reported_on,
    )


def draw_salts(fields: Mapping[str, Any], random_bytes: Callable[[int], bytes]) -> dict[str, bytes]:
    """One salt a field, from one draw."""
    drawn = random_bytes(SALT_BYTES * len(fields))
    return {name: drawn[SALT_BYTES * place : SALT_BYTES * (place + 1)] for place, name in enumerate(fields)}


def public_position(position: int, leaf: bytes) -> str:
    """The name of a position outside the service, as in `1234.9f3c2a01`; of an empty log `0.00000000`."""
    return f"{position}.{leaf[: LEAF_PREFIX_DIGITS // 2].hex()}"


def parse_public_position(text: str) -> PublicPosition:
    """Read what `public_position` wrote; `PublicPositionUnreadable` for anything else, also for spaces and zeros."""
    match = _PUBLIC_POSITION.fullmatch(text)
    if match is None or (match[1] == "0" and match[2] != "00000000"):
        raise PublicPositionUnreadable(f"A position as in 1234.9f3c2a01 was expected, and “{text[:40]}” was found.")
    return PublicPosition(int(match[1]), match[2])
