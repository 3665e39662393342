"""The activities of one agency over HTTP: as lead, reporter or partner, with or without its sub-entities."""

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath
from msgspec.structs import replace

from projections.registry import ACTIVITY_LISTS
from service.api.asking import AsOf, KnownAt, TheDesk, reading
from service.api.body import CheckedRequest
from service.api.filter_parameters import EvaluatedOn, Narrower, Roles, SubEntities, Topics
from service.api.filters import Filter
from service.api.lists import ActivityList, Paging, page_of
from service.auth.guards import reads


@get("/api/v1/agencies/{agency_id:str}/activities", guards=[reads], tags=["agencies"])
async def list_agency_activities(
    request: CheckedRequest,
    desk: TheDesk,
    agency_id: FromPath[str],
    wanted: NamedDependency[Filter],
    paging: NamedDependency[Paging],
    sub_entities: SubEntities = False,
    role: Roles = None,
    topic: Topics = None,
    narrower: Narrower = False,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    evaluated_on: EvaluatedOn = None,
) -> Response[ActivityList]:
    """What one agency leads, reported or takes part in; `role` narrows it, `sub_entities` adds what is under it."""
    wanted = replace(
        wanted,
        agency=(agency_id,),
        role=tuple(role or ()),
        sub_entities=sub_entities,
        topic=tuple(topic or ()),
        narrower=narrower,
    )
    async with reading(desk, as_of, known_at, ACTIVITY_LISTS, evaluated_on) as read:
        return await page_of(request, read, wanted, paging, desk.due_soon_days)


ROUTES = (list_agency_activities,)
