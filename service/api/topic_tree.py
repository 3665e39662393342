"""Which topics a question means: those named, with or without the narrower ones."""

from collections.abc import Sequence

from events.identity import Noun
from projections.registry import TOPICS
from projections.things import read_all
from service.api.asking import no_such
from service.desk import Reading


async def chosen_topics(read: Reading, named: Sequence[str] | None, narrower: bool) -> tuple[str, ...]:
    """The topics named, each with the narrower ones if asked; NotFound for a name that the vocabulary lacks."""
    if not named:
        return ()
    topics = await read_all(read.transaction, TOPICS, read.clocks)
    known = {topic.id for topic in topics}
    for topic_id in named:
        if topic_id not in known:
            raise no_such(Noun.TOPIC, topic_id, read.clocks.as_of)
    chosen = set(named)
    while narrower and (below := {topic.id for topic in topics if topic.broader in chosen} - chosen):
        chosen |= below
    return tuple(sorted(chosen))
