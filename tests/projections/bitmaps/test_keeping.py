"""The bitmaps of a process find and count what the view does, and follow the log; where they cannot, they say so."""

import asyncio
from itertools import product
from random import Random, SystemRandom
from typing import Any

import pytest
from msgspec.structs import replace
from pyroaring import BitMap64

from events.activity_merging import ActivityMerged, ActivityParted
from events.activity_whole import absorbed
from events.identity import Noun
from events.log.database import Database, Transaction
from events.log.reading import read_head
from projections import runner
from projections.activities import ACTIVITIES
from projections.activity_filter import ActivityFilter, Scope
from projections.activity_orders import Mark, Order
from projections.activity_pages import Extent, read_page
from projections.activity_questions import Asked
from projections.bitmaps import keeping
from projections.bitmaps.counting import count
from projections.bitmaps.index import BitmapIndex
from projections.bitmaps.keeping import ActivityBitmaps, News
from projections.bitmaps.questions import can_find, find
from projections.carried_counts import CarriedCounts
from projections.clocks import NOW, Clocks
from projections.hidden_activities import read_merged_and_hidden
from projections.registry import VIEWS
from projections.tallies import COLUMNS, TOTAL, Counted, Tally, read_tally, read_total
from tests.consistency.query_log import Telling, registered
from tests.projections.bitmaps.filters_at_random import filter_at_random
from tests.projections.filling import append_only, said, tell

TODAY = "2011-02-18"
SCOPES = (
    Scope(sees_all=True),
    Scope(is_participant=True, today=TODAY),
    Scope(is_participant=True, own_agencies=("unfpa", "iom"), today=TODAY),
    Scope(today="2010-01-01"),
    Scope(),
)
# On some of them something is just due, just due soon, or just stale.
EVALUATED_ON = (TODAY, "2009-11-20", "2009-11-21", "2010-09-04", "2010-09-05", "2010-10-05")
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
        at = await bitmaps.at(transaction, await read_head(transaction))
    return at.index if at is not None else None


def content(index: BitmapIndex | None) -> object:
    """All that an index holds, for comparing."""
    assert index is not None
    held = {(name, value): set(one) for name, under in index.columns.items() for value, one in under.items()}
    found = {
        (facet, value, roles): set(one & index.things)
        for facet, by_value in index.facets.items()
        for value, under in by_value.items()
        for roles, one in under.items()
    }
    days = {name: (set(one.dated), [set(part) for part in one._slices]) for name, one in index.days.items()}
    return set(index.things), held, {key: things for key, things in found.items() if things}, days


