"""When and where, each printed once: "in Bangkok, Thailand", "from 20 to 21 September 2008", "by the end of 2009".

A date or a place that the predicate, the title or the item before already names is not printed again.
"""

import re
from dataclasses import dataclass

from events.honest_date import HonestDate, adverbial
from events.place import Place
from events.vocabulary import ActivityKind
from projections.summary.names import series
from projections.summary.told import ActivityTold

ADVERBS = frozenset({"recently", "currently", "shortly", "annually", "regularly", "already", "soon"})
INTRODUCED = re.compile(
    r"(?:in|on|at|from|since|by|before|after|during|over|until|within|following|prior to|subsequent to|to date|as of"
    r"|every|once|twice|later|early|late|next)\b",
    re.IGNORECASE,
)
CONDITION_SAID = re.compile(r"\b(?:if|provided|subject to|depending|unless|on condition)\b")
HABIT_SAID = re.compile(r"\b(?:annual|annually|yearly|every|monthly|quarterly|biennial|regular|regularly)\b|-yearly\b")
HABITS = {"annual": "every year", "biennial": "every two years", "quarterly": "every quarter", "monthly": "every month"}
HOUSES = re.compile(r"\b(?:Headquarters|Palais|Hotel|House|University|Centre|Center|Building|Library)\b")
AREAS_WITH_ARTICLE = frozenset(
    {"Caribbean", "Arab region", "Gulf region", "Pacific", "Middle East", "Sahel", "Balkans"}
)


@dataclass(frozen=True)
class When:
    """The words for the time: `adverb` stands by the verb, `phrase` before or behind; `fronted` may open a sentence."""

    adverb: str = ""
    phrase: str = ""
    front_only: bool = False
    never_front: bool = False


def when(activity: ActivityTold, said: str) -> When:
    """The time of an activity, as far as `said` (its predicate and title) does not name it."""
    written = _as_written(activity)
    if written.lower() in ADVERBS:
        return When(adverb=written.lower())
    phrase = _phrase(activity, written)
    if not phrase or _numbers(phrase) & _numbers(said) or phrase in said:
        return When()
    return When(
        phrase=phrase,
        front_only=phrase.startswith(("since ", "for the period ", "to date")),
        never_front=bool(re.match(r"from \d|if |once |every |on completion|prior to", phrase)),
    )


def _as_written(activity: ActivityTold) -> str:
    date = activity.date or activity.due
    return (date.as_written or "").strip(" .") if date else ""


def _phrase(activity: ActivityTold, written: str) -> str:
    if activity.date and activity.date.edtf:
        return _of_edtf(activity.date.edtf, written)
    if activity.due and activity.due.edtf:
        return by(activity.due)
    conditional = written.lower().startswith("if ") and not CONDITION_SAID.search(activity.predicate or "")
    if "..." in written or not (INTRODUCED.match(written) or conditional):
        return ""
    return written[0].lower() + written[1:]


def _of_edtf(edtf: str, written: str) -> str:
    years = re.fullmatch(r"(\d{4})/(\d{4})", edtf)
    if years:
        return f"for the period {years[1]}-{years[2]}"
    if re.match(r"in (?:early|mid|late|the (?:first|second) half)\b", written, re.IGNORECASE):
        return written[0].lower() + written[1:]
    return adverbial(edtf) or ""


def by(due: HonestDate) -> str:
    """A due date: "by the end of 2009", "by 30 June 2009"."""
    edtf = due.edtf or ""
    words = adverbial(edtf if edtf.endswith("..") else edtf.split("/")[-1])
    return re.sub(r"^(?:in|on) ", "by " if words.startswith("on ") else "by the end of ", words)


def habit(activity: ActivityTold) -> str:
    """How often, where the predicate does not say it: "every year"."""
    if not activity.recurrence or HABIT_SAID.search((activity.predicate or activity.title).lower()):
        return ""
    return HABITS.get(activity.recurrence, activity.recurrence)


def where(activity: ActivityTold, said: str) -> str:
    """The places, with "in", unless `said` (predicate, title, partners and neighbours) names one of them."""
    names = [place_name(place) for place in activity.places]
    if names and (activity.predicate or "").endswith("countries concerned"):
        return f", namely {series(names)}"
    if not names or any(_bare(place.name) in said for place in activity.places):
        return ""
    at_a_house = HOUSES.search(names[0]) and len(names) == 1
    return f"{'at' if at_a_house else 'in'} {series(names)}"


def place_name(place: Place) -> str:
    """A place as it was written, with the article that running text needs."""
    if place.name in AREAS_WITH_ARTICLE or re.match(
        r"(?!the ).*\b(?:Republic|Region|Kingdom|Islands|Federation)\b", place.name
    ):
        return f"the {place.name}"
    return place.name


def is_venue(activity: ActivityTold) -> bool:
    """Whether the places are where a meeting takes place, and not what the work is about."""
    return activity.kind is ActivityKind.PLANNED_MEETING


def _bare(name: str) -> str:
    return name.removeprefix("the ")


def _numbers(text: str) -> set[str]:
    return set(re.findall(r"\d[\d,]*\d|\d", text))
