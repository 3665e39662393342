"""The page of the follow-up: how promises stand in all, by agency and by topic, and the promises one by one."""

from collections.abc import Callable
from typing import NamedTuple

from litestar import Response, get
from msgspec.structs import replace

from events.identity import Noun
from events.vocabulary import Stage
from projections.activity_filter import PROMISED, ActivityFilter
from projections.activity_orders import Order
from projections.promise_board import LEAD, NONE_TALLIED, Tallied, read_board
from projections.registry import TOPICS
from projections.things import read_some
from projections.timeliness import NEVER_MISSED, Standing, Timeliness, last_day_passed
from service.api.asking import TheDesk, no_such
from service.api.body import CheckedRequest
from service.api.problems import InvalidInput
from service.auth.guards import anyone
from service.web.activity_rows import asked, read_rows
from service.web.look import PAGE, Look, looking
from service.web.page import page

OPEN = tuple(one for one in Timeliness if one is not Timeliness.DONE)


class Column(NamedTuple):
    """A number of the board: its heading, how it is read off, and the list of the promises that it counts."""

    heading: str
    count: Callable[[Tallied], int]
    listed: Callable[[str], ActivityFilter]


# The day is the one on which promises are judged.
COLUMNS: dict[str, Column] = {
    "open": Column("open", lambda one: sum(one.standing.values()), lambda _: ActivityFilter(timeliness=OPEN)),
    "stale": Column(
        "stale",
        lambda one: one.standing.get(Standing.STALE, 0),
        lambda _: ActivityFilter(standing=(Standing.STALE,)),
    ),
    "dormant": Column(
        "dormant",
        lambda one: one.standing.get(Standing.DORMANT, 0),
        lambda _: ActivityFilter(standing=(Standing.DORMANT,)),
    ),
    "due": Column(
        "were due",
        lambda one: one.due,
        lambda day: ActivityFilter(
            due_to=last_day_passed(day), none_of=(ActivityFilter(stages=(Stage.SUPERSEDED.value,)),)
        ),
    ),
    "delivered": Column(
        "delivered of these",
        lambda one: one.delivered,
        lambda day: ActivityFilter(due_to=last_day_passed(day), stages=(Stage.COMPLETED.value,)),
    ),
    "dated": Column("were dated", lambda one: one.dated, lambda _: ActivityFilter(first_due_to=NEVER_MISSED)),
    "slipped": Column("slipped of these", lambda one: one.slipped, lambda _: ActivityFilter(slipped=True)),
}


@get("/follow-up", guards=[anyone], include_in_schema=False, opt=PAGE)
async def follow_up_page(request: CheckedRequest, desk: TheDesk) -> Response[bytes]:
    """The follow-up, filtered by agency, by topic and by how promises stand."""
    async with looking(request, desk) as look:
        narrowed = await _narrowed(look)
        stands_so, number = _word_asked(look, "timeliness", tuple(Timeliness)), _word_asked(look, "number", (*COLUMNS,))
        wanted = replace(
            narrowed,
            timeliness=(Timeliness(stands_so),) if stands_so else (),
            all_of=(COLUMNS[number].listed(look.read.evaluated_on),) if number else (),
        )
        by_agency, by_topic = await _board(look, PROMISED, LEAD), await _board(look, PROMISED, "topic")
        await look.names.learn(Noun.TOPIC, by_topic)
        no_topic = await _board(look, replace(PROMISED, without=("topic",)))
        return page(
            look,
            "follow_up.html",
            api=look.link("/api/v1/follow-up/board"),
            columns=COLUMNS,
            total=(await _board(look, PROMISED)).get(None, NONE_TALLIED),
            total_narrowed=(await _board(look, narrowed)).get(None, NONE_TALLIED),
            counts={Noun.AGENCY: by_agency, Noun.TOPIC: by_topic | no_topic},
            leads=_sorted(look, Noun.AGENCY, by_agency),
            topics=_sorted(look, Noun.TOPIC, by_topic),
            narrowing={name: look.asked(name) for name in ("agency", "topic", "without")},
            timeliness=stands_so,
            number=number,
            promises=await read_rows(look, wanted, order=Order.DUE),
        )


async def _narrowed(look: Look) -> ActivityFilter:
    """The promises of an agency and a topic, or without either, as the address asks."""
    agency, topic = _agency_asked(look), await _topic_asked(look)
    without = _word_asked(look, "without", ("lead", "topic"))
    return replace(
        PROMISED,
        leads=(agency,) if agency else (),
        topics=(topic,) if topic else (),
        without=(without,) if without else (),
    )


def _agency_asked(look: Look) -> str | None:
    agency = look.asked("agency")
    if agency is not None and agency not in look.agencies:
        raise no_such(Noun.AGENCY, agency, look.as_of)
    return agency


async def _topic_asked(look: Look) -> str | None:
    topic = look.asked("topic")
    if topic is not None and not await read_some(look.read.transaction, TOPICS, [topic], look.read.clocks):
        raise no_such(Noun.TOPIC, topic, look.as_of)
    return topic


def _word_asked(look: Look, name: str, words: tuple[str, ...]) -> str | None:
    word = look.asked(name)
    if word is not None and word not in words:
        raise InvalidInput(f"Expected one of {', '.join(words)} in {name}, found another word.")
    return word


async def _board(look: Look, wanted: ActivityFilter, by: str | None = None) -> dict[str | None, Tallied]:
    return await read_board(look.read.transaction, asked(look, wanted), by)


def _sorted(look: Look, noun: Noun, board: dict[str | None, Tallied]) -> list[str]:
    return sorted((one for one in board if one), key=lambda one: look.names(noun, one).short.casefold())


ROUTES = (follow_up_page,)
