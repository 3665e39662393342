"""Filters of every member that bitmaps hold, drawn at random, in filters."""

from collections.abc import Callable, Sequence
from random import Random
from typing import Any

from events.vocabulary import ActivityKind, Assurance, Review, Stage, Visibility
from projections.activity_filter import ActivityFilter
from projections.timeliness import Standing, Timeliness
from tests.consistency.query_log import AGENCIES, DAYS, LANGUAGES, MANDATES, MEETINGS, PLACES, STATEMENTS, TOPICS

ROLES = ("lead", "reporter", "partner", "organizer", "host", "assignee")
FIELDS = ("stage", "lead", "due", "date", "topic", "mandate", "meeting")


def _some(values: Sequence[Any]) -> Callable[[Random], tuple[Any, ...]]:
    return lambda random: tuple(random.sample(list(dict.fromkeys(values)), random.choice((1, 1, 2))))


def _words(values: Sequence[Any]) -> Callable[[Random], tuple[str, ...]]:
    return _some([str(value) for value in values])


def _day(random: Random) -> str:
    return random.choice(("2008-06-01", *DAYS, "2999-12-31"))


MEMBERS: dict[str, Callable[[Random], Any]] = {
    "agencies": _some(AGENCIES),
    "leads": _some(AGENCIES),
    "topics": _some((*TOPICS, "no-such-topic")),
    "kinds": _words(tuple(ActivityKind)),
    "stages": _words(tuple(Stage)),
    "reviews": _words(tuple(Review)),
    "assurances": _words(tuple(Assurance)),
    "visibilities": _words(tuple(Visibility)),
    "languages": _some(LANGUAGES),
    "timeliness": _some(tuple(Timeliness)),
    "standing": _some(tuple(Standing)),
    "mandates": _some(MANDATES),
    "meetings": _some(MEETINGS),
    "statements": _some(STATEMENTS),
    "parts_of": _some(("work-0", "work-1")),
    "places": _some((*PLACES, "001")),
    "place_codes": _some(PLACES),
    "without": _some(FIELDS),
    "promise": lambda random: random.random() < 0.5,
    "open": lambda random: random.random() < 0.5,
    **dict.fromkeys(
        (f"{what}_{end}" for what in ("reported", "heard", "due", "date") for end in ("from", "to")),
        _day,
    ),
}


def filter_at_random(random: Random, depth: int = 2) -> ActivityFilter:
    """A filter of no member or a few, with others in it."""
    members = {name: MEMBERS[name](random) for name in random.sample(list(MEMBERS), random.choice((0, 1, 1, 2)))}
    if "agencies" in members and random.random() < 0.5:
        members["roles"] = _some(ROLES)(random)
    if depth and random.random() < 0.4:
        within = random.choice(("all_of", "any_of", "none_of"))
        members[within] = tuple(filter_at_random(random, depth - 1) for _ in range(random.choice((1, 2))))
    return ActivityFilter(**members)
