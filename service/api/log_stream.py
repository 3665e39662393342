"""The log as a stream (server-sent events): what is appended is told at once, and a reader goes on where it stopped."""

import math
import time
from collections import Counter
from collections.abc import AsyncIterator
from typing import Annotated, Any, NamedTuple

import msgspec
import structlog
from litestar import get
from litestar.di import NamedDependency
from litestar.params import HeaderParameter, QueryParameter, SkipValidation
from litestar.response import Stream
from litestar.response.sse import ServerSentEventMessage

from events.log.errors import LogError
from events.log.event import public_position
from service.api.asking import TheDesk, reading
from service.api.body import CheckedRequest
from service.api.event_answers import EventAnswer
from service.api.log import LAST_EVENT_ID, PATH, After, further, listed, position_meant
from service.api.problems import Overloaded
from service.auth.guards import caller_of, reads
from service.auth.middleware import FindCaller, token_in
from service.desk import Desk
from service.tail import TailStopped

EVENTS_AT_ONCE = 500
STREAMS_MAX = 100
STREAMS_OF_ONE_MAX = 20
# So often something is said where nothing happens, so that neither side nor a proxy between them takes the other for
# gone; and so soon after it was revoked a key is of no more use.
SILENCE_SECONDS_MAX = 5.0
RETRY_MILLISECONDS = 2_000

logger = structlog.get_logger("tour.stream")

TheCallers = NamedDependency[SkipValidation[FindCaller]]
LastEventId = Annotated[
    str | None,
    HeaderParameter(
        name=LAST_EVENT_ID,
        max_length=40,
        description="The id of the last event that arrived, sent when the reader connects again; it overrides `after`.",
    ),
]


@get(
    PATH + "/stream",
    guards=[reads],
    tags=["log"],
    media_type="text/event-stream",
)
async def stream_events(
    request: CheckedRequest,
    desk: TheDesk,
    find_caller: TheCallers,
    after: After = "0",
    tag: Annotated[str | None, QueryParameter(max_length=200, description="Such as agency:unfpa.")] = None,
    seconds: Annotated[
        int | None, QueryParameter(ge=0, le=3_600, description="The stream ends after so long; without it, never.")
    ] = None,
    last_event_id: LastEventId = None,
) -> Stream:
    """Events as they are appended, without an end: each with its position as `id`, its type as `event`, and as `data`
    what /log/events gives of it. A line that begins with a colon carries no event; the id after it says how far the
    log was read."""
    _demand_room(desk.tail.readers, caller_of(request).owner)
    named, said_in = (after, "after") if last_event_id is None else (last_event_id, LAST_EVENT_ID)
    async with reading(desk, uses=()) as read:
        position = 0 if named == "0" else await position_meant(read, named, said_in)
    return Stream(
        _told(request, desk, find_caller, position, tag, math.inf if seconds is None else seconds),
        media_type="text/event-stream",
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )


async def _told(
    request: CheckedRequest, desk: Desk, find_caller: FindCaller, position: int, tag: str | None, seconds: float
) -> AsyncIterator[bytes]:
    """What is there, then what comes; it ends with its time, with the key, with the service, or with the database."""
    end_at = time.monotonic() + seconds
    token = token_in(request.headers.get("authorization"))
    owner = caller_of(request).owner
    desk.tail.readers[owner] += 1
    try:
        yield _block(retry=RETRY_MILLISECONDS)
        while not desk.tail.has_stopped and await find_caller(token) is not None:
            told = await _next(request, desk, position, tag)
            position = told.position
            for item in told.items:
                yield _block(id=item.position, event=item.type, data=msgspec.json.encode(item))
            if told.is_all:
                # An id without data moves a reader on, past what it was not told.
                yield _block(comment="", id=told.stands_at)
                left_seconds = end_at - time.monotonic()
                if left_seconds <= 0:
                    break
                await desk.tail.grown(position, min(left_seconds, SILENCE_SECONDS_MAX))
    except TailStopped:
        return
    except LogError as error:
        logger.warning("a stream is broken off", fault=str(error))
    finally:
        desk.tail.readers[owner] -= 1


def _demand_room(readers: Counter[str], owner: str) -> None:
    for number, most, whose in (
        (readers[owner], STREAMS_OF_ONE_MAX, "streams of yours"),
        (readers.total(), STREAMS_MAX, "streams"),
    ):
        if number >= most:
            raise Overloaded(f"{most} {whose} are open, and no more may be; read /log/events.", retry_after_seconds=30)


class _Told(NamedTuple):
    """Some events, how far the log was read for them, and whether there are no more for now."""

    items: tuple[EventAnswer, ...]
    position: int
    stands_at: str
    is_all: bool


async def _next(request: CheckedRequest, desk: Desk, position: int, tag: str | None) -> _Told:
    async with reading(desk, uses=()) as read:
        found = await further(read, tag, position, EVENTS_AT_ONCE)
        items = (await listed(request, read, found, tagged=tag is not None)).items
        if len(found) < EVENTS_AT_ONCE:
            return _Told(items, read.head.position, read.position, is_all=True)
        return _Told(items, found[-1].position, public_position(found[-1].position, found[-1].leaf), is_all=False)


def _block(data: bytes | None = None, **fields: Any) -> bytes:
    """One message of the stream, as the standard has it: https://html.spec.whatwg.org/multipage/server-sent-events.html."""
    return ServerSentEventMessage(data=data, sep="\n", **fields).encode()


ROUTES = (stream_events,)
