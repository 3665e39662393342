"""Every activity of a list, read page by page within one reading."""

from events.activity_state import Activity
from projections.activity_filter import ActivityFilter, Scope
from projections.activity_orders import Mark, Order
from projections.activity_pages import read_page
from projections.activity_questions import Asked
from projections.clocks import Clocks
from service.desk import Reading
from service.giving_way import LongWork

ACTIVITIES_AT_ONCE = 50


async def every_activity(
    read: Reading, scope: Scope, wanted: ActivityFilter, clocks: Clocks, day: str, order: Order = Order.TOLD
) -> list[Activity]:
    """All activities that are wanted, for the eyes of `scope`, at the clocks; promises are judged on the day."""
    asked = Asked(wanted=wanted, scope=scope, clocks=clocks, evaluated_on=day, order=order)
    found: list[Activity] = []
    work = LongWork()
    after: Mark | None = None
    while True:
        page = await read_page(read.transaction, asked, ACTIVITIES_AT_ONCE, after)
        found += page.activities
        if page.next is None:
            return found
        after = page.next
        await work.gives_way()
