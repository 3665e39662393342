"""A small table of publications behind the whole set of layers, as every test of the conventions uses it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated, Any, Literal

import httpx
from litestar import Response, get, post, put
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, FromQuery, HeaderParameter, JSONBody, QueryParameter
from litestar.response import ServerSentEvent
from msgspec import Meta, Struct

from service.api.body import CheckedRequest
from service.api.conditions import etag_of_list, etag_of_thing, if_none_match, require_if_match
from service.api.layers import ApiLayers, Application
from service.api.openapi import EXAMPLE
from service.api.problems import NotFound, Overloaded
from service.auth.caller import Caller, scope_of
from service.auth.guards import anyone, caller_of, keeps, reads, reports
from service.auth.roles import Role

KEYS = {
    "reader": Caller(key_id="k-reader", role=Role.READER),
    "unfpa": Caller(key_id="k-unfpa", role=Role.FOCAL_POINT, agency="unfpa"),
    "secretariat": Caller(key_id="k-secretariat", role=Role.SECRETARIAT),
}

Title = Annotated[str, Meta(min_length=1, max_length=200)]


class Author(Struct, forbid_unknown_fields=True):
    """Who wrote it."""

    name: Title
    role: Literal["author", "co_author"] = "author"


class Issued(Struct, forbid_unknown_fields=True, tag_field="news", tag="issued"):
    """The publication came out."""

    year: Annotated[int, Meta(ge=1945, le=2100)]


class Delayed(Struct, forbid_unknown_fields=True, tag_field="news", tag="delayed"):
    """The publication comes later."""

    reason: str


class ReportPublication(Struct, forbid_unknown_fields=True):
    """A publication as an agency reports it."""

    title: Title
    authors: list[Author] = []
    news: list[Issued | Delayed] = []
    pages: int | None = None
    labels: dict[str, str] = {}


class Publication(Struct):
    """A publication as it is shown."""

    publication_id: str
    title: str
    version: int


class PublicationPage(Struct):
    """A page of publications."""

    items: list[Publication]


async def filters(topic: FromQuery[str | None] = None) -> str | None:
    """A dependency with a filter of its own."""
    return topic


@get("/api/v1/publications", guards=[reads], tags=["publications"])
async def list_publications(
    request: CheckedRequest,
    filters: NamedDependency[str | None],
    limit: Annotated[int, QueryParameter(ge=1, le=100)] = 20,
    kind: FromQuery[list[str] | None] = None,
) -> Response[PublicationPage]:
    """The publications of all agencies."""
    etag = etag_of_list("12.9f3c2a01", scope=scope_of(request.user))
    if_none_match(request, etag)
    items = [Publication("world-population", str(filters), 3)][:limit]
    return Response(PublicationPage(items), headers={"ETag": etag})


@post("/api/v1/publications", guards=[reports], tags=["publications"], opt={EXAMPLE: ReportPublication("Migration")})
async def report_publication(request: CheckedRequest, data: JSONBody[ReportPublication]) -> Publication:
    """Report a publication."""
    assert caller_of(request).actor.startswith("key:"), "a guarded route has a caller"
    return Publication("world-population", data.title, 1)


@get("/api/v1/publications/{publication_id:str}", guards=[reads], tags=["publications"])
async def get_publication(request: CheckedRequest, publication_id: FromPath[str]) -> Response[Publication]:
    """One publication."""
    if publication_id != "world-population":
        raise NotFound(f"No publication is called {publication_id}.")
    etag = etag_of_thing(3)
    if_none_match(request, etag)
    return Response(Publication(publication_id, "World Population Prospects", 3), headers={"ETag": etag})


@put("/api/v1/publications/{publication_id:str}", guards=[keeps], tags=["publications"])
async def replace_publication(
    request: CheckedRequest,
    publication_id: FromPath[str],
    data: JSONBody[ReportPublication],
    _version: Annotated[str | None, HeaderParameter(name="If-Match")] = None,
) -> Publication:
    """Replace a publication."""
    return Publication(publication_id, data.title, require_if_match(request) + 1)


@get("/health/live", guards=[anyone], include_in_schema=False)
async def live() -> dict[str, bool]:
    """Whether the process lives."""
    return {"live": True}


@get("/api/v1/failure", guards=[reads], include_in_schema=False)
async def failure() -> None:
    """Fails as a bug would."""
    raise RuntimeError("the password is hunter2")


@get("/api/v1/crowd", guards=[reads], include_in_schema=False)
async def crowd() -> None:
    """Refuses as a full queue would."""
    raise Overloaded("Expected at most 1000 waiting commands, found more.", retry_after_seconds=2)


@get("/api/v1/stream", guards=[reads], include_in_schema=False)
async def stream() -> ServerSentEvent:
    """Never ends."""

    async def forever() -> AsyncIterator[str]:
        while True:
            yield "position 12"

    return ServerSentEvent(forever())


ROUTES = [
    list_publications, report_publication, get_publication, replace_publication, live, failure, crowd, stream,
]  # fmt: skip


def make_application(requests_per_minute: int = 600) -> Application:
    """The table of publications with the layers of the real service."""

    async def find_caller(token: str) -> Caller | None:
        return KEYS.get(token)

    layers = ApiLayers(
        find_caller=find_caller,
        version="0.1.0",
        tags={"publications": "What agencies publish."},
        requests_per_minute=requests_per_minute,
    )
    return Application(ROUTES, layers=layers, dependencies={"filters": Provide(filters)})


@asynccontextmanager
async def calling(application: Application, key: str = "secretariat") -> AsyncIterator[httpx.AsyncClient]:
    """A client of the application, in process, with the key of one of KEYS."""
    async with application.lifespan():
        transport = httpx.ASGITransport(app=application, raise_app_exceptions=False)  # type: ignore[arg-type]
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost", headers=headers) as client:
            yield client


def assert_problem(answer: httpx.Response, status: int, slug: str) -> dict[str, Any]:
    """The one shape of every error; gives the problem document."""
    problem: dict[str, Any] = answer.json()
    assert (answer.status_code, problem["type"]) == (status, f"/problems/{slug}"), answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert problem["status"] == status
    assert problem["title"]
    assert problem["detail"].endswith(".")
    assert problem["instance"] == answer.request.url.path
    assert problem["request_id"] == answer.headers["x-request-id"]
    return problem
