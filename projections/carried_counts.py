"""Counts that are carried on: what was counted once is kept, and later only what the log says since is counted.

A tally of a list is true of a state: what the log knew at one position, as far as it may be seen as things stood at
another. Between two states only activities of which something was said can differ. So the tally of the new state is
that of the old one, less what those activities came to in the old state, and with what they come to in the new one.
It is exact, and costs what was said in between, however long the list is.
"""

from collections import Counter, OrderedDict
from typing import NamedTuple

from msgspec.structs import replace
from pyroaring import BitMap64

from events.log.database import Transaction
from events.log.event import Head
from projections.activity_orders import Order
from projections.activity_pages import Extent
from projections.activity_questions import Asked
from projections.bitmaps.counting import count
from projections.bitmaps.keeping import ActivityBitmaps
from projections.bitmaps.questions import can_find, find
from projections.clocks import NOW, Clocks
from projections.reading_things import is_still_in, redactions_between, touched_activities
from projections.tallies import TOTAL, Counted, Tally, read_tally, read_things

# So many lists are known, each in its last few states; who waits for another state counts on from the nearest.
LISTS_MAX = 500
STATES_MAX = 4
# A tally of more values is not kept.
VALUES_MAX = 5_000
# Over so many events it is as quick to count anew; over so many already from the bitmaps, where these can tell.
CARRIED_EVENTS_MAX = 20_000
CARRIED_FIRST_MAX = 200


class State(NamedTuple):
    """What the log knew at a position, for eyes that see what may be seen as things stood at another."""

    known_at: int
    seen_at: int


class Counting(NamedTuple):
    """A tally, and the end of the log when it was counted: in another history it would mean nothing.

    `hidden` are those that were left out by their ids.
    """

    tally: Tally
    log: Head
    hidden: tuple[str, ...] = ()


Known = dict[State, Counting]


