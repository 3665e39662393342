"""Every activity of a list, read page by page within one reading."""

from events.activity_state import Activity
from projections.activities import due_key
from projections.activity_filter import ActivityFilter, Scope
from projections.activity_orders import Mark, Order
from projections.activity_pages import read_page
from projections.activity_questions import Asked
from projections.clocks import Clocks
from service.desk import Reading
from service.giving_way import LongWork

ACTIVITIES_AT_ONCE = 50


async def every_activity(
    read: Reading, scope: Scope, wanted: ActivityFilter, clocks: Clocks, day: str, *, by_due: bool = False
) -> list[Activity]:
    """All activities that are wanted, for the eyes of `scope`, at the clocks; promises are judged on the day.

    They come in the order told, or `by_due`, sorted by the last day due: each page in that order would sort them all.
    """
    asked = Asked(wanted=wanted, scope=scope, clocks=clocks, evaluated_on=day, order=Order.TOLD)
    found: list[Activity] = []
    work = LongWork()
    after: Mark | None = None
    while True:
        page = await read_page(read.transaction, asked, ACTIVITIES_AT_ONCE, after)
        found += page.activities
        if page.next is None:
            return sorted(found, key=due_key) if by_due else found
        after = page.next
        await work.gives_way()
