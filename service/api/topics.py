"""The controlled vocabulary over HTTP: topics, with broader ones and other labels."""

from litestar import Response, get, post
from litestar.params import FromPath, JSONBody

from events.identity import Noun
from events.topic import Topic
from projections.registry import TOPICS
from projections.things import read_all
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
from service.auth.guards import keeps, reads
from service.commands.topic import RegisterTopic, TopicUpdate, UpdateTopic
from service.writer.work import Receipt

PATH = "/api/v1/topics"


class TopicList(Listing, frozen=True, kw_only=True):
    """The topics in the order of their ids."""

    items: tuple[Topic, ...]


@get(PATH, guards=[reads], tags=["topics"])
async def list_topics(
    request: CheckedRequest, desk: TheDesk, as_of: AsOf = None, known_at: KnownAt = None
) -> Response[TopicList]:
    """Every topic of the register."""
    async with reading(desk, as_of, known_at) as read:
        headers = headers_of_list(request, read)
        items = tuple(await read_all(read.transaction, TOPICS, read.clocks))
        return Response(TopicList(**stands(read), total=len(items), items=items), headers=headers)


@get(PATH + "/{topic_id:str}", guards=[reads], tags=["topics"])
async def get_topic(
    request: CheckedRequest, desk: TheDesk, topic_id: FromPath[str], as_of: AsOf = None, known_at: KnownAt = None
) -> Response[Topic]:
    """One topic."""
    async with reading(desk, as_of, known_at) as read:
        topic = await the_one(read, TOPICS, topic_id)
        return Response(topic, headers=headers_of_thing(request, read, topic.version))


@get(PATH + "/{topic_id:str}/history", guards=[reads], tags=["topics"])
async def get_topic_history(request: CheckedRequest, desk: TheDesk, topic_id: FromPath[str]) -> Response[HistoryAnswer]:
    """Every event about one topic."""
    async with reading(desk, uses=()) as read:
        return await history_of(request, read, Noun.TOPIC, topic_id)


@post(PATH, guards=[keeps], tags=["topics"])
async def register_topic(
    request: CheckedRequest, desk: TheDesk, data: JSONBody[RegisterTopic], idempotency_key: IdempotencyKey = None
) -> Response[Receipt]:
    """Take a topic into the vocabulary."""
    return await hand_in(request, desk, data, idempotency_key)


@post(PATH + "/{topic_id:str}/updates", guards=[keeps], tags=["topics"])
async def update_topic(
    request: CheckedRequest,
    desk: TheDesk,
    topic_id: FromPath[str],
    data: JSONBody[TopicUpdate],
    idempotency_key: IdempotencyKey = None,
    _if_match: IfMatch = None,
) -> Response[Receipt]:
    """Update a topic: relabelled, moved, merged, corrected."""
    command = UpdateTopic(id=topic_id, update=data, expected_version=if_match(request))
    return await hand_in(request, desk, command, idempotency_key)


ROUTES = (list_topics, get_topic, get_topic_history, register_topic, update_topic)
