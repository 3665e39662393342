"""The activities of one agency over HTTP: as lead, reporter or partner, with or without its sub-entities."""

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath
from msgspec.structs import replace

from projections.activity_filter import ActivityFilter
from projections.registry import ACTIVITY_LISTS
from service.api.agency_tree import chosen_agencies
from service.api.asking import AsOf, KnownAt, TheDesk, reading
from service.api.body import CheckedRequest
from service.api.lists import PAGE_DEFAULT, ActivityList, Cursor, Limit, Narrower, Roles, SubEntities, Topics, page_of
from service.api.topic_tree import chosen_topics
from service.auth.guards import reads


@get("/api/v1/agencies/{agency_id:str}/activities", guards=[reads], tags=["agencies"])
async def list_agency_activities(
    request: CheckedRequest,
    desk: TheDesk,
    agency_id: FromPath[str],
    wanted: NamedDependency[ActivityFilter],
    sub_entities: SubEntities = False,
    role: Roles = None,
    topic: Topics = None,
    narrower: Narrower = False,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    limit: Limit = PAGE_DEFAULT,
    cursor: Cursor = None,
) -> Response[ActivityList]:
    """What one agency leads, reported or takes part in; `role` narrows it, `sub_entities` adds what is under it."""
    async with reading(desk, as_of, known_at, ACTIVITY_LISTS) as read:
        wanted = replace(
            wanted,
            agencies=await chosen_agencies(read, [agency_id], sub_entities),
            roles=tuple(role or ()),
            topics=await chosen_topics(read, topic, narrower),
        )
        return await page_of(request, read, wanted, limit, cursor, desk.due_soon_days)


ROUTES = (list_agency_activities,)
