"""A log to ask random questions of: some bodies and topics that move, and activities of every sort with their news."""

from collections.abc import Callable, Sequence
from random import Random
from typing import Any

from events.activity import ActivityReported, Partner
from events.activity_news import (
    ActivityCancelled,
    ActivityCompleted,
    ActivityCorrected,
    ActivityDisowned,
    ActivityLinked,
    ActivityProgressed,
    ActivityReclassified,
    ActivityRescheduled,
    ActivityReviewed,
    ActivityShown,
    ActivityUnchanged,
    ActivityWithdrawn,
)
from events.agency import AgencyGranted, AgencyMoved, AgencyRegistered
from events.commitment import CommitmentReported
from events.fact import Fact, ReportedOnCorrected
from events.follow_up_action import FollowUpActionReported
from events.honest_date import honest_date
from events.identity import Noun, stream_of
from events.ongoing_work import OngoingWorkReported
from events.place import Place
from events.planned_meeting import PlannedMeetingReported
from events.publication import PublicationReported
from events.reference import Referable, Reference
from events.topic import TopicMoved, TopicRegistered
from events.vocabulary import ActivityKind, AgencyKind, Assurance, CancellationReason, Review, Stage, Visibility
from tests.projections.filling import Said

AGENCIES = ("un-desa", "un-desa-pd", "eclac", "celade", "unfpa", "iom", "escap", "rcnyo")
PARENTS = {"un-desa-pd": "un-desa", "celade": "eclac"}
TOPICS = ("migration", "remittances", "census", "flows", "data", "labour")
BROADER = {"remittances": "migration", "flows": "migration", "census": "data"}
MANDATES = ("ga-res-63-225", "ga-res-61-208", "cedaw-26")
MEETINGS = ("cm7", "cm9", "gfmd-2", "marrakech-2010")
STATEMENTS = ("st-1", "st-2")
PLACES = ("TH", "MA", "TN", "CL", "FR", "015", "002", "142")
LANGUAGES = ("en", "en", "en", "fr", "es")
REGISTERED_ON = "2008-01-01"
DAYS = ("2008-11-20", "2008-11-21", "2009-03-02", "2009-06-01", "2010-10-05", "2011-02-18")
DATES = ("2008", "2009-21", "2009-05", "2010-10-05", "2005/..", "../2009-02", "2011", "2010/2012", "2999")
WORDS = ("Atlas of migrant women", "Étude sur les envois de fonds", "Census support", "“Data” in the region", "atlas")
KINDS: tuple[type[ActivityReported], ...] = (
    CommitmentReported, PublicationReported, PlannedMeetingReported, FollowUpActionReported, OngoingWorkReported,
)  # fmt: skip


def registered() -> list[Said]:
    """The bodies and the topics, with who lies under whom."""
    bodies = [
        (Noun.AGENCY, one, AgencyRegistered(name=one, kind=AgencyKind.OTHER, parent=PARENTS.get(one)))
        for one in AGENCIES
    ]
    topics = [(Noun.TOPIC, one, TopicRegistered(label=one, broader=BROADER.get(one))) for one in TOPICS]
    return [(stream_of(noun, one), fact, REGISTERED_ON) for noun, one, fact in (*bodies, *topics)]


def moved() -> list[Said]:
    """What becomes of bodies and topics later, at some place in the log, said on some day."""
    return [
        (stream_of(Noun.AGENCY, "celade"), AgencyMoved(parent="escap"), "2009-06-01"),
        (stream_of(Noun.AGENCY, "iom"), AgencyMoved(parent="un-desa"), "2010-10-05"),
        (stream_of(Noun.AGENCY, "escap"), AgencyGranted(granted_to="rcnyo"), "2008-11-21"),
        (stream_of(Noun.TOPIC, "census"), TopicMoved(broader="migration"), "2009-03-02"),
        (stream_of(Noun.TOPIC, "data"), TopicMoved(broader="labour"), "2010-10-05"),
    ]


class Telling:
    """Says what activities come to, at random: `first` is the position of the first event that it says."""

    def __init__(self, random: Random, first: int, run: str = "") -> None:
        self._random = random
        self._position = first
        self._run = run
        self._told: dict[str, list[int]] = {}

    def facts(self, number: int) -> list[Said]:
        """So many facts about activities, in the order in which the log takes them."""
        return [self._one() for _ in range(number)]

    def skip(self, events: int) -> None:
        """Something else was said in between."""
        self._position += events

    def _one(self) -> Said:
        random, is_new = self._random, not self._told or self._random.random() < 0.35
        activity = f"work{self._run}-{len(self._told)}" if is_new else random.choice(list(self._told))
        earlier = self._told.setdefault(activity, [])
        if is_new:
            fact: Fact = report(random, activity)
        elif random.random() < 0.08:
            fact = ReportedOnCorrected(position=random.choice(earlier), reported_on=random.choice(DAYS))
        elif random.random() < 0.1:
            fact = report(random, f"{activity}-again-{len(earlier)}")
        else:
            fact = random.choice(NEWS)(random)
        earlier.append(self._position)
        self._position += 1
        return stream_of(Noun.ACTIVITY, activity), fact, random.choice(DAYS)


