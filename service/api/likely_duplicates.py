"""Likely duplicates: a report whose title is like that of another of the same body is taken, with a warning."""

from events.text import likeness
from projections.activity_filter import ActivityFilter
from projections.activity_pages import Asked, read_page
from projections.registry import ACTIVITY_LISTS
from service.api.asking import TheDesk, reading, scope_for
from service.api.body import CheckedRequest
from service.auth.guards import caller_of
from service.commands.activity import ReportBody
from service.writer.work import Warning

LIKENESS_PER_CENT_MIN = 88
COMPARED_MAX = 500
WARNINGS_MAX = 3


async def likely_duplicates(request: CheckedRequest, desk: TheDesk, body: ReportBody) -> tuple[Warning, ...]:
    """A warning for each activity of the same lead or reporter whose title is like this one's, the likest first."""
    bodies = {body.lead, body.reported_by or caller_of(request).agency} - {None}
    if body.same_as is not None or not bodies:
        return ()
    async with reading(desk, uses=ACTIVITY_LISTS) as read:
        wanted = ActivityFilter(agencies=tuple(sorted(str(one) for one in bodies)))
        asked = Asked(
            wanted=wanted,
            scope=await scope_for(request, read),
            clocks=read.clocks,
            evaluated_on=read.evaluated_on,
        )
        page = await read_page(read.transaction, asked, COMPARED_MAX)
    alike = [(likeness(activity.title, body.title), activity) for activity in page.activities]
    likest = sorted((one for one in alike if one[0] >= LIKENESS_PER_CENT_MIN), key=lambda one: -one[0])
    return tuple(
        Warning(
            rule="likely-duplicate",
            sentence=(
                f"{activity.id} has a title that is {percent} per cent alike; if it is the same, report it again "
                "with same_as."
            ),
            links={"existing": f"/api/v1/activities/{activity.id}"},
        )
        for percent, activity in likest[:WARNINGS_MAX]
    )
