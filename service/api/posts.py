"""Posts over HTTP: the functions that answer for agencies, and who holds them, by the ids of people alone."""

from typing import Annotated

from litestar import Response, get, post
from litestar.params import FromPath, JSONBody, QueryParameter

from events.identity import Noun
from events.post import Post
from projections.registry import POSTS
from projections.things import read_all, read_under
from service.api.asking import (
    AsOf,
    IdempotencyKey,
    IfMatch,
    KnownAt,
    Listing,
    TheDesk,
    headers_of_list,
    headers_of_thing,
    reading,
    stands,
    the_one,
)
from service.api.body import CheckedRequest
from service.api.conditions import if_match
from service.api.event_answers import HistoryAnswer, history_of
from service.api.handing_in import hand_in
from service.auth.guards import keeps, reads, reports
from service.commands.post import PostUpdate, RegisterPost, UpdatePost
from service.writer.work import Receipt

PATH = "/api/v1/posts"
USES = (POSTS,)


class PostList(Listing, frozen=True, kw_only=True):
    """The posts in the order of their ids."""

    items: tuple[Post, ...]


@get(PATH, guards=[reads], tags=["posts"])
async def list_posts(
    request: CheckedRequest,
    desk: TheDesk,
    agency: Annotated[list[str] | None, QueryParameter(description="That answer for these agencies.")] = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
) -> Response[PostList]:
    """Every post, or those of some agencies."""
    async with reading(desk, as_of, known_at, USES) as read:
        headers = headers_of_list(request, read)
        found = await (
            read_under(read.transaction, POSTS, "agency", agency, read.clocks)
            if agency
            else read_all(read.transaction, POSTS, read.clocks)
        )
        return Response(PostList(**stands(read), total=len(found), items=tuple(found)), headers=headers)


@post(PATH, guards=[keeps], tags=["posts"])
async def register_post(
    request: CheckedRequest, desk: TheDesk, data: JSONBody[RegisterPost], idempotency_key: IdempotencyKey = None
) -> Response[Receipt]:
    """Register a function that answers for an agency."""
    return await hand_in(request, desk, data, idempotency_key)


@get(PATH + "/{post_id:str}", guards=[reads], tags=["posts"])
async def get_post(
    request: CheckedRequest, desk: TheDesk, post_id: FromPath[str], as_of: AsOf = None, known_at: KnownAt = None
) -> Response[Post]:
    """One post, with everybody who held it."""
    async with reading(desk, as_of, known_at, USES) as read:
        found: Post = await the_one(read, POSTS, post_id)
        return Response(found, headers=headers_of_thing(request, read, found.version))


@get(PATH + "/{post_id:str}/history", guards=[reads], tags=["posts"])
async def get_post_history(request: CheckedRequest, desk: TheDesk, post_id: FromPath[str]) -> Response[HistoryAnswer]:
    """Every event about one post."""
    async with reading(desk, uses=()) as read:
        return await history_of(request, read, Noun.POST, post_id)


@post(PATH + "/{post_id:str}/updates", guards=[reports], tags=["posts"])
async def update_post(
    request: CheckedRequest,
    desk: TheDesk,
    post_id: FromPath[str],
    data: JSONBody[PostUpdate],
    idempotency_key: IdempotencyKey = None,
    _if_match: IfMatch = None,
) -> Response[Receipt]:
    """Update a post: taken, left, retitled, closed. Who holds it hands it over; the rest is the secretariat's."""
    command = UpdatePost(id=post_id, update=data, expected_version=if_match(request))
    return await hand_in(request, desk, command, idempotency_key)


ROUTES = (list_posts, register_post, get_post, get_post_history, update_post)
