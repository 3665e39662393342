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
    REPORTING_ROUND = "reporting-round"
    ASSIGNMENT = "assignment"
    POST = "post"


# No two nouns have the same first word.
_BY_FIRST_WORD = {noun.partition("-")[0]: (noun, f"{noun}-") for noun in Noun}
assert len(_BY_FIRST_WORD) == len(Noun), "Two nouns begin with the same word."


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
    """The noun of a stream."""
    known = _BY_FIRST_WORD.get(stream.partition("-")[0])
    if known is None or not stream.startswith(known[1]):
        raise ValueError(f"The stream {stream} begins with none of the nouns: {', '.join(Noun)}.")
    return known[0]


def tag_of(stream: str) -> str:
    """The tag under which a stream's own events are found, such as `agency:unfpa`."""
    noun = noun_of(stream)
    return f"{noun}:{stream[len(noun) + 1 :]}"
