"""Redactions over HTTP: the words of one field of one event are withheld, and every proof stays valid."""

from typing import Any

import msgspec
from litestar import Response, post
from litestar.params import FromPath, JSONBody

from events.identity import id_in, noun_of
from events.log.event import RecordedEvent, public_position
from events.log.reading import read_positions, read_streams
from events.text import normalised
from service.api.asking import IdempotencyKey, TheDesk, reading
from service.api.body import CheckedRequest
from service.api.handing_in import hand_in
from service.api.log import PATH, position_meant
from service.auth.guards import keeps
from service.commands.deliberation import Warning
from service.commands.redaction import RedactField, Redaction, texts_in
from service.desk import Reading
from service.writer.work import Receipt


@post(PATH + "/events/{position:str}/redactions", guards=[keeps], tags=["log"])
async def redact_field(
    request: CheckedRequest,
    desk: TheDesk,
    position: FromPath[str],
    data: JSONBody[Redaction],
    idempotency_key: IdempotencyKey = None,
) -> Response[Receipt]:
    """Withhold a field of an event: its words leave the log, the views of every day, and the answers that were kept.

    The leaf of the event and every root and proof stay as they are. The reason can be read by everybody. An id that
    was made of a title stays, and so do the same words elsewhere: the receipt warns of both.
    """
    async with reading(desk, uses=()) as read:
        number = await position_meant(read, position, "position")
        warnings = await _warnings(read, number, data.field)
    return await hand_in(request, desk, RedactField(position=number, redaction=data), idempotency_key, warnings)


async def _warnings(read: Reading, position: int, field: str) -> tuple[Warning, ...]:
    """Where the same words stand beside the field; the words themselves are in no warning."""
    found = await read_positions(read.transaction, [position])
    words = set(texts_in(_data(found[0]).get(field))) if found else set()
    if not words:
        return ()
    others = await read_streams(read.transaction, [found[0].stream])
    again = [
        Warning(
            rule="said-elsewhere",
            sentence=f"The same words stand in {name} at position {_place(other)}; withhold them there too.",
        )
        for other in others
        for name, value in _data(other).items()
        if (other.position, name) != (position, field) and words & set(texts_in(value))
    ]
    return (*again, *_named_after(found[0], words))


def _named_after(event: RecordedEvent, words: set[str]) -> tuple[Warning, ...]:
    thing_id = id_in(noun_of(event.stream), event.stream)
    if not any(part and part in thing_id for part in ("-".join(normalised(text).split()) for text in words)):
        return ()
    sentence = f"The id {thing_id} was made of these words, and stays: an id is a part of every proof."
    return (Warning(rule="named-after", sentence=sentence),)


def _data(event: RecordedEvent) -> dict[str, Any]:
    data: dict[str, Any] = msgspec.json.decode(event.data)
    return data


def _place(event: RecordedEvent) -> str:
    return public_position(event.position, event.leaf)


ROUTES = (redact_field,)
