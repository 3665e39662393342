"""The predicate as it is told: tidied, with its title in place, or made from kind and title where none was given."""

import re
from typing import assert_never

from msgspec.structs import replace

from events.vocabulary import ActivityKind
from projections.summary.marks import italic
from projections.summary.told import ActivityTold


def with_tidy_predicate(activity: ActivityTold) -> ActivityTold:
    """The activity with its predicate as it should have been typed: no "to" before it, no capital, no full stop."""
    if activity.predicate is None or activity.own_words:
        return activity
    words = re.sub(r"^[Tt]o (?=[a-z])", "", " ".join(activity.predicate.split()).rstrip(" ."))
    small = words[:1].lower() + words[1:] if words[1:2].islower() else words
    return replace(activity, predicate=small or None)


def plain_predicate(activity: ActivityTold) -> str:
    """The verb phrase, in the base form and without placeholder."""
    heading = f"under the heading “{activity.title.rstrip('.')}”"
    match activity.kind:
        case ActivityKind.PUBLICATION:
            return f"publish {printed_title(activity) if activity.publication_title else f'a work {heading}'}"
        case ActivityKind.PLANNED_MEETING:
            return f"hold {_named_meeting(activity.title.rstrip('.')) or f'a meeting {heading}'}"
        case ActivityKind.COMMITMENT:
            return f"honour a commitment {heading}"
        case ActivityKind.FOLLOW_UP_ACTION:
            return f"take follow-up action {heading}"
        case ActivityKind.ONGOING_WORK:
            return f"carry out work {heading}"
        case _:
            assert_never(activity.kind)


GATHERING = re.compile(r"\b(meeting|conference|forum|seminar|workshop|symposium|consultation)(s?)\b", re.IGNORECASE)


def _named_meeting(title: str) -> str | None:
    """A title that says what sort of meeting it is, with its article: "the … Meeting", "a regional meeting …"."""
    found = GATHERING.search(title)
    if found is None or re.search(r"[“”:;,]", title) or not title[:1].isupper():
        return None
    if found[1][0].isupper() and not title.startswith(found[0]):
        return f"the {title}"
    small = title[0].lower() + title[1:] if title[1:2].islower() else title
    if found[2] or re.match(r"(?:an?|the) ", small):
        return small
    return f"{'an' if small[0] in 'aeio' else 'a'} {small}"


def printed_title(activity: ActivityTold) -> str:
    """The title of a publication in italics, with a dash where a hyphen stood for one."""
    return italic((activity.publication_title or activity.title).replace(" - ", " – ").rstrip("."))


def filled_predicate(activity: ActivityTold) -> str:
    """The predicate with the title of the publication in its place and no article printed twice."""
    predicate = activity.predicate or plain_predicate(activity)
    title = printed_title(activity)
    bare = title[1:].lower()
    if bare.startswith(("the ", "a ", "an ")):
        predicate = predicate.replace("the {title}", "{title}").replace("a {title}", "{title}")
    if "a {title}" in predicate and bare.startswith(("a", "e", "i", "o", "u", "8", "11 ", "18 ")):
        predicate = predicate.replace("a {title}", "an {title}")
    if re.match(r"\w+ \{title\}", predicate) and NAMED_BY_ITS_SORT.match(title[1:]):
        predicate = predicate.replace("{title}", "the {title}")
    return predicate.replace("{title}", title).rstrip(" .")


NAMED_BY_ITS_SORT = re.compile(
    r"(?:[A-Z]\w+ )?"
    r"(?:Atlas|Compendium|Directory|Guide|Guidelines|Handbook|Inventory|Manual|Recommendations|Report|Yearbook)\b"
)
