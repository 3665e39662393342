"""The activities of one topic over HTTP, with or without the narrower topics."""

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath
from msgspec.structs import replace

from projections.activity_filter import ActivityFilter
from projections.registry import ACTIVITY_LISTS
from service.api.agency_tree import chosen_agencies
from service.api.asking import AsOf, KnownAt, TheDesk, reading
from service.api.body import CheckedRequest
from service.api.lists import PAGE_DEFAULT, ActivityList, Agencies, Cursor, Limit, Narrower, Roles, SubEntities, page_of
from service.api.topic_tree import chosen_topics
from service.auth.guards import reads


@get("/api/v1/topics/{topic_id:str}/activities", guards=[reads], tags=["topics"])
async def list_topic_activities(
    request: CheckedRequest,
    desk: TheDesk,
    topic_id: FromPath[str],
    wanted: NamedDependency[ActivityFilter],
    narrower: Narrower = False,
    agency: Agencies = None,
    sub_entities: SubEntities = False,
    role: Roles = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    limit: Limit = PAGE_DEFAULT,
    cursor: Cursor = None,
) -> Response[ActivityList]:
    """What was reported on one topic; `narrower` adds the topics under it."""
    async with reading(desk, as_of, known_at, ACTIVITY_LISTS) as read:
        wanted = replace(
            wanted,
            topics=await chosen_topics(read, [topic_id], narrower),
            agencies=await chosen_agencies(read, agency, sub_entities),
            roles=tuple(role or ()),
        )
        return await page_of(request, read, wanted, limit, cursor, desk.due_soon_days)


ROUTES = (list_topic_activities,)
