"""The page of sources: the events behind a sentence of a summary, each in one sentence with its day and position."""

from litestar import Response, get

from events.fact import Recorded
from events.identity import Noun, id_in, noun_of
from events.log.event import PublicPosition, PublicPositionUnreadable, parse_public_position
from events.log.reading import read_positions
from events.reading_facts import recorded_from
from projections.event_sentences.sentence import AnyFact
from service.api.asking import TheDesk
from service.api.body import CheckedRequest
from service.api.problems import BadRequest, LogDiverged
from service.auth.guards import anyone
from service.exports import sources
from service.web.history import happenings
from service.web.look import PAGE, Look, looking
from service.web.page import page

POSITIONS_MAX = 200
SHOWN_TO_ALL = frozenset({Noun.AGENCY, Noun.TOPIC, Noun.MANDATE, Noun.MEETING, Noun.COORDINATION_MEETING,
                          Noun.INTERVENTION, Noun.STATEMENT})  # fmt: skip


@get("/sources", guards=[anyone], include_in_schema=False, opt=PAGE)
async def sources_page(request: CheckedRequest, desk: TheDesk) -> Response[bytes]:
    """The events at the positions asked for, as far as they are public and had been said."""
    async with looking(request, desk) as look:
        wanted = _positions(look.asked("positions") or "")
        events = await _events(look, wanted)
        await _learn_things(look, events)
        shown = [event for event in events if _is_shown(look, event)]
        things = [(noun_of(event.stream), id_in(noun_of(event.stream), event.stream)) for event in shown]
        return page(
            look,
            "sources.html",
            api=sources.address(tuple((look.asked("positions") or "").split(","))),
            happened=list(zip(await happenings(look, shown), things, strict=True)),
            hidden=len(events) - len(shown),
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


async def _events(look: Look, wanted: list[PublicPosition]) -> list[Recorded[AnyFact]]:
    leaves = {one.position: one.leaf_prefix for one in wanted}
    stored = await read_positions(look.read.transaction, sorted(leaves))
    if len(stored) != len(leaves) or any(event.leaf.hex()[:8] != leaves[event.position] for event in stored):
        raise LogDiverged("A position in the address is not in this log; it was restored or is another one.")
    return [recorded_from(event) for event in stored]


async def _learn_things(look: Look, events: list[Recorded[AnyFact]]) -> None:
    for event in events:
        noun = noun_of(event.stream)
        await look.names.learn(noun, [id_in(noun, event.stream)])


def _is_shown(look: Look, event: Recorded[AnyFact]) -> bool:
    """Whether all may read it: an event of an activity only where the activity has a page at these clocks."""
    noun, known_at = noun_of(event.stream), look.read.clocks.known_at
    if (look.as_of and event.reported_on > look.as_of) or (known_at is not None and event.position > known_at):
        return False
    return noun in SHOWN_TO_ALL or look.names(noun, id_in(noun, event.stream)).path is not None


ROUTES = (sources_page,)