class CarriedCounts:
    """The tallies of lists, kept in the memory of one process; counted from its bitmaps where these can tell."""

    def __init__(self, bitmaps: ActivityBitmaps | None = None) -> None:
        self._bitmaps = bitmaps or ActivityBitmaps()
        self._known: OrderedDict[tuple[Asked, Counted], Known] = OrderedDict()

    async def tally(self, transaction: Transaction, asked: Asked, counted: Counted, log: Head | None) -> Tally:
        """The tally of a list in the state that the transaction reads.

        `log` is the end of the log there, None where a view has not read it: nothing is kept then, for what is missing
        will be told later under positions that were passed.
        """
        looks_back = not asked.clocks.is_now and not asked.scope.sees_all
        if log is None or (looks_back and not asked.scope.goes_back):
            return await read_tally(transaction, asked, counted)
        known_at = log.position if asked.clocks.known_at is None else asked.clocks.known_at
        if known_at > log.position:
            return await read_tally(transaction, asked, counted)
        state = State(known_at, known_at if asked.scope.sees_all else log.position)
        known = self._of((_question(asked), counted))
        found = known.get(state)
        if found is not None and found.log == log:
            return found.tally
        tally = await self._carried(transaction, asked, counted, known, state, log)
        _keep(known, state, Counting(tally, log, asked.scope.hidden))
        return tally

    async def extent(self, transaction: Transaction, asked: Asked, log: Head | None, of: int) -> Extent:
        """How many activities a list has, of so many at most; and which, where the bitmaps can tell."""
        if log is not None and asked.clocks.known_at in (None, log.position) and can_find(asked):
            at = await self._bitmaps.at(transaction, log)
            if at is not None:
                found = find(at.index, asked)
                if at.later:
                    found -= at.things
                    found |= BitMap64(await read_things(transaction, asked, at.later))
                # The next page of the walk will ask for the total in this state, when the log has gone on.
                tally = Counting({(): len(found)}, log)
                _keep(self._of((_question(asked), TOTAL)), State(log.position, log.position), tally)
                return Extent(len(found), of, found)
        return Extent((await self.tally(transaction, asked, TOTAL, log)).get((), 0), of)

    def _of(self, key: tuple[Asked, Counted]) -> Known:
        known = self._known.setdefault(key, {})
        self._known.move_to_end(key)
        if len(self._known) > LISTS_MAX:
            self._known.popitem(last=False)
        return known

    async def _carried(
        self, transaction: Transaction, asked: Asked, counted: Counted, known: Known, state: State, log: Head
    ) -> Tally:
        # Both are taken here: another request may take away what is known while this one waits.
        found = await self._nearest(transaction, asked, counted, known, state, log)
        if found is None or _distance(found[0], state) > CARRIED_EVENTS_MAX:
            return await _counted(transaction, asked, counted, state)
        base, counting = found
        # What was withheld since is so at every position: what an activity came to before is not known any more.
        is_redacted = await redactions_between(transaction, counting.log.position, log.position)
        if is_redacted or not await is_still_in(transaction, counting.log, log):
            known.clear()
            return await self._carried(transaction, asked, counted, known, state, log)
        between = {(base.known_at, state.known_at), (base.seen_at, state.seen_at)}
        # What is hidden for the sake of what it was merged into changes without a word in its own stream.
        hidden_or_not = set(counting.hidden) ^ set(asked.scope.hidden)
        touched = sorted(hidden_or_not.union(await _touched(transaction, between)))
        if not touched:
            return counting.tally
        then = replace(asked, scope=replace(asked.scope, hidden=counting.hidden))
        tally = Counter(counting.tally)
        tally.subtract(await _counted(transaction, then, counted, base, touched))
        tally.update(await _counted(transaction, asked, counted, state, touched))
        return {key: number for key, number in tally.items() if number}

    async def _nearest(
        self, transaction: Transaction, asked: Asked, counted: Counted, known: Known, state: State, log: Head
    ) -> tuple[State, Counting] | None:
        """The nearest state of which the tally is known, or which the bitmaps can count; None where there is none."""
        # Of a later end of the log the transaction does not see the events.
        near = [one for one in known.items() if one[1].log.position <= log.position]
        found = min(near, key=lambda one: _distance(one[0], state), default=None)
        end = State(log.position, log.position)
        if found is not None and _distance(found[0], state) <= max(CARRIED_FIRST_MAX, _distance(end, state)):
            return found
        tally = await self._from_bitmaps(transaction, asked, counted, log)
        return found if tally is None else (end, Counting(tally, log))

    async def _from_bitmaps(self, transaction: Transaction, asked: Asked, counted: Counted, log: Head) -> Tally | None:
        """The tally of a list as it stands at the end of the log; None where the bitmaps cannot tell."""
        at = await self._bitmaps.at(transaction, log) if can_find(asked) else None
        if at is None:
            return None
        found = find(at.index, asked)
        if not at.later:
            return count(at.index, found, asked, counted)
        now = replace(asked, clocks=NOW, scope=replace(asked.scope, goes_back=False, hidden=()))
        tally = Counter(count(at.index, found - at.things, now, counted))
        tally.update(await read_tally(transaction, now, counted, at.later))
        return tally


def _keep(known: Known, state: State, counting: Counting) -> None:
    if len(counting.tally) <= VALUES_MAX:
        known[state] = counting
    while len(known) > STATES_MAX:
        del known[min(known)]


async def _touched(transaction: Transaction, between: set[tuple[int, int]]) -> set[str]:
    """The ids of the activities of which something was said between two positions, whichever comes first."""
    touched: set[str] = set()
    for one, other in between:
        if one != other:
            touched.update(await touched_activities(transaction, min(one, other), max(one, other)))
    return touched


def _question(asked: Asked) -> Asked:
    """What is asked, whatever the position and the order; who asks of now goes back to now."""
    scope = replace(asked.scope, goes_back=not asked.scope.sees_all, hidden=())
    return replace(asked, clocks=Clocks(as_of=asked.clocks.as_of), scope=scope, order=Order.TOLD, descending=False)


def _distance(one: State, other: State) -> int:
    """How many events there are between two states."""
    return max(abs(one.known_at - other.known_at), abs(one.seen_at - other.seen_at))


async def _counted(
    transaction: Transaction, asked: Asked, counted: Counted, state: State, touched: list[str] | None = None
) -> Tally:
    """The tally of a list in a state, or what some of its activities come to there."""
    if asked.clocks.is_now and touched is None:
        return await read_tally(transaction, asked, counted)
    goes_back = not asked.scope.sees_all and (asked.clocks.as_of is not None or state.known_at != state.seen_at)
    at = replace(
        asked,
        clocks=Clocks(as_of=asked.clocks.as_of, known_at=state.known_at),
        scope=replace(asked.scope, goes_back=goes_back),
    )
    return await read_tally(transaction, at, counted, touched, state.seen_at if goes_back else None)
