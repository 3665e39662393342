"""Neighbouring items of one body at one stage, told in one sentence: "would carry out research into X and into Y".

Three kinds of join: two phrases with the same beginning share it; two short phrases stand side by side; three stand
in a row with semicolons, as the reports of the Organization write them. And where a speaker invites to a meeting in
the next breath, the invitation tells of both.
"""

import re
from itertools import takewhile

from events.vocabulary import Stage
from projections.summary.clause import PARTICLES, words
from projections.summary.partners import SENTENCE_OF_ITS_OWN
from projections.summary.told import ActivityTold, ItemTold, StatementTold
from projections.summary.verbs import split_head

JOINED = frozenset({Stage.COMPLETED, Stage.IN_PROGRESS, Stage.STANDING, Stage.PLANNED})
WORDS_OF_PAIR_MAX = 38
WORDS_SHORT_MAX = 17
WORDS_IN_ROW_MAX = 72


def grouped(items: tuple[ItemTold, ...]) -> list[tuple[ItemTold, ...]]:
    """The items in the order told, those that make one sentence together."""
    groups: list[tuple[ItemTold, ...]] = []
    place = 0
    while place < len(items):
        size = next((size for size in (3, 2) if _is_joined(items[place : place + size], size)), 1)
        groups.append(items[place : place + size])
        place += size
    return groups


def _is_joined(items: tuple[ItemTold, ...], size: int) -> bool:
    if size == 2 and statement_telling(items) is not None:
        return True
    activities = [item for item in items if isinstance(item, ActivityTold)]
    if len(activities) != size or not _alike(activities):
        return False
    if size == 3:
        return len(_dates(activities)) == 1 and _make_a_row(activities)
    return shared_beginning(activities) is not None or (
        len(_dates(activities)) == 1 and all(_is_short(activity) for activity in activities)
    )


def statement_telling(items: tuple[ItemTold, ...]) -> StatementTold | None:
    """The statement behind an activity that says all there is to say of it: what, where and when."""
    if len(items) != 2:
        return None
    activity, statement = items
    if not isinstance(activity, ActivityTold) or not isinstance(statement, StatementTold):
        return None
    date = activity.date or activity.due
    years = re.findall(r"\d{4}", date.edtf or "") if date else []
    said = [*(place.name for place in activity.places), *years, *re.findall(NAME, activity.predicate or "")]
    others = activity.partners or activity.partners_text or activity.links or activity.lead != activity.reported_by
    tells = activity.id in statement.about and not others and activity.stage in (Stage.PLANNED, Stage.PROPOSED)
    return statement if tells and said and all(words in statement.text for words in said) else None


NAME = r"(?:[A-Z][a-z]+ )+[A-Z][a-z]+"


def _alike(activities: list[ActivityTold]) -> bool:
    first = activities[0]
    return (
        first.lead is not None
        and first.stage in JOINED
        and all(activity.predicate and not activity.own_words and not activity.links for activity in activities)
        and all(not activity.partners_text and not activity.recurrence for activity in activities)
        and all((activity.lead, activity.stage) == (first.lead, first.stage) for activity in activities)
        and all(_partners(activity) == _partners(first) for activity in activities)
        and len(first.partners) < SENTENCE_OF_ITS_OWN
    )


def _partners(activity: ActivityTold) -> list[tuple[str, str]]:
    """The partners that the predicate does not name already."""
    others = [partner for partner in activity.partners if partner.agency.name not in (activity.predicate or "")]
    return [(partner.agency.id, partner.role.value) for partner in others]


def _dates(activities: list[ActivityTold]) -> set[tuple[str | None, str | None]]:
    dates = [activity.date or activity.due for activity in activities]
    return {(date.edtf, None if date.edtf else date.as_written) if date else (None, None) for date in dates}


def _make_a_row(activities: list[ActivityTold]) -> bool:
    predicates = [_predicate(activity) for activity in activities]
    return (
        len({(activity.part_of, activity.kind) for activity in activities}) == 1
        and sum(words(predicate) for predicate in predicates) <= WORDS_IN_ROW_MAX
        and not any("{title}" in predicate for predicate in predicates)
    )


def _is_short(activity: ActivityTold) -> bool:
    return words(_predicate(activity)) <= WORDS_SHORT_MAX and "{" not in _predicate(activity)


def _predicate(activity: ActivityTold) -> str:
    return activity.predicate or ""


def shared_beginning(activities: list[ActivityTold]) -> tuple[str, str] | None:
    """Two predicates as one beginning and the second ending: ("examine the report presented by El Salvador", "two …").

    None where they do not begin alike or would be too long together. Dates must be equal or both be known.
    """
    first, second = (_predicate(activity) for activity in activities)
    dates = [activity.date or activity.due for activity in activities]
    known = [bool(date and date.edtf) for date in dates]
    if words(first) + words(second) > WORDS_OF_PAIR_MAX or "{title}" in first + second or known[0] != known[1]:
        return None
    shared = _shared_words(first, second)
    if not shared or any(activity.places and "concerned" in _predicate(activity) for activity in activities):
        return None
    return first, _resumed(first, second, shared)


def _shared_words(first: str, second: str) -> str:
    pairs = zip(f"{first} ".split(" "), f"{second} ".split(" "), strict=False)
    shared = "".join(f"{word} " for word, _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    head = "".join(split_head(first)[:2])
    return shared if len(shared) > len(head) and "," not in first else ""


def _resumed(first: str, second: str, shared: str) -> str:
    """The second phrase without what it shares: "another after paying a visit to Mexico", "into the crisis"."""
    verb = "".join(split_head(first)[:2])
    verb += (re.match(PARTICLES, first[len(verb) :]) or [""])[0]
    thing = re.match(
        rf"{re.escape(verb)} an? (?:[a-z-]+ )+?(?=(?:after|before|on|for|in|with|about|following)\b)", shared
    )
    if thing:
        return "another " + second[thing.end() :]
    into = re.search(r"\b(?:into|on|for|to|with|towards) $", shared)
    return second[into.start() :] if into else second[len(verb) :].strip()
