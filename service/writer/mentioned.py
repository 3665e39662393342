"""What a command mentions: a guess at what its decision will ask for, so that it is read in one go."""

import re
from collections.abc import Iterable
from typing import Any

import msgspec

from events.identity import ID_LENGTH_MAX, ID_PATTERN, Noun, stream_of
from events.states import FOLDINGS

_ID = re.compile(ID_PATTERN)
_NAMED_NOUNS = tuple(noun for noun in FOLDINGS if noun is not Noun.PERSON)


def mentioned(command: object) -> tuple[list[str], list[str]]:
    """The streams and tags that a command may ask for: every text in it that could be an id, of every noun.

    A guess that saves round trips: what it leaves out is read in when the decision asks for it.
    """
    texts = set(_texts(msgspec.to_builtins(command)))
    ids = sorted(text for text in texts if len(text) <= ID_LENGTH_MAX and _ID.match(text))
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
