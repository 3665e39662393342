"""The log over HTTP: its events in order, and one event."""

from collections.abc import Sequence
from typing import Annotated

from litestar import Response, get
from litestar.params import FromPath, QueryParameter
from msgspec import Struct

from events.assignment import agency_of
from events.identity import Noun, id_in, noun_of
from events.log.event import PublicPositionUnreadable, RecordedEvent, parse_public_position, public_position
from events.log.reading import read_after, read_positions, read_tagged
from service.api.asking import EventAnswer, TheDesk, event_answer, headers_of_list, reading, scope_for
from service.api.body import CheckedRequest
from service.api.hidden import streams_seen
from service.api.problems import Fault, FaultSource, InvalidInput, NotFound
from service.auth.guards import reads
from service.desk import Reading, checked_position

PATH = "/api/v1/log"
LAST_EVENT_ID = "Last-Event-ID"
_SOURCES: dict[str, FaultSource] = {"position": "path", LAST_EVENT_ID: "header"}
EVENTS_MAX = 1_000

After = Annotated[
    str, QueryParameter(max_length=40, description="The position after which to read (1234.9f3c2a01), or 0.")
]


class EventList(Struct, frozen=True, kw_only=True):
    """Events of the log in the order of positions; `next` is where to go on, None where this is all there is."""

    position: str
    items: tuple[EventAnswer, ...]
    next: str | None = None


@get(PATH + "/events", guards=[reads], tags=["log"])
async def list_events(
    request: CheckedRequest,
    desk: TheDesk,
    after: After = "0",
    limit: Annotated[int, QueryParameter(ge=1, le=EVENTS_MAX, description="How many events at most.")] = 100,
    tag: Annotated[str | None, QueryParameter(max_length=200, description="Such as agency:unfpa.")] = None,
    positions: Annotated[
        str | None,
        QueryParameter(pattern=r"^[0-9a-f.,]{1,2000}$", description="Events by their positions, parted by commas."),
    ] = None,
) -> Response[EventList]:
    """Events in the order of positions. The data of an activity that you may not see is left out."""
    async with reading(desk, uses=()) as read:
        headers = headers_of_list(request, read)
        if positions is not None:
            events = await read_positions(
                read.transaction, [await position_meant(read, one, "positions") for one in positions.split(",")]
            )
            return Response(await listed(request, read, events, None), headers=headers)
        start = 0 if after == "0" else await position_meant(read, after, "after")
        found = await further(read, tag, start, limit)
        return Response(await listed(request, read, found, limit, tagged=tag is not None), headers=headers)


@get(PATH + "/events/{position:str}", guards=[reads], tags=["log"])
async def get_event(request: CheckedRequest, desk: TheDesk, position: FromPath[str]) -> Response[EventAnswer]:
    """One event, by its position with the first digits of its leaf."""
    async with reading(desk, uses=()) as read:
        events = await read_positions(read.transaction, [await position_meant(read, position, "position")])
        if not events:
            raise NotFound(f"The log has no event at position {position}; it ends at {read.position}.")
        found = await listed(request, read, events, None)
        return Response(found.items[0], headers=headers_of_list(request, read))


async def further(read: Reading, tag: str | None, after: int, limit: int) -> list[RecordedEvent]:
    """The events after a position, at most `limit` of them: all, or those with a tag."""
    if tag is None:
        return await read_after(read.transaction, after, limit)
    return await read_tagged(read.transaction, tag, after, limit)


async def position_meant(read: Reading, text: str, parameter: str) -> int:
    """The position meant, compared with the log by its leaf; LogDiverged where the two differ."""
    try:
        asked = parse_public_position(text)
    except PublicPositionUnreadable as unreadable:
        sentence = f"Expected a position such as 1234.9f3c2a01, found {text}."
        source = _SOURCES.get(parameter, "query")
        raise InvalidInput(sentence, faults=[Fault(f"/{parameter}", sentence, source)]) from unreadable
    return (await checked_position(read.transaction, asked.position, asked.leaf_prefix)).position


async def listed(
    request: CheckedRequest,
    read: Reading,
    events: Sequence[RecordedEvent],
    limit: int | None,
    *,
    tagged: bool = False,
) -> EventList:
    """The events as the caller may see them; `limit` is how many were asked for, where there may be more."""
    hidden = await _hidden_streams(request, read, events)
    # Under a tag even the presence of an event would tell what something hidden is about.
    shown = [event for event in events if not (tagged and event.stream in hidden)]
    items = tuple(event_answer(event, hidden=event.stream in hidden) for event in shown)
    more = limit is not None and len(events) == limit and events[-1].position < read.head.position
    following = public_position(events[-1].position, events[-1].leaf) if more else None
    return EventList(position=read.position, items=items, next=following)


async def _hidden_streams(request: CheckedRequest, read: Reading, events: Sequence[RecordedEvent]) -> set[str]:
    """The streams of activities that the caller may not see as they stand now, and of the assignments of others."""
    scope = await scope_for(request, read)
    if scope.sees_all:
        return set()
    assignments = {event.stream for event in events if noun_of(event.stream) is Noun.ASSIGNMENT}
    # What the secretariat writes to an agency about its answers is between the two.
    of_others = {one for one in assignments if agency_of(id_in(Noun.ASSIGNMENT, one)) not in scope.own_agencies}
    streams = {event.stream for event in events if noun_of(event.stream) is Noun.ACTIVITY}
    seen = await streams_seen(read, streams, scope, read.evaluated_on)
    return (streams - seen) | of_others


ROUTES = (list_events, get_event)
