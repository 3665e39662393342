"""Lists of activities: pages along a key that misses and repeats nothing, filters, counts, and who sees what."""

from typing import Any

import pytest
from msgspec.structs import replace

from events.activity import Partner
from events.activity_news import ActivityCompleted, ActivityDisowned, ActivityReviewed, ActivityShown, ActivityWithdrawn
from events.commitment import CommitmentReported
from events.fact import Fact
from events.honest_date import honest_date
from events.identity import Noun
from events.log.database import Database
from events.place import Place
from events.reference import Referable, Reference
from events.vocabulary import Assurance, Review, Stage, Visibility
from projections.activities import ACTIVITIES
from projections.activity_filter import OWN_WORD, PROMISED, ActivityFilter, Scope, may_see
from projections.activity_orders import Order
from projections.activity_pages import Page, read_activity, read_page
from projections.activity_questions import Asked
from projections.clocks import NOW, Clocks
from projections.runner import prepare
from projections.tallies import PROMISES, PromiseCount, promise_counts, read_tally, read_total
from projections.timeliness import Timeliness
from tests.projections.filling import said, tell

ALL = Asked(wanted=ActivityFilter(), scope=Scope(sees_all=True), clocks=NOW, evaluated_on="2011-02-18")
DUES = ("2010", None, "2009-21", "2005/..", "2010", None, "2011-03-01", "2009-21", "2012")


@pytest.fixture
async def activities(database: Database) -> Database:
    """A fresh database with the table of activities."""
    await prepare(database, (ACTIVITIES,))
    return database


def promise(number: int, **fields: Any) -> Fact:
    """A promise of UNFPA, due as one of DUES."""
    edtf = DUES[number % len(DUES)]
    said_of_all = {
        "id": f"promise-{number}",
        "title": f"Promise {number}",
        "reported_by": "unfpa",
        "lead": "unfpa",
        "stage": Stage.PLANNED,
        "due": honest_date(edtf, None) if edtf else None,
    }
    return CommitmentReported(**{**said_of_all, **fields})


async def told(database: Database, *facts: tuple[int, Fact], day: str = "2008-11-21") -> None:
    """Facts about promises, by number."""
    await tell(database, (ACTIVITIES,), [said(Noun.ACTIVITY, f"promise-{number}", fact, day) for number, fact in facts])


async def ids(database: Database, asked: Asked, **wanted: Any) -> list[str]:
    """The ids in a list, narrowed."""
    async with database.reading() as transaction:
        question = replace(asked, wanted=ActivityFilter(**wanted))
        page = await read_page(transaction, question, 100)
        assert await read_total(transaction, question) == len(page.activities)
    return [activity.id.removeprefix("promise-") for activity in page.activities]


@pytest.mark.parametrize("order", [Order.TOLD, Order.DUE])
@pytest.mark.parametrize("size", [1, 4, 9])
async def test_a_walk_misses_and_repeats_nothing(activities: Database, order: Order, size: int) -> None:
    """While others are told between two pages, a walk at one position reads each activity of then once, in order."""
    await told(activities, *((number, promise(number)) for number in range(9)))
    asked = replace(ALL, order=order, clocks=Clocks(known_at=9))
    pages: list[Page] = []
    while not pages or pages[-1].next:
        async with activities.reading() as transaction:
            pages.append(await read_page(transaction, asked, size, pages[-1].next if pages else None))
            assert await read_total(transaction, asked) == 9
        number = 100 + len(pages)
        await told(activities, (number, promise(number)), (len(pages), ActivityCompleted()), day="2011-02-18")
    walked = [activity for page in pages for activity in page.activities]
    assert sorted(activity.id for activity in walked) == sorted(f"promise-{number}" for number in range(9))
    assert [len(page.activities) for page in pages[:-1]] == [size] * (len(pages) - 1)
    keys = [key_of(activity, order) for activity in walked]
    assert keys == sorted(keys)


