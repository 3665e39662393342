"""The activities of one topic over HTTP, with or without the narrower topics."""

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath
from msgspec.structs import replace

from projections.registry import ACTIVITY_LISTS
from service.api.asking import AsOf, KnownAt, TheDesk, reading
from service.api.body import CheckedRequest
from service.api.filter_parameters import Agencies, EvaluatedOn, Narrower, Roles, SubEntities
from service.api.filters import Filter
from service.api.lists import ActivityList, Paging, page_of
from service.auth.guards import reads


@get("/api/v1/topics/{topic_id:str}/activities", guards=[reads], tags=["topics"])
async def list_topic_activities(
    request: CheckedRequest,
    desk: TheDesk,
    topic_id: FromPath[str],
    wanted: NamedDependency[Filter],
    paging: NamedDependency[Paging],
    narrower: Narrower = False,
    agency: Agencies = None,
    sub_entities: SubEntities = False,
    role: Roles = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    evaluated_on: EvaluatedOn = None,
) -> Response[ActivityList]:
    """What was reported on one topic; `narrower` adds the topics under it."""
    wanted = replace(
        wanted,
        agency=tuple(agency or ()),
        role=tuple(role or ()),
        sub_entities=sub_entities,
        topic=(topic_id,),
        narrower=narrower,
    )
    async with reading(desk, as_of, known_at, ACTIVITY_LISTS, evaluated_on) as read:
        return await page_of(request, read, wanted, paging, desk.due_soon_days)


ROUTES = (list_topic_activities,)
