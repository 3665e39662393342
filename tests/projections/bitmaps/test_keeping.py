"""The bitmaps of a process find and count what the view does, and follow the log; where they cannot, they say so."""

from random import Random, SystemRandom

import pytest
from msgspec.structs import replace

from events.activity_merging import ActivityMerged, ActivityParted
from events.activity_whole import absorbed
from events.identity import Noun
from events.log.database import Database, Transaction
from events.log.reading import read_head
from projections import runner
from projections.activities import ACTIVITIES
from projections.activity_filter import ActivityFilter, Scope
from projections.activity_orders import Order
from projections.activity_pages import Extent, read_page
from projections.activity_questions import Asked
from projections.bitmaps import keeping
from projections.bitmaps.counting import count
from projections.bitmaps.index import BitmapIndex
from projections.bitmaps.keeping import ActivityBitmaps
from projections.bitmaps.questions import can_find, find
from projections.carried_counts import CarriedCounts
from projections.clocks import NOW, Clocks
from projections.reading_things import touched_activities
from projections.registry import VIEWS
from projections.tallies import COLUMNS, TOTAL, Counted, read_tally
from tests.consistency.query_log import Telling, registered
from tests.projections.bitmaps.filters_at_random import filter_at_random
from tests.projections.filling import append_only, said, tell

TODAY = "2011-02-18"
SCOPES = (
    Scope(sees_all=True),
    Scope(is_participant=True, today=TODAY),
    Scope(is_participant=True, own_agencies=("unfpa", "iom"), today=TODAY),
    Scope(today="2009-06-01"),
)
FACETS = ("agency", "mandate", "meeting", "part_of", "place", "statement", "topic")
COUNTED = (TOTAL, Counted(columns=tuple(COLUMNS)), Counted(facets=FACETS))
ROUNDS, FILTERS, LIMIT = 4, 5, 7
EVERYTHING = Asked(wanted=ActivityFilter(), scope=SCOPES[0], clocks=NOW, evaluated_on=TODAY)


async def no_pause() -> None:
    """Nobody else is there."""


async def told(database: Database, seed: int, facts: int = 60) -> Telling:
    """The register and the first activities."""
    await runner.prepare(database, VIEWS)
    await tell(database, VIEWS, registered())
    telling = Telling(Random(seed), len(registered()) + 1)
    await tell(database, VIEWS, telling.facts(facts))
    return telling


async def loaded(database: Database) -> ActivityBitmaps:
    """Bitmaps of the log as it is."""
    bitmaps = ActivityBitmaps()
    assert await bitmaps.load(database, no_pause)
    return bitmaps


async def index_now(database: Database, bitmaps: ActivityBitmaps) -> BitmapIndex | None:
    """The index at the end of the log."""
    async with database.reading() as transaction:
        return await bitmaps.at(transaction, await read_head(transaction))


def content(index: BitmapIndex | None) -> object:
    """All that an index holds, for comparing."""
    assert index is not None
    held = {
        (name, value): set(bitmap & index.things)
        for name, under in (index.columns | index.facets).items()
        for value, bitmap in under.items()
    }
    days = {name: (set(one.dated), [set(part) for part in one._slices]) for name, one in index.days.items()}
    return set(index.things), {key: things for key, things in held.items() if things}, days


async def differing(transaction: Transaction, index: BitmapIndex, random: Random) -> list[Asked]:
    """Questions to which the bitmaps say something else than the view: the list, a page of it, and the tallies."""
    different = []
    for _ in range(FILTERS):
        asked = Asked(
            wanted=filter_at_random(random),
            scope=random.choice(SCOPES),
            clocks=NOW,
            evaluated_on=random.choice((TODAY, "2009-06-01")),
            order=random.choice(list(Order)),
            descending=random.random() < 0.5,
        )
        assert can_find(asked)
        found = find(index, asked)
        first = await read_page(transaction, asked, LIMIT)
        after = first.next if random.random() < 0.5 else None
        page = await read_page(transaction, asked, LIMIT, after)
        cut_out = await read_page(transaction, asked, LIMIT, after, Extent(len(found), 1_000, found))
        tallies = [await read_tally(transaction, asked, counted) for counted in COUNTED]
        if cut_out != page or [count(index, found, asked, counted) for counted in COUNTED] != tallies:
            different.append(asked)
    return different


