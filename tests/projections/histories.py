"""Random histories of activities: reported, told again, news, corrections and late words, many things interleaved."""

from collections.abc import Callable
from typing import NamedTuple

from hypothesis import strategies as st

from events.activity import Partner
from events.activity_merging import ActivityAbsorbed, ActivityMerged, ActivityParted, Part
from events.activity_news import (
    ActivityCancelled,
    ActivityCompleted,
    ActivityCorrected,
    ActivityDisowned,
    ActivityProgressed,
    ActivityReclassified,
    ActivityRescheduled,
    ActivityReviewed,
    ActivityUnchanged,
    EvidenceAdded,
)
from events.commitment import CommitmentReported
from events.fact import Fact, Recorded, ReportedOnCorrected
from events.honest_date import honest_date
from events.identity import Noun, stream_of
from events.planned_meeting import PlannedMeetingReported
from events.publication import PublicationReported
from events.reference import Referable, Reference
from events.vocabulary import ActivityKind, Assurance, CancellationReason, Review, Stage
from tests.projections.filling import Said

DAYS = ("2008-11-20", "2008-11-21", "2009-03-02", "2010-10-05", "2011-02-18")
THINGS = ("unfpa-census-support", "escap-flow-database", "escwa-iom-mou-plan")
LENGTH_MAX = 12


class Word(NamedTuple):
    """One thing said: of which activity, on which day, what; `fact` is given the activity's id and the day's number.

    Where `corrects` is a number, it is a correction of the day of an earlier event of the activity instead.
    """

    thing: int
    day: str
    fact: Callable[[str, int], Fact]
    corrects: int | None


class History(NamedTuple):
    """Words in the order in which the log takes them, and how many of them go into each batch."""

    words: list[Word]
    batches: list[int]

    def told(self, run: str, base: int) -> list[Said]:
        """The history as facts of activities of this run; `base` is the last position before it."""
        positions: dict[int, list[int]] = {}
        said: list[Said] = []
        for place, word in enumerate(self.words):
            earlier = positions.setdefault(word.thing, [])
            activity_id = f"{THINGS[word.thing]}-{run}"
            fact = word.fact(activity_id, place) if earlier else FIRST(activity_id, place)
            if earlier and word.corrects is not None:
                fact = ReportedOnCorrected(position=earlier[word.corrects % len(earlier)], reported_on=word.day)
            earlier.append(base + place + 1)
            said.append((stream_of(Noun.ACTIVITY, activity_id), fact, word.day))
        return said


def recorded_of(said: list[Said]) -> list[Recorded[Fact]]:
    """The facts as an empty log would have them, without a database."""
    versions: dict[str, int] = {}
    events = []
    for position, (stream, fact, day) in enumerate(said, start=1):
        versions[stream] = versions.get(stream, 0) + 1
        events.append(
            Recorded(
                fact=fact,
                stream=stream,
                version=versions[stream],
                position=position,
                reported_on=day,
                recorded_at="",
                actor="key-secretariat",
            )
        )
    return events


def _absorbed(place: int) -> Fact:
    other = f"work-{place % 2}"
    return ActivityAbsorbed(
        activity=other,
        told_as=(other, f"{other}-{place}"),
        others=(other,),
        first_reported_on="2008-11-20",
        last_heard_on=f"2009-03-{place + 1:02}",
        assurance=Assurance.SELF_REPORTED,
        lead="escap",
        stage=Stage.COMPLETED,
        date=honest_date("2012", None),
        due=honest_date(f"20{10 + place}", None),
        parts=(Part(agency="ilo", role="partner"), Part(agency="escap", role="reporter")),
        topics=("remittances", f"flows-{place % 3}"),
        links=(Reference(kind=Referable.MANDATE, id="ga-res-63-225"),),
        meetings=("cm9",),
        part_of=("escap-project",),
        places=("TH",),
    )


def _told_again(activity_id: str, place: int) -> Fact:
    meeting = ("cm7", "cm9", None)[place % 3]
    partners = (Partner(agency=("iom", "ilo")[place % 2]),)
    return PublicationReported(
        id=f"{activity_id}-{place}",
        title=f"Told {place}",
        reported_by="iom",
        partners=partners,
        coordination_meeting=meeting,
        stage=Stage.IN_PROGRESS,
        year="2009",
    )


NEWS: tuple[Callable[[str, int], Fact], ...] = (
    lambda _, place: ActivityProgressed(stage=Stage.IN_PROGRESS, note=f"News {place}"),
    lambda _, place: ActivityRescheduled(due=honest_date(f"20{10 + place}", None), date=honest_date("2011", "in 2011")),
    lambda _, place: ActivityCompleted(reported_by="unfpa"),
    lambda _, place: ActivityCancelled(reason=CancellationReason.FUNDING),
    lambda _, place: ActivityUnchanged(note=f"No change {place}"),
    lambda _, place: ActivityDisowned(agency="escap"),
    lambda _, place: EvidenceAdded(symbol=f"A/63/{place}"),
    lambda _, place: ActivityReclassified(kind=ActivityKind.ONGOING_WORK),
    lambda _, place: ActivityCorrected(title=f"Corrected {place}", cleared=("partners",)),
    lambda _, place: ActivityReviewed(review=Review.ACCEPTED),
    lambda _, place: ActivityMerged(into=f"work-{place % 2}"),
    lambda _, place: _absorbed(place),
    lambda _, place: ActivityParted(other=f"work-{place % 2}"),
    lambda activity_id, place: CommitmentReported(id=activity_id, title="Again", reported_by="escap", lead="escap"),
    _told_again,
)


def FIRST(activity_id: str, place: int) -> Fact:  # noqa: N802 -- stands beside NEWS as one more way to say a fact
    return PlannedMeetingReported(
        id=activity_id,
        title=f"First told {place}",
        reported_by="unfpa",
        lead="escap",
        partners=(Partner(agency="iom"),),
        topics=("remittances",),
        due=honest_date("2010", "in 2010"),
        stage=Stage.PLANNED,
        coordination_meeting="cm7",
        organizers=("escap",),
    )


words = st.builds(
    Word,
    thing=st.integers(0, len(THINGS) - 1),
    day=st.sampled_from(DAYS),
    fact=st.sampled_from(NEWS),
    corrects=st.none() | st.none() | st.integers(0, LENGTH_MAX),
)
histories = st.builds(
    History,
    words=st.lists(words, min_size=1, max_size=LENGTH_MAX),
    batches=st.lists(st.integers(1, 5), min_size=LENGTH_MAX, max_size=LENGTH_MAX),
)
