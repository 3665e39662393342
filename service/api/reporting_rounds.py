"""Reporting rounds over HTTP: what agencies are asked, who has answered, and how answers are handed in and accepted."""

from collections.abc import Sequence

from litestar import Response, get, post
from litestar.params import FromPath, JSONBody
from msgspec import Struct
from msgspec.structs import replace

from events.assignment import Assignment, assignment_id
from events.identity import Noun
from events.reporting_round import ReportingRound
from projections.activity_filter import ActivityFilter
from projections.clocks import Clocks
from projections.registry import ASSIGNMENTS, REPORTING_ROUNDS, ROUND_LISTS
from projections.round_board import AskedItem, CarriedOver, Progress, Standing, day_before, nearest, standings
from projections.things import read_all, read_one, read_under
from service.api.asking import (
    AsOf,
    HistoryAnswer,
    IdempotencyKey,
    IfMatch,
    KnownAt,
    Listing,
    TheDesk,
    headers_of_list,
    headers_of_thing,
    history_of,
    no_such,
    own_agencies,
    reading,
    scope_for,
    scope_of_caller,
    stands,
)
from service.api.body import CheckedRequest
from service.api.conditions import if_match
from service.api.every_activity import every_activity
from service.api.handing_in import hand_in
from service.api.lists import ActivityAnswer, activity_answer
from service.api.open_items import Question
from service.auth.guards import keeps, reads, reports
from service.commands.assignment import AssignmentUpdate, SubmitAnswers, UpdateAssignment
from service.commands.reporting_round import PlanReportingRound, RoundUpdate, UpdateRound
from service.desk import Desk, Reading
from service.writer.work import Receipt

PATH = "/api/v1/reporting-rounds"


class ReportingRoundList(Listing, frozen=True, kw_only=True):
    """The rounds in the order of their ids."""

    items: tuple[ReportingRound, ...]


class BoardRow(Struct, frozen=True, kw_only=True):
    """One agency on the board: how far its answer has come, how much it is asked, and how much of that it answered."""

    assignment: Assignment
    progress: Progress
    asked: int
    answered: int


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


class AssignedItem(Struct, frozen=True, kw_only=True):
    """An item of an assignment: the activity as it stands, what is asked of it, why, and whether it was answered."""

    activity: ActivityAnswer
    asked: tuple[Question, ...]
    because: CarriedOver
    answered: bool
    answer_at: str