async def test_bitmaps_say_what_the_view_says(database: Database) -> None:
    """For filters in filters and all who may ask, in every order, after whatever was said; the seed is printed."""
    seed = SystemRandom().randrange(2**32)
    print(f"seed {seed}")
    random = Random(seed)
    telling = await told(database, seed)
    bitmaps = await loaded(database)
    for number in range(ROUNDS):
        await tell(database, VIEWS, telling.facts(3 * number))
        async with database.reading() as transaction:
            index = await bitmaps.at(transaction, await read_head(transaction))
            assert index is not None
            assert await differing(transaction, index, random) == []
    assert content(await index_now(database, await loaded(database))) == content(await index_now(database, bitmaps))


async def test_what_was_said_in_between_is_looked_at(
    sqlite_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Control: without a look at it, the bitmaps would say what was so before."""

    async def nothing(_transaction: Transaction, _after: int, _known_at: int) -> list[str]:
        return []

    telling = await told(sqlite_database, 1)
    bitmaps = await loaded(sqlite_database)
    await tell(sqlite_database, VIEWS, telling.facts(20))
    monkeypatch.setattr(keeping, "touched_activities", nothing)
    async with sqlite_database.reading() as transaction:
        index = await bitmaps.at(transaction, await read_head(transaction))
        assert index is not None
        assert await differing(transaction, index, Random(1)) != []


async def test_what_is_said_while_they_are_read_is_in_them(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each portion is read in a state of its own; the bitmaps show the last."""
    monkeypatch.setattr(keeping, "PORTION", 5)
    telling, bitmaps = await told(database, 2), ActivityBitmaps()

    async def others_write() -> None:
        await tell(database, VIEWS, telling.facts(3))

    assert await bitmaps.load(database, others_write)
    fresh = await loaded(database)
    assert content(await index_now(database, bitmaps)) == content(await index_now(database, fresh))


async def test_what_was_merged_is_in_one_alone_and_what_was_parted_in_each(database: Database) -> None:
    """The one that goes on is found under what the other was found under, until they are parted."""
    await told(database, 3)
    bitmaps = await loaded(database)
    async with database.reading() as transaction:
        one = (await read_page(transaction, replace(EVERYTHING, descending=True), 2)).activities
    into, merged = one[1], one[0]
    for facts in (
        [said(Noun.ACTIVITY, into.id, absorbed(merged), "2011-02-18"),
         said(Noun.ACTIVITY, merged.id, ActivityMerged(into=into.id), "2011-02-18")],
        [said(Noun.ACTIVITY, merged.id, ActivityParted(other=into.id), "2011-02-18"),
         said(Noun.ACTIVITY, into.id, ActivityParted(other=merged.id), "2011-02-18")],
    ):  # fmt: skip
        before = await index_now(database, bitmaps)
        assert before is not None
        number = len(before.things)
        await tell(database, VIEWS, facts)
        after = await index_now(database, bitmaps)
        assert content(after) == content(await index_now(database, await loaded(database)))
        assert after is not None
        assert abs(len(after.things) - number) == 1


async def test_an_older_state_than_theirs_is_not_theirs(database: Database) -> None:
    """A transaction that began before they went on, a day, and a position are asked of the view; so are texts."""
    telling = await told(database, 5)
    bitmaps = await loaded(database)
    async with database.reading() as earlier:
        head = await read_head(earlier)
        assert await bitmaps.at(earlier, head) is not None
        await tell(database, VIEWS, telling.facts(3))
        newer = await index_now(database, bitmaps)
        assert newer is not None
        assert await bitmaps.at(earlier, head) is None
        counts = CarriedCounts(bitmaps)
        extent = await counts.extent(earlier, EVERYTHING, head, head.position)
        assert extent.found is None
        assert extent.total == (await read_tally(earlier, EVERYTHING, TOTAL))[()]
    assert not can_find(replace(EVERYTHING, clocks=Clocks(as_of=TODAY)))
    for wanted in (ActivityFilter(words=("atlas",)), ActivityFilter(any_of=(ActivityFilter(ids=("work-1",)),))):
        assert not can_find(replace(EVERYTHING, wanted=wanted))


async def test_the_next_page_of_a_walk_counts_nothing_anew(
    sqlite_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the log has gone on since the first page, the total in the state of that page is known."""
    telling = await told(sqlite_database, 6)
    counts = CarriedCounts(await loaded(sqlite_database))
    async with sqlite_database.reading() as transaction:
        first = await read_head(transaction)
        extent = await counts.extent(transaction, EVERYTHING, first, first.position)
    assert extent.found is not None
    await tell(sqlite_database, VIEWS, telling.facts(9))
    monkeypatch.delattr("projections.carried_counts.read_tally")
    async with sqlite_database.reading() as transaction:
        then = replace(EVERYTHING, clocks=Clocks(known_at=first.position))
        later = await counts.extent(transaction, then, await read_head(transaction), first.position)
    assert (later.total, later.found) == (extent.total, None)


async def test_of_another_history_they_are_read_again(sqlite_database: Database) -> None:
    """After a restore the log may end with another event, before where they stand or behind it."""
    telling = await told(sqlite_database, 7)
    bitmaps = await loaded(sqlite_database)
    async with sqlite_database.reading() as transaction:
        head = await read_head(transaction)
        assert await bitmaps.at(transaction, replace(head, leaf=bytes(32))) is None
        assert bitmaps.missing.is_set()
        assert await bitmaps.at(transaction, head) is None
    await tell(sqlite_database, VIEWS, telling.facts(2))
    assert await bitmaps.load(sqlite_database, no_pause)
    assert bitmaps.there.is_set()
    assert await index_now(sqlite_database, bitmaps) is not None


async def test_too_many_events_are_not_followed(sqlite_database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading everything anew is quicker then, and is done beside the answers."""
    monkeypatch.setattr(keeping, "FOLLOWED_EVENTS_MAX", 5)
    telling = await told(sqlite_database, 8)
    bitmaps = await loaded(sqlite_database)
    await tell(sqlite_database, VIEWS, telling.facts(6))
    assert await index_now(sqlite_database, bitmaps) is None
    assert bitmaps.missing.is_set()


async def test_of_a_view_that_is_behind_nothing_is_read(sqlite_database: Database) -> None:
    """What it lacks would be missing for ever: it is told later, under positions that were passed."""
    telling = await told(sqlite_database, 9)
    async with sqlite_database.writing() as transaction:
        await append_only(transaction, telling.facts(1))
    bitmaps = ActivityBitmaps()
    assert not await bitmaps.load(sqlite_database, no_pause)
    assert not bitmaps.there.is_set()
    await runner.catch_up(sqlite_database, [ACTIVITIES])
    assert await bitmaps.load(sqlite_database, no_pause)


async def test_two_requests_bring_them_on_at_once(sqlite_database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """The one that reads longer finds that it was done, and puts nothing in twice."""
    telling = await told(sqlite_database, 10)
    bitmaps = await loaded(sqlite_database)
    await tell(sqlite_database, VIEWS, telling.facts(5))
    overtaking = [True]

    async def overtaken(transaction: Transaction, after: int, known_at: int) -> list[str]:
        if overtaking:
            overtaking.clear()
            assert await index_now(sqlite_database, bitmaps) is not None
        return await touched_activities(transaction, after, known_at)

    monkeypatch.setattr(keeping, "touched_activities", overtaken)
    index = await index_now(sqlite_database, bitmaps)
    assert content(index) == content(await index_now(sqlite_database, await loaded(sqlite_database)))
