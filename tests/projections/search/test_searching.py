"""Searching: at any point of both clocks, on both databases, what is found is what a reading of every text finds."""

from collections import defaultdict
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from events.activity_news import ActivityCorrected, ActivityReviewed, ActivityShown
from events.commitment import CommitmentReported
from events.fact import Fact, Recorded, ReportedOnCorrected
from events.identity import Noun, stream_of
from events.log.database import Database
from events.reading_facts import recorded_from
from events.vocabulary import Review, Visibility
from projections.activities import ACTIVITIES
from projections.activity_filter import Scope
from projections.clocks import Clocks
from projections.runner import prepare
from projections.search import finding
from projections.search.index import Index
from projections.search.query import Query, read_query
from projections.search.searching import Asked, Mark, search
from projections.verifying import verify_view
from tests.profiles import examples
from tests.projections.filling import Said, tell
from tests.projections.histories import DAYS
from tests.projections.search.plain_search import PlainHit, Point, plain_search

MANY_DATABASES = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
LENGTH_MAX = 14
WORDS = (
    "labour", "market", "Labour market", "of", "rémittances", "Remittance", "l’œuvre", "国际移民", "移民统计",
    "миграция", "الهِجرة", "แรงงาน", "A/63/225", "labour of the market",
)  # fmt: skip
QUERIES = (
    "labour", "labour market", '"labour market"', "market labour", "remit*", "labour -market", "移民", "移", "МИГРАЦИЯ",
    "الهجرة", "งาน", "oeuvre", '-"labour market" labour', '"labour of market"', "63/225 remittances", "国际移民统计",
    "labour remit*", "-移 market", "market remittance", "labour миграция", "market 移民",
)  # fmt: skip
SCOPES = (
    Scope(sees_all=True),
    Scope(is_participant=True),
    Scope(is_participant=True, own_agencies=("escap",)),
    Scope(),
)
texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)


class Step(NamedTuple):
    """One thing said of an activity; the first of an activity reports it, whatever it is."""

    thing: int
    day: str
    sort: str
    title: str
    description: str | None


steps = st.builds(
    Step,
    thing=st.integers(0, 3),
    day=st.sampled_from(DAYS),
    sort=st.sampled_from(("title", "title", "description", "told again", "day", "sent back", "accepted", "public")),
    title=texts,
    description=st.none() | texts,
)


