"""The sentence for neighbouring activities of one body at one stage."""

from dataclasses import replace

from projections.summary.circumstances import Circumstances, circumstances_of, company_of
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
    time = each[0].time
    company = company_of(first, each[0], telling)
    front = [time.phrase] if time.phrase and not telling.is_first else company or []
    telling.fronted_before = bool(front)
    subject, plural = subject_of(first, replace(each[0], leading=()), telling)
    seen = Seen(plural=plural, fronted=bool(front) and front != company)
    lead = finite(first, filled_predicate(first), each[0], telling, seen)
    parts = _parts(activities, each, lead, telling, time.phrase in front)
    sentence = f"{subject} {lead.auxiliary} {parts}".replace("  ", " ")
    return f"{', '.join(front)}, {sentence}" if front else sentence


def _parts(
    activities: tuple[ActivityTold, ...], each: list[Circumstances], lead: VerbPhrase, telling: Telling, fronted: bool
) -> str:
    shared = shared_beginning(list(activities)) if len(activities) == 2 else None
    manner_of_lead = [telling.acronyms.expand(verb) for verb in _verbs(activities, lead)]
    if shared is not None:
        first = placed(
            manner_of_lead[0], [], [part for part in (each[0].place, "" if fronted else each[0].time.phrase) if part]
        )
        time = each[1].time.phrase
        second = f"{shared[1]} {each[1].place}".strip()
        later = time and not time.startswith("in the same")
        return f"{first} and, {time}, {second}" if later else f"{first} and {second}"
    told = [
        placed(verb, [], [around.place] if around.place else [])
        for verb, around in zip(manner_of_lead, each, strict=True)
    ]
    if len(told) == 2:
        to = "to " if lead.auxiliary.endswith(" to") else ""
        return f"{told[0]}{', and' if ',' in told[0] else ' and'} {to}{told[1]}"
    return "; ".join(told[:-1]) + ", and " + told[-1]


def _verbs(activities: tuple[ActivityTold, ...], lead: VerbPhrase) -> list[str]:
    """The verb phrases of all in the form that the auxiliary of the first one asks for."""
    manner = Manner()
    others = [verb_phrase(filled_predicate(activity), activity.stage, manner).verb for activity in activities[1:]]
    return [lead.verb, *others]
