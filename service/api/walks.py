"""Walks along the pages of one state: what a cursor carries, and how a walk goes on from it."""

import base64
import binascii
from datetime import date
from typing import Annotated

import msgspec
from msgspec import Meta, Struct
from msgspec.structs import replace

from events.log.event import PublicPositionUnreadable, parse_public_position
from projections.clocks import Clocks
from service.api.problems import Fault, InvalidInput, NotReady
from service.commands.fields import Day
from service.desk import Reading, checked_position

NUMBER_MAX = 2**53


class _CursorFields(Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """What a cursor carries: the state that the walk reads, and the number of the last thing of its last page."""

    position: str
    as_of: Day | None
    known_position: Annotated[int, Meta(ge=0, le=NUMBER_MAX)]
    known_at: str | None
    evaluated_on: Day
    after: Annotated[int, Meta(ge=0, le=NUMBER_MAX)]


def cursor_after(read: Reading, number: int) -> str:
    """The cursor with which a walk goes on after the thing with a number, in the state that was read."""
    known = read.head.position if read.clocks.known_at is None else read.clocks.known_at
    fields = _CursorFields(read.position, read.clocks.as_of, known, read.known_at, read.evaluated_on, number)
    return base64.urlsafe_b64encode(msgspec.json.encode(fields)).decode().rstrip("=")


async def resumed(read: Reading, cursor: str) -> tuple[Reading, int]:
    """The state that the walk reads, and the number after which it goes on.

    Raises InvalidInput for a text that is no cursor, LogDiverged where the log has another history by now, and
    NotReady where this process does not stand there yet.
    """
    try:
        raw = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        fields = msgspec.json.decode(raw, type=_CursorFields)
        position = parse_public_position(fields.position)
        date.fromisoformat(fields.evaluated_on)
    except (binascii.Error, ValueError, msgspec.DecodeError, PublicPositionUnreadable) as error:
        sentence = "The cursor cannot be read; take it from the `next` of the page before, unchanged."
        raise InvalidInput(sentence, faults=[Fault("/cursor", sentence, "query")]) from error
    head = await checked_position(read.transaction, position.position, position.leaf_prefix)
    if read.behind is not None and fields.known_position > read.head.position:
        raise NotReady(
            f"The walk reads the state at position {fields.position}, and this process stands at {read.position}; "
            "ask again in a moment."
        )
    clocks = Clocks(as_of=fields.as_of, known_at=fields.known_position)
    walked = replace(read, head=head, clocks=clocks, evaluated_on=fields.evaluated_on, known_at=fields.known_at)
    return walked, fields.after