@pytest.mark.parametrize("order", [Order.TOLD, Order.DUE])
async def test_a_walk_of_now_survives_inserts(activities: Database, order: Order) -> None:
    """Also without a position, what was there at the first page and is not changed is met once."""
    await told(activities, *((number, promise(number)) for number in range(9)))
    met: list[str] = []
    mark = None
    for number in range(100, 130):
        async with activities.reading() as transaction:
            page = await read_page(transaction, replace(ALL, order=order), 2, mark)
        met += [activity.id for activity in page.activities]
        if (mark := page.next) is None:
            break
        await told(activities, (number, promise(number))) if number < 103 else None
    assert len(met) == len(set(met))
    assert {f"promise-{number}" for number in range(9)} <= set(met)


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("size", [1, 3, 50])
async def test_what_stands_under_either_of_two_values_is_met_once_and_in_order(
    activities: Database, size: int, *, descending: bool
) -> None:
    """Where most of it stands under both, where one ends before the other, and where little of it is wanted."""
    topics = [("gender",), ("gender", "health"), (), ("health",), ("gender", "health"), ("health",), ("health",)]
    stages = [Stage.PLANNED, Stage.COMPLETED, Stage.PLANNED, Stage.PLANNED]
    fields = [{"topics": topics[one % 7], "stage": stages[one % 4]} for one in range(60)]
    await told(activities, *((one, promise(one, **fields[one])) for one in range(60)))
    either = (ActivityFilter(topics=("gender",)), ActivityFilter(topics=("health",)))
    for wanted in (ActivityFilter(any_of=either), ActivityFilter(any_of=either, stages=("completed",))):
        asked, met, mark = replace(ALL, wanted=wanted, descending=descending), [], None
        while True:
            async with activities.reading() as transaction:
                page = await read_page(transaction, asked, size, mark)
            met += [int(activity.id.removeprefix("promise-")) for activity in page.activities]
            if (mark := page.next) is None:
                break
        expected = [
            one
            for one in range(60)
            if fields[one]["topics"] and (not wanted.stages or fields[one]["stage"] == "completed")
        ]
        assert met == (expected[::-1] if descending else expected)


def key_of(activity: Any, order: Order) -> tuple[str, int]:
    """The place of an activity in an order: undated ones last, and else in the order told."""
    number = int(activity.id.removeprefix("promise-"))
    latest = activity.due and (activity.due.latest or "9999-12-31")
    return (latest or "~") if order is Order.DUE else "", number


async def test_a_late_report_keeps_its_place(activities: Database) -> None:
    """The order told is that of the log, whatever day a thing was said on."""
    await told(activities, (0, promise(0)), day="2011-02-18")
    await told(activities, (1, promise(1)), day="2008-11-21")
    assert await ids(activities, ALL) == ["0", "1"]


RESOLUTION = Reference(kind=Referable.MANDATE, id="ga-res-63-225")
QUESTION = Reference(kind=Referable.STATEMENT, id="st-ii-01")
FILTERS: tuple[tuple[dict[str, Any], list[str]], ...] = (
    ({"ids": ("promise-0", "second-name")}, ["0", "1"]),
    ({"agencies": ("iom",)}, ["1"]),
    ({"agencies": ("unfpa",), "roles": ("lead",)}, ["0", "2"]),
    ({"agencies": ("iom",), "roles": ("lead",)}, []),
    ({"leads": ("escap",)}, ["1"]),
    ({"topics": ("remittances", "census")}, ["2"]),
    ({"mandates": ("ga-res-63-225",)}, ["0"]),
    ({"statements": ("st-ii-01",)}, ["0"]),
    ({"meetings": ("cm7",)}, ["0"]),
    ({"places": ("TH",)}, ["1"]),
    ({"places": ("142",)}, ["1"]),
    ({"stages": ("completed",)}, ["2"]),
    ({"kinds": ("publication",)}, []),
    ({"assurances": OWN_WORD}, ["0", "2"]),
    ({"assurances": ("third_party",)}, ["1"]),
    ({"timeliness": (Timeliness.DONE, Timeliness.OVERDUE)}, ["0", "2"]),
    ({"timeliness": (Timeliness.UNDATED,)}, ["1"]),
    ({"due_from": "2010-06-01"}, ["0"]),
    ({"due_to": "2010-06-01"}, ["2"]),
    ({"date_from": "2010-01-01"}, ["1", "2"]),
    ({"date_from": "2005-01-01", "date_to": "2008-12-31"}, ["0", "1"]),
    ({"date_to": "2004-12-31"}, ["0"]),
)


async def test_a_list_is_narrowed(activities: Database) -> None:
    """Each filter alone; a date that is open at one end lies within every span on that side."""
    first = promise(
        0, responds_to=(RESOLUTION, QUESTION), coordination_meeting="cm7", date=honest_date("../2008", None)
    )
    second = promise(
        1,
        lead="escap",
        assurance=Assurance.THIRD_PARTY,
        partners=(Partner(agency="iom"),),
        places=(Place(name="Bangkok", iso3166="TH"),),
        date=honest_date("2005/..", None),
    )
    again = promise(1, id="second-name", lead="escap", assurance=Assurance.THIRD_PARTY)
    third = promise(2, topics=("remittances",), date=honest_date("2010", None))
    await told(activities, (0, first), (1, second), (1, again), (2, third), (2, ActivityCompleted()))
    for wanted, expected in FILTERS:
        assert (wanted, await ids(activities, ALL, **wanted)) == (wanted, expected)