class AssignmentAnswer(Listing, frozen=True, kw_only=True):
    """What one agency is asked in a round, item by item."""

    assignment: Assignment
    progress: Progress
    reporting_round: ReportingRound
    items: tuple[AssignedItem, ...]


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
        planned = await _round(read, round_id)
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
        planned = await _round(read, round_id)
        headers = headers_of_list(request, read)
        found = await _standings(request, read, planned)
        whose = await _may_read_reasons(request, read)
        counted = [one for one in found if one.progress is not Progress.RELEASED]
        asked, answered = sum(len(one.items) for one in counted), sum(one.answered for one in counted)
        rows = tuple(
            BoardRow(
                assignment=_without_reason(one.assignment, whose),
                progress=one.progress,
                asked=len(one.items),
                answered=one.answered,
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


@get(PATH + "/{round_id:str}/assignments/{agency_id:str}", guards=[reads], tags=["rounds"])
async def get_assignment(
    request: CheckedRequest,
    desk: TheDesk,
    round_id: FromPath[str],
    agency_id: FromPath[str],
    as_of: AsOf = None,
    known_at: KnownAt = None,
) -> Response[AssignmentAnswer]:
    """What one agency is asked in a round, item by item, and what it has answered."""
    async with reading(desk, as_of, known_at, ROUND_LISTS) as read:
        planned = await _round(read, round_id)
        found = await _standing_of(request, read, planned, agency_id)
        headers = headers_of_thing(request, read, found.assignment.version, joined=True)
        items = tuple(_shown(item, read, desk) for item in found.items)
        answer = AssignmentAnswer(
            **stands(read),
            total=len(items),
            assignment=_without_reason(found.assignment, await _may_read_reasons(request, read)),
            progress=found.progress,
            reporting_round=planned,
            items=items,
        )
        return Response(answer, headers=headers)


@post(PATH + "/{round_id:str}/assignments/{agency_id:str}/updates", guards=[reports], tags=["rounds"])
async def update_assignment(
    request: CheckedRequest,
    desk: TheDesk,
    round_id: FromPath[str],
    agency_id: FromPath[str],
    data: JSONBody[AssignmentUpdate],
    idempotency_key: IdempotencyKey = None,
    _if_match: IfMatch = None,
) -> Response[Receipt]:
    """Hand in the answers of an agency; the secretariat sends them back, accepts them, or releases the agency."""
    items: tuple[str, ...] = ()
    if isinstance(data, SubmitAnswers):
        async with reading(desk, uses=ROUND_LISTS) as read:
            found = await _standing_of(request, read, await _round(read, round_id), agency_id)
            items = (*(item.activity.id for item in found.items), *found.newly)
    command = UpdateAssignment(
        id=assignment_id(round_id, agency_id), update=data, items=items, expected_version=if_match(request)
    )
    return await hand_in(request, desk, command, idempotency_key)


async def _round(read: Reading, round_id: str) -> ReportingRound:
    planned: ReportingRound | None = await read_one(read.transaction, REPORTING_ROUNDS, round_id, read.clocks)
    if planned is None:
        raise no_such(Noun.REPORTING_ROUND, round_id, read.clocks.as_of)
    return planned


async def _standing_of(request: CheckedRequest, read: Reading, planned: ReportingRound, agency: str) -> Standing:
    named = assignment_id(planned.id, agency)
    assignment: Assignment | None = await read_one(read.transaction, ASSIGNMENTS, named, read.clocks)
    if assignment is None:
        raise no_such(Noun.ASSIGNMENT, named, read.clocks.as_of)
    return (await _standings(request, read, planned, [assignment]))[0]


async def _standings(
    request: CheckedRequest, read: Reading, planned: ReportingRound, chosen: Sequence[Assignment] | None = None
) -> list[Standing]:
    """How far the assignments of a round have come, all of them unless some are chosen."""
    everyone: Sequence[Assignment] = await read_under(
        read.transaction, ASSIGNMENTS, "reporting-round", [planned.id], read.clocks
    )
    assignments = everyone if chosen is None else chosen
    trees = nearest({one.agency: await own_agencies(read, one.agency, granted=False) for one in everyone})
    # The answer reads the day before the round opened too: what was hidden since is not shown.
    scope = await scope_of_caller(request.user, read, goes_back=True)
    bodies = tuple(sorted({body for one in assignments for body in trees[one.agency]}))
    opening = Clocks(as_of=min(day_before(planned.opens), read.evaluated_on), known_at=read.clocks.known_at)
    still_open = ActivityFilter(agencies=bodies, open_only=True)
    before = await every_activity(read, scope, still_open, opening, planned.opens)
    newly = ActivityFilter(agencies=bodies, roles=("reporter",), reported_from=planned.opens)
    now = await every_activity(read, scope, newly, read.clocks, read.evaluated_on)
    if ids := tuple({one.id for one in before}):
        now += await every_activity(read, scope, ActivityFilter(ids=ids), read.clocks, read.evaluated_on)
    return standings(planned, assignments, trees, before, now)


async def _may_read_reasons(request: CheckedRequest, read: Reading) -> tuple[bool, tuple[str, ...]]:
    scope = await scope_for(request, read)
    return scope.sees_all, scope.own_agencies


def _without_reason(assignment: Assignment, whose: tuple[bool, tuple[str, ...]]) -> Assignment:
    """The assignment as others see it: why it was sent back is between the agency and the secretariat."""
    sees_all, own = whose
    return assignment if sees_all or assignment.agency in own else replace(assignment, reason=None, note=None)


def _shown(item: AskedItem, read: Reading, desk: Desk) -> AssignedItem:
    return AssignedItem(
        activity=activity_answer(item.now, read.evaluated_on, desk.due_soon_days),
        asked=tuple(Question(rule=one.rule, sentence=one.sentence) for one in item.asked),
        because=item.because,
        answered=item.is_answered,
        answer_at=f"/api/v1/activities/{item.activity.id}/updates",
    )


ROUTES = (
    list_reporting_rounds,
    plan_reporting_round,
    get_reporting_round,
    get_reporting_round_history,
    update_reporting_round,
    get_board,
    get_assignment,
    update_assignment,
)
