"""The numbers of the board: each with the link that lists exactly the promises it counts, in the state it counted."""

from typing import Literal

from msgspec import Struct

from events.vocabulary import Stage
from projections.promise_board import Tallied
from projections.timeliness import NEVER_MISSED, Standing, Timeliness, last_day_passed
from service.api.asking import Listing
from service.api.filters import Filter, both
from service.api.links import Links

By = Literal["agency", "topic", "mandate", "meeting", "round"]
OPEN = tuple(one for one in Timeliness if one is not Timeliness.DONE)


class Number(Struct, frozen=True, kw_only=True):
    """How many promises, and where exactly these are listed."""

    count: int
    link: str


class Delivery(Struct, frozen=True, kw_only=True):
    """How much of what was due by the day was delivered.

    `due` are the promises whose newest due day had passed, kept or not, without those that another one superseded;
    `delivered` those of them that were completed, in time or late. `rate` is the second divided by the first, null
    where nothing was due.
    """

    due: Number
    delivered: Number
    rate: float | None


class MedianSlip(Struct, frozen=True, kw_only=True):
    """By how many days those that slipped did so, in the middle, and where they are listed; null where none did."""

    days: float | None
    link: str


class Slippage(Struct, frozen=True, kw_only=True):
    """How far promises moved from the last day of the first period for which they were made.

    `dated` are those that had such a day, `slipped` those of them for which a later one was said, or that were done
    later: on the first day on which that may have been. A promise that was made more exact did not slip.
    """

    dated: Number
    slipped: Number
    median: MedianSlip


class BoardNumbers(Struct, frozen=True, kw_only=True):
    """How some promises stand on the day: `promises` are the open and the done ones.

    Of the open ones `not_due`, `due_soon`, `overdue` and `undated` say how they stand by their dates; `live`, `stale`
    and `dormant` whether something was heard of them within a year. What was cancelled or superseded is done too.
    """

    promises: Number
    open: Number
    not_due: Number
    due_soon: Number
    overdue: Number
    undated: Number
    live: Number
    stale: Number
    dormant: Number
    done: Number
    delivery: Delivery
    slippage: Slippage


class BoardRow(BoardNumbers, frozen=True, kw_only=True):
    """The promises that stand under one value, called as on the day; null is what stands under none."""

    value: str | None
    name: str | None


class Board(Listing, frozen=True, kw_only=True):
    """The promises of a list, row by row, those of most open promises first; `in_all` counts each promise once.

    `repeats`: a promise may stand in several rows (under two topics), so that the rows come to more than `in_all`.
    `further` is how many rows there are beyond those that were asked for. What a third party told of a lead is not
    counted until the lead confirms it, unless it is asked for.
    """

    by: By
    repeats: bool
    in_all: BoardNumbers
    rows: tuple[BoardRow, ...]
    further: int


def numbers_of(tallied: Tallied, links: Links, evaluated_on: str, under: Filter) -> BoardNumbers:
    """The numbers of promises under a further filter, each with its link."""

    def number(count: int, narrower: Filter) -> Number:
        return Number(count=count, link=links.to(both(under, narrower)))

    def by_dates(stands_so: Timeliness) -> Number:
        return number(tallied.timeliness.get(stands_so, 0), Filter(timeliness=(stands_so,)))

    def by_word(spoken_of: Standing) -> Number:
        return number(tallied.standing.get(spoken_of, 0), Filter(standing=(spoken_of,)))

    passed = Filter(due_to=last_day_passed(evaluated_on))
    not_superseded = Filter(due_to=passed.due_to, none_of=Filter(stage=(Stage.SUPERSEDED,)))
    slipped = number(tallied.slipped, Filter(slipped=True))
    return BoardNumbers(
        promises=number(tallied.promises, Filter()),
        open=number(sum(tallied.timeliness.get(one, 0) for one in OPEN), Filter(timeliness=OPEN)),
        not_due=by_dates(Timeliness.NOT_DUE),
        due_soon=by_dates(Timeliness.DUE_SOON),
        overdue=by_dates(Timeliness.OVERDUE),
        undated=by_dates(Timeliness.UNDATED),
        live=by_word(Standing.LIVE),
        stale=by_word(Standing.STALE),
        dormant=by_word(Standing.DORMANT),
        done=by_dates(Timeliness.DONE),
        delivery=Delivery(
            due=number(tallied.due, not_superseded),
            delivered=number(tallied.delivered, both(passed, Filter(stage=(Stage.COMPLETED,)))),
            rate=round(tallied.delivered / tallied.due, 4) if tallied.due else None,
        ),
        slippage=Slippage(
            dated=number(tallied.dated, Filter(first_due_to=NEVER_MISSED)),
            slipped=slipped,
            median=MedianSlip(days=tallied.median_days, link=slipped.link),
        ),
    )
