"""A reporting round: the window in which agencies are asked for updates before a coordination meeting."""

from collections.abc import Iterable
from typing import ClassVar, assert_never

from msgspec import Struct
from msgspec.structs import replace

from events.fact import Fact, Recorded, ReportedOnCorrected
from events.folding import begun, corrected, moved_on
from events.identity import Noun


class ReportingRoundPlanned(Fact, frozen=True, kw_only=True):
    """A round was planned: agencies are asked from `opens` on, for answers by `due_by`, which are taken until `closes`.

    Days are YYYY-MM-DD, inclusive. `blockers` are the rules of quality that stand in the way of handing in, by name.
    """

    TYPE: ClassVar[str] = "reporting-round-planned"

    coordination_meeting: str
    opens: str
    due_by: str
    closes: str
    title: str | None = None
    instructions: str | None = None
    blockers: tuple[str, ...] = ()

    def tags(self) -> Iterable[str]:
        return (f"coordination-meeting:{self.coordination_meeting}",)


class ReportingRoundCorrected(Fact, frozen=True, kw_only=True):
    """The round was given other days, words or rules; the fields given here replace what was said before."""

    TYPE: ClassVar[str] = "reporting-round-corrected"

    opens: str | None = None
    due_by: str | None = None
    closes: str | None = None
    title: str | None = None
    instructions: str | None = None
    blockers: tuple[str, ...] | None = None
    reason: str | None = None


class ReportingRoundCancelled(Fact, frozen=True, kw_only=True):
    """The round was called off; nobody is asked any more."""

    TYPE: ClassVar[str] = "reporting-round-cancelled"

    reason: str


ReportingRoundFact = ReportingRoundPlanned | ReportingRoundCorrected | ReportingRoundCancelled | ReportedOnCorrected


class ReportingRound(Struct, frozen=True, kw_only=True):
    """The round as the log has it."""

    id: str
    coordination_meeting: str
    opens: str
    due_by: str
    closes: str
    title: str | None = None
    instructions: str | None = None
    blockers: tuple[str, ...] = ()
    cancelled: bool = False
    first_reported_on: str = ""
    version: int = 0
    positions: tuple[str, ...] = ()


def evolve(known: ReportingRound | None, recorded: Recorded[ReportingRoundFact]) -> ReportingRound | None:
    """The round after one more fact; a fact about a round that was not planned yet changes nothing."""
    fact = recorded.fact
    if isinstance(fact, ReportingRoundPlanned):
        return begun(ReportingRound, Noun.REPORTING_ROUND, recorded)
    if known is None:
        return None
    known = moved_on(known, recorded)
    match fact:
        case ReportingRoundCorrected():
            return corrected(known, fact, but=("reason",))
        case ReportingRoundCancelled():
            return replace(known, cancelled=True)
        case ReportedOnCorrected():
            return known
        case _:
            assert_never(fact)
