"""The pages of a mandate and of a meeting: what they are, and the activities that answer or concern them."""

from litestar import Response, get
from litestar.params import FromPath

from events.identity import Noun
from events.mandate import Mandate
from events.meeting import Meeting
from projections.activity_filter import ActivityFilter
from projections.meeting_days import read_days
from projections.registry import MANDATES, MEETINGS
from projections.things import read_one
from service.api.asking import TheDesk, no_such
from service.api.body import CheckedRequest
from service.auth.guards import anyone
from service.web.activity_rows import read_rows
from service.web.history import history
from service.web.look import PAGE, looking
from service.web.page import page


@get("/mandates/{mandate_id:str}", guards=[anyone], include_in_schema=False, opt=PAGE)
async def mandate_page(request: CheckedRequest, desk: TheDesk, mandate_id: FromPath[str]) -> Response[bytes]:
    """One resolution, report, convention or recommendation."""
    async with looking(request, desk) as look:
        mandate: Mandate | None = await read_one(look.read.transaction, MANDATES, mandate_id, look.read.clocks)
        if mandate is None:
            raise no_such(Noun.MANDATE, mandate_id, look.as_of)
        await look.names.learn(Noun.MANDATE, [mandate_id, mandate.part_of, mandate.merged_into])
        return page(
            look,
            "mandate.html",
            api=look.link(f"/api/v1/mandates/{mandate_id}"),
            mandate=mandate,
            activities=await read_rows(look, ActivityFilter(mandates=(mandate_id,))),
            history=await history(look, Noun.MANDATE, mandate_id),
        )


@get("/meetings/{meeting_id:str}", guards=[anyone], include_in_schema=False, opt=PAGE)
async def meeting_page(request: CheckedRequest, desk: TheDesk, meeting_id: FromPath[str]) -> Response[bytes]:
    """One meeting that somebody named."""
    async with looking(request, desk) as look:
        read = look.read
        meeting: Meeting | None = await read_one(read.transaction, MEETINGS, meeting_id, read.clocks)
        if meeting is None:
            raise no_such(Noun.MEETING, meeting_id, look.as_of)
        await look.names.learn(Noun.MEETING, [meeting.part_of, meeting.merged_into, *meeting.related])
        await look.names.learn(Noun.MANDATE, [meeting.mandate])
        found = await read_days(read.transaction, [meeting], read.clocks, look.scope, read.evaluated_on)
        days = found[meeting_id]
        await look.names.learn(Noun.ACTIVITY, [days.said_by])
        return page(
            look,
            "meeting.html",
            api=look.link(f"/api/v1/meetings/{meeting_id}"),
            meeting=meeting,
            days=days,
            activities=await read_rows(look, ActivityFilter(meetings=(meeting_id,))),
            history=await history(look, Noun.MEETING, meeting_id),
        )


ROUTES = (mandate_page, meeting_page)
