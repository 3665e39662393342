"""A statement: a concern, question, request, reply, call, suggestion, invitation or remark that is no activity."""

from collections.abc import Iterable
from typing import ClassVar, assert_never

from msgspec import Struct
from msgspec.structs import replace

from events.fact import Fact, Recorded, ReportedOnCorrected
from events.folding import begun, corrected, moved_on
from events.identity import Noun
from events.vocabulary import StatementType, Visibility


class StatementMade(Fact, frozen=True, kw_only=True):
    """Something was said at a coordination meeting. `by` are the bodies that said it, `to` those it was said to."""

    TYPE: ClassVar[str] = "statement-made"

    coordination_meeting: str
    statement_type: StatementType
    text: str
    agenda_item: str | None = None
    by: tuple[str, ...] = ()
    speaker: str | None = None
    to: tuple[str, ...] = ()
    in_reply_to: tuple[str, ...] = ()
    activities: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    source: str | None = None
    visibility: Visibility = Visibility.PARTICIPANTS

    def tags(self) -> Iterable[str]:
        yield f"coordination-meeting:{self.coordination_meeting}"
        yield from (f"agency:{agency}" for agency in (*self.by, *self.to))
        yield from (f"topic:{topic}" for topic in self.topics)
        yield from (f"statement:{statement}" for statement in self.in_reply_to)


class StatementLinked(Fact, frozen=True, kw_only=True):
    """The statement was tied to activities that it is about, or that answer it, or to a statement it replies to."""

    TYPE: ClassVar[str] = "statement-linked"

    activities: tuple[str, ...] = ()
    in_reply_to: tuple[str, ...] = ()

    def tags(self) -> Iterable[str]:
        return (f"statement:{statement}" for statement in self.in_reply_to)


class StatementCorrected(Fact, frozen=True, kw_only=True):
    """What was noted of the statement was wrong; the fields given here replace it."""

    TYPE: ClassVar[str] = "statement-corrected"

    statement_type: StatementType | None = None
    text: str | None = None
    by: tuple[str, ...] | None = None
    speaker: str | None = None
    to: tuple[str, ...] | None = None
    topics: tuple[str, ...] | None = None


class StatementWithdrawn(Fact, frozen=True, kw_only=True):
    """The statement was withdrawn; it stays in the history and leaves the views."""

    TYPE: ClassVar[str] = "statement-withdrawn"

    reason: str | None = None


StatementFact = StatementMade | StatementLinked | StatementCorrected | StatementWithdrawn | ReportedOnCorrected


class Statement(Struct, frozen=True, kw_only=True):
    """The statement as the log has it."""

    id: str
    coordination_meeting: str
    statement_type: StatementType
    text: str
    agenda_item: str | None = None
    by: tuple[str, ...] = ()
    speaker: str | None = None
    to: tuple[str, ...] = ()
    in_reply_to: tuple[str, ...] = ()
    activities: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    withdrawn: bool = False
    source: str | None = None
    first_reported_on: str = ""
    visibility: Visibility = Visibility.PARTICIPANTS
    version: int = 0
    positions: tuple[str, ...] = ()


def evolve(statement: Statement | None, recorded: Recorded[StatementFact]) -> Statement | None:
    """The statement after one more fact; a fact about a statement that was not made yet changes nothing."""
    fact = recorded.fact
    if isinstance(fact, StatementMade):
        return begun(Statement, Noun.STATEMENT, recorded)
    if statement is None:
        return None
    statement = moved_on(statement, recorded)
    match fact:
        case StatementLinked():
            return replace(
                statement,
                activities=_joined(statement.activities, fact.activities),
                in_reply_to=_joined(statement.in_reply_to, fact.in_reply_to),
            )
        case StatementCorrected():
            return corrected(statement, fact)
        case StatementWithdrawn():
            return replace(statement, withdrawn=True)
        case ReportedOnCorrected():
            return statement
        case _:
            assert_never(fact)


def _joined(old: tuple[str, ...], new: tuple[str, ...]) -> tuple[str, ...]:
    return (*old, *(one for one in new if one not in old))
