"""Events as the API shows them: one of them, and the history of a thing."""

from typing import Any

import msgspec
from litestar import Response
from msgspec import Struct

from events.identity import Noun, stream_of
from events.log.event import RecordedEvent, public_position
from events.log.reading import read_streams
from service.api.asking import Listing, headers_of_list, no_such, stands
from service.api.body import CheckedRequest
from service.desk import Reading


class EventAnswer(Struct, frozen=True, kw_only=True):
    """An event of the log: `position` is public, with the first digits of its leaf; `withheld` fields were redacted."""

    position: str
    type: str
    schema_version: int
    stream: str
    version: int
    reported_on: str
    recorded_at: str
    actor: str
    on_behalf_of: str | None
    data: dict[str, Any] | None
    withheld: tuple[str, ...] = ()


class HistoryAnswer(Listing, frozen=True, kw_only=True):
    """The events of one thing, in the order in which the log took them."""

    items: tuple[EventAnswer, ...]


async def history_of(
    request: CheckedRequest, read: Reading, noun: Noun, thing_id: str, *, hidden: bool = False
) -> Response[HistoryAnswer]:
    """The events of one thing; NotFound where there is no such thing. `hidden` keeps back what they say."""
    told = await read_streams(read.transaction, [stream_of(noun, thing_id)])
    events = [event for event in told if event.position <= read.head.position]
    if not events:
        raise no_such(noun, thing_id)
    headers = headers_of_list(request, read)
    items = tuple(event_answer(event, hidden=hidden) for event in events)
    return Response(HistoryAnswer(**stands(read), total=len(items), items=items), headers=headers)


def event_answer(event: RecordedEvent, *, hidden: bool = False) -> EventAnswer:
    """The event as the API shows it; `hidden` keeps back the data of what the caller may not see."""
    return EventAnswer(
        position=public_position(event.position, event.leaf),
        type=event.type,
        schema_version=event.schema_version,
        stream=event.stream,
        version=event.version,
        reported_on=event.reported_on,
        recorded_at=event.recorded_at,
        actor=event.actor,
        on_behalf_of=event.on_behalf_of,
        data=None if hidden else msgspec.json.decode(event.data),
        withheld=event.withheld(),
    )
