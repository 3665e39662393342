"""The page of one activity: all that was said of it, by whom, what it answers, the evidence and the history."""

from litestar import Response, get
from litestar.params import FromPath

from events.activity_state import Activity
from events.activity_whole import made_of
from events.identity import Noun
from events.vocabulary import Assurance
from projections.activities import ACTIVITIES
from projections.activity_filter import ActivityFilter
from projections.activity_pages import read_activity
from projections.things import read_under
from service.api.asking import TheDesk, no_such
from service.api.body import CheckedRequest
from service.auth.guards import anyone
from service.threads import thread_of_activity
from service.web.activity_rows import ActivityRow, asked, judged, row
from service.web.fields import fields_of, fields_of_report, learn_links, linked, naming_of
from service.web.history import history
from service.web.look import PAGE, Look, looking
from service.web.page import page
from service.web.words import KINDS, stage_in_words


@get("/activities/{activity_id:str}", guards=[anyone], include_in_schema=False, opt=PAGE)
async def activity_page(request: CheckedRequest, desk: TheDesk, activity_id: FromPath[str]) -> Response[bytes]:
    """One activity, under any id under which it was told."""
    async with looking(request, desk) as look:
        activity = await read_activity(look.read.transaction, activity_id, asked(look, ActivityFilter()))
        if activity is None:
            raise no_such(Noun.ACTIVITY, activity_id, look.as_of)
        await learn_links(look, activity)
        naming = naming_of(look)
        thread = await thread_of_activity(look.read, look.scope, look.names, activity)
        await look.names.learn(Noun.COORDINATION_MEETING, [entry.meeting for entry in thread])
        return page(
            look,
            "activity.html",
            api=look.link(f"/api/v1/activities/{activity.id}"),
            activity=activity,
            kind=KINDS[activity.kind],
            stage=stage_in_words(activity) if activity.stage else "stage not said",
            timeliness=judged(look, activity),
            is_third_party=activity.assurance is Assurance.THIRD_PARTY,
            fields=fields_of(look, activity),
            reports=[(report, fields_of_report(look, report)) for report in activity.reports],
            answered=linked(naming, dict.fromkeys((*activity.answers, *activity.responds_to))),
            produced=linked(naming, activity.produces),
            parts=await _parts(look, activity),
            asked_as=activity_id if activity_id != activity.id else None,
            history=await history(look, Noun.ACTIVITY, *made_of(activity)),
            thread=thread,
        )


async def _parts(look: Look, activity: Activity) -> list[ActivityRow]:
    """The public activities that are a part of this one."""
    ids = [activity.id, *activity.aliases]
    found = await read_under(look.read.transaction, ACTIVITIES, "part_of", ids, look.read.clocks)
    return [row(look, part) for part in found if look.names.shows(part)]


ROUTES = (activity_page,)
