"""What an event says, and the event as the log has it: the fact with its position, its days and who said it."""

from collections.abc import Iterable
from functools import lru_cache
from typing import ClassVar, Generic, TypeVar

from msgspec import Struct


class Fact(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """One whole fact in the past tense. Its fields are the top-level fields of the event's data.

    TYPE is the stable tag under which the log keeps it, SCHEMA_VERSION the version of its fields. A field that
    has its default value is left out of the log; every free text is a field of its own, so that it can be
    redacted alone.
    """

    TYPE: ClassVar[str]
    SCHEMA_VERSION: ClassVar[int] = 1

    def tags(self) -> Iterable[str]:
        """The tags of this fact beside the one of its stream; a pure function of the fact."""
        return ()


FactT = TypeVar("FactT", bound=Fact, covariant=True)


class Recorded(Struct, Generic[FactT], frozen=True, kw_only=True):
    """A fact as the log has it.

    `reported_on` is the day on which it was said (YYYY-MM-DD), `recorded_at` the instant at which the log took it
    (UTC, microseconds). `withheld` names the fields whose text was redacted, `leaf` has the first eight hex digits of
    the hash of the event.
    """

    fact: FactT
    stream: str
    version: int
    position: int
    reported_on: str
    recorded_at: str
    actor: str
    on_behalf_of: str | None = None
    withheld: tuple[str, ...] = ()
    leaf: str = ""

    @property
    def public(self) -> str:
        """The position as it is shown: with the first digits of its leaf (`1234.9f3c2a01`), once the log took it."""
        return f"{self.position}.{self.leaf}" if self.leaf else str(self.position)


def in_order(positions: Iterable[str]) -> tuple[str, ...]:
    """Positions as they are shown, in the order of the log."""
    return tuple(sorted(positions, key=number_of))


@lru_cache(maxsize=10_000)
def number_of(position: str) -> int:
    """The bare position of one that is shown."""
    return int(position.partition(".")[0])


class ReportedOnCorrected(Fact, frozen=True, kw_only=True):
    """The day on which an earlier event of this stream was said was wrong; this is the right one.

    `leaf` has the first eight hex digits of the hash of the event at `position`.
    """

    TYPE: ClassVar[str] = "reported-on-corrected"

    position: int
    reported_on: str
    leaf: str | None = None
    reason: str | None = None
