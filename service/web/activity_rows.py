"""Lists of activities for pages: what is public at the clocks of a look, in the words of a page."""

from msgspec import Struct

from events.activity_state import Activity
from events.vocabulary import Assurance
from projections.activity_filter import ActivityFilter
from projections.activity_orders import Order
from projections.activity_pages import read_page
from projections.activity_questions import Asked
from projections.timeliness import Timeliness, timeliness
from service.web.look import Look
from service.web.words import KINDS, date_in_words, stage_in_words

ROWS_MAX = 500


class ActivityRow(Struct, frozen=True, kw_only=True):
    """An activity in a list. `timeliness` is None for what is no promise, and for what the lead has not confirmed."""

    id: str
    title: str
    kind: str
    stage: str
    date: str
    due: str
    lead: str | None
    lead_text: str | None
    reported_by: str
    is_third_party: bool
    timeliness: Timeliness | None


class ActivityRows(Struct, frozen=True, kw_only=True):
    """The first rows of a list and how many there are in all."""

    rows: tuple[ActivityRow, ...]
    total: int


async def read_rows(look: Look, wanted: ActivityFilter, order: Order = Order.TOLD) -> ActivityRows:
    """The list, at most ROWS_MAX of it."""
    activities, total = await read_activities(look, wanted, order)
    return ActivityRows(rows=tuple(row(look, activity) for activity in activities), total=total)


async def read_activities(
    look: Look, wanted: ActivityFilter, order: Order = Order.TOLD
) -> tuple[tuple[Activity, ...], int]:
    """The public activities of a list, at most ROWS_MAX, with the total."""
    question = asked(look, wanted, order)
    extent = await look.read.extent(question)
    found = await read_page(look.read.transaction, question, ROWS_MAX, extent=extent)
    return found.activities, extent.total


def asked(look: Look, wanted: ActivityFilter, order: Order = Order.TOLD) -> Asked:
    """A question for what is public, at the clocks of the look."""
    read = look.read
    return Asked(
        wanted=wanted,
        scope=look.scope,
        clocks=read.clocks,
        evaluated_on=read.evaluated_on,
        order=order,
        due_soon_days=look.due_soon_days,
    )


def row(look: Look, activity: Activity) -> ActivityRow:
    """The activity as a list shows it."""
    date, due = date_in_words(activity.date), date_in_words(activity.due)
    return ActivityRow(
        id=activity.id,
        title=activity.title,
        kind=KINDS[activity.kind],
        stage=stage_in_words(activity),
        date=date,
        due="" if due == date else due,
        lead=activity.lead,
        lead_text=activity.lead_text,
        reported_by=activity.reported_by,
        is_third_party=activity.assurance is Assurance.THIRD_PARTY,
        timeliness=judged(look, activity),
    )


def judged(look: Look, activity: Activity) -> Timeliness | None:
    """How the promise stands; nobody is called overdue for what another body told of it."""
    if activity.assurance is Assurance.THIRD_PARTY:
        return None
    return timeliness(activity, look.read.evaluated_on, look.due_soon_days)
