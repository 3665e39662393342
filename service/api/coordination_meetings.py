"""Coordination meetings over HTTP: the numbered series, with agenda, speakers and papers."""

from litestar import Response, get, post
from litestar.params import FromPath, JSONBody
from msgspec import Struct

from events.coordination_meeting import AgendaItem, AgendaSpeaker, CoordinationMeeting, Paper
from events.honest_date import HonestDate
from events.identity import Noun
from events.place import Place
from events.vocabulary import MeetingOutcome
from projections.meeting_days import MeetingDays, read_days
from projections.registry import COORDINATION_MEETINGS
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
    scope_for,
    shown,
    stands,
    the_one,
)
from service.api.body import CheckedRequest
from service.api.conditions import if_match
from service.api.event_answers import HistoryAnswer, history_of
from service.api.handing_in import hand_in
from service.auth.guards import keeps, reads
from service.commands.coordination_meeting import (
    ConveneCoordinationMeeting,
    CoordinationMeetingUpdate,
    UpdateCoordinationMeeting,
)
from service.desk import Reading
from service.writer.work import Receipt

PATH = "/api/v1/coordination-meetings"


class CoordinationMeetingAnswer(Struct, frozen=True, kw_only=True):
    """A coordination meeting at the clocks asked for.

    `date`, `place` and `outcome` are the word of the activity named in `said_by`, else the secretariat's.
    """

    id: str
    title: str
    number: int
    series: str | None
    mandate: str | None
    organizers: tuple[str, ...]
    objectives: tuple[str, ...]
    expected_outcome: str | None
    participants_text: str | None
    date: HonestDate | None
    place: Place | None
    outcome: MeetingOutcome | None
    said_by: str | None
    agenda: tuple[AgendaItem, ...]
    speakers: tuple[AgendaSpeaker, ...]
    papers: tuple[Paper, ...]
    note: str | None
    documents_note: str | None
    source: str | None
    version: int


class CoordinationMeetingList(Listing, frozen=True, kw_only=True):
    """The coordination meetings in the order of their numbers."""

    items: tuple[CoordinationMeetingAnswer, ...]


@get(PATH, guards=[reads], tags=["coordination-meetings"])
async def list_coordination_meetings(
    request: CheckedRequest, desk: TheDesk, as_of: AsOf = None, known_at: KnownAt = None
) -> Response[CoordinationMeetingList]:
    """Every coordination meeting."""
    async with reading(desk, as_of, known_at) as read:
        headers = headers_of_list(request, read)
        meetings = await read_all(read.transaction, COORDINATION_MEETINGS, read.clocks)
        items = await _answers(request, read, sorted(meetings, key=lambda meeting: meeting.number))
        return Response(CoordinationMeetingList(**stands(read), total=len(items), items=items), headers=headers)


@get(PATH + "/{meeting_id:str}", guards=[reads], tags=["coordination-meetings"])
async def get_coordination_meeting(
    request: CheckedRequest, desk: TheDesk, meeting_id: FromPath[str], as_of: AsOf = None, known_at: KnownAt = None
) -> Response[CoordinationMeetingAnswer]:
    """One coordination meeting."""
    async with reading(desk, as_of, known_at) as read:
        meeting = await the_one(read, COORDINATION_MEETINGS, meeting_id)
        headers = headers_of_thing(request, read, meeting.version, joined=True)
        return Response((await _answers(request, read, [meeting]))[0], headers=headers)


@get(PATH + "/{meeting_id:str}/history", guards=[reads], tags=["coordination-meetings"])
async def get_coordination_meeting_history(
    request: CheckedRequest, desk: TheDesk, meeting_id: FromPath[str]
) -> Response[HistoryAnswer]:
    """Every event about one coordination meeting itself."""
    async with reading(desk, uses=()) as read:
        return await history_of(request, read, Noun.COORDINATION_MEETING, meeting_id)


@post(PATH, guards=[keeps], tags=["coordination-meetings"])
async def convene_coordination_meeting(
    request: CheckedRequest,
    desk: TheDesk,
    data: JSONBody[ConveneCoordinationMeeting],
    idempotency_key: IdempotencyKey = None,
) -> Response[Receipt]:
    """Convene a meeting of the series."""
    return await hand_in(request, desk, data, idempotency_key)


@post(PATH + "/{meeting_id:str}/updates", guards=[keeps], tags=["coordination-meetings"])
async def update_coordination_meeting(
    request: CheckedRequest,
    desk: TheDesk,
    meeting_id: FromPath[str],
    data: JSONBody[CoordinationMeetingUpdate],
    idempotency_key: IdempotencyKey = None,
    _if_match: IfMatch = None,
) -> Response[Receipt]:
    """Update a coordination meeting: its days and place, an agenda item, a speaker, a paper, a correction."""
    command = UpdateCoordinationMeeting(id=meeting_id, update=data, expected_version=if_match(request))
    return await hand_in(request, desk, command, idempotency_key)


async def _answers(
    request: CheckedRequest, read: Reading, meetings: list[CoordinationMeeting]
) -> tuple[CoordinationMeetingAnswer, ...]:
    scope = await scope_for(request, read)
    days = await read_days(read.transaction, meetings, read.clocks, scope, read.evaluated_on)
    return tuple(_answer(meeting, days[meeting.id]) for meeting in meetings)


def _answer(meeting: CoordinationMeeting, days: MeetingDays) -> CoordinationMeetingAnswer:
    said = {name: getattr(days, name) for name in MeetingDays.__struct_fields__}
    return shown(meeting, CoordinationMeetingAnswer, **said)


ROUTES = (
    list_coordination_meetings,
    get_coordination_meeting,
    get_coordination_meeting_history,
    convene_coordination_meeting,
    update_coordination_meeting,
)
