"""The page of sources: the events behind a sentence of a summary, each in one sentence with its day and position."""

from litestar import Response, get

from events.fact import Recorded
from events.identity import Noun, id_in, noun_of
from events.log.event import (
    LEAF_PREFIX_DIGITS,
    PublicPosition,
    PublicPositionUnreadable,
    RecordedEvent,
    parse_public_position,
)
from events.log.reading import read_positions
from projections.event_sentences.sentence import AnyFact
from service.api.asking import TheDesk
from service.api.body import CheckedRequest
from service.api.problems import BadRequest, LogDiverged
from service.auth.guards import anyone
from service.exports import sources
from service.web.history import happenings, said
from service.web.look import PAGE, Look, looking
from service.web.page import page

POSITIONS_MAX = 200


@get("/sources", guards=[anyone], include_in_schema=False, opt=PAGE)
async def sources_page(request: CheckedRequest, desk: TheDesk) -> Response[bytes]:
    """The events at the positions asked for, as far as they are public and had been said."""
    async with looking(request, desk) as look:
        wanted = _positions(look.asked("positions") or "")
        shown = await _shown(look, await _events(look, wanted))
        return page(
            look,
            "sources.html",
            api=sources.address(tuple((look.asked("positions") or "").split(","))),
            happened=list(zip(await happenings(look.names, shown), map(_thing, shown), strict=True)),
            hidden=len(set(wanted)) - len(shown),
        )


def _positions(text: str) -> list[PublicPosition]:
    given = text.split(",")
    if len(given) > POSITIONS_MAX:
        raise BadRequest(f"Expected at most {POSITIONS_MAX} positions, found {len(given)}.")
    try:
        return [parse_public_position(one) for one in given]
    except PublicPositionUnreadable as unreadable:
        raise BadRequest(
            "Expected positions such as 1234.9f3c2a01 parted by commas, found another text."
        ) from unreadable


async def _events(look: Look, wanted: list[PublicPosition]) -> list[RecordedEvent]:
    """The events at the positions; LogDiverged where the log has others there."""
    leaves = {one.position: one.leaf_prefix for one in wanted}
    stored = await read_positions(look.read.transaction, sorted(leaves))
    if {event.position: event.leaf.hex()[:LEAF_PREFIX_DIGITS] for event in stored} != leaves:
        raise LogDiverged("A position in the address is not in this log; it was restored or is another one.")
    return stored


async def _shown(look: Look, events: list[RecordedEvent]) -> list[Recorded[AnyFact]]:
    """Those that all may read at these clocks, with the days on which they were said, in that order.

    An event may be read where its thing has a page; the day may have been corrected by a later event of its stream.
    """
    streams = {event.stream for event in events}
    told = [event for stream in sorted(streams) for event in await said(look, stream)]
    asked = {event.position for event in events}
    found = [event for event in told if event.position in asked]
    for event in found:
        noun, thing_id = _thing(event)
        await look.names.learn(noun, [thing_id])
    return sorted(
        (event for event in found if look.names(*_thing(event)).path is not None),
        key=lambda event: (event.reported_on, event.position),
    )


def _thing(event: Recorded[AnyFact]) -> tuple[Noun, str]:
    noun = noun_of(event.stream)
    return noun, id_in(noun, event.stream)


ROUTES = (sources_page,)
