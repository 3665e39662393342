"""Ids of activities: the one that is asked for, or one made of the reporter and the title, which people can read."""

import re
from collections.abc import Iterator
from functools import lru_cache

from events.identity import ID_LENGTH_MAX, Noun
from events.text import normalised
from service.commands import checks
from service.commands.deliberation import Deliberation

TITLE_IN_ID_MAX = 40
# What stands at these ids' places in the API is no activity.
NOT_AN_ID = frozenset({"facets", "query"})
_NOT_IN_ID = re.compile(r"[^a-z0-9]+")


def id_for(deliberation: Deliberation, asked: str | None, made_of: tuple[str, str]) -> str:
    """The id under which it is told: the one asked for, else the first free one made of reporter and title."""
    if asked is not None:
        checks.free_id(Noun.ACTIVITY, asked, deliberation.activity(asked))
        return asked
    return next(made for made in _ids_made(deliberation, *made_of) if not deliberation.activity(made))


def _ids_made(deliberation: Deliberation, reported_by: str, title: str) -> Iterator[str]:
    base = id_made_of(reported_by, title)
    reporter = _reporter(reported_by)
    if base == reporter:
        base = f"{reporter}-{deliberation.fresh_id}"
    yield base
    for number in range(2, 50):
        yield f"{base}-{number}"
    yield f"{reporter}-{deliberation.fresh_id}"


@lru_cache(maxsize=512)
def id_made_of(reported_by: str, title: str) -> str:
    """The id that people would guess; only the reporter where the title has no word that can stand in an id."""
    words = _NOT_IN_ID.sub("-", normalised(title))[:TITLE_IN_ID_MAX].strip("-")
    return f"{_reporter(reported_by)}-{words}" if words else _reporter(reported_by)


def _reporter(reported_by: str) -> str:
    return reported_by[: ID_LENGTH_MAX - TITLE_IN_ID_MAX - len("--49")].strip("-")
