"""The cursor of a search: the state of the log that the walk reads, and where its last page ended."""

import base64
import binascii
from datetime import date
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from events.log.event import PublicPositionUnreadable, parse_public_position
from projections.clocks import END_OF_POSITIONS, Clocks
from projections.search.searching import Mark
from service.api.problems import Fault, InvalidInput, NotReady
from service.commands.fields import Day
from service.desk import Reading, checked_position

Known = Annotated[int, Meta(ge=0, le=END_OF_POSITIONS)]


class _CursorFields(Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """What a cursor carries."""

    position: str
    as_of: Day | None
    known_position: Known
    known_at: str | None
    evaluated_on: Day
    mark: Mark


def cursor_after(read: Reading, mark: Mark | None) -> str | None:
    """The cursor of the page after a mark; None at the end."""
    if mark is None:
        return None
    known = read.head.position if read.clocks.known_at is None else read.clocks.known_at
    fields = _CursorFields(read.position, read.clocks.as_of, known, read.known_at, read.evaluated_on, mark)
    return base64.urlsafe_b64encode(msgspec.json.encode(fields)).decode().rstrip("=")


async def resumed(read: Reading, cursor: str) -> tuple[Reading, Mark]:
    """The state that the walk reads and where it goes on.

    Raises InvalidInput for what is no cursor, LogDiverged where the log has another history by now, and NotReady where
    a view of this process has not come as far as the walk.
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
    return Reading(read.transaction, head, clocks, fields.evaluated_on, fields.known_at, read.behind), fields.mark
