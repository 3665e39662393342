"""Likely duplicates of a report: activities of the same bodies that its title and its dates are like.

They are warned of, and refuse nothing.
"""

from collections.abc import Iterable

from msgspec import Struct

from events.activity import ActivityReported
from events.activity_state import Activity
from events.resemblance import FIRST_DAY, LAST_DAY, Span, far_apart, may_be_same, overlap, span_of
from events.text import likeness
from events.vocabulary import Review
from service.commands.activity import bodies_of, is_held_back
from service.commands.deliberation import Deliberation, Warning

RULE = "likely-duplicate"
WARNINGS_MAX = 3
# So many bodies of a report are looked at: the reporter, the lead and the first partners.
BODIES_MAX = 6


class _Found(Struct, frozen=True):
    activity: Activity
    percent: int


def likely_duplicates(deliberation: Deliberation, fact: ActivityReported) -> list[Warning]:
    """A warning for each activity that may be the same, the likest first."""
    bodies = _bodies(fact)
    span = span_of((fact.date, fact.due))
    told = {one.told_as: one for body in bodies for one in deliberation.alike(body, fact.title, span)}
    found: dict[str, _Found] = {}
    for one in sorted(told.values(), key=lambda one: (-one.percent, one.told_as)):
        activity = deliberation.activity(one.told_as)
        if activity is None or activity.review is Review.WITHDRAWN or is_held_back(deliberation, activity):
            continue
        is_sure = one.percent < 100 and activity.title == one.title
        percent = one.percent if is_sure else likeness(activity.title, fact.title)
        if may_be_same(percent, span, _span(activity)):
            found[activity.id] = _Found(activity, percent)
        if len(found) == WARNINGS_MAX:
            break
    likest = sorted(found.values(), key=lambda one: (-one.percent, one.activity.id))
    return [_warning(one, bodies, span) for one in likest]


def _bodies(fact: ActivityReported) -> tuple[str, ...]:
    named = (fact.reported_by, fact.lead, *(partner.agency for partner in fact.partners))
    return tuple(dict.fromkeys(body for body in named if body))[:BODIES_MAX]


def _span(activity: Activity) -> Span | None:
    return span_of((activity.date, activity.due))


def _warning(found: _Found, bodies: Iterable[str], span: Span | None) -> Warning:
    activity = found.activity
    shared = [body for body in bodies if body in bodies_of(activity)]
    of_body = f" of {' and '.join(shared)}" if shared else ""
    return Warning(
        rule=RULE,
        sentence=f"{activity.id}{of_body} has {_likeness(found.percent)}{_dates(found, span)}",
        links={"existing": f"/api/v1/activities/{activity.id}"},
    )


def _likeness(percent: int) -> str:
    return "the same title" if percent == 100 else f"a title that is {percent} per cent alike"


def _dates(found: _Found, span: Span | None) -> str:
    """What the dates add, and what to do."""
    known = _span(found.activity)
    same = "if it is the same, report it again with same_as."
    if known is None or span is None:
        return f"; {same}"
    theirs = _days(known)
    if overlap(span, known):
        return f", and its date ({theirs}) overlaps this one; {same}"
    if far_apart(span, known):
        return (
            f", and its date ({theirs}) lies far from this one: if this is another of a series, leave both; if it was "
            "put off, send it the update rescheduled instead."
        )
    return f", and another date ({theirs}); {same}"


def _days(span: Span) -> str:
    """The days as a sentence gives them; an open end is left out."""
    first, last = span
    if last == LAST_DAY:
        return f"from {first} on"
    if first == FIRST_DAY:
        return f"until {last}"
    return first if first == last else f"{first} to {last}"
