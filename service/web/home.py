"""The first page: what this is, the coordination meetings, and where to look next."""

from litestar import Response, get

from events.coordination_meeting import CoordinationMeeting
from projections.activity_filter import PROMISED, ActivityFilter, may_hear
from projections.meeting_days import MeetingDays, read_days
from projections.registry import COORDINATION_MEETINGS, INTERVENTIONS
from projections.tallies import PROMISES, promise_counts
from projections.things import read_all, read_under
from projections.timeliness import Timeliness
from service.api.asking import TheDesk
from service.api.body import CheckedRequest
from service.auth.guards import anyone
from service.web.activity_rows import asked
from service.web.look import PAGE, Look, looking
from service.web.page import page


@get("/", guards=[anyone], include_in_schema=False, opt=PAGE)
async def home_page(request: CheckedRequest, desk: TheDesk) -> Response[bytes]:
    """The first page."""
    async with looking(request, desk) as look:
        meetings = await _meetings(look)
        return page(
            look,
            "home.html",
            api=look.link("/api/v1/coordination-meetings"),
            meetings=meetings,
            days=await days(look, meetings),
            turns={meeting.id: await _turns(look, meeting.id) for meeting in meetings},
            activities=await look.read.total(asked(look, ActivityFilter())),
            promises=await promises(look),
        )


async def _meetings(look: Look) -> list[CoordinationMeeting]:
    found = await read_all(look.read.transaction, COORDINATION_MEETINGS, look.read.clocks)
    return sorted(found, key=lambda meeting: meeting.number)


async def days(look: Look, meetings: list[CoordinationMeeting]) -> dict[str, MeetingDays]:
    """When and where each meeting is, as the public may know it."""
    read = look.read
    return await read_days(read.transaction, meetings, read.clocks, look.scope, read.evaluated_on)


async def _turns(look: Look, meeting_id: str) -> int:
    found = await read_under(
        look.read.transaction, INTERVENTIONS, "coordination-meeting", [meeting_id], look.read.clocks
    )
    return sum(not turn.withdrawn and may_hear(turn.visibility, look.scope) for turn in found)


async def promises(look: Look) -> dict[Timeliness, int]:
    """How many public promises stand in each way; what a third party told counts for nobody."""
    counted = dict.fromkeys(Timeliness, 0)
    for one in promise_counts(await look.read.tally(asked(look, PROMISED), PROMISES)):
        counted[one.timeliness] += one.count
    return counted


ROUTES = (home_page,)