class Runs:
    """A database that many examples share: each has ids of its own, and is searched from where the last one ended."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.number = 0
        self.head = 0

    async def tell(self, told: list[Step], batches: list[int]) -> list[list[Recorded[Fact]]]:
        """Take a history into the log and the view, in batches; the events of each activity."""
        self.number += 1
        said = self._said(told)
        events: list[Recorded[Fact]] = []
        for size in [*batches, len(said)]:
            if batch := said[len(events) : len(events) + size]:
                events += [recorded_from(one) for one in await tell(self.database, (ACTIVITIES,), batch)]
        self.head += len(events)
        things: dict[str, list[Recorded[Fact]]] = defaultdict(list)
        for event in events:
            things[event.stream].append(event)
        return list(things.values())

    def _said(self, told: list[Step]) -> list[Said]:
        positions: dict[int, list[int]] = defaultdict(list)
        said: list[Said] = []
        for place, step in enumerate(told):
            activity_id = f"unfpa-work-{self.number}-{step.thing}"
            fact = fact_of(step, activity_id, place, positions[step.thing])
            positions[step.thing].append(self.head + place + 1)
            said.append((stream_of(Noun.ACTIVITY, activity_id), fact, step.day))
        return said


def fact_of(step: Step, activity_id: str, place: int, earlier: list[int]) -> Fact:
    again = f"{activity_id}-{place}" if earlier and step.sort == "told again" else activity_id
    if not earlier or step.sort == "told again":
        shown = Visibility.PUBLIC if place % 2 else Visibility.PARTICIPANTS
        reported_by = "escap" if step.thing else "unfpa"
        return CommitmentReported(
            id=again, title=step.title, description=step.description, reported_by=reported_by, visibility=shown
        )
    match step.sort:
        case "title":
            return ActivityCorrected(title=step.title)
        case "description":
            cleared = () if step.description else ("description",)
            return ActivityCorrected(description=step.description, cleared=cleared)
        case "day":
            return ReportedOnCorrected(position=earlier[place % len(earlier)], reported_on=step.day)
        case "public":
            return ActivityShown(visibility=Visibility.PUBLIC)
        case _:
            return ActivityReviewed(review=Review.SENT_BACK if step.sort == "sent back" else Review.ACCEPTED)


@pytest.fixture
async def runs(database: Database) -> Runs:
    """A fresh database with the tables of the activities."""
    await prepare(database, (ACTIVITIES,))
    return Runs(database)


async def found_by(runs: Runs, query: Query, point: Point, limit: int, *, things: set[int]) -> list[PlainHit]:
    """What a walk finds among these things, page by page."""
    clocks = Clocks(as_of=point.day, known_at=point.known)
    asked = Asked(query=query, nouns=(Noun.ACTIVITY,), scope=point.scope, clocks=clocks, evaluated_on=point.day)
    found: list[PlainHit] = []
    after: Mark | None = None
    async with runs.database.reading() as transaction:
        while True:
            page = await search(transaction, asked, limit, after)
            assert page.is_all
            marks = [hit.mark for hit in page.hits]
            found += [PlainHit(*mark) for mark in map(tuple_of, marks) if mark[2] in things]
            after = page.next
            if after is None:
                return found


def tuple_of(mark: Mark) -> tuple[Any, ...]:
    return mark.score, mark.since, mark.thing


@settings(max_examples=examples(30), suppress_health_check=MANY_DATABASES)
@given(
    told=st.lists(steps, min_size=1, max_size=LENGTH_MAX),
    batches=st.lists(st.integers(1, 5), max_size=LENGTH_MAX),
    asked=st.lists(
        st.tuples(st.sampled_from(QUERIES), st.sampled_from(DAYS), st.integers(1, LENGTH_MAX), st.sampled_from(SCOPES)),
        min_size=24,
        max_size=24,
    ),
)
async def test_a_search_finds_what_reading_every_text_finds(
    runs: Runs, told: list[Step], batches: list[int], asked: list[tuple[str, str, int, Scope]]
) -> None:
    """The same hits with the same scores and days in the same order, at any point of both clocks, for any eyes."""
    base = runs.head
    things = await runs.tell(told, batches)
    numbers = {events[0].position for events in things}
    for words, day, known, scope in asked:
        query, point = read_query(words), Point(day, base + known, scope)
        expected = plain_search(things, query, ACTIVITIES.texts, point)
        assert await found_by(runs, query, point, 1_000, things=numbers) == expected, (words, point)


@settings(max_examples=examples(10), suppress_health_check=MANY_DATABASES)
@given(told=st.lists(steps, min_size=4, max_size=LENGTH_MAX), batches=st.lists(st.integers(1, 5), max_size=LENGTH_MAX))
async def test_a_walk_is_the_whole_answer_in_pieces(runs: Runs, told: list[Step], batches: list[int]) -> None:
    """Pages of one hit each, one after another, are what a single page has, and the words say what the log says."""
    numbers = {events[0].position for events in await runs.tell(told, batches)}
    query, point = read_query("labour"), Point(DAYS[-1], runs.head, Scope(sees_all=True))
    walked = await found_by(runs, query, point, 1, things=numbers)
    assert walked == await found_by(runs, query, point, 1_000, things=numbers)
    assert await verify_view(runs.database, ACTIVITIES) == []


async def test_a_word_stands_where_it_stood_when_a_text_before_it_got_longer(runs: Runs) -> None:
    """What was said again of an activity is read after its title, which is corrected and has a word more."""
    told = [
        Step(0, "2008-11-20", "title", "labour", None),
        Step(0, "2008-11-21", "title", "labour market", None),
        Step(0, "2008-11-20", "told again", "labour", "labour"),
    ]
    things = await runs.tell(told, [])
    query, point = read_query("labour"), Point("2008-11-21", runs.head, Scope(sees_all=True))
    found = await found_by(runs, query, point, 10, things={1})
    assert found == plain_search(things, query, ACTIVITIES.texts, point)
    assert [one.since for one in found] == ["2008-11-20"]


@pytest.mark.parametrize("second_max", [0, 4])
async def test_a_search_in_many_portions_finds_what_one_portion_has(
    runs: Runs, monkeypatch: pytest.MonkeyPatch, second_max: int
) -> None:
    """Behind the first portion what lacks the second rarest word is passed over, unless that word is frequent."""
    words = ("labour migration", "labour", "migration report", "labour report", "labour migration report", "survey")
    told = [
        Step(thing=number, day=DAYS[0], sort="title", title=words[number % len(words)], description=words[number % 5])
        for number in range(60)
    ]
    numbers = {events[0].position for events in await runs.tell(told, [])}
    point = Point(DAYS[-1], runs.head, Scope(sees_all=True))
    queries = [read_query(text) for text in ("labour migration", "migration labour report", "report survey", "labour")]
    usual = [await found_by(runs, query, point, 1_000, things=numbers) for query in queries]
    assert all(usual)
    monkeypatch.setattr(finding, "AT_FIRST", 3)
    monkeypatch.setattr(finding, "SECOND_MAX", second_max)
    between, asked = Index.things_between, []

    async def noted(index: Index, *arguments: Any) -> set[int] | None:
        asked.append(await between(index, *arguments))
        return asked[-1]

    monkeypatch.setattr(Index, "things_between", noted)
    assert [await found_by(runs, query, point, 1_000, things=numbers) for query in queries] == usual
    assert any(asked) == (second_max > 0)
