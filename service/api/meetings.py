"""The register of meetings over HTTP, each with when and where it is as the activities about it say."""

from typing import Annotated

from litestar import Response, get, post
from litestar.params import FromPath, JSONBody, QueryParameter
from msgspec import Struct

from events.coordination_meeting import CoordinationMeeting
from events.honest_date import HonestDate
from events.identity import Noun
from events.meeting import Meeting
from events.place import Place
from events.vocabulary import MeetingOutcome
from projections.meeting_days import MeetingDays, read_days
from projections.registry import COORDINATION_MEETINGS, MEETINGS
from projections.things import read_all, read_one
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
    no_such,
    reading,
    scope_for,
    shown,
    stands,
)
from service.api.body import CheckedRequest
from service.api.conditions import if_match
from service.api.event_answers import HistoryAnswer, history_of
from service.api.filter_parameters import SubEntities
from service.api.handing_in import hand_in
from service.auth.guards import keeps, reads
from service.commands.meeting import MeetingUpdate, RegisterMeeting, UpdateMeeting
from service.desk import Reading
from service.writer.work import Receipt

PATH = "/api/v1/meetings"

Organizing = Annotated[list[str] | None, QueryParameter(description="Organized or hosted by these agencies.")]


class MeetingAnswer(Struct, frozen=True, kw_only=True):
    """A meeting at the clocks asked for; a coordination meeting is one too, of the kind `coordination_meeting`.

    `date`, `place` and `outcome` are the word of the activity named in `said_by`, else the secretariat's.
    """

    id: str
    title: str
    kind: str
    series: str | None = None
    number: int | None = None
    organizers: tuple[str, ...] = ()
    organizers_text: str | None = None
    host: str | None = None
    chair: str | None = None
    part_of: str | None = None
    related: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    theme: str | None = None
    recurrence: str | None = None
    count: int | None = None
    participants_text: str | None = None
    participants_count: int | None = None
    mandate: str | None = None
    url: str | None = None
    note: str | None = None
    source: str | None = None
    merged_into: str | None = None
    date: HonestDate | None = None
    place: Place | None = None
    outcome: MeetingOutcome | None = None
    said_by: str | None = None
    version: int


class MeetingList(Listing, frozen=True, kw_only=True):
    """The meetings in the order of their ids."""

    items: tuple[MeetingAnswer, ...]


@get(PATH, guards=[reads], tags=["meetings"])
async def list_meetings(
    request: CheckedRequest,
    desk: TheDesk,
    agency: Organizing = None,
    sub_entities: SubEntities = False,
    as_of: AsOf = None,
    known_at: KnownAt = None,
) -> Response[MeetingList]:
    """The meetings named, coordination meetings among them."""
    async with reading(desk, as_of, known_at) as read:
        headers = headers_of_list(request, read)
        meetings: list[Meeting | CoordinationMeeting] = await read_all(read.transaction, MEETINGS, read.clocks)
        meetings += await read_all(read.transaction, COORDINATION_MEETINGS, read.clocks)
        bodies = set(await chosen_agencies(read, agency, sub_entities))
        wanted = (one for one in meetings if not bodies or bodies & {*one.organizers, getattr(one, "host", None)})
        items = await answers(request, read, sorted(wanted, key=lambda meeting: meeting.id))
        return Response(MeetingList(**stands(read), total=len(items), items=items), headers=headers)


@get(PATH + "/{meeting_id:str}", guards=[reads], tags=["meetings"])
async def get_meeting(
    request: CheckedRequest, desk: TheDesk, meeting_id: FromPath[str], as_of: AsOf = None, known_at: KnownAt = None
) -> Response[MeetingAnswer]:
    """One meeting."""
    async with reading(desk, as_of, known_at) as read:
        meeting = await read_one(read.transaction, MEETINGS, meeting_id, read.clocks)
        meeting = meeting or await read_one(read.transaction, COORDINATION_MEETINGS, meeting_id, read.clocks)
        if meeting is None:
            raise no_such(Noun.MEETING, meeting_id, as_of)
        headers = headers_of_thing(request, read, meeting.version, joined=True)
        return Response((await answers(request, read, [meeting]))[0], headers=headers)


@get(PATH + "/{meeting_id:str}/history", guards=[reads], tags=["meetings"])
async def get_meeting_history(
    request: CheckedRequest, desk: TheDesk, meeting_id: FromPath[str]
) -> Response[HistoryAnswer]:
    """Every event about one meeting; what activities say of it is in their own histories."""
    async with reading(desk, uses=(COORDINATION_MEETINGS,)) as read:
        convened = await read_one(read.transaction, COORDINATION_MEETINGS, meeting_id, read.clocks)
        return await history_of(request, read, Noun.COORDINATION_MEETING if convened else Noun.MEETING, meeting_id)


@post(PATH, guards=[keeps], tags=["meetings"])
async def register_meeting(
    request: CheckedRequest, desk: TheDesk, data: JSONBody[RegisterMeeting], idempotency_key: IdempotencyKey = None
) -> Response[Receipt]:
    """Name a meeting."""
    return await hand_in(request, desk, data, idempotency_key)


@post(PATH + "/{meeting_id:str}/updates", guards=[keeps], tags=["meetings"])
async def update_meeting(
    request: CheckedRequest,
    desk: TheDesk,
    meeting_id: FromPath[str],
    data: JSONBody[MeetingUpdate],
    idempotency_key: IdempotencyKey = None,
    _if_match: IfMatch = None,
) -> Response[Receipt]:
    """Update a meeting: scheduled by the secretariat, merged, corrected."""
    command = UpdateMeeting(id=meeting_id, update=data, expected_version=if_match(request))
    return await hand_in(request, desk, command, idempotency_key)


async def answers(
    request: CheckedRequest, read: Reading, meetings: list[Meeting | CoordinationMeeting]
) -> tuple[MeetingAnswer, ...]:
    """The meetings with when and where they are, as far as the caller may see the activities that say so."""
    scope = await scope_for(request, read)
    days = await read_days(read.transaction, meetings, read.clocks, scope, read.evaluated_on)
    return tuple(_answer(meeting, days[meeting.id]) for meeting in meetings)


def _answer(meeting: Meeting | CoordinationMeeting, days: MeetingDays) -> MeetingAnswer:
    own: dict[str, str] = {} if isinstance(meeting, Meeting) else {"kind": "coordination_meeting"}
    said = {name: getattr(days, name) for name in MeetingDays.__struct_fields__}
    return shown(meeting, MeetingAnswer, **own, **said)


ROUTES = (list_meetings, get_meeting, get_meeting_history, register_meeting, update_meeting)
