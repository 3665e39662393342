"""Where in a sentence each phrase stands: the time before it, the partners between commas, the venue by the verb."""

from dataclasses import dataclass, field

from projections.summary.circumstances import GATHERINGS, Circumstances, company_of, is_town
from projections.summary.clause import after_verb, split_core, with_places_studied, words
from projections.summary.marks import hidden
from projections.summary.telling import Telling
from projections.summary.told import ActivityTold
from projections.summary.when_and_where import When, habit, is_venue

CORE_SHORT_MAX = 13
CORE_BRIEF_MAX = 9
FRONTED_IN_A_ROW_MAX = 1
FRONTED_LONG_IN_A_ROW_MAX = 2


@dataclass
class Standing:
    """Where each phrase stands: before the subject, between commas behind the verb, behind the core, and the place."""

    front: list[str] = field(default_factory=list)
    between: list[str] = field(default_factory=list)
    behind: list[str] = field(default_factory=list)
    place_by_subject: str = ""
    place_by_verb: str | None = None
    place_studied: str = ""


def placement(activity: ActivityTold, predicate: str, around: Circumstances, telling: Telling) -> Standing:
    """Where the phrases around a predicate stand: near the verb, without blurring what they belong to."""
    core, tail = split_core(predicate)
    length = words(hidden(core))
    short = length <= CORE_SHORT_MAX and "," not in hidden(core)
    stand = Standing()
    most = FRONTED_IN_A_ROW_MAX if short and tail else FRONTED_LONG_IN_A_ROW_MAX
    _place_time(stand, around.time, length <= CORE_BRIEF_MAX and not tail, most, telling)
    _place_company(stand, company_of(activity, around, telling), core, short and not tail and not is_town(around.place))
    _place_place(stand, activity, around.place, core, short)
    often = habit(activity)
    if around.time.phrase and around.time.phrase not in stand.front:
        stand.behind.append(around.time.phrase)
    stand.behind += [often] if often else []
    return stand


def _place_time(stand: Standing, time: When, brief: bool, most: int, telling: Telling) -> None:
    """A date opens the sentence, unless the predicate is brief or so many sentences before have begun with one."""
    free = not telling.is_first and not brief and telling.fronted_in_a_row < most
    if time.phrase and (time.front_only or free) and not time.never_front:
        stand.front.append(time.phrase)
    telling.fronted_in_a_row = telling.fronted_in_a_row + 1 if stand.front else 0


def _place_company(stand: Standing, company: list[str], core: str, behind: bool) -> None:
    if behind:
        stand.behind += company
    elif after_verb(core) is not None:
        stand.between += company
    elif not stand.front:
        stand.front += company
    else:
        stand.behind += company


def _place_place(stand: Standing, activity: ActivityTold, place: str, core: str, short: bool) -> None:
    if not place:
        return
    if _stands_with_subject(activity, place):
        stand.place_by_subject = place
    elif with_places_studied(core, place) != core:
        stand.place_studied = place
    elif not short and not stand.between and is_venue(activity) and after_verb(core) is not None:
        stand.place_by_verb = place
    else:
        stand.behind.append(place)


def _stands_with_subject(activity: ActivityTold, place: str) -> bool:
    """A meeting that acted, and a body at work in its own town, have the place beside their names."""
    if activity.lead is None:
        return GATHERINGS.search(activity.lead_text or "") is not None
    return is_town(place) and not is_venue(activity) and activity.lead != activity.reported_by
