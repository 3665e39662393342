"""The view of activities: every version of each, with what lists filter by and what a page finds them under."""

from collections.abc import Iterator
from functools import lru_cache
from hashlib import blake2b
from typing import Any

import sqlalchemy as sa
from msgspec import json

from events.activity_state import Activity
from events.activity_whole import (
    bodies_by_role,
    first_reported_on,
    links_of,
    meetings_of,
    place_codes_of,
    together,
    wholes_of,
)
from events.identity import Noun
from events.log.tables import NUMBER, TEXT
from events.reference import Referable
from events.text import normalised
from projections.changes import words_of
from projections.held_facets import Facet
from projections.texts import TextField
from projections.timeliness import is_open, is_promise, last_day_due
from projections.versioned_view import VersionedView

# Sorted after every day and every text: what has none comes last.
NO_KEY = "~"
TITLE_LETTERS_SORTED = 100
ROLES = ("lead", "reporter", "partner", "organizer", "host", "assignee")


def columns(activity: Activity) -> tuple[Any, ...]:
    """What lists filter and sort by and what changes are told by, in the order of COLUMNS."""
    if activity.merged:
        activity = together(activity)
    date = activity.date
    title = _title_key(activity.title)
    return (
        activity.kind.value,
        activity.stage.value if activity.stage else None,
        activity.review.value,
        activity.assurance.value,
        activity.visibility.value,
        activity.embargo_until,
        activity.reported_by,
        None if activity.lead in activity.disowned_by else activity.lead,
        activity.language,
        date.earliest if date else None,
        date.latest if date else None,
        (date.earliest or date.latest or NO_KEY) if date else NO_KEY,
        due_key(activity),
        int(is_promise(activity)),
        int(is_open(activity)),
        first_reported_on(activity),
        activity.last_heard_on,
        title,
        title[:TITLE_LETTERS_SORTED],
        activity.due.earliest if activity.due else None,
        json.encode(activity.topics).decode(),
        _digest_of(words_of(activity)),
        activity.merged_into,
    )


def due_key(activity: Activity) -> str:
    """By what activities are sorted that are due: the last day, as YYYY-MM-DD; those without one come last."""
    return last_day_due(activity) or NO_KEY


@lru_cache(maxsize=1_000)
def _title_key(title: str) -> str:
    # News of an activity leaves its title as it was.
    return normalised(title)


def _digest_of(words: tuple[str | None, ...]) -> str:
    """A short text that is another one where the words are others, whatever their length."""
    return blake2b(json.encode(words), digest_size=8).hexdigest()


COLUMNS: tuple[sa.Column[Any], ...] = (
    sa.Column("kind", TEXT, nullable=False),
    sa.Column("stage", TEXT),
    sa.Column("review", TEXT, nullable=False),
    sa.Column("assurance", TEXT, nullable=False),
    sa.Column("visibility", TEXT, nullable=False),
    sa.Column("embargo_until", TEXT),
    sa.Column("reported_by", TEXT, nullable=False),
    sa.Column("lead", TEXT),
    sa.Column("language", TEXT, nullable=False),
    sa.Column("date_earliest", TEXT),
    sa.Column("date_latest", TEXT),
    sa.Column("date_key", TEXT, nullable=False),
    sa.Column("due_by", TEXT, nullable=False),
    sa.Column("promise", NUMBER, nullable=False),
    sa.Column("open", NUMBER, nullable=False),
    sa.Column("first_reported_on", TEXT, nullable=False),
    sa.Column("last_heard_on", TEXT, nullable=False),
    sa.Column("title_key", TEXT, nullable=False),
    sa.Column("title_start", TEXT, nullable=False),
    sa.Column("due_earliest", TEXT),
    sa.Column("topics", TEXT, nullable=False),
    sa.Column("words", TEXT, nullable=False),
    sa.Column("merged_into", TEXT),
)
# All that decides who sees an activity, how it is counted and whether it is wanted.
COUNTED = (
    "kind", "stage", "review", "assurance", "visibility", "embargo_until", "reported_by", "lead", "language",
    "date_earliest", "date_latest", "date_key", "due_by", "promise", "open", "first_reported_on", "last_heard_on",
    "merged_into",
)  # fmt: skip
# What is due is also asked of one lead.
ORDERS = (("due_by",), ("lead", "due_by"), ("date_key",), ("last_heard_on",), ("title_start",))


def facets(activity: Activity) -> Iterator[Facet]:
    """What the activity is found under: its other ids, its bodies by role, topics, mandates, meetings and places.

    So it is with what was merged into it. It is no longer found under a body that answered "not ours". A place stands
    under its own code alone: who asks for an area asks for every code that lies in it.
    """
    joined = together(activity) if activity.merged else activity
    for told_as in joined.aliases:
        yield "id", told_as, ""
    for agency, role in bodies_by_role(activity):
        if agency not in activity.disowned_by:
            yield "agency", agency, role
    for topic in joined.topics:
        yield "topic", topic, ""
    for link in links_of(activity):
        yield link.kind.value, link.id, ""
    if activity.superseded_by is not None:
        yield Referable.ACTIVITY.value, activity.superseded_by, ""
    for meeting in meetings_of(activity):
        yield "meeting", meeting, ""
    for part_of in wholes_of(activity):
        yield "part_of", part_of, ""
    for code in place_codes_of(activity):
        yield "place", code, ""


# All that `facets` looks at: most news leaves it as it was.
FACET_FIELDS = (
    "aliases", "lead", "reports", "partners", "organizers", "host", "assigned_to", "disowned_by", "topics",
    "responds_to", "produces", "answers", "meeting", "heard_at", "part_of", "places", "merged",
    "superseded_by",
)  # fmt: skip


def _told(activity: Activity) -> Iterator[str | None]:
    """What was said of it under another id: told twice, it bears the words of the first, which may be corrected."""
    for report in activity.reports:
        if report.id != activity.id:
            yield from (report.title, _unlike(report.publication_title, report.title), report.description)


TEXTS = (
    TextField("title", 4, lambda activity: (activity.title,)),
    TextField("publication_title", 4, lambda activity: (_unlike(activity.publication_title, activity.title),)),
    TextField("symbol", 4, lambda activity: (activity.symbol,)),
    TextField("description", 1, lambda activity: (activity.description,)),
    TextField("told", 1, _told),
)


def _unlike(title: str | None, other: str) -> str | None:
    # A publication is mostly called as what was reported of it.
    return None if title == other else title


ACTIVITIES = VersionedView(
    Noun.ACTIVITY,
    version=6,
    columns=columns,
    column_types=COLUMNS,
    facets=facets,
    facet_fields=FACET_FIELDS,
    roles=ROLES,
    texts=TEXTS,
    orders=ORDERS,
    counted=COUNTED,
)

_TABLE = ACTIVITIES.table
_OPEN = _TABLE.c.open == 1
# What changed between two days is found by the day on which a row begins. Most open rows are old: those of which
# nothing was heard are counted from an index of their own, and never from the long rows.
sa.Index(f"{_TABLE.name}_by_day", _TABLE.c.from_reported)
sa.Index(
    f"{_TABLE.name}_open",
    _TABLE.c.from_reported,
    sqlite_where=_OPEN,
    postgresql_where=_OPEN,
    postgresql_include=[
        "to_reported",
        "from_position",
        "to_position",
        "thing",
        "open",
        "review",
        "assurance",
        "lead",
        "reported_by",
        "topics",
        "visibility",
        "embargo_until",
        "merged_into",
    ],
)
