"""Activities over HTTP: lists with filters at any point of both clocks, one activity, its history, and its updates."""

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody
from msgspec.structs import replace

from events.activity_state import Activity
from events.identity import Noun
from events.log.event import parse_public_position
from projections.activity_filter import ActivityFilter
from projections.activity_pages import read_activity
from projections.activity_questions import Asked
from projections.clocks import NOW
from projections.registry import ACTIVITY_LISTS
from service.api.activity_history import ActivityHistory, history_of_activity
from service.api.asking import (
    AsOf,
    IdempotencyKey,
    IfMatch,
    KnownAt,
    TheDesk,
    headers_of_thing,
    no_such,
    reading,
    scope_for,
    scope_for_lists,
)
from service.api.body import CheckedRequest
from service.api.conditions import if_match
from service.api.filter_parameters import Agencies, EvaluatedOn, Narrower, Roles, SubEntities, Topics
from service.api.filters import Filter
from service.api.handing_in import hand_in
from service.api.lists import ActivityAnswer, ActivityList, Paging, activity_answer, page_of
from service.auth.guards import reads, reports
from service.commands.activity_news import UpdateActivity
from service.commands.activity_updates import ActivityUpdate, CorrectReportedOn
from service.desk import Reading, checked_position
from service.writer.work import Receipt

PATH = "/api/v1/activities"


@get(PATH, guards=[reads], tags=["activities"])
async def list_activities(
    request: CheckedRequest,
    desk: TheDesk,
    wanted: NamedDependency[Filter],
    paging: NamedDependency[Paging],
    agency: Agencies = None,
    sub_entities: SubEntities = False,
    role: Roles = None,
    topic: Topics = None,
    narrower: Narrower = False,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    evaluated_on: EvaluatedOn = None,
) -> Response[ActivityList]:
    """Activities in the order told, or in another. `role` is lead, reporter, partner, organizer, host or assignee."""
    wanted = replace(
        wanted,
        agency=tuple(agency or ()),
        role=tuple(role or ()),
        sub_entities=sub_entities,
        topic=tuple(topic or ()),
        narrower=narrower,
    )
    async with reading(desk, as_of, known_at, ACTIVITY_LISTS, evaluated_on) as read:
        return await page_of(request, read, wanted, paging, desk.due_soon_days)


@get(PATH + "/{activity_id:str}", guards=[reads], tags=["activities"])
async def get_activity(
    request: CheckedRequest, desk: TheDesk, activity_id: FromPath[str], as_of: AsOf = None, known_at: KnownAt = None
) -> Response[ActivityAnswer]:
    """One activity, under any id under which it was told.

    One that was merged into another is answered as that one: `id` says which, and `Content-Location` where it is.
    """
    async with reading(desk, as_of, known_at, ACTIVITY_LISTS) as read:
        activity = await _seen(request, read, activity_id)
        headers = headers_of_thing(request, read, activity.version, judged=True, joined=bool(activity.merged))
        if activity.id != activity_id:
            headers["Content-Location"] = f"{PATH}/{activity.id}"
        return Response(activity_answer(activity, read.evaluated_on, desk.due_soon_days), headers=headers)


@get(PATH + "/{activity_id:str}/history", guards=[reads], tags=["activities"])
async def get_activity_history(
    request: CheckedRequest, desk: TheDesk, activity_id: FromPath[str], as_of: AsOf = None, known_at: KnownAt = None
) -> Response[ActivityHistory]:
    """Every event about one activity with what it changed, for those who may see it, at the clocks and as it is now."""
    async with reading(desk, as_of, known_at) as read:
        activity = await _seen(request, read, activity_id)
        return await history_of_activity(request, read, activity, await scope_for(request, read))


@post(PATH + "/{activity_id:str}/updates", guards=[reports], tags=["activities"])
async def update_activity(
    request: CheckedRequest,
    desk: TheDesk,
    activity_id: FromPath[str],
    data: JSONBody[ActivityUpdate],
    idempotency_key: IdempotencyKey = None,
    _if_match: IfMatch = None,
) -> Response[Receipt]:
    """Update an activity. News is appended; what replaces something said before needs If-Match."""
    if isinstance(data, CorrectReportedOn):
        async with reading(desk, uses=()) as read:
            asked = parse_public_position(data.position)
            await checked_position(read.transaction, asked.position, asked.leaf_prefix)
    command = UpdateActivity(id=activity_id, update=data, expected_version=if_match(request))
    return await hand_in(request, desk, command, idempotency_key)


async def _seen(request: CheckedRequest, read: Reading, activity_id: str) -> Activity:
    """The activity, withdrawn or not, if the caller may see it."""
    asked = Asked(
        wanted=ActivityFilter(),
        scope=await scope_for_lists(request, read),
        clocks=read.clocks,
        evaluated_on=read.evaluated_on,
    )
    activity = await read_activity(read.transaction, activity_id, asked)
    if activity is None:
        raise no_such(Noun.ACTIVITY, activity_id, None if read.clocks == NOW else read.evaluated_on)
    return activity


ROUTES = (list_activities, get_activity, get_activity_history, update_activity)