def report(random: Random, activity: str) -> ActivityReported:
    """A report of some kind, with some of everything that can be said in it."""
    kind = random.choice(KINDS)
    own: dict[str, Any] = {}
    if kind is PlannedMeetingReported:
        own = {"organizers": some(random, AGENCIES), "host": maybe(random, AGENCIES)}
    if kind is FollowUpActionReported:
        own = {
            "assigned_to": some(random, AGENCIES),
            "answers": references(random, Referable.STATEMENT, STATEMENTS),
        }
    links = (
        *references(random, Referable.MANDATE, MANDATES),
        *references(random, Referable.MEETING, MEETINGS),
        *references(random, Referable.STATEMENT, STATEMENTS),
    )
    places = tuple(
        Place(name=code, m49=code) if code.isdigit() else Place(name=code, iso3166=code)
        for code in some(random, PLACES)
    )
    embargo = random.choice(("2010-01-01", "2999-12-31")) if random.random() < 0.1 else None
    return kind(
        id=activity,
        title=random.choice(WORDS),
        reported_by=random.choice(AGENCIES),
        lead=maybe(random, AGENCIES),
        assurance=random.choice((*Assurance, Assurance.SELF_REPORTED, Assurance.SELF_REPORTED)),
        review=random.choice((*Review, Review.SUBMITTED, Review.ACCEPTED, Review.ACCEPTED)),
        visibility=random.choice((*Visibility, Visibility.PUBLIC)),
        embargo_until=embargo,
        language=random.choice(LANGUAGES),
        partners=tuple(Partner(agency=one) for one in some(random, AGENCIES)),
        topics=some(random, TOPICS),
        places=places,
        stage=random.choice((*Stage, None)),
        date=date(random),
        due=date(random),
        recurrence="yearly" if random.random() < 0.1 else None,
        responds_to=links,
        produces=references(random, Referable.MANDATE, MANDATES),
        part_of=maybe(random, ("work-0", "work-1")) if random.random() < 0.2 else None,
        meeting=maybe(random, MEETINGS),
        coordination_meeting=maybe(random, ("cm7", "cm9")),
        **own,
    )


def some(random: Random, values: Sequence[str]) -> tuple[str, ...]:
    return tuple(random.sample(values, random.choice((0, 1, 1, 2))))


def maybe(random: Random, values: Sequence[str]) -> str | None:
    return random.choice(values) if random.random() < 0.6 else None


def date(random: Random) -> Any:
    drawn = random.random()
    if drawn < 0.35:
        return None
    return honest_date(None, "soon") if drawn < 0.4 else honest_date(random.choice(DATES), None)


def references(random: Random, kind: Referable, ids: Sequence[str]) -> tuple[Reference, ...]:
    return (Reference(kind=kind, id=random.choice(ids)),) if random.random() < 0.3 else ()


NEWS: tuple[Callable[[Random], Fact], ...] = (
    lambda random: ActivityProgressed(stage=random.choice(tuple(Stage)), coordination_meeting=maybe(random, ("cm9",))),
    lambda random: ActivityRescheduled(due=date(random), date=date(random)),
    lambda random: ActivityCompleted(date=date(random)),
    lambda _: ActivityCancelled(reason=CancellationReason.FUNDING),
    lambda random: ActivityUnchanged(coordination_meeting=maybe(random, ("cm7", "cm9"))),
    lambda random: ActivityDisowned(agency=random.choice(AGENCIES)),
    lambda random: ActivityLinked(responds_to=references(random, Referable.MANDATE, MANDATES)),
    lambda random: ActivityReclassified(kind=random.choice(tuple(ActivityKind))),
    lambda random: ActivityCorrected(topics=some(random, TOPICS), lead=maybe(random, AGENCIES)),
    lambda _: ActivityCorrected(cleared=("partners", "due")),
    lambda random: ActivityCorrected(title=random.choice(WORDS), language=random.choice(LANGUAGES)),
    lambda random: ActivityReviewed(review=random.choice((Review.DRAFT, Review.SENT_BACK, *[Review.ACCEPTED] * 3))),
    lambda random: ActivityShown(visibility=random.choice(tuple(Visibility))),
    lambda _: ActivityWithdrawn(),
)
