"""What clients did and were told, and the check that all of it can be put in the order of positions."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import accumulate
from operator import itemgetter
from typing import NamedTuple

READ, REPORTED, CORRECTED, TOLD, REFUSED = "read", "reported", "corrected", "told", "refused"
WRITES = (REPORTED, CORRECTED, TOLD)


class Did(NamedTuple):
    """One operation: by whom, what, between which instants (seconds of one clock), and what the answer said.

    `position` is where the answer stands: of a write its own, of a read that of the state it was read from; a refusal
    says none. `version` and `title` are those of the activity in the answer, `expected` the version asked for.
    """

    client: str
    sort: str
    activity: str
    called: float
    returned: float
    position: int = 0
    version: int = 0
    title: str | None = None
    expected: int | None = None


class Logged(NamedTuple):
    """An event as the log has it: `title` is None where the event says none."""

    position: int
    activity: str
    version: int
    title: str | None


def violations(history: Sequence[Did], log: Sequence[Logged], base: int) -> list[str]:
    """Every sentence that says how the history is not that of one log, taken one position after the other."""
    versions = _Versions(log)
    return [
        *_out_of_real_time(history),
        *_wrongly_read(history, versions),
        *_wrongly_conditional(history, versions),
        *_not_in_the_log(history, log, base),
        *_refused_for_nothing(history, versions, base),
    ]


class _Versions:
    """Every activity's version and title after each of its events."""

    def __init__(self, log: Sequence[Logged]) -> None:
        self._of: dict[str, list[tuple[int, int, str | None]]] = defaultdict(lambda: [(0, 0, None)])
        for event in log:
            told = self._of[event.activity]
            told.append((event.position, event.version, event.title or told[-1][2]))

    def at(self, activity: str, position: int) -> tuple[int, str | None]:
        """The version and the title at a position."""
        _, version, title = self._of[activity][self._place(activity, position)]
        return version, title

    def between(self, activity: str, first: int, last: int) -> set[int]:
        """The versions that the activity had at any position of a range."""
        places = slice(self._place(activity, first), self._place(activity, last) + 1)
        return {version for _, version, _ in self._of[activity][places]}

    def _place(self, activity: str, position: int) -> int:
        return bisect_right(self._of[activity], position, key=itemgetter(0)) - 1


def _out_of_real_time(history: Sequence[Did]) -> Iterator[str]:
    """An operation that returned before another was called stands no later; a write stands later than all of them."""
    placed = [one for one in history if one.sort != REFUSED]
    returned = sorted(placed, key=lambda one: one.returned)
    newest, place = 0, 0
    for one in sorted(placed, key=lambda one: one.called):
        while returned[place].returned < one.called:
            newest = max(newest, returned[place].position)
            place += 1
        if one.position < newest or (one.sort in WRITES and one.position == newest):
            yield f"{one.client} {one.sort} {one.activity} at {one.position} after somebody was told of {newest}."


def _wrongly_read(history: Sequence[Did], versions: _Versions) -> Iterator[str]:
    for one in history:
        if one.sort == READ and (one.version, one.title) != versions.at(one.activity, one.position):
            held = versions.at(one.activity, one.position)
            yield f"{one.client} read {one.activity} as {(one.version, one.title)} at {one.position}; it was {held}."


def _wrongly_conditional(history: Sequence[Did], versions: _Versions) -> Iterator[str]:
    """What was asked for a version was done to that version, and to each version once."""
    winners: dict[tuple[str, int], str] = {}
    for one in history:
        if one.sort != CORRECTED or one.expected is None:
            continue
        found, _ = versions.at(one.activity, one.position - 1)
        if found != one.expected:
            yield f"{one.client} corrected version {one.expected} of {one.activity}, which was at version {found}."
        other = winners.setdefault((one.activity, one.expected), one.client)
        if other != one.client or one.version != one.expected + 1:
            yield f"{one.client} and {other} both corrected version {one.expected} of {one.activity}."


def _not_in_the_log(history: Sequence[Did], log: Sequence[Logged], base: int) -> Iterator[str]:
    """Positions are dense, each write stands at its own, and nothing stands there that nobody was told of."""
    for expected, event in enumerate(log, start=base + 1):
        if event.position != expected:
            yield f"Position {expected} was expected in the log, and {event.position} was found."
            return
    written = {one.position: one for one in history if one.sort in WRITES}
    if len(written) != sum(one.sort in WRITES for one in history):
        yield "Two writes were told the same position."
    for event in log:
        one = written.pop(event.position, None)
        if one is None:
            yield f"Position {event.position} was acknowledged to nobody."
        elif (one.activity, one.version, one.title) != (event.activity, event.version, event.title):
            yield f"{one.client} was told of position {event.position}, where something else stands: {event}."
    for position in written:
        yield f"Position {position} was acknowledged and is not in the log."


def _refused_for_nothing(history: Sequence[Did], versions: _Versions, base: int) -> Iterator[str]:
    """Where an update was refused as stale, the activity had another version at some instant of its asking."""
    told = _Newest([(one.returned, one.position) for one in history if one.sort != REFUSED], base)
    asked = _Newest([(one.called, one.position) for one in history if one.sort in WRITES], base)
    for one in history:
        if one.sort == REFUSED:
            first, last = told.before(one.called), asked.before(one.returned)
            if versions.between(one.activity, first, last) == {one.expected}:
                yield f"{one.client} was refused version {one.expected} of {one.activity}, which it had throughout."


class _Newest:
    """The newest position among those of which something happened before an instant."""

    def __init__(self, happened: Sequence[tuple[float, int]], base: int) -> None:
        in_order = sorted(happened)
        self._instants = [instant for instant, _ in in_order]
        self._newest = list(accumulate((position for _, position in in_order), max, initial=base))

    def before(self, instant: float) -> int:
        return self._newest[bisect_left(self._instants, instant)]
