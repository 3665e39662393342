"""Ids of activities: the one that is asked for, or one made of the reporter and the title, which people can read."""

import re
from collections.abc import Iterator

from events.identity import ID_LENGTH_MAX, Noun
from events.text import normalised
from service.commands import checks
from service.commands.deliberation import Deliberation

TITLE_IN_ID_MAX = 40


def id_for(deliberation: Deliberation, asked: str | None, made_of: tuple[str, str]) -> str:
    """The id under which it is told: the one asked for, else the first free one made of reporter and title."""
    if asked is not None:
        checks.free_id(Noun.ACTIVITY, asked, deliberation.activity(asked))
        return asked
    return next(made for made in _ids_made(deliberation, *made_of) if not deliberation.activity(made))


def _ids_made(deliberation: Deliberation, reported_by: str, title: str) -> Iterator[str]:
    words = re.sub(r"[^a-z0-9]+", "-", " ".join(normalised(title).split()))[:TITLE_IN_ID_MAX].strip("-")
    reporter = reported_by[: ID_LENGTH_MAX - TITLE_IN_ID_MAX - len("--49")].strip("-")
    base = f"{reporter}-{words}" if words else f"{reporter}-{deliberation.fresh_id}"
    yield base
    for number in range(2, 50):
        yield f"{base}-{number}"
    yield f"{reporter}-{deliberation.fresh_id}"
