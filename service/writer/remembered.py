"""A thing as the writer remembers it, and what the batch under way has decided of it."""

from itertools import islice
from typing import Any

from msgspec import Struct

from events.fact import Recorded, ReportedOnCorrected
from events.identity import Noun
from events.states import FOLDINGS


class Thing(Struct):
    """A thing as the log has it; `newest_day` is the last day on which something was said of it.

    `waiting` are events that its state does not hold yet: most things are never asked for again, and are not folded.
    A stale one must be folded again from the log, for something was said of it late.
    """

    state: Any
    version: int
    newest_day: str
    waiting: list[Recorded[Any]]
    is_stale: bool = False


class UnderWay(Struct):
    """A thing with what the batch under way decided of it, which the log does not hold yet.

    `state` holds the first `told` of the decided events; None in `told` says that the log must be read for it, for
    something was said late.
    """

    newest_day: str
    decided: list[Recorded[Any]]
    state: Any
    told: int | None = 0


def is_late(recorded: Recorded[Any], newest_day: str) -> bool:
    """Whether an event was said before the last day on which something was said of its thing, or moves such a day."""
    return isinstance(recorded.fact, ReportedOnCorrected) or recorded.reported_on < newest_day


def folded(noun: Noun, thing: Thing) -> Any:
    """The state of a thing, with what waited to be folded in."""
    if thing.waiting:
        evolve = FOLDINGS[noun].evolve
        for recorded in thing.waiting:
            thing.state = evolve(thing.state, recorded)
        thing.waiting.clear()
    return thing.state


def forget_older_half(remembered: dict[str, Any]) -> None:
    """Forget the half that was remembered first; what is still needed is read again."""
    for name in list(islice(remembered, (len(remembered) + 1) // 2)):
        del remembered[name]
