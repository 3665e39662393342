"""Who does it and how far it has come: the subject of a sentence and its finite verb."""

import re
from dataclasses import dataclass

from events.vocabulary import Stage
from projections.summary.circumstances import GATHERINGS, Circumstances, goes_on
from projections.summary.names import is_plural, series
from projections.summary.telling import Telling
from projections.summary.tense import Manner, VerbPhrase, verb_phrase
from projections.summary.told import ActivityTold, NamedAgency, NamedPartner

CONTINUING_TYPES = frozenset({"series", "report_series", "journal", "database", "periodical", "newsletter"})


def subject_of(activity: ActivityTold, around: Circumstances, telling: Telling) -> tuple[str, bool]:
    """The subject and whether it is plural."""
    if activity.lead is None:
        telling.subjects.break_off()
        return _subject_in_words(activity.lead_text or "", telling)
    if around.leading:
        return _joint_subject(activity.lead, around.leading, telling), True
    return telling.subjects.next(activity.lead), is_plural(activity.lead.name)


def _joint_subject(lead: NamedAgency, leading: tuple[NamedPartner, ...], telling: Telling) -> str:
    together = frozenset({lead.id, *(partner.agency.id for partner in leading)})
    if telling.subjects.previous == "+".join(sorted(together)):
        return "they"
    names = [telling.subjects.next_name(lead), *(telling.acronyms.named(partner.agency) for partner in leading)]
    telling.subjects.previous = "+".join(sorted(together))
    return series(names)


def _subject_in_words(text: str, telling: Telling) -> tuple[str, bool]:
    """A lead that is no known body, as it was written; the representative where nobody is named."""
    if not text or text.startswith("("):
        return telling.representative, False
    met = GATHERINGS.search(text)
    if met and re.search(rf"\b{met.group()}\b", telling.said_before):
        return f"the {met.group()}", False
    if re.match(r"(?:an?|the) ", text, re.IGNORECASE):
        return text[0].lower() + text[1:], False
    return (f"the {text}" if text[0].islower() else text), is_plural(text) or text[0].isdigit()


@dataclass(frozen=True)
class Seen:
    """What is known of a sentence before its verb is chosen."""

    plural: bool
    fronted: bool


def finite(activity: ActivityTold, predicate: str, around: Circumstances, telling: Telling, seen: Seen) -> VerbPhrase:
    """The verb phrase in its tense, with "recently" or "also" by the auxiliary."""
    manner = Manner(
        plural=seen.plural,
        since=around.time.phrase.startswith(("since ", "to date")),
        past_day=_is_past(activity, telling),
        habitual=bool(activity.recurrence) or (activity.publication_type in CONTINUING_TYPES and not activity.date),
        by_the_table=activity.lead is None,
        turn=0 if seen.fronted else _turn(activity.stage, telling),
    )
    phrase = verb_phrase(predicate, activity.stage, manner)
    if around.time.adverb:
        return phrase.with_adverb(around.time.adverb)
    return phrase.with_adverb("also") if _says_also(activity, phrase, telling, seen) else phrase


def _is_past(activity: ActivityTold, telling: Telling) -> bool:
    latest = activity.date.latest if activity.date else None
    return latest is not None and telling.day is not None and latest < telling.day


def _turn(stage: Stage | None, telling: Telling) -> int:
    return telling.take_turn(stage.value) if stage in (Stage.PLANNED, Stage.STANDING) else 0


def _says_also(activity: ActivityTold, phrase: VerbPhrase, telling: Telling, seen: Seen) -> bool:
    """ "also" where the same body goes on at the same stage, at most every second time."""
    now = (activity.lead.id if activity.lead else "", activity.stage)
    also = telling.stage_before == now and not telling.also_before and phrase.auxiliary in ("had", "was", "would", "")
    telling.stage_before, telling.also_before = now, also
    told_last = telling.is_last and activity.stage in (Stage.PLANNED, Stage.CONDITIONAL)
    return also and not seen.fronted and not told_last and not goes_on(activity, telling)
