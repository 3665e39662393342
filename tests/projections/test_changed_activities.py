"""What SQL finds changed between two days is what two fresh folds say, at random points of both clocks."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from events import activity_evolve
from events.activity_news import (
    ActivityCancelled,
    ActivityCompleted,
    ActivityConfirmed,
    ActivityCorrected,
    ActivityDisowned,
    ActivityPartlyCompleted,
    ActivityProgressed,
    ActivityRescheduled,
    ActivityReviewed,
    ActivityShown,
    ActivitySuspended,
    ActivityUnchanged,
    ActivityWithdrawn,
    EvidenceAdded,
)
from events.activity_whole import together
from events.commitment import CommitmentReported
from events.fact import Fact, Recorded
from events.honest_date import HonestDate, honest_date
from events.identity import Noun, id_in
from events.log.database import Database
from events.log.event import RecordedEvent
from events.reading_facts import recorded_from
from events.vocabulary import Assurance, CancellationReason, Review, Stage, Visibility
from projections.activities import ACTIVITIES
from projections.activity_filter import Scope, may_see
from projections.change_statements import THE_BEGINNING, Period
from projections.changed_activities import AskedChanges, ChangesPage, read_changes
from projections.changes import Change, ChangeClass, answering_for, compare
from projections.clocks import END_OF_DAYS, END_OF_POSITIONS
from projections.runner import prepare
from tests.profiles import examples
from tests.projections.filling import tell
from tests.projections.fresh_fold import fresh_fold
from tests.projections.histories import DAYS, LENGTH_MAX, NEWS, History, Word, recorded_of

MANY_DATABASES = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
EVERYONE, PARTICIPANT = Scope(sees_all=True), Scope(is_participant=True, own_agencies=("iom",), today="2011-02-18")
PERIODS = tuple(combinations((THE_BEGINNING, *DAYS, END_OF_DAYS), 2))


def dated(place: int) -> HonestDate:
    """A date, more exact or less, earlier or later, or none at all."""
    edtf = ("2010-05", "2009-05-19", "2010-05-19", "2011", "2010/..", "2010", None)[place % 7]
    return honest_date(edtf, "when funds allow" if edtf is None else None)


# Each step of the work, each turn of a review, each answer to what another told, and reports told again.
SAID: tuple[Callable[[str, int], Fact], ...] = (
    *NEWS[-4:],
    lambda _, place: ActivityProgressed(stage=tuple(Stage)[place % 7]),
    lambda _, place: ActivityRescheduled(due=dated(place)),
    lambda _, place: ActivityRescheduled(date=dated(place)),
    lambda _, place: ActivityCorrected(cleared=(("due",), ("date",), ("lead",), ("stage",))[place % 4]),
    lambda _, place: ActivityCorrected(topics=(("remittances",), ("census", "gender"))[place % 2]),
    lambda _, place: ActivityCorrected(assurance=Assurance.THIRD_PARTY, lead="escap"),
    lambda _, place: ActivityConfirmed(reported_by="escap"),
    lambda _, place: ActivityDisowned(agency="escap"),
    lambda _, place: ActivityUnchanged(),
    lambda _, place: ActivityCompleted(date=dated(place)),
    lambda _, place: ActivityPartlyCompleted(date=dated(place), remaining="The annex."),
    lambda _, place: ActivitySuspended(resumes=dated(place)),
    lambda _, place: ActivityCancelled(reason=CancellationReason.FUNDING),
    lambda _, place: ActivityReviewed(review=(Review.SUBMITTED, Review.SENT_BACK, Review.ACCEPTED)[place % 3]),
    lambda _, place: ActivityShown(visibility=tuple(Visibility)[place % 3]),
    lambda _, place: ActivityWithdrawn(),
    lambda _, place: EvidenceAdded(symbol=f"A/64/{place}"),
    lambda activity_id, place: CommitmentReported(
        id=activity_id, title="Told by another", reported_by="iom", lead="ilo", assurance=Assurance.THIRD_PARTY
    ),
)
words = st.builds(
    Word,
    thing=st.integers(0, 1),
    day=st.sampled_from(DAYS),
    fact=st.sampled_from(SAID),
    corrects=st.none() | st.none() | st.none() | st.integers(0, LENGTH_MAX),
)
histories = st.builds(
    History,
    words=st.lists(words, min_size=3, max_size=LENGTH_MAX),
    batches=st.lists(st.integers(1, 5), min_size=LENGTH_MAX, max_size=LENGTH_MAX),
)


class Runs:
    """A database that many examples share, each with things of its own: `told` are the events of the newest."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.told: dict[str, list[Recorded[Fact]]] = {}
        self.head = 0
        self.number = 0

    async def tell(self, history: History) -> int:
        """Take a history into the log and the view; the position before it."""
        self.number += 1
        base, said = self.head, history.told(str(self.number), self.head)
        events: list[RecordedEvent] = []
        for size in history.batches:
            if batch := said[len(events) : len(events) + size]:
                events += await tell(self.database, (ACTIVITIES,), batch)
        self.told = by_thing(map(recorded_from, events))
        self.head = events[-1].position
        return base


