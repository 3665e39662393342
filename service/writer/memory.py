"""What the writer remembers: the folded state of things, as far as the log goes, read in when it is asked for."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from events.fact import Recorded
from events.identity import ID_PATTERN, Noun, noun_of, stream_of
from events.log.database import Transaction
from events.log.event import RecordedEvent
from events.log.reading import read_after, read_streams, tag_owner
from events.reading_facts import recorded_from, tags_of
from events.states import FOLDINGS, fold

STATES_MAX = 50_000
BEHIND_MAX = 1_000

_ID = re.compile(ID_PATTERN)
_NAMED_NOUNS = tuple(noun for noun in FOLDINGS if noun is not Noun.PERSON)


class NotLoaded(Exception):
    """A decision asked for something that is not in memory yet."""

    def __init__(self, streams: tuple[str, ...] = (), tags: tuple[str, ...] = ()) -> None:
        super().__init__(f"Not in memory: {', '.join((*streams, *tags))}.")
        self.streams = streams
        self.tags = tags


class Memory:
    """The world as decisions see it. It is right for exactly one position of the log, `position`."""

    def __init__(self) -> None:
        self.position = 0
        self._states: dict[str, Any] = {}
        self._owners: dict[str, str | None] = {}

    def state(self, noun: Noun, thing_id: str) -> Any:
        """The state of a thing; raises NotLoaded where it is not in memory."""
        stream = stream_of(noun, thing_id)
        if stream not in self._states:
            raise NotLoaded(streams=(stream,))
        return self._states[stream]

    def owner(self, tag: str) -> str | None:
        """The stream of the first event with the tag; raises NotLoaded where it is not in memory."""
        if tag not in self._owners:
            raise NotLoaded(tags=(tag,))
        return self._owners[tag]

    def forget(self) -> None:
        """Forget everything, as after a transaction that came to nothing."""
        self.position = 0
        self._states.clear()
        self._owners.clear()

    async def come_to(self, transaction: Transaction, position: int) -> None:
        """Take in what other processes appended since; where that is much, start anew."""
        if self.position == position and len(self._states) < STATES_MAX:
            return
        if position - self.position > BEHIND_MAX or self.position > position or len(self._states) >= STATES_MAX:
            self.forget()
        else:
            self.take(await read_after(transaction, self.position, position - self.position))
        self.position = position

    def take(self, events: Sequence[RecordedEvent]) -> None:
        """Take in events just appended; a stream that came out of order is forgotten and read again when needed."""
        for event in events:
            self.say(recorded_from(event))
        if events:
            self.position = events[-1].position

    def say(self, recorded: Recorded[Any]) -> None:
        """Take in one event."""
        stream = recorded.stream
        noun = noun_of(stream)
        if stream in self._states and noun in FOLDINGS:
            self._states[stream] = FOLDINGS[noun].evolve(self._states[stream], recorded)
            if _out_of_order(self._states[stream], recorded):
                del self._states[stream]
        for tag in tags_of(stream, recorded.fact):
            if self._owners.get(tag, stream) is None:
                self._owners[tag] = stream

    async def load(self, transaction: Transaction, streams: Iterable[str], tags: Iterable[str] = ()) -> None:
        """Read in what is asked for and not yet in memory; what there is not is remembered as absent."""
        wanted = [stream for stream in dict.fromkeys(streams) if stream not in self._states]
        if wanted:
            found: dict[str, list[Recorded[Any]]] = {stream: [] for stream in wanted}
            for event in await read_streams(transaction, wanted):
                found[event.stream].append(recorded_from(event))
            self._states |= {stream: fold(noun_of(stream), events) for stream, events in found.items()}
        missing = [tag for tag in dict.fromkeys(tags) if tag not in self._owners]
        if missing:
            owners = await tag_owner(transaction, missing)
            self._owners |= {tag: owners.get(tag) for tag in missing}


def _out_of_order(state: Any, recorded: Recorded[Any]) -> bool:
    """Whether the event was said before the newest of its stream, so that folding it last may be wrong."""
    days = getattr(state, "days", ())
    return recorded.fact.TYPE == "reported-on-corrected" or bool(days and recorded.reported_on < max(days))


def mentioned(command: object) -> tuple[list[str], list[str]]:
    """The streams and tags that a command may ask for: every text in it that could be an id, of every noun.

    A guess that saves round trips: what it leaves out is read in when the decision asks for it.
    """
    ids = {text for text in _texts(msgspec.to_builtins(command)) if len(text) <= 80 and _ID.match(text)}
    streams = [stream_of(noun, thing_id) for thing_id in ids for noun in _NAMED_NOUNS]
    return streams, [f"activity:{thing_id}" for thing_id in ids]


def _texts(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner)
