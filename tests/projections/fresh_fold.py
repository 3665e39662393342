"""The obvious model of time travel: fold what had been said by a day and was known at a position, and nothing else."""

from collections.abc import Iterable, Sequence
from typing import Any

from msgspec.structs import replace

from events.fact import Fact, Recorded, ReportedOnCorrected
from events.states import Evolve

Events = Sequence[Recorded[Fact]]


def fresh_fold(events: Events, evolve: Evolve, as_of: str, known_at: int) -> Any:
    """The state of one thing at a day and a position, in the order of the day on which each event was said."""
    known = [event for event in events if event.position <= known_at]
    days = days_said(known)
    told = [replace(event, reported_on=days[event.position]) for event in known if days[event.position] <= as_of]
    state = None
    for event in sorted(told, key=lambda event: (event.reported_on, event.position)):
        state = evolve(state, event)
    return state


def days_said(known: Events) -> dict[int, str]:
    """The day on which each event was said, as the newest correction has it; a correction goes with what it corrects.

    A correction of the day of a correction corrects nothing more.
    """
    days = {event.position: event.reported_on for event in known}
    for event in known:
        if isinstance(event.fact, ReportedOnCorrected):
            days[event.fact.position] = event.fact.reported_on
    for event in known:
        if isinstance(event.fact, ReportedOnCorrected):
            days[event.position] = days[event.fact.position]
    return days


def first_difference(rows: Iterable[Any], events: Events, evolve: Evolve, points: Iterable[tuple[str, int]]) -> str:
    """A sentence on the first point of the clocks where the rows say something else than the fresh fold; else empty."""
    kept = list(rows)
    for as_of, known_at in points:
        held = [row.state for row in kept if holds_at(row, as_of, known_at)]
        expected = fresh_fold(events, evolve, as_of, known_at)
        if held != ([] if expected is None else [expected]):
            return f"As of {as_of}, known at {known_at}, the rows say {held}; the fold says {expected}."
    return ""


def holds_at(row: Any, as_of: str, known_at: int) -> bool:
    """Whether the rectangle of a row holds a point; its ends are exclusive."""
    return bool(
        row.from_position <= known_at
        and (row.to_position is None or known_at < row.to_position)
        and row.from_reported <= as_of
        and (row.to_reported is None or as_of < row.to_reported)
    )
