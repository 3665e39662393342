"""The sentence for neighbouring activities of one body at one stage."""

import re

from projections.summary.circumstances import Circumstances, chain, circumstances_of, company_of
from projections.summary.clause import placed
from projections.summary.joins import shared_beginning
from projections.summary.plain import filled_predicate
from projections.summary.subject_and_verb import Seen, finite, subject_of
from projections.summary.telling import Telling
from projections.summary.tense import Manner, VerbPhrase, verb_phrase
from projections.summary.told import ActivityTold


def tell_joined(activities: tuple[ActivityTold, ...], telling: Telling) -> str:
    """Several activities of one body at one stage in one sentence."""
    first = activities[0]
    each = [circumstances_of(activity, filled_predicate(activity), telling) for activity in activities]
    shared = shared_beginning(list(activities)) if len(activities) == 2 else None
    own_dates = shared is not None and bool(each[1].time.phrase) and not each[1].time.phrase.startswith("in the same ")
    front = [] if own_dates and telling.is_first else [phrase for phrase in (each[0].time.phrase,) if phrase]
    company = company_of(first, each[0], telling)
    telling.fronted_in_a_row = telling.fronted_in_a_row + 1 if front else 0
    subject, plural = subject_of(first, each[0], telling)
    lead = finite(first, filled_predicate(first), each[0], telling, Seen(plural=plural, fronted=bool(front)))
    verbs = [telling.acronyms.expand(verb) for verb in _verbs(activities, lead)]
    first_date = "" if front else each[0].time.phrase
    second_date = each[1].time.phrase if own_dates else ""
    told = (
        _sharing(verbs[0], shared[1], each, (first_date, second_date)) if shared else _side_by_side(verbs, each, lead)
    )
    sentence = f"{subject} {lead.auxiliary} {told}".replace("  ", " ")
    return ", ".join([*front, *company, sentence])


def _sharing(verb: str, second: str, each: list[Circumstances], dates: tuple[str, str]) -> str:
    """ "had examined the report of El Salvador in November 2007 and, in 2008, two further reports"."""
    first_date, second_date = dates
    first = placed(verb, [], [chain([each[0].place, first_date])])
    return f"{first} and{f', {second_date},' if second_date else ''} {chain([second, each[1].place])}"


def _side_by_side(verbs: list[str], each: list[Circumstances], lead: VerbPhrase) -> str:
    """Two phrases joined by "and", or three in a row with semicolons."""
    told = [placed(verb, [], [around.place]) for verb, around in zip(verbs, each, strict=True)]
    told = [told[0], *(ONE_MORE.sub("", phrase) for phrase in told[1:])]
    if len(told) > 2:
        return "; ".join(told[:-1]) + ", and " + told[-1]
    aside = ASIDE.search(told[0])
    second = told[1].replace(aside.group(), f", likewise {aside.group()[2:]}") if aside else told[1]
    to = "to " if lead.auxiliary.endswith(" to") else ""
    return f"{told[0]}{', and' if ',' in told[0] else ' and'} {to}{second}"


ONE_MORE = re.compile(r", as (?:another|an additional|a further|a second|a third) [^,]+,")
ASIDE = re.compile(r", by way of [^,]+,")


def _verbs(activities: tuple[ActivityTold, ...], lead: VerbPhrase) -> list[str]:
    """The verb phrases of all in the form that the auxiliary of the first one asks for."""
    manner = Manner()
    others = [verb_phrase(filled_predicate(activity), activity.stage, manner).verb for activity in activities[1:]]
    return [lead.verb, *others]
