"""Counts that are carried on are those that a count of everything gives, whatever was said in between."""

from collections.abc import Iterator
from random import Random, SystemRandom

import pytest
from msgspec.structs import replace

from events.activity_merging import ActivityMerged
from events.activity_news import ActivityShown
from events.activity_whole import absorbed
from events.commitment import CommitmentReported
from events.identity import Noun
from events.log.database import Database, Transaction
from events.log.reading import read_head
from events.vocabulary import Visibility
from projections import carried_counts
from projections.activity_filter import ActivityFilter, Scope
from projections.activity_pages import read_told_as
from projections.activity_questions import Asked
from projections.carried_counts import CarriedCounts
from projections.clocks import NOW, Clocks
from projections.hidden_activities import read_merged_and_hidden
from projections.reading_things import touched_activities
from projections.registry import VIEWS
from projections.runner import prepare
from projections.tallies import PROMISES, TOTAL, Counted, read_tally, read_total
from projections.timeliness import Timeliness
from tests.consistency.query_log import Telling, registered
from tests.projections.filling import said, tell

TODAY = "2011-02-18"
SECRETARIAT = Scope(sees_all=True)
READER = Scope(is_participant=True, today=TODAY)
UNFPA = Scope(is_participant=True, own_agencies=("unfpa",), today=TODAY)
WANTED = (
    ActivityFilter(),
    ActivityFilter(agencies=("unfpa",), roles=("lead", "partner")),
    ActivityFilter(none_of=(ActivityFilter(topics=("remittances",)),), timeliness=(Timeliness.OVERDUE,)),
)
COUNTED = (TOTAL, PROMISES, Counted(columns=("kind", "stage")), Counted(facets=("agency", "topic")))
ROUNDS = 12


def questions(head: int, earlier: int) -> Iterator[tuple[Asked, Counted]]:
    """Every list for everybody as of now, as of a day, and as known before."""
    for wanted in WANTED:
        for scope in (SECRETARIAT, READER, UNFPA):
            for clocks in (NOW, Clocks(as_of="2009-03-02"), Clocks(known_at=earlier), Clocks(known_at=head)):
                goes_back = not (scope.sees_all or clocks.is_now)
                asked = Asked(
                    wanted=wanted,
                    scope=replace(scope, goes_back=goes_back),
                    clocks=clocks,
                    evaluated_on=TODAY,
                )
                yield from ((asked, counted) for counted in COUNTED)


async def compared(database: Database, counts: CarriedCounts, earlier: int) -> list[tuple[Asked, Counted]]:
    """The questions to which the counts that were carried on say something else than a count of everything."""
    different = []
    async with database.reading() as transaction:
        head = await read_head(transaction)
        for asked, counted in questions(head.position, earlier):
            found = await counts.tally(transaction, asked, counted, head)
            if found != await read_tally(transaction, asked, counted):
                different.append((asked, counted))
    return different


async def told(database: Database, seed: int) -> Telling:
    """The register and the first activities."""
    await prepare(database, VIEWS)
    await tell(database, VIEWS, registered())
    telling = Telling(Random(seed), len(registered()) + 1)
    await tell(database, VIEWS, telling.facts(40))
    return telling


async def test_what_is_carried_on_is_what_is_counted(database: Database) -> None:
    """In all, by columns and by facets, for all who may ask, at every clock; the seed is printed."""
    seed = SystemRandom().randrange(2**32)
    print(f"seed {seed}")
    telling, counts = await told(database, seed), CarriedCounts()
    for number in range(ROUNDS):
        assert await compared(database, counts, 30) == []
        await tell(database, VIEWS, telling.facts(number))


