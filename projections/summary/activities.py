"""The sentence for one activity, or for some joined: subject, tense, partners, place and time around the predicate."""

from dataclasses import replace

from projections.summary import partners as with_whom
from projections.summary.circumstances import Circumstances, chain, circumstances_of, contributions_of, is_town
from projections.summary.clause import placed, placed_by_verb, with_places_studied
from projections.summary.joined import tell_joined
from projections.summary.passive import passive, reads_better_passive
from projections.summary.plain import filled_predicate
from projections.summary.standing import placement
from projections.summary.subject_and_verb import Seen, finite, subject_of
from projections.summary.telling import Telling
from projections.summary.told import ActivityTold


def tell(activities: tuple[ActivityTold, ...], telling: Telling) -> str:
    """The sentence for these activities without its full stop; titles carry the marks of italics."""
    if len(activities) > 1:
        return tell_joined(activities, telling)
    return _tell_one(activities[0], telling)


def _tell_one(activity: ActivityTold, telling: Telling) -> str:
    predicate = with_whom.named_by_short_word(filled_predicate(activity), list(activity.partners), telling.acronyms)
    around = circumstances_of(activity, predicate, telling)
    if reads_better_passive(activity, predicate, around):
        return passive(activity, predicate, around, telling)
    return _active(activity, predicate, around, telling)


def _active(activity: ActivityTold, predicate: str, around: Circumstances, telling: Telling) -> str:
    """ "In May 2009, IUSSP would hold in Paris, France, a second workshop …"."""
    stand = placement(activity, predicate, around, telling)
    subject, plural = subject_of(activity, around, telling)
    phrase = finite(activity, predicate, around, telling, Seen(plural=plural, fronted=bool(stand.front)))
    verb = with_places_studied(phrase.verb, stand.place_studied)
    verb = placed(telling.acronyms.expand(verb), stand.between, [chain(stand.behind)] if stand.behind else [])
    verb = verb if stand.place_by_verb is None else placed_by_verb(verb, stand.place_by_verb)
    if stand.place_by_subject:
        subject = f"{subject} {stand.place_by_subject}{',' if is_town(stand.place_by_subject) else ''}"
    stage = " (stage not stated)" if activity.stage is None else ""
    sentence = f"{subject} {replace(phrase, verb=verb).text}{stage}{contributions_of(activity, around, telling)}"
    return f"{', '.join(stand.front)}, {sentence}" if stand.front else sentence
