"""Questions for activities in the body of a POST, for filters that are long or nested: lists, and their facets."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated

from litestar import Response, post
from litestar.params import JSONBody
from msgspec import Meta, Struct
from msgspec.structs import replace

from projections.activity_orders import Order
from projections.registry import ACTIVITY_LISTS
from service.api.asking import TheDesk, reading
from service.api.body import CheckedRequest
from service.api.facet_names import NAMES, FacetName
from service.api.facets import PATH as FACETS_PATH
from service.api.facets import VALUES_DEFAULT, VALUES_MAX, FacetList, facets_of
from service.api.filter_meaning import Place
from service.api.filters import EVERYTHING, Filter
from service.api.lists import CURSOR_LENGTH_MAX, PAGE_DEFAULT, PAGE_MAX, ActivityList, Paging, page_of
from service.api.openapi import EXAMPLE
from service.api.problems import InvalidInput
from service.auth.guards import reads
from service.commands.fields import Day
from service.desk import Desk, Reading

PATH = "/api/v1/activities/query"
IN_BODY = Place("/filter", "body")


class Question(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Which activities, and at which clocks: as of a day, as known at a position or an instant, judged on a day."""

    filter: Filter = EVERYTHING
    as_of: Day | None = None
    known_at: Annotated[str, Meta(max_length=40)] | None = None
    evaluated_on: Day | None = None


class ListQuestion(Question, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A list that is asked for page by page; every further page is asked for in the same words, with its cursor."""

    sort: Order | None = None
    descending: bool = False
    fields: tuple[str, ...] | None = None
    limit: Annotated[int, Meta(ge=1, le=PAGE_MAX)] = PAGE_DEFAULT
    cursor: Annotated[str, Meta(max_length=CURSOR_LENGTH_MAX)] | None = None


class FacetQuestion(Question, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """The facets of a list that are asked for, all where none is named, and of how many values."""

    facets: tuple[FacetName, ...] = ()
    values: Annotated[int, Meta(ge=1, le=VALUES_MAX)] = VALUES_DEFAULT


_EXAMPLE = Filter(
    agency=("un-desa",),
    sub_entities=True,
    any_of=(Filter(topic=("remittances",), narrower=True), Filter(place=("002",))),
    none_of=Filter(without=("due",)),
)


@asynccontextmanager
async def _reading(desk: Desk, asked: Question) -> AsyncIterator[Reading]:
    """The state that is asked for; what is wrong with its clocks is told with its place in the body."""
    try:
        async with reading(desk, asked.as_of, asked.known_at, ACTIVITY_LISTS, asked.evaluated_on) as read:
            yield read
    except InvalidInput as error:
        faults = [replace(fault, source="body") for fault in error.faults]
        raise type(error)(error.detail, faults=faults) from error


@post(PATH, guards=[reads], tags=["activities"], status_code=200, opt={EXAMPLE: ListQuestion(filter=_EXAMPLE)})
async def query_activities(
    request: CheckedRequest, desk: TheDesk, data: JSONBody[ListQuestion]
) -> Response[ActivityList]:
    """A list of activities for a filter that may be long and nested. Nothing is written."""
    paging = Paging(
        limit=data.limit, cursor=data.cursor, order=data.sort, descending=data.descending, fields=data.fields
    )
    async with _reading(desk, data) as read:
        return await page_of(request, read, data.filter, paging, desk.due_soon_days, place=IN_BODY)


@post(FACETS_PATH, guards=[reads], tags=["activities"], status_code=200, opt={EXAMPLE: FacetQuestion(filter=_EXAMPLE)})
async def query_activity_facets(
    request: CheckedRequest, desk: TheDesk, data: JSONBody[FacetQuestion]
) -> Response[FacetList]:
    """The facets of such a list. Nothing is written."""
    names = tuple(dict.fromkeys(data.facets)) or NAMES
    async with _reading(desk, data) as read:
        return await facets_of(request, read, data.filter, names, data.values, desk.due_soon_days, IN_BODY)


ROUTES = (query_activities, query_activity_facets)
