"""Merging: two activities that were reported apart are found to be one, and parted again where that was wrong.

The facts of each stay in its own stream. The one that was merged says into which; the one that goes on says what it is
found under from then on: ids, codes and days, and no words, so that words are withheld in one place alone.
"""

from collections.abc import Iterable
from typing import ClassVar

from msgspec import Struct

from events.fact import Fact
from events.honest_date import HonestDate
from events.reference import Reference
from events.vocabulary import Assurance, Stage


class Part(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A body that takes part in an activity, in the role under which lists find it."""

    agency: str
    role: str


class ActivityMerged(Fact, frozen=True, kw_only=True):
    """The activity is the same as another, under which it is found and told from then on."""

    TYPE: ClassVar[str] = "activity-merged"

    into: str
    note: str | None = None

    def tags(self) -> Iterable[str]:
        return (f"activity:{self.into}",)


class ActivityAbsorbed(Fact, frozen=True, kw_only=True):
    """Another activity was merged into this one: what that one was found under on the day.

    `told_as` are all ids under which it was told, `others` those of the activities whose words are read with it:
    itself, and those that were merged into it before. `places` are codes; the dates are without their words.
    """

    TYPE: ClassVar[str] = "activity-absorbed"

    activity: str
    told_as: tuple[str, ...]
    others: tuple[str, ...]
    first_reported_on: str
    last_heard_on: str
    assurance: Assurance
    lead: str | None = None
    stage: Stage | None = None
    date: HonestDate | None = None
    due: HonestDate | None = None
    parts: tuple[Part, ...] = ()
    topics: tuple[str, ...] = ()
    links: tuple[Reference, ...] = ()
    meetings: tuple[str, ...] = ()
    part_of: tuple[str, ...] = ()
    places: tuple[str, ...] = ()

    def tags(self) -> Iterable[str]:
        yield f"activity:{self.activity}"
        yield from dict.fromkeys(f"agency:{part.agency}" for part in self.parts)


class ActivityParted(Fact, frozen=True, kw_only=True):
    """The activity and the other one are not the same after all: their merging is undone. Said in both streams."""

    TYPE: ClassVar[str] = "activity-parted"

    other: str
    reason: str | None = None

    def tags(self) -> Iterable[str]:
        return (f"activity:{self.other}",)


MERGING = (ActivityMerged, ActivityAbsorbed, ActivityParted)
