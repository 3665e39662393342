"""The pages of the vocabulary: all topics as a tree, and one with its activities."""

from litestar import Response, get
from litestar.params import FromPath

from events.identity import Noun
from events.topic import Topic
from projections.activity_filter import ActivityFilter
from projections.registry import TOPICS
from projections.things import read_all
from service.api.asking import TheDesk, no_such
from service.api.body import CheckedRequest
from service.api.topic_tree import chosen_topics
from service.auth.guards import anyone
from service.web.activity_rows import read_rows
from service.web.history import history
from service.web.look import PAGE, Look, looking
from service.web.page import page

DEPTH_MAX = 12


@get("/topics", guards=[anyone], include_in_schema=False, opt=PAGE)
async def topics_page(request: CheckedRequest, desk: TheDesk) -> Response[bytes]:
    """The vocabulary, narrower topics under their broader ones."""
    async with looking(request, desk) as look:
        return page(look, "topics.html", api=look.link("/api/v1/topics"), tree=_tree(await _topics(look), None))


@get("/topics/{topic_id:str}", guards=[anyone], include_in_schema=False, opt=PAGE)
async def topic_page(request: CheckedRequest, desk: TheDesk, topic_id: FromPath[str]) -> Response[bytes]:
    """One topic."""
    async with looking(request, desk) as look:
        topics = {topic.id: topic for topic in await _topics(look)}
        if topic_id not in topics:
            raise no_such(Noun.TOPIC, topic_id, look.as_of)
        with_narrower = look.asked("narrower") == "true"
        chosen = await chosen_topics(look.read, [topic_id], with_narrower)
        return page(
            look,
            "topic.html",
            api=look.link(f"/api/v1/topics/{topic_id}"),
            topic=topics[topic_id],
            narrower=[topic for topic in topics.values() if topic.broader == topic_id],
            with_narrower=with_narrower,
            activities=await read_rows(look, ActivityFilter(topics=chosen)),
            history=await history(look, Noun.TOPIC, topic_id),
        )


async def _topics(look: Look) -> list[Topic]:
    found: list[Topic] = await read_all(look.read.transaction, TOPICS, look.read.clocks)
    look.names.took(Noun.TOPIC, found)
    return sorted(found, key=lambda topic: topic.label)


class _Branch(Topic, frozen=True, kw_only=True):
    """A topic with the narrower ones under it."""

    narrower: tuple["_Branch", ...] = ()


def _tree(topics: list[Topic], broader: str | None, depth: int = 0) -> tuple[_Branch, ...]:
    """The topics under one; those whose broader topic is not known at these clocks stand at the top."""
    known = {topic.id for topic in topics}
    here = [topic for topic in topics if (topic.broader if topic.broader in known else None) == broader]
    if depth > DEPTH_MAX:
        return ()
    return tuple(
        _Branch(
            **{name: getattr(topic, name) for name in topic.__struct_fields__},
            narrower=_tree(topics, topic.id, depth + 1),
        )
        for topic in here
    )


ROUTES = (topics_page, topic_page)
