"""What the tests of bitmaps share: a log told at random, bitmaps of it, and how they are held against the view."""

from random import Random

from events.log.database import Database, Transaction
from events.log.reading import read_head
from projections import runner
from projections.activity_filter import ActivityFilter, Scope
from projections.activity_orders import Order
from projections.activity_pages import Extent, read_page
from projections.activity_questions import Asked
from projections.bitmaps.counting import count
from projections.bitmaps.index import BitmapIndex
from projections.bitmaps.keeping import ActivityBitmaps
from projections.bitmaps.questions import can_find, find
from projections.clocks import NOW
from projections.registry import VIEWS
from projections.tallies import COLUMNS, TOTAL, Counted, read_tally
from tests.consistency.query_log import Telling, registered
from tests.projections.bitmaps.filters_at_random import filter_at_random
from tests.projections.filling import tell

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