async def differing(transaction: Transaction, index: BitmapIndex, random: Random) -> list[Asked]:
    """Questions to which the bitmaps say something else than the view: the list, a page of it, and the tallies."""
    different = []
    for _ in range(FILTERS):
        asked = Asked(
            wanted=filter_at_random(random),
            scope=random.choice(SCOPES),
            clocks=NOW,
            evaluated_on=random.choice(EVALUATED_ON),
            due_soon_days=random.choice((0, 30, 30)),
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
            at = await bitmaps.at(transaction, await read_head(transaction))
            assert at is not None
            assert await differing(transaction, at.index, random) == []
    assert content(await index_now(database, await loaded(database))) == content(await index_now(database, bitmaps))


async def test_promises_stand_as_the_view_says_on_every_day(database: Database) -> None:
    """Also on the very day on which one is due, due soon, or has been silent for a year."""
    await told(database, 16, 200)
    index = await index_now(database, await loaded(database))
    assert index is not None
    found = find(index, EVERYTHING)
    async with database.reading() as transaction:
        for day, soon in product(EVALUATED_ON, (0, 30)):
            asked = replace(EVERYTHING, evaluated_on=day, due_soon_days=soon)
            counted = Counted(columns=("timeliness", "standing"))
            assert count(index, found, asked, counted) == await read_tally(transaction, asked, counted)


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
        at = await bitmaps.at(transaction, await read_head(transaction))
        assert at is not None
        assert await differing(transaction, at.index, Random(1)) != []


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


async def test_a_state_that_they_have_left_is_asked_of_them_and_of_the_view(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a transaction that began before they went on: what was spoken of since is asked of the view alone."""
    random, telling = Random(5), await told(database, 5)
    bitmaps = await loaded(database)
    async with database.reading() as earlier:
        head = await read_head(earlier)
        for _ in range(3):
            await tell(database, VIEWS, telling.facts(3))
            assert await index_now(database, bitmaps) is not None
        for _ in range(FILTERS):
            asked = replace(EVERYTHING, wanted=filter_at_random(random), scope=random.choice(SCOPES))
            counts = CarriedCounts(bitmaps)
            extent = await counts.extent(earlier, asked, head, head.position)
            assert extent.found is not None
            page = await read_page(earlier, asked, LIMIT)
            assert await read_page(earlier, asked, LIMIT, extent=extent) == page
            for counted in COUNTED:
                tally = await read_tally(earlier, asked, counted)
                assert await CarriedCounts(bitmaps).tally(earlier, asked, counted, head) == tally
        monkeypatch.setattr(keeping, "LATER_MAX", 1)
        assert await bitmaps.at(earlier, head) is None


async def test_what_they_do_not_hold_is_not_asked_of_them() -> None:
    """A day, a text and an id are asked of the view, wherever they stand in a filter."""
    assert can_find(EVERYTHING)
    assert not can_find(replace(EVERYTHING, clocks=Clocks(as_of=TODAY)))
    for wanted in (ActivityFilter(words=("atlas",)), ActivityFilter(any_of=(ActivityFilter(ids=("work-1",)),))):
        assert not can_find(replace(EVERYTHING, wanted=wanted))


@pytest.mark.parametrize("scope", SCOPES)
async def test_the_next_page_of_a_walk_counts_nothing_anew(
    sqlite_database: Database, monkeypatch: pytest.MonkeyPatch, scope: Scope
) -> None:
    """When the log has gone on since the first page, its total is carried back from there, whoever asks."""
    telling = await told(sqlite_database, 6)
    counts, asked = CarriedCounts(await loaded(sqlite_database)), replace(EVERYTHING, scope=scope)
    async with sqlite_database.reading() as transaction:
        first = await read_head(transaction)
        extent = await counts.extent(transaction, asked, first, first.position)
    assert extent.found is not None
    await tell(sqlite_database, VIEWS, telling.facts(9))

    async def of_touched(*arguments: Any) -> Tally:
        assert arguments[3] is not None, "everything was counted"
        return await read_tally(*arguments)

    monkeypatch.setattr("projections.carried_counts.read_tally", of_touched)
    async with sqlite_database.reading() as transaction:
        head = await read_head(transaction)
        hidden = await read_merged_and_hidden(transaction, scope, TODAY)
        back = replace(scope, goes_back=not scope.sees_all, hidden=hidden)
        then = replace(asked, scope=back, clocks=Clocks(known_at=first.position))
        for known in (counts, CarriedCounts(await loaded(sqlite_database))):
            later = await known.extent(transaction, then, head, first.position)
            assert (later.total, later.found) == (await read_total(transaction, then), None)


async def test_of_another_history_they_are_read_again(sqlite_database: Database) -> None:
    """After a restore the log may end with another event, behind where they stand, there, or before."""
    telling = await told(sqlite_database, 7)
    for place in ("there", "behind", "before"):
        bitmaps = await loaded(sqlite_database)
        lost = await index_now(sqlite_database, bitmaps)
        assert lost is not None
        assert bitmaps._kept is not None
        head = bitmaps._kept.log
        if place == "before":
            bitmaps._kept = keeping.Kept(lost, replace(head, position=head.position + 1))
            assert await index_now(sqlite_database, bitmaps) is None
            await bitmaps.follow(sqlite_database)
        else:
            bitmaps._kept = keeping.Kept(lost, replace(head, leaf=bytes(32)))
            if place == "behind":
                await tell(sqlite_database, VIEWS, telling.facts(2))
            assert await index_now(sqlite_database, bitmaps) is None
        assert bitmaps.missing.is_set()
        assert not bitmaps.there.is_set()


async def test_of_a_view_that_is_faulted_they_are_dropped(sqlite_database: Database) -> None:
    """It may have lost a thing, and be built anew without a word in the log."""
    await told(sqlite_database, 11)
    bitmaps = await loaded(sqlite_database)
    await bitmaps.follow(sqlite_database)
    assert bitmaps.there.is_set()
    async with sqlite_database.writing() as transaction:
        await runner.mark_faulted(transaction, ACTIVITIES, "The disk was full.")
    await bitmaps.follow(sqlite_database)
    assert bitmaps.missing.is_set()


async def test_they_follow_the_log_without_being_asked(sqlite_database: Database) -> None:
    """So that the first question after an import need not read all of it."""
    telling = await told(sqlite_database, 12)
    bitmaps = await loaded(sqlite_database)
    await tell(sqlite_database, VIEWS, telling.facts(5))
    await bitmaps.follow(sqlite_database)
    assert bitmaps._kept is not None
    async with sqlite_database.reading() as transaction:
        assert bitmaps._kept.log == await read_head(transaction)


async def test_what_cannot_be_put_in_leaves_no_half_of_it(
    sqlite_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are dropped with the fault, and the next question is answered from the view."""
    telling = await told(sqlite_database, 13)
    bitmaps = await loaded(sqlite_database)
    await tell(sqlite_database, VIEWS, telling.facts(5))
    monkeypatch.delattr(BitmapIndex, "add")
    with pytest.raises(AttributeError):
        await index_now(sqlite_database, bitmaps)
    assert await index_now(sqlite_database, bitmaps) is None
    assert bitmaps.missing.is_set()


async def test_a_thing_that_the_view_has_lost_ends_no_walk(sqlite_database: Database) -> None:
    """The page is then read from the view, as far as that goes; what may not be seen is never shown by mistake."""
    await told(sqlite_database, 14)
    index = await index_now(sqlite_database, await loaded(sqlite_database))
    assert index is not None
    found = find(index, EVERYTHING)
    async with sqlite_database.reading() as transaction:
        page = await read_page(transaction, EVERYTHING, LIMIT)
        with_lost = BitMap64([*found, found[0] + 1])
        assert await read_page(transaction, EVERYTHING, LIMIT, extent=Extent(len(with_lost), 100, with_lost)) == page
        public = replace(EVERYTHING, scope=SCOPES[-1])
        seen = {one.id for one in (await read_page(transaction, public, 100)).activities}
        shown = (await read_page(transaction, public, 100, extent=Extent(len(found), 100, found))).activities
        assert {one.id for one in shown} == seen


async def test_a_mark_before_all_things_is_a_mark(sqlite_database: Database) -> None:
    """A cursor that somebody made up gives an empty page, or all of the list."""
    await told(sqlite_database, 15)
    bitmaps = await loaded(sqlite_database)
    index = await index_now(sqlite_database, bitmaps)
    assert index is not None
    found = find(index, EVERYTHING)
    async with sqlite_database.reading() as transaction:
        for descending in (False, True):
            asked = replace(EVERYTHING, descending=descending)
            page = await read_page(transaction, asked, LIMIT, Mark("", 0))
            assert await read_page(transaction, asked, LIMIT, Mark("", 0), Extent(len(found), 100, found)) == page


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


@pytest.mark.parametrize("is_older_slower", [False, True])
async def test_two_requests_bring_them_on_at_once(
    sqlite_database: Database, monkeypatch: pytest.MonkeyPatch, is_older_slower: bool
) -> None:
    """Each reads another state, and one overtakes the other: nothing old is put over what is newer."""
    telling = await told(sqlite_database, 10, 200)
    bitmaps = await loaded(sqlite_database)
    reads, overtaking = keeping._news, asyncio.Event()
    slow: list[int] = []

    async def overtaken(transaction: Transaction, after: int, until: int) -> News:
        news = await reads(transaction, after, until)
        if until == slow[0] and not overtaking.is_set():
            await overtaking.wait()
        return news

    monkeypatch.setattr(keeping, "_news", overtaken)
    await tell(sqlite_database, VIEWS, telling.facts(15))
    async with sqlite_database.reading() as one:
        older = await read_head(one)
        await tell(sqlite_database, VIEWS, telling.facts(15))
        async with sqlite_database.reading() as other:
            newer = await read_head(other)
            asked = {older.position: (one, older), newer.position: (other, newer)}
            slow.append(older.position if is_older_slower else newer.position)
            waiting = asyncio.create_task(bitmaps.at(*asked.pop(slow[0])))
            await asyncio.sleep(0.05)
            [quick] = asked.values()
            assert await bitmaps.at(*quick) is not None
            overtaking.set()
            at = await waiting
    assert at is not None
    assert bool(at.later) == is_older_slower
    assert content(await index_now(sqlite_database, bitmaps)) == content(
        await index_now(sqlite_database, await loaded(sqlite_database))
    )
