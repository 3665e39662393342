"""Interventions over HTTP: one agency's whole turn at the table, noted at once, shown, and noted anew."""

from typing import Annotated, Any

from litestar import Response, get, post, put
from litestar.params import FromPath, JSONBody, QueryParameter
from msgspec import Struct

from events.activity_state import Activity
from events.identity import Noun
from events.intervention import Intervention, Item, ItemKind, intervention_id
from events.statement import Statement
from projections.activity_filter import may_see
from projections.activity_pages import read_told_as
from projections.registry import COORDINATION_MEETINGS, INTERVENTIONS, STATEMENTS
from projections.things import read_some, read_under
from service.api.agency_tree import chosen_agencies
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
    scope_for,
    shown,
    stands,
    the_one,
)
from service.api.body import CheckedRequest
from service.api.conditions import require_if_match
from service.api.event_answers import HistoryAnswer, history_of
from service.api.filter_parameters import SubEntities
from service.api.handing_in import hand_in
from service.api.said_at import said_at
from service.auth.guards import reads, reports
from service.commands.intervention import RecordIntervention, ReplaceIntervention, Turn
from service.desk import Reading
from service.writer.work import Receipt

PATH = "/api/v1/coordination-meetings/{meeting_id:str}/interventions"

SpeakingFor = Annotated[list[str] | None, QueryParameter(description="Of these agencies, or on their behalf.")]


class ItemAnswer(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An item of a turn: an activity with its title and stage, a statement or a context point with its text."""

    kind: ItemKind
    id: str
    activity: str | None = None
    title: str | None = None
    stage: str | None = None
    statement_type: str | None = None
    text: str | None = None


class InterventionAnswer(Struct, frozen=True, kw_only=True):
    """A turn at the clocks asked for, its items in the order told."""

    id: str
    coordination_meeting: str
    order: int
    agency: str
    agenda_item: str | None
    speaker: str | None
    on_behalf_of: tuple[str, ...]
    verb: str | None
    items: tuple[ItemAnswer, ...]
    note: str | None
    source: str | None
    version: int


class InterventionList(Listing, frozen=True, kw_only=True):
    """The turns of a meeting in the order of speakers; withdrawn ones are left out."""

    items: tuple[InterventionAnswer, ...]


@get(PATH, guards=[reads], tags=["interventions"])
async def list_interventions(
    request: CheckedRequest,
    desk: TheDesk,
    meeting_id: FromPath[str],
    agency: SpeakingFor = None,
    sub_entities: SubEntities = False,
    as_of: AsOf = None,
    known_at: KnownAt = None,
) -> Response[InterventionList]:
    """The turns at a coordination meeting, in the order of speakers."""
    async with reading(desk, as_of, known_at) as read:
        await the_one(read, COORDINATION_MEETINGS, meeting_id)
        headers = headers_of_list(request, read)
        found = await read_under(read.transaction, INTERVENTIONS, "coordination-meeting", [meeting_id], read.clocks)
        bodies = set(await chosen_agencies(read, agency, sub_entities))
        wanted = (turn for turn in found if not bodies or bodies & {turn.agency, *turn.on_behalf_of})
        turns = sorted((turn for turn in wanted if not turn.withdrawn), key=lambda turn: turn.order)
        items = await _answers(request, read, turns)
        return Response(InterventionList(**stands(read), total=len(items), items=items), headers=headers)


@get(PATH + "/{order:int}", guards=[reads], tags=["interventions"])
async def get_intervention(
    request: CheckedRequest,
    desk: TheDesk,
    meeting_id: FromPath[str],
    order: FromPath[int],
    as_of: AsOf = None,
    known_at: KnownAt = None,
) -> Response[InterventionAnswer]:
    """One turn, under the number under which it was first noted."""
    async with reading(desk, as_of, known_at) as read:
        turn = await the_one(read, INTERVENTIONS, intervention_id(meeting_id, order))
        headers = headers_of_thing(request, read, turn.version, joined=True)
        return Response((await _answers(request, read, [turn]))[0], headers=headers)


@get(PATH + "/{order:int}/history", guards=[reads], tags=["interventions"])
async def get_intervention_history(
    request: CheckedRequest, desk: TheDesk, meeting_id: FromPath[str], order: FromPath[int]
) -> Response[HistoryAnswer]:
    """Every event about one turn."""
    async with reading(desk, uses=()) as read:
        return await history_of(request, read, Noun.INTERVENTION, intervention_id(meeting_id, order))


@post(PATH, guards=[reports], tags=["interventions"])
async def record_intervention(
    request: CheckedRequest,
    desk: TheDesk,
    meeting_id: FromPath[str],
    data: JSONBody[Turn],
    idempotency_key: IdempotencyKey = None,
) -> Response[Receipt]:
    """Note one agency's whole turn, all of it or nothing, by the agency or by the secretariat for it."""
    command = RecordIntervention(coordination_meeting=meeting_id, turn=await said_at(desk, meeting_id, data))
    return await hand_in(request, desk, command, idempotency_key)


@put(PATH + "/{order:int}", guards=[reports], tags=["interventions"])
async def replace_intervention(
    request: CheckedRequest,
    desk: TheDesk,
    meeting_id: FromPath[str],
    order: FromPath[int],
    data: JSONBody[Turn],
    _if_match: IfMatch = None,
) -> Response[Receipt]:
    """Note a turn anew: in another order, with items taken out or added. What was told stays reported."""
    version = require_if_match(request)
    turn = await said_at(desk, meeting_id, data)
    command = ReplaceIntervention(coordination_meeting=meeting_id, order=order, turn=turn, expected_version=version)
    return await hand_in(request, desk, command)


async def _answers(request: CheckedRequest, read: Reading, turns: list[Intervention]) -> tuple[InterventionAnswer, ...]:
    """The turns with what their items are called now, as far as the caller may see them."""
    items = [item for turn in turns for item in turn.items]
    told = [item.id for item in items if item.kind is ItemKind.ACTIVITY]
    found: list[Activity] = await read_told_as(read.transaction, told, read.clocks)
    scope = await scope_for(request, read)
    seen = [activity for activity in found if may_see(activity, scope, read.evaluated_on)]
    activities = {told_as: activity for activity in seen for told_as in (activity.id, *activity.aliases)}
    made = [item.id for item in items if item.kind is ItemKind.STATEMENT]
    statements = {one.id: one for one in await read_some(read.transaction, STATEMENTS, made, read.clocks)}
    return tuple(
        shown(turn, InterventionAnswer, items=tuple(_item(turn, item, activities, statements) for item in turn.items))
        for turn in turns
    )


def _item(
    turn: Intervention, item: Item, activities: dict[str, Activity], statements: dict[str, Statement]
) -> ItemAnswer:
    fields: dict[str, Any] = {}
    if item.kind is ItemKind.ACTIVITY and item.id in activities:
        activity = activities[item.id]
        fields = {"activity": activity.id, "title": activity.report(item.id).title, "stage": activity.stage}
    if item.kind is ItemKind.STATEMENT and item.id in statements:
        statement = statements[item.id]
        fields = {"statement_type": statement.statement_type, "text": statement.text}
    if item.kind is ItemKind.CONTEXT:
        fields = {"text": next((point.text for point in reversed(turn.context_points) if point.id == item.id), None)}
    return ItemAnswer(kind=item.kind, id=item.id, **fields)


ROUTES = (
    list_interventions,
    get_intervention,
    get_intervention_history,
    record_intervention,
    replace_intervention,
)
