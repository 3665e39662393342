"""The log over HTTP: its events in order, and one event."""

from collections.abc import Sequence
from typing import Annotated, Literal
from urllib.parse import urlencode

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter
from msgspec import Struct
from msgspec.structs import replace

from events.assignment import agency_of
from events.identity import Noun, id_in, noun_of
from events.log.event import PublicPositionUnreadable, RecordedEvent, parse_public_position, public_position
from events.log.reading import read_after, read_positions, read_tagged
from events.log.searching import EventFilter, search
from service.api.asking import TheDesk, headers_of_list, reading, scope_for
from service.api.body import CheckedRequest
from service.api.event_answers import EventAnswer, event_answer
from service.api.hidden import streams_seen
from service.api.log_filters import LogFilter, between
from service.api.permalinks import add_link
from service.api.problems import Fault, FaultSource, InvalidInput, NotFound
from service.auth.guards import reads
from service.desk import Reading, checked_position

PATH = "/api/v1/log"
LAST_EVENT_ID = "Last-Event-ID"
_SOURCES: dict[str, FaultSource] = {"position": "path", LAST_EVENT_ID: "header"}
EVENTS_MAX = 1_000
LOOKED_AT_MAX = 100_000

Order = Literal["oldest", "newest"]

After = Annotated[
    str, QueryParameter(max_length=40, description="The position after which to read (1234.9f3c2a01), or 0.")
]

Before = Annotated[
    str | None, QueryParameter(max_length=40, description="The position before which to read; else the end of the log.")
]


class EventList(Struct, frozen=True, kw_only=True):
    """Events of the log in the order asked for.

    `next` is where to go on, None where this is all there is: give it as `after`, or as `before` where the newest come
    first. A page may be short and have a `next` all the same, for one answer looks at no more than 100,000 events.
    `previous` is the position of the first event: with it one goes back, in the other order. The header Link has both
    addresses.
    """

    position: str
    items: tuple[EventAnswer, ...]
    next: str | None = None
    previous: str | None = None


@get(PATH + "/events", guards=[reads], tags=["log"])
async def list_events(
    request: CheckedRequest,
    desk: TheDesk,
    wanted_events: NamedDependency[LogFilter],
    after: After = "0",
    before: Before = None,
    order: Annotated[Order, QueryParameter(description="Whether the oldest or the newest come first.")] = "oldest",
    limit: Annotated[int, QueryParameter(ge=1, le=EVENTS_MAX, description="How many events at most.")] = 100,
    positions: Annotated[
        str | None,
        QueryParameter(pattern=r"^[0-9a-f.,]{1,8000}$", description="Events by their positions, parted by commas."),
    ] = None,
) -> Response[EventList]:
    """Events in the order of positions. The data of an activity that you may not see is left out.

    Under a tag or an agency its events are left out altogether.
    """
    async with reading(desk, uses=()) as read:
        headers = headers_of_list(request, read)
        if positions is not None:
            events = await read_positions(
                read.transaction, [await position_meant(read, one, "positions") for one in positions.split(",")]
            )
            return Response(await listed(request, read, events), headers=headers)
        start = 0 if after == "0" else await position_meant(read, after, "after")
        end = read.head.position + 1 if before is None else await position_meant(read, before, "before")
        wanted = await between(read, wanted_events, start, end)
        found, following = await _page(read, wanted, limit, newest_first=order == "newest")
        shown = await listed(request, read, found, tagged=wanted_events.is_tagged)
        answer = replace(shown, next=following, previous=shown.items[0].position if shown.items else None)
        _add_links(headers, request, answer, order)
        return Response(answer, headers=headers)


async def _page(
    read: Reading, wanted: EventFilter, limit: int, *, newest_first: bool
) -> tuple[list[RecordedEvent], str | None]:
    """A page and where to go on. Where events are looked at one by one, so many of them are, and no more."""
    low, high = wanted.after, wanted.before
    if wanted.looks_at_each:
        low, high = (max(low, high - LOOKED_AT_MAX), high) if newest_first else (low, min(high, low + LOOKED_AT_MAX))
    within = replace(wanted, after=low, before=high)
    found = await search(read.transaction, within, limit + 1, newest_first=newest_first)
    if len(found) > limit:
        return found[:limit], _position(found[limit - 1])
    if (low, high) == (wanted.after, wanted.before):
        return found, None
    looked_at = await read_positions(read.transaction, [low + 1 if newest_first else high - 1])
    return found, _position(looked_at[0])


def _add_links(headers: dict[str, str], request: CheckedRequest, answer: EventList, order: Order) -> None:
    query = [pair for pair in request.query_params.items() if pair[0] not in ("after", "before", "order")]
    bounds: tuple[tuple[str, str], tuple[str, str]] = (("oldest", "after"), ("newest", "before"))
    onward, back = bounds if order == "oldest" else bounds[::-1]
    for relation, position, (sorted_by, bound) in (("next", answer.next, onward), ("prev", answer.previous, back)):
        if position is not None:
            following = [*query, ("order", sorted_by), (bound, position)]
            add_link(headers, f"{request.url.path}?{urlencode(following)}", relation)


def _position(event: RecordedEvent) -> str:
    return public_position(event.position, event.leaf)


@get(PATH + "/events/{position:str}", guards=[reads], tags=["log"])
async def get_event(request: CheckedRequest, desk: TheDesk, position: FromPath[str]) -> Response[EventAnswer]:
    """One event, by its position with the first digits of its leaf."""
    async with reading(desk, uses=()) as read:
        events = await read_positions(read.transaction, [await position_meant(read, position, "position")])
        if not events:
            raise NotFound(f"The log has no event at position {position}; it ends at {read.position}.")
        found = await listed(request, read, events)
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
    request: CheckedRequest, read: Reading, events: Sequence[RecordedEvent], *, tagged: bool = False
) -> EventList:
    """The events as the caller may see them."""
    hidden = await _hidden_streams(request, read, events)
    # Under a tag even the presence of an event would tell what something hidden is about.
    shown = [event for event in events if not (tagged and event.stream in hidden)]
    items = tuple(event_answer(event, hidden=event.stream in hidden) for event in shown)
    return EventList(position=read.position, items=items)


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
