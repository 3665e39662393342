"""Activities that are merged, in the views: at any day and any position one is found with the words of all."""

from itertools import product

import pytest

from events.activity_evolve import evolve
from events.activity_merging import ActivityMerged, ActivityParted
from events.activity_news import ActivityProgressed, ActivityShown, EvidenceAdded
from events.activity_state import Activity
from events.activity_whole import absorbed, whole
from events.commitment import CommitmentReported
from events.fact import Fact, Recorded
from events.identity import Noun, id_in
from events.log.database import Database
from events.reading_facts import recorded_from
from events.vocabulary import Stage, Visibility
from projections.activities import ACTIVITIES
from projections.activity_filter import ActivityFilter, Scope
from projections.activity_pages import read_page, read_told_as
from projections.activity_questions import Asked
from projections.clocks import NOW, Clocks
from projections.hidden_activities import read_hidden
from projections.runner import prepare
from projections.tallies import read_total
from tests.projections.filling import said, tell
from tests.projections.fresh_fold import fresh_fold

PUBLIC = Visibility.PUBLIC
DAYS = ("2008-11-20", "2008-11-21", "2009-02-28", "2009-03-01", "2009-04-01", "2010-01-01")
READER = Scope(is_participant=True, today="2011-01-01")


def reported(activity_id: str, reporter: str) -> Fact:
    """A promise that one body told."""
    return CommitmentReported(
        id=activity_id,
        title=f"Told by {reporter}",
        reported_by=reporter,
        lead=reporter,
        description=f'The words of {reporter}, with "merged":[ in them.',
        topics=(f"topic-of-{reporter}",),
        visibility=PUBLIC,
    )


class Story:
    """What is said of three activities, taken event by event into a real log."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.events: dict[str, list[Recorded[Fact]]] = {}

    async def say(self, activity_id: str, fact: Fact, day: str) -> None:
        for event in await tell(self.database, (ACTIVITIES,), [said(Noun.ACTIVITY, activity_id, fact, day)]):
            self.events.setdefault(id_in(Noun.ACTIVITY, event.stream), []).append(recorded_from(event))

    def at(self, activity_id: str, day: str = DAYS[-1], position: int = 10**6) -> Activity | None:
        """One activity by itself, as a fresh fold has it."""
        found: Activity | None = fresh_fold(self.events[activity_id], evolve, day, position)
        return found

    async def merge(self, activity_id: str, into: str, day: str) -> None:
        activity = self.at(activity_id)
        assert activity is not None
        await self.say(into, absorbed(activity), day)
        await self.say(activity_id, ActivityMerged(into=into), day)

    async def part(self, activity_id: str, other: str, day: str) -> None:
        await self.say(activity_id, ActivityParted(other=other), day)
        await self.say(other, ActivityParted(other=activity_id), day)


@pytest.fixture
async def story(database: Database) -> Story:
    """UNFPA's, IOM's and the ILO's promise: the second merged into the first, that into the third, and parted again."""
    await prepare(database, (ACTIVITIES,))
    told = Story(database)
    for activity_id, reporter, day in (("a", "unfpa", DAYS[0]), ("b", "iom", DAYS[1]), ("c", "ilo", DAYS[1])):
        await told.say(activity_id, reported(activity_id, reporter), day)
    await told.say("b", EvidenceAdded(symbol="A/63/1"), DAYS[2])
    await told.merge("b", "a", DAYS[3])
    await told.say("a", ActivityProgressed(stage=Stage.IN_PROGRESS, note="Late news."), DAYS[2])
    await told.merge("a", "c", DAYS[3])
    await told.part("c", "a", DAYS[4])
    return told


async def test_at_every_point_one_is_read_with_the_words_of_all(story: Story) -> None:
    """What a list and a look-up give is what the folds of the single streams make together, and each is there once."""
    last = max(event.position for events in story.events.values() for event in events)
    async with story.database.reading() as transaction:
        for day, position in product(DAYS, range(1, last + 1)):
            clocks = Clocks(as_of=day, known_at=position)
            apart = [one for name in story.events if (one := story.at(name, day, position)) is not None]
            expected = [whole(one, apart) for one in apart if one.merged_into is None]
            found = await read_told_as(transaction, list("abc"), clocks)
            assert found == sorted(expected, key=lambda one: one.id), (day, position)
            asked = Asked(wanted=ActivityFilter(), scope=Scope(sees_all=True), clocks=clocks, evaluated_on=day)
            page = await read_page(transaction, asked, 10)
            assert sorted(page.activities, key=lambda one: one.id) == found
            assert await read_total(transaction, asked) == len(found)


FOUND: tuple[tuple[str, ActivityFilter, list[str]], ...] = (
    (DAYS[2], ActivityFilter(agencies=("iom",)), ["b"]),
    (DAYS[3], ActivityFilter(agencies=("iom",), roles=("reporter",)), ["c"]),
    (DAYS[3], ActivityFilter(topics=("topic-of-iom",)), ["c"]),
    (DAYS[3], ActivityFilter(ids=("a", "b")), ["c"]),
    (DAYS[3], ActivityFilter(stages=("in_progress",)), ["c"]),
    (DAYS[4], ActivityFilter(agencies=("iom",)), ["a"]),
    (DAYS[4], ActivityFilter(ids=("b",)), ["a"]),
    (DAYS[4], ActivityFilter(agencies=("ilo",)), ["c"]),
)


@pytest.mark.parametrize(("day", "wanted", "expected"), FOUND)
async def test_it_is_found_under_what_each_was_found_under(
    story: Story, day: str, wanted: ActivityFilter, expected: list[str]
) -> None:
    """By body, topic, stage and id, from the day on which they were merged to the day on which they were parted."""
    async with story.database.reading() as transaction:
        asked = Asked(wanted=wanted, scope=READER, clocks=Clocks(as_of=day), evaluated_on=day)
        assert [one.id for one in (await read_page(transaction, asked, 10)).activities] == expected


async def test_what_is_merged_into_something_hidden_is_hidden(story: Story) -> None:
    """For the days on which it stood apart too; once they are parted, each is seen for itself."""
    await story.say("a", ActivityShown(visibility=Visibility.SECRETARIAT), DAYS[4])
    async with story.database.reading() as transaction:
        assert set(await read_hidden(transaction, READER, "2011-01-01")) == {"a", "b"}
    await story.part("a", "b", DAYS[5])
    async with story.database.reading() as transaction:
        assert await read_hidden(transaction, READER, "2011-01-01") == ("a",)
        assert [one.id for one in await read_told_as(transaction, list("abc"), NOW)] == ["a", "b", "c"]
