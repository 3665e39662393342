"""What stands around the predicate of an activity: its time, its place and its partners, each told once."""

import re
from dataclasses import dataclass, replace

from projections.summary import partners as with_whom
from projections.summary.marks import unmarked
from projections.summary.names import capitalized
from projections.summary.telling import Telling
from projections.summary.told import ActivityTold, NamedPartner
from projections.summary.when_and_where import When, when, where

GATHERINGS = re.compile(r"\b(?:meeting|conference|forum|seminar|workshop|symposium)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Circumstances:
    """All that stands around the predicate of one activity, as phrases, and where each of them stands."""

    time: When
    place: str
    partners: tuple[NamedPartner, ...]
    leading: tuple[NamedPartner, ...]


def circumstances_of(activity: ActivityTold, predicate: str, telling: Telling) -> Circumstances:
    """The time, the place and the partners of an activity, without what the words around already say."""
    said = unmarked(f"{predicate} {activity.publication_title or ''}")
    said_around = f"{said} {telling.said_around} {activity.partners_text or ''} {activity.lead_text or ''}"
    others = with_whom.unnamed_partners(activity, f"{said} {telling.said_around}")
    named = " ".join([said_around, *(partner.agency.name for partner in activity.partners), _lead_name(activity)])
    names = tuple(place.name for place in activity.places)
    place = "" if names and names == telling.places_before else where(activity, named)
    telling.places_before = names
    return Circumstances(
        time=_not_said_before(activity, when(activity, said), telling),
        place=place,
        partners=tuple(others),
        leading=tuple(with_whom.leading(activity, others)),
    )


def _lead_name(activity: ActivityTold) -> str:
    return activity.lead.name if activity.lead else ""


def _not_said_before(activity: ActivityTold, time: When, telling: Telling) -> When:
    """The same date twice in a row is told once: "in the same month" the second time, or nothing where it goes on."""
    if not time.phrase or time.phrase != telling.date_before:
        telling.date_before = time.phrase or telling.date_before
        dated_by_neighbour = activity.title in telling.said_around and time.phrase in telling.said_around
        return When() if time.phrase and dated_by_neighbour else time
    unit = "year" if re.fullmatch(r"in \d{4}", time.phrase) else "month" if re.match(r"in [A-Z]", time.phrase) else ""
    if goes_on(activity, telling):
        return When()
    telling.date_before = ""
    return replace(time, phrase=f"in the same {unit}") if unit else time


def goes_on(activity: ActivityTold, telling: Telling) -> bool:
    """Whether the item is part of what the item before told: the same forum, "the conference" just organized."""
    if activity.lead is None:
        return True
    met = GATHERINGS.search(activity.predicate or "")
    return (
        met is not None
        and f"the {met.group()}" in (activity.predicate or "")
        and f" {met.group()}" in telling.said_before
    )


def company_of(activity: ActivityTold, around: Circumstances, telling: Telling) -> list[str]:
    """The phrases for the partners, unless they lead too or have a sentence of their own."""
    others = [partner for partner in around.partners if partner not in around.leading]
    if len(others) >= with_whom.SENTENCE_OF_ITS_OWN:
        return []
    said = f"{activity.predicate} {telling.said_around}"
    turn = telling.take_turn("together") if others or activity.partners_text else 0
    return with_whom.phrases(activity, others, telling.acronyms, said, turn)


def contributions_of(activity: ActivityTold, around: Circumstances, telling: Telling) -> str:
    """A sentence of its own for the contributions of many partners, or nothing."""
    others = [partner for partner in around.partners if partner not in around.leading]
    if len(others) < with_whom.SENTENCE_OF_ITS_OWN:
        return ""
    return ". " + capitalized(with_whom.own_sentence(activity, others, telling.acronyms))


def chain(phrases: list[str]) -> str:
    """Phrases in a row; a place that names town and country is closed with a comma before what follows."""
    chained = ""
    for phrase in filter(None, phrases):
        comma = "," if re.search(r"\bin [A-Z][^,]*, [A-Z][\w ]*$", chained) else ""
        chained += f"{comma} {phrase}" if chained else phrase
    return chained


def is_town(place: str) -> bool:
    """Whether a place is one town with its country, which a further phrase would blur."""
    return place.count(", ") == 1 and " and " not in place
