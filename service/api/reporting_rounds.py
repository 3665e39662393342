"""Reporting rounds over HTTP: what is planned for a coordination meeting, and who has answered."""

from litestar import Response, get, post
from litestar.params import FromPath, JSONBody
from msgspec import Struct

from events.assignment import Assignment
from events.identity import Noun
from events.reporting_round import ReportingRound
from projections.registry import REPORTING_ROUNDS, ROUND_LISTS
from projections.round_board import Progress
from projections.things import read_all
from service.api.asking import (
    AsOf,
    IdempotencyKey,
    IfMatch,
    KnownAt,
    Listing,
    TheDesk,
    headers_of_list,
    headers_of_thing,
    reading,
    stands,
)
from service.api.body import CheckedRequest
from service.api.conditions import if_match
from service.api.event_answers import HistoryAnswer, history_of
from service.api.handing_in import hand_in
from service.api.round_standings import PostShown, posts_of, round_of, standings_in
from service.auth.guards import keeps, reads
from service.commands.reporting_round import PlanReportingRound, RoundUpdate, UpdateRound
from service.writer.work import Receipt

PATH = "/api/v1/reporting-rounds"


class ReportingRoundList(Listing, frozen=True, kw_only=True):
    """The rounds in the order of their ids."""

    items: tuple[ReportingRound, ...]


class BoardRow(Struct, frozen=True, kw_only=True):
    """One agency on the board: how far its answer has come, how much it is asked, and how much of that it answered.

    `posts` are the functions that answer for it. `answered_by` says how many of the items each body answered: the
    agency, or another that has a part in them; an item that several answered counts for each.
    """

    assignment: Assignment
    posts: tuple[PostShown, ...]
    progress: Progress
    asked: int
    answered: int
    answered_by: dict[str, int]


class Board(Listing, frozen=True, kw_only=True):
    """Who has answered in a round, in part, or not; `rate` is the share of what is asked that was, in per cent.

    Agencies that were released are shown and not counted.
    """

    reporting_round: ReportingRound
    items: tuple[BoardRow, ...]
    asked: int
    answered: int
    rate: int | None
    agencies: dict[Progress, int]


@get(PATH, guards=[reads], tags=["rounds"])
async def list_reporting_rounds(
    request: CheckedRequest, desk: TheDesk, as_of: AsOf = None, known_at: KnownAt = None
) -> Response[ReportingRoundList]:
    """Every round that was planned."""
    async with reading(desk, as_of, known_at, ROUND_LISTS) as read:
        headers = headers_of_list(request, read)
        items = tuple(await read_all(read.transaction, REPORTING_ROUNDS, read.clocks))
        return Response(ReportingRoundList(**stands(read), total=len(items), items=items), headers=headers)


@post(PATH, guards=[keeps], tags=["rounds"])
async def plan_reporting_round(
    request: CheckedRequest, desk: TheDesk, data: JSONBody[PlanReportingRound], idempotency_key: IdempotencyKey = None
) -> Response[Receipt]:
    """Plan a round for a coordination meeting, with an assignment for each agency that is asked."""
    return await hand_in(request, desk, data, idempotency_key)


@get(PATH + "/{round_id:str}", guards=[reads], tags=["rounds"])
async def get_reporting_round(
    request: CheckedRequest, desk: TheDesk, round_id: FromPath[str], as_of: AsOf = None, known_at: KnownAt = None
) -> Response[ReportingRound]:
    """One round."""
    async with reading(desk, as_of, known_at, ROUND_LISTS) as read:
        planned = await round_of(read, round_id)
        return Response(planned, headers=headers_of_thing(request, read, planned.version))


@get(PATH + "/{round_id:str}/history", guards=[reads], tags=["rounds"])
async def get_reporting_round_history(
    request: CheckedRequest, desk: TheDesk, round_id: FromPath[str]
) -> Response[HistoryAnswer]:
    """Every event about one round."""
    async with reading(desk, uses=()) as read:
        return await history_of(request, read, Noun.REPORTING_ROUND, round_id)


@post(PATH + "/{round_id:str}/updates", guards=[keeps], tags=["rounds"])
async def update_reporting_round(
    request: CheckedRequest,
    desk: TheDesk,
    round_id: FromPath[str],
    data: JSONBody[RoundUpdate],
    idempotency_key: IdempotencyKey = None,
    _if_match: IfMatch = None,
) -> Response[Receipt]:
    """Update a round: corrected, cancelled, or with further agencies asked."""
    command = UpdateRound(id=round_id, update=data, expected_version=if_match(request))
    return await hand_in(request, desk, command, idempotency_key)


@get(PATH + "/{round_id:str}/board", guards=[reads], tags=["rounds"])
async def get_board(
    request: CheckedRequest, desk: TheDesk, round_id: FromPath[str], as_of: AsOf = None, known_at: KnownAt = None
) -> Response[Board]:
    """The response board: who has answered, in part, or not, and the rate."""
    async with reading(desk, as_of, known_at, ROUND_LISTS) as read:
        planned = await round_of(read, round_id)
        headers = headers_of_list(request, read)
        found = await standings_in(request.user, read, planned)
        posts = await posts_of(read, [one.assignment.agency for one in found])
        counted = [one for one in found if one.progress is not Progress.RELEASED]
        asked, answered = sum(one.asked for one in counted), sum(one.answered for one in counted)
        rows = tuple(
            BoardRow(
                assignment=one.assignment,
                posts=posts[one.assignment.agency],
                progress=one.progress,
                asked=one.asked,
                answered=one.answered,
                answered_by=one.answered_by,
            )
            for one in found
        )
        board = Board(
            **stands(read),
            total=len(rows),
            reporting_round=planned,
            items=rows,
            asked=asked,
            answered=answered,
            rate=100 * answered // asked if asked else None,
            agencies={progress: sum(one.progress is progress for one in found) for progress in Progress},
        )
        return Response(board, headers=headers)


ROUTES = (
    list_reporting_rounds,
    plan_reporting_round,
    get_reporting_round,
    get_reporting_round_history,
    update_reporting_round,
    get_board,
)