async def test_what_was_said_in_between_is_looked_at(
    sqlite_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Control: without a look at it, the numbers would be those of before."""

    async def nothing(_transaction: Transaction, _after: int, _known_at: int) -> list[str]:
        return []

    telling, counts = await told(sqlite_database, 1), CarriedCounts()
    assert await compared(sqlite_database, counts, 30) == []
    monkeypatch.setattr(carried_counts, "touched_activities", nothing)
    await tell(sqlite_database, VIEWS, telling.facts(10))
    assert await compared(sqlite_database, counts, 30) != []


async def test_a_state_that_was_counted_is_not_counted_again(
    sqlite_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither as long as nothing is said, nor for the pages of a walk, which ask about the state of the first."""
    await told(sqlite_database, 1)
    asked = Asked(wanted=ActivityFilter(), scope=SECRETARIAT, clocks=NOW, evaluated_on=TODAY)
    counts, number = CarriedCounts(), []

    async def noted(*arguments: object) -> object:
        number.append(arguments)
        return await read_tally(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(carried_counts, "read_tally", noted)
    async with sqlite_database.reading() as transaction:
        head = await read_head(transaction)
        for clocks in (NOW, NOW, Clocks(known_at=head.position)):
            await counts.tally(transaction, replace(asked, clocks=clocks), TOTAL, head)
    assert len(number) == 1


async def test_what_another_request_takes_away_is_no_longer_needed(
    sqlite_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two requests carry on one list: one finds a redaction and forgets what is known, while the other waits."""
    telling = await told(sqlite_database, 3)
    counts, asked = CarriedCounts(), Asked(wanted=WANTED[0], scope=SECRETARIAT, clocks=NOW, evaluated_on=TODAY)
    async with sqlite_database.reading() as transaction:
        await counts.tally(transaction, asked, TOTAL, await read_head(transaction))
    await tell(sqlite_database, VIEWS, telling.facts(20))

    async def forgotten_meanwhile(transaction: Transaction, after: int, known_at: int) -> list[str]:
        for known in counts._known.values():
            known.clear()
        return await touched_activities(transaction, after, known_at)

    monkeypatch.setattr(f"{carried_counts.__name__}.touched_activities", forgotten_meanwhile)
    async with sqlite_database.reading() as transaction:
        found = await counts.tally(transaction, asked, TOTAL, await read_head(transaction))
        assert found == await read_tally(transaction, asked, TOTAL)


async def test_only_so_many_lists_are_known(sqlite_database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """The list that was asked for the longest time ago is forgotten, and counted anew when it is asked for again."""
    monkeypatch.setattr(carried_counts, "LISTS_MAX", 5)
    telling, counts = await told(sqlite_database, 1), CarriedCounts()
    assert await compared(sqlite_database, counts, 30) == []
    assert len(counts._known) == 5
    await tell(sqlite_database, VIEWS, telling.facts(5))
    assert await compared(sqlite_database, counts, 30) == []


async def test_counts_of_a_history_that_is_lost_are_not_carried_on(sqlite_database: Database) -> None:
    """After a restore the log may have another event where it ended: what was counted before means nothing."""
    await told(sqlite_database, 1)
    asked = Asked(wanted=ActivityFilter(), scope=SECRETARIAT, clocks=NOW, evaluated_on=TODAY)
    counts = CarriedCounts()
    async with sqlite_database.reading() as transaction:
        head = await read_head(transaction)
        lost, other = (replace(head, position=head.position - back, leaf=bytes(32)) for back in (0, 1))
        for elsewhere in (lost, other):
            state = carried_counts.State(elsewhere.position, elsewhere.position)
            known = counts._of((carried_counts._question(asked), TOTAL))
            known[state] = carried_counts.Counting({(): 1_000_000}, elsewhere)
            found = await counts.tally(transaction, asked, TOTAL, head)
            assert found == await read_tally(transaction, asked, TOTAL)
            known.clear()


async def test_what_was_merged_into_something_hidden_since_is_counted_no_more(sqlite_database: Database) -> None:
    """Nothing was said of itself then: as of a day on which it stood apart it was counted, and must not be now."""
    await prepare(sqlite_database, VIEWS)
    counts, told_on = CarriedCounts(), "2009-03-02"
    reports = [CommitmentReported(id=one, title=f"Promise {one}", reported_by="iom") for one in ("a", "b")]
    await tell(sqlite_database, VIEWS, [said(Noun.ACTIVITY, one.id, one, told_on) for one in reports])
    async with sqlite_database.reading() as transaction:
        [merged, _] = await read_told_as(transaction, ["a", "b"], NOW)
    merging = [("b", absorbed(merged)), ("a", ActivityMerged(into="b"))]
    await tell(sqlite_database, VIEWS, [said(Noun.ACTIVITY, one, fact, TODAY) for one, fact in merging])
    totals = []
    for _ in range(2):
        async with sqlite_database.reading() as transaction:
            head = await read_head(transaction)
            hidden = await read_merged_and_hidden(transaction, READER, TODAY)
            scope = replace(READER, goes_back=True, hidden=hidden)
            asked = Asked(wanted=WANTED[0], scope=scope, clocks=Clocks(as_of=told_on), evaluated_on=TODAY)
            totals.append((await counts.tally(transaction, asked, TOTAL, head)).get((), 0))
            assert totals[-1] == await read_total(transaction, asked)
        await tell(
            sqlite_database, VIEWS, [said(Noun.ACTIVITY, "b", ActivityShown(visibility=Visibility.SECRETARIAT), TODAY)]
        )
    assert totals == [2, 0]
