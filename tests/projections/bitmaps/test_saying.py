"""Bitmaps find and count what the view does, for all who may ask, in the states of which they are asked."""

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
from projections.activity_filter import ActivityFilter, Scope
from projections.activity_orders import Mark
from projections.activity_pages import Extent, read_page
from projections.bitmaps import keeping
from projections.bitmaps.counting import count
from projections.bitmaps.questions import can_find, find
from projections.carried_counts import CarriedCounts
from projections.clocks import Clocks
from projections.hidden_activities import read_merged_and_hidden
from projections.registry import VIEWS
from projections.tallies import Counted, Tally, read_tally, read_total
from tests.projections.bitmaps.beside_the_view import (
    COUNTED,
    EVALUATED_ON,
    EVERYTHING,
    FILTERS,
    LIMIT,
    ROUNDS,
    SCOPES,
    TODAY,
    content,
    differing,
    index_now,
    loaded,
    told,
)
from tests.projections.bitmaps.filters_at_random import filter_at_random
from tests.projections.filling import said, tell


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