def expected(told: Mapping[str, list[Recorded[Fact]]], period: Period, scope: Scope) -> dict[str, Change]:
    """The changes of some activities, from two folds of the events of each."""
    found = {}
    for activity_id, events in told.items():
        known_at = END_OF_POSITIONS if period.known_at is None else period.known_at
        before, after = (
            None if state is None else together(state)
            for state in (
                fresh_fold(events, activity_evolve.evolve, day, known_at) for day in (period.since, period.until)
            )
        )
        before = None if before is None or not may_see(before, scope, period.until) else before
        if after is not None and may_see(after, scope, period.until):
            change = compare(before, after, period.since)
            if change is not None:
                found[activity_id] = change
    return found


@pytest.fixture
async def runs(database: Database) -> Runs:
    """A fresh database with the table of activities."""
    await prepare(database, (ACTIVITIES,))
    return Runs(database)


@settings(max_examples=examples(25), suppress_health_check=MANY_DATABASES)
@given(history=histories, known=st.none() | st.integers(1, LENGTH_MAX))
async def test_what_changed_is_what_two_folds_say(runs: Runs, history: History, known: int | None) -> None:
    """Between any two days, at any position, for every eye: the same activities, classes, fields and days."""
    base = await runs.tell(history)
    position = None if known is None else min(base + known, runs.head)
    for since, until in PERIODS:
        period = Period(since=since, until=until, known_at=position)
        for scope in (EVERYONE, PARTICIPANT):
            page = await read(runs, AskedChanges(period=period, scope=scope))
            found = {change.after.id: change for change in page.changes if change.after.id in runs.told}
            assert found == expected(runs.told, period, scope), f"from {since} to {until} at {position}"


@settings(max_examples=examples(10), suppress_health_check=MANY_DATABASES)
@given(history=histories, class_asked=st.sampled_from(ChangeClass), topic=st.booleans())
async def test_every_count_is_that_of_its_list(
    runs: Runs, history: History, class_asked: ChangeClass, topic: bool
) -> None:
    """By class, by agency and by topic; the class that is asked for narrows the list and its total alone."""
    await runs.tell(history)
    for since, until in PERIODS[::4]:
        period = Period(since=since, until=until)
        topics = ("census", "gender") if topic else ()
        asked = AskedChanges(period=period, scope=EVERYONE, topics=topics, classes=(class_asked,))
        page = await read(runs, asked)
        everything = await every(runs, AskedChanges(period=period, scope=EVERYONE, topics=topics))
        assert page.total == len(await every(runs, asked)) == page.counts.classes[class_asked]
        by_class = Counter(name for change in everything for name in (None, *change.classes))
        assert page.counts.classes == by_class
        told_by = Counter(answering_for(change.after) for change in everything)
        assert {name: tally[None] for name, tally in page.counts.agencies.items()} == told_by
        about = Counter(one for change in everything for one in set(change.after.topics))
        assert {name: tally[None] for name, tally in page.counts.topics.items()} == about


def test_the_histories_hold_every_class() -> None:
    """Control: histories in which nothing ever slips would show nothing of what slips."""
    met: set[ChangeClass] = set()

    @settings(max_examples=300, database=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
    @given(history=histories)
    def look(history: History) -> None:
        told = by_thing(recorded_of(history.told("1", 0)))
        for since, until in PERIODS:
            for change in expected(told, Period(since=since, until=until), EVERYONE).values():
                met.update(change.classes)

    look()
    assert met == set(ChangeClass), set(ChangeClass) - met


def by_thing(events: Iterable[Recorded[Fact]]) -> dict[str, list[Recorded[Fact]]]:
    """The events of each activity, by its id."""
    things: dict[str, list[Recorded[Fact]]] = defaultdict(list)
    for event in events:
        things[id_in(Noun.ACTIVITY, event.stream)].append(event)
    return things


async def read(runs: Runs, asked: AskedChanges, after: int = 0, limit: int = 500) -> ChangesPage:
    """A page of a report."""
    async with runs.database.reading() as transaction:
        return await read_changes(transaction, asked, limit, after)


async def every(runs: Runs, asked: AskedChanges) -> list[Change]:
    """All changes of a report, three a page."""
    found: list[Change] = []
    after: int | None = 0
    while after is not None:
        page = await read(runs, asked, after, 3)
        found += page.changes
        after = page.next
    assert len({change.after.id for change in found}) == len(found)
    return found