async def test_what_is_withdrawn_is_listed_only_where_it_is_asked_for(activities: Database) -> None:
    """It leaves the lists and stays in the history."""
    await told(activities, (0, promise(0)), (0, ActivityWithdrawn()), (1, promise(1)))
    assert await ids(activities, ALL) == ["1"]
    assert await ids(activities, ALL, reviews=("withdrawn",)) == ["0"]


async def test_a_body_that_disowned_it_is_asked_no_more(activities: Database) -> None:
    """It is on the page of its reporter, and on nobody's list of what is due."""
    await told(activities, (0, promise(0, lead="iom")), (0, ActivityDisowned(agency="iom")))
    assert await ids(activities, ALL, agencies=("iom",)) == []
    assert await ids(activities, ALL, leads=("iom",)) == []
    assert await ids(activities, ALL, agencies=("unfpa",)) == ["0"]
    async with activities.reading() as transaction:
        counted = promise_counts(await read_tally(transaction, replace(ALL, wanted=PROMISED), PROMISES))
    assert [one.lead for one in counted] == [None]


async def test_promises_are_counted_by_lead_and_standing(activities: Database) -> None:
    """Each promise once, and what is no promise not at all."""
    await told(
        activities,
        *((number, promise(number)) for number in range(3)),
        (3, promise(3, lead="iom", stage=Stage.STANDING)),
        (4, promise(4, lead=None)),
    )
    async with activities.reading() as transaction:
        found = promise_counts(await read_tally(transaction, replace(ALL, wanted=PROMISED), PROMISES))
    assert sorted(found, key=str) == sorted(
        [
            PromiseCount("unfpa", Timeliness.OVERDUE, 2),
            PromiseCount("unfpa", Timeliness.UNDATED, 1),
            PromiseCount(None, Timeliness.OVERDUE, 1),
        ],
        key=str,
    )


PUBLIC, PARTICIPANT = Scope(), Scope(is_participant=True)
UNFPA, IOM = (Scope(is_participant=True, own_agencies=(agency,)) for agency in ("unfpa", "iom"))


SEEN = (
    (PUBLIC, ["1"]),
    (PARTICIPANT, ["0", "1"]),
    (IOM, ["0", "1"]),
    (UNFPA, ["0", "1", "2", "3", "4", "5"]),
    (ALL.scope, ["0", "1", "2", "3", "4", "5"]),
)


async def test_everybody_sees_what_is_meant_for_them(activities: Database) -> None:
    """Drafts, what was sent back, the secretariat's own and what is under an embargo are for the agency alone."""
    await told(
        activities,
        *((number, promise(number)) for number in range(6)),
        (1, ActivityShown(visibility=Visibility.PUBLIC)),
        (2, ActivityReviewed(review=Review.DRAFT)),
        (3, ActivityReviewed(review=Review.SENT_BACK)),
        (4, ActivityShown(visibility=Visibility.SECRETARIAT)),
        (5, ActivityShown(visibility=Visibility.PUBLIC, embargo_until="2011-02-19")),
    )
    async with activities.reading() as transaction:
        everything = (await read_page(transaction, ALL, 100)).activities
        for scope, seen in SEEN:
            asked = replace(ALL, scope=scope)
            one_by_one = [await read_activity(transaction, activity.id, asked) for activity in everything]
            assert [activity.id for activity in one_by_one if activity] == [f"promise-{number}" for number in seen]
            by_hand = [activity.id for activity in everything if may_see(activity, scope, ALL.evaluated_on)]
            assert by_hand == [f"promise-{number}" for number in seen]
    for scope, seen in SEEN:
        assert await ids(activities, replace(ALL, scope=scope)) == seen


async def test_an_embargo_ends_with_its_day(activities: Database) -> None:
    """On the day itself the public sees it."""
    await told(activities, (0, promise(0, visibility=Visibility.PUBLIC, embargo_until="2011-02-18")))
    assert await ids(activities, replace(ALL, scope=PUBLIC)) == ["0"]
    assert await ids(activities, replace(ALL, scope=PUBLIC, evaluated_on="2011-02-17")) == []
