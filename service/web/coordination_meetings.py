"""The page of a coordination meeting: its agenda, speakers and papers, and the turns at the table in their order."""

from collections.abc import Sequence

from litestar import Response, get
from litestar.params import FromPath
from msgspec import Struct

from events.coordination_meeting import AgendaItem, AgendaSpeaker, CoordinationMeeting
from events.fact import number_of
from events.identity import Noun
from events.intervention import Intervention, Item, ItemKind
from events.statement import Statement
from projections.activity_filter import may_hear
from projections.activity_pages import read_told_as
from projections.registry import COORDINATION_MEETINGS, INTERVENTIONS, STATEMENTS
from projections.things import read_one, read_under
from service.api.asking import TheDesk, no_such
from service.api.body import CheckedRequest
from service.auth.guards import anyone
from service.web.activity_rows import ActivityRow, row
from service.web.history import history
from service.web.home import days
from service.web.look import PAGE, Look, looking
from service.web.page import page


class ToldItem(Struct, frozen=True, kw_only=True):
    """An item of a turn as the page shows it: an activity, a statement, or the words of a context point."""

    activity: ActivityRow | None = None
    statement: Statement | None = None
    words: str | None = None


class ToldTurn(Struct, frozen=True, kw_only=True):
    """A turn with its items in the order told; items that are not public are left out."""

    turn: Intervention
    items: tuple[ToldItem, ...]


@get("/coordination-meetings/{meeting_id:str}", guards=[anyone], include_in_schema=False, opt=PAGE)
async def coordination_meeting_page(
    request: CheckedRequest, desk: TheDesk, meeting_id: FromPath[str]
) -> Response[bytes]:
    """One coordination meeting."""
    async with looking(request, desk) as look:
        meeting: CoordinationMeeting | None = await read_one(
            look.read.transaction, COORDINATION_MEETINGS, meeting_id, look.read.clocks
        )
        if meeting is None:
            raise no_such(Noun.COORDINATION_MEETING, meeting_id, look.as_of)
        statements = await _statements(look, meeting_id)
        turns = await _turns(look, meeting_id, statements)
        mandates = [meeting.mandate, meeting.expected_outcome, *(paper.mandate for paper in meeting.papers)]
        await look.names.learn(Noun.MANDATE, mandates)
        shown = {item.statement.id for told in turns for item in told.items if item.statement}
        return page(
            look,
            "coordination_meeting.html",
            api=look.link(f"/api/v1/coordination-meetings/{meeting_id}"),
            meeting=meeting,
            days=(await days(look, [meeting]))[meeting_id],
            agenda=_agenda(meeting),
            turns=turns,
            statements=[one for one in statements if one.id not in shown],
            history=await history(look, Noun.COORDINATION_MEETING, meeting_id),
        )


def _agenda(meeting: CoordinationMeeting) -> list[tuple[AgendaItem, list[AgendaSpeaker]]]:
    return [(item, [one for one in meeting.speakers if one.item == item.item]) for item in meeting.agenda]


async def _statements(look: Look, meeting_id: str) -> list[Statement]:
    found = await read_under(look.read.transaction, STATEMENTS, "coordination-meeting", [meeting_id], look.read.clocks)
    made = [one for one in found if not one.withdrawn and may_hear(one.visibility, look.scope)]
    await look.names.learn(Noun.STATEMENT, [one for statement in made for one in statement.in_reply_to])
    await look.names.learn(Noun.ACTIVITY, [one for statement in made for one in statement.activities])
    return sorted(made, key=lambda statement: min(map(number_of, statement.positions)))


async def _turns(look: Look, meeting_id: str, statements: Sequence[Statement]) -> list[ToldTurn]:
    read = look.read
    found = await read_under(read.transaction, INTERVENTIONS, "coordination-meeting", [meeting_id], read.clocks)
    heard = [turn for turn in found if not turn.withdrawn and may_hear(turn.visibility, look.scope)]
    turns = sorted(heard, key=lambda turn: turn.order)
    told = [item.id for turn in turns for item in turn.items if item.kind is ItemKind.ACTIVITY]
    activities = {
        told_as: row(look, activity)
        for activity in await read_told_as(read.transaction, told, read.clocks)
        if look.names.shows(activity)
        for told_as in (activity.id, *activity.aliases)
    }
    made = {statement.id: statement for statement in statements}
    return [
        ToldTurn(turn=turn, items=tuple(filter(None, (_item(turn, item, activities, made) for item in turn.items))))
        for turn in turns
    ]


def _item(
    turn: Intervention, item: Item, activities: dict[str, ActivityRow], statements: dict[str, Statement]
) -> ToldItem | None:
    match item.kind:
        case ItemKind.ACTIVITY:
            return ToldItem(activity=activities[item.id]) if item.id in activities else None
        case ItemKind.STATEMENT:
            return ToldItem(statement=statements[item.id]) if item.id in statements else None
        case ItemKind.CONTEXT:
            said = [point.text for point in turn.context_points if point.id == item.id]
            return ToldItem(words=said[-1]) if said else None


ROUTES = (coordination_meeting_page,)
