"""The world as decisions see it: what can be asked of it under the lock."""

from collections.abc import Sequence
from typing import Any, NamedTuple, Protocol

from events.fact import Recorded
from events.identity import Noun
from events.resemblance import Span


class Alike(NamedTuple):
    """A title that is like another one, in per cent, and the id under which it was told."""

    told_as: str
    title: str
    percent: int


class World(Protocol):
    """The state of things under the lock, as far as the log goes."""

    @property
    def position(self) -> int:
        """The position of the last event."""
        ...

    def state(self, noun: Noun, thing_id: str) -> Any:
        """The state of a thing, None where there is none under this id."""
        ...

    def owner(self, tag: str) -> str | None:
        """The stream of the first event that has the tag."""
        ...

    def alike(self, agency_id: str, title: str, span: Span | None) -> Sequence[Alike]:
        """Those of the body's newest activities that were like this one when they were told, by titles and days."""
        ...

    def history(self, noun: Noun, thing_id: str) -> Sequence[Recorded[Any]] | None:
        """Every event of a thing; None where it must be read first, and then the decision is made again."""
        ...

    def event(self, position: int) -> Recorded[Any] | None:
        """The event at a position, as it stands in the log."""
        ...
