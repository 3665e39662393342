"""The board of the follow-up over HTTP: how promises stand by agency, topic, mandate, meeting or round."""

from typing import Annotated

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import QueryParameter

from projections.promise_board import LEAD, NONE_TALLIED, Tallied, read_board
from projections.registry import (
    ACTIVITY_LISTS,
    AGENCIES,
    COORDINATION_MEETINGS,
    MANDATES,
    MEETINGS,
    REPORTING_ROUNDS,
    ROUND_LISTS,
    TOPICS,
)
from projections.things import read_all, read_some
from projections.versioned_view import VersionedView
from service.api.asking import AsOf, KnownAt, TheDesk, headers_of_list, reading, stands
from service.api.board_numbers import Board, BoardRow, By, numbers_of
from service.api.body import CheckedRequest
from service.api.filter_parameters import EvaluatedOn, Narrower, SubEntities, Topics
from service.api.filters import Filter, both
from service.api.follow_up import PATH, Leads, ThirdParty, ids, promised_of
from service.api.json_answer import JSONAnswer
from service.api.links import Links
from service.api.lists import asked_for
from service.auth.guards import reads
from service.desk import Reading

ROWS_DEFAULT = 100
ROWS_MAX = 500

Grouping = Annotated[By, QueryParameter(description="What a row is: a lead, or what promises stand under.")]
Rows = Annotated[int, QueryParameter(ge=1, le=ROWS_MAX, description="How many rows are given.")]

# The views in which the things are that rows are called after.
_VIEWS: dict[By, tuple[VersionedView, ...]] = {
    "agency": (AGENCIES,),
    "topic": (TOPICS,),
    "mandate": (MANDATES,),
    "meeting": (MEETINGS, COORDINATION_MEETINGS),
    "round": (REPORTING_ROUNDS,),
}
Found = dict[str | None, Tallied]


@get(PATH + "/board", guards=[reads], tags=["follow-up"])
async def show_board(
    request: CheckedRequest,
    desk: TheDesk,
    wanted: NamedDependency[Filter],
    by: Grouping = "agency",
    rows: Rows = ROWS_DEFAULT,
    agency: Leads = None,
    sub_entities: SubEntities = False,
    topic: Topics = None,
    narrower: Narrower = False,
    third_party: ThirdParty = False,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    evaluated_on: EvaluatedOn = None,
) -> Response[Board]:
    """How promises stand, how many were delivered and slipped: every number with the link that lists what it counts."""
    promised = promised_of(wanted, Filter(lead=ids(agency), sub_entities=sub_entities), third_party)
    promised = both(promised, Filter(topic=ids(topic), narrower=narrower))
    async with reading(desk, as_of, known_at, _uses(by), evaluated_on) as read:
        headers = headers_of_list(request, read)
        board = await board_of(request, read, promised, by, rows, desk.due_soon_days)
        return JSONAnswer(board, headers=headers)


def _uses(by: By) -> tuple[VersionedView, ...]:
    lists = ROUND_LISTS if by == "round" else ACTIVITY_LISTS
    return tuple(dict.fromkeys((*lists, *_VIEWS[by])))


async def board_of(
    request: CheckedRequest, read: Reading, promised: Filter, by: By, most: int, due_soon_days: int
) -> Board:
    """The board of a list of promises, for the eyes of the caller."""

    async def tallied(wanted: Filter, key: str | None = None) -> Found:
        return await read_board(read.transaction, await asked_for(request, read, wanted, due_soon_days), key)

    in_all = (await tallied(promised)).get(None, NONE_TALLIED)
    found: Found
    if by == "round":
        planned = sorted(one.id for one in await read_all(read.transaction, REPORTING_ROUNDS, read.clocks))
        found = {one: (await tallied(both(promised, _under(by, one)))).get(None, NONE_TALLIED) for one in planned}
    elif by == "agency":
        found = await tallied(promised, LEAD)
    else:
        found = await tallied(promised, by) | await tallied(both(promised, _under(by, None)))
    ordered = sorted((one for one in found.items() if one[1].promises), key=_most_open_first)
    names = await _names(read, by, [value for value, _ in ordered[:most] if value])
    links = Links(read, promised)
    return Board(
        **stands(read),
        total=in_all.promises,
        by=by,
        repeats=sum(one.promises for one in found.values()) > in_all.promises,
        in_all=numbers_of(in_all, links, read.evaluated_on, Filter()),
        rows=tuple(_row(read, links, by, value, one, names) for value, one in ordered[:most]),
        further=max(0, len(ordered) - most),
    )


def _row(
    read: Reading, links: Links, by: By, value: str | None, tallied: Tallied, names: dict[str, str | None]
) -> BoardRow:
    numbers = numbers_of(tallied, links, read.evaluated_on, _under(by, value))
    fields = {name: getattr(numbers, name) for name in numbers.__struct_fields__}
    return BoardRow(value=value, name=names.get(value) if value else None, **fields)


def _under(by: By, value: str | None) -> Filter:
    """What a list is narrowed to that is to show the promises of a row."""
    match by:
        case "agency":
            return Filter(lead=(value,)) if value else Filter(without=("lead",))
        case "topic":
            return Filter(topic=(value,)) if value else Filter(without=("topic",))
        case "mandate":
            return Filter(mandate=(value,)) if value else Filter(without=("mandate",))
        case "meeting":
            return Filter(meeting=(value,)) if value else Filter(without=("meeting",))
        case "round":
            assert value is not None, "What no round asks about is in no row."
            return Filter(round=(value,))


def _most_open_first(row: tuple[str | None, Tallied]) -> tuple[bool, int, str]:
    value, tallied = row
    is_open = sum(tallied.standing.values())
    return value is None, -is_open, value or ""


async def _names(read: Reading, by: By, values: list[str]) -> dict[str, str | None]:
    """What the things of rows are called at the clocks: an agency by the name that it bore on the day."""
    names: dict[str, str | None] = {}
    for view in _VIEWS[by]:
        for thing in await read_some(read.transaction, view, values, read.clocks):
            if by == "agency":
                names[thing.id] = thing.name_on(read.evaluated_on).name
            elif by == "topic":
                names[thing.id] = thing.label
            else:
                names[thing.id] = thing.title or getattr(thing, "symbol", None)
    return names


ROUTES = (show_board,)
