"""Assignments over HTTP: what one agency is asked in a round, and how its answers are handed in and accepted."""

from litestar import Response, get, post
from litestar.params import FromPath, JSONBody
from msgspec import Struct

from events.assignment import Assignment, assignment_id
from events.identity import Noun
from events.reporting_round import ReportingRound
from events.statement import Statement
from projections.open_statements import OpenStatement
from projections.registry import AGENCIES, ROUND_LISTS
from projections.round_board import AskedItem, CarriedOver, Progress
from service.api.asking import (
    AsOf,
    IdempotencyKey,
    IfMatch,
    KnownAt,
    Listing,
    TheDesk,
    headers_of_thing,
    reading,
    scope_for,
    stands,
)
from service.api.body import CheckedRequest
from service.api.conditions import if_match
from service.api.event_answers import HistoryAnswer, history_of
from service.api.handing_in import hand_in
from service.api.lists import ActivityAnswer, activity_answer
from service.api.open_items import Question, answer_at, asked_as, replies_at
from service.api.round_standings import (
    PostShown,
    posts_of,
    round_of,
    standing_of,
)
from service.auth.guards import reads, reports
from service.commands.assignment import AssignmentUpdate, SubmitAnswers, UpdateAssignment
from service.desk import Desk, Reading
from service.writer.work import Receipt

PATH = "/api/v1/reporting-rounds"


class AssignedItem(Struct, frozen=True, kw_only=True):
    """An item of an assignment: the activity as it stands, what is asked of it, why, and whether it was answered.

    `answered_by` are the bodies that answered, in the order said: the agency, or another that has a part in it.
    """

    activity: ActivityAnswer
    asked: tuple[Question, ...]
    because: CarriedOver
    answered: bool
    answered_by: tuple[str, ...]
    answer_at: str


class AssignedStatement(Struct, frozen=True, kw_only=True):
    """A statement that waited for a reply when the round opened: what is asked, and whether it was answered.

    The reply in words goes to `answer_at`, the table for which the round is held.
    """

    statement: Statement
    asked: tuple[Question, ...]
    answered: bool
    answer_at: str


class AssignmentAnswer(Listing, frozen=True, kw_only=True):
    """What one agency is asked in a round, item by item, and the posts that answer for it.

    `total` counts the items; `statements` are what was said to it at the table and waited for a reply.
    """

    assignment: Assignment
    posts: tuple[PostShown, ...]
    progress: Progress
    reporting_round: ReportingRound
    items: tuple[AssignedItem, ...]
    statements: tuple[AssignedStatement, ...]


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
        planned = await round_of(read, round_id)
        found = await standing_of(request.user, read, planned, agency_id)
        headers = headers_of_thing(request, read, found.assignment.version, joined=True)
        items = tuple(_shown(item, read, desk) for item in found.items)
        answer = AssignmentAnswer(
            **stands(read),
            total=len(items),
            assignment=found.assignment,
            posts=(await posts_of(read, [agency_id]))[agency_id],
            progress=found.progress,
            reporting_round=planned,
            items=items,
            statements=tuple(_said(one, planned) for one in found.statements),
        )
        return Response(answer, headers=headers)


@get(PATH + "/{round_id:str}/assignments/{agency_id:str}/history", guards=[reads], tags=["rounds"])
async def get_assignment_history(
    request: CheckedRequest, desk: TheDesk, round_id: FromPath[str], agency_id: FromPath[str]
) -> Response[HistoryAnswer]:
    """Every event about one assignment; what they say is told to the agency and the secretariat alone."""
    async with reading(desk, uses=(AGENCIES,)) as read:
        scope = await scope_for(request, read)
        is_others = not scope.sees_all and agency_id not in scope.own_agencies
        named = assignment_id(round_id, agency_id)
        return await history_of(request, read, Noun.ASSIGNMENT, named, hidden=is_others)


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
            found = await standing_of(request.user, read, await round_of(read, round_id), agency_id)
            items = (*(item.now.id for item in found.items), *found.newly)
    command = UpdateAssignment(
        id=assignment_id(round_id, agency_id), update=data, items=items, expected_version=if_match(request)
    )
    return await hand_in(request, desk, command, idempotency_key)


def _shown(item: AskedItem, read: Reading, desk: Desk) -> AssignedItem:
    return AssignedItem(
        activity=activity_answer(item.now, read.evaluated_on, desk.due_soon_days),
        asked=asked_as(item.asked),
        because=item.because,
        answered=item.is_answered,
        answered_by=item.answered_by,
        answer_at=answer_at(item.now.id),
    )


def _said(one: OpenStatement, planned: ReportingRound) -> AssignedStatement:
    return AssignedStatement(
        statement=one.statement,
        asked=asked_as([one.asked]),
        answered=one.is_answered,
        answer_at=replies_at(planned.coordination_meeting),
    )


ROUTES = (get_assignment, get_assignment_history, update_assignment)
