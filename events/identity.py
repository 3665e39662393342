"""How things are named: ids that people can read and type, and the stream that each thing has of its own."""

import re
from enum import StrEnum

ID_PATTERN = r"^[a-z0-9]+(?:-[a-z0-9]+)*$"
ID_LENGTH_MAX = 80

_ID = re.compile(ID_PATTERN)


class Noun(StrEnum):
    """The things that have a stream each; the value is the first part of the stream's name."""

    AGENCY = "agency"
    TOPIC = "topic"
    MANDATE = "mandate"
    MEETING = "meeting"
    COORDINATION_MEETING = "coordination-meeting"
    INTERVENTION = "intervention"
    STATEMENT = "statement"
    ACTIVITY = "activity"
    PERSON = "person"
    LOG = "log"


_LONGEST_FIRST = tuple(sorted(Noun, key=len, reverse=True))


def is_id(text: str) -> bool:
    """Whether the text can be an id: lower-case letters and digits in groups, a hyphen between two groups."""
    return len(text) <= ID_LENGTH_MAX and _ID.fullmatch(text) is not None


def stream_of(noun: Noun, thing_id: str) -> str:
    """The name of the stream that holds all events about one thing."""
    return f"{noun}-{thing_id}"


def id_in(noun: Noun, stream: str) -> str:
    """The id of the thing whose stream this is."""
    assert stream.startswith(f"{noun}-"), f"{stream} is not a stream of the noun {noun}"
    return stream[len(noun) + 1 :]


def noun_of(stream: str) -> Noun:
    """The noun of a stream; the longest name that fits, for `coordination-meeting-cm7` begins like no other."""
    for noun in _LONGEST_FIRST:
        if stream.startswith(f"{noun}-"):
            return noun
    raise ValueError(f"The stream {stream} begins with none of the nouns: {', '.join(Noun)}.")


def tag_of(stream: str) -> str:
    """The tag under which a stream's own events are found, such as `agency:unfpa`."""
    noun = noun_of(stream)
    return f"{noun}:{id_in(noun, stream)}"
