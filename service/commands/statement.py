"""What is asked for a statement: to note it at a coordination meeting, and every update of it."""

from typing import assert_never

from msgspec import Struct

from events.identity import Noun
from events.statement import (
    StatementCorrected,
    StatementFact,
    StatementLinked,
    StatementMade,
    StatementWithdrawn,
)
from events.vocabulary import StatementType, Visibility
from service.commands import checks
from service.commands.deliberation import Decision, Deliberation
from service.commands.facts import fact_of
from service.commands.fields import Day, Id, Ids, Name, Words
from service.commands.permission import demand, demand_secretariat
from service.commands.refusals import Faults, NotFound


class MakeStatement(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A concern, question, request, reply, call, suggestion, invitation or remark, in words that can be printed."""

    statement_type: StatementType
    text: Words
    id: Id | None = None
    agenda_item: Name | None = None
    by: Ids = ()
    speaker: Name | None = None
    to: Ids = ()
    in_reply_to: Ids = ()
    activities: Ids = ()
    topics: Ids = ()
    source: Name | None = None
    visibility: Visibility = Visibility.PARTICIPANTS
    reported_on: Day | None = None


class MakeStatementAt(Struct, frozen=True, kw_only=True):
    """A statement to be noted at one coordination meeting."""

    coordination_meeting: str
    statement: MakeStatement

    def decide(self, deliberation: Deliberation) -> Decision:
        """Note the statement; by the body itself, or by the secretariat for it."""
        meeting = deliberation.coordination_meeting(self.coordination_meeting)
        if meeting is None:
            raise NotFound(Noun.COORDINATION_MEETING, self.coordination_meeting)
        last_day = meeting.date.latest if meeting.date else None
        faults = Faults()
        default = last_day if last_day and last_day <= deliberation.today else None
        reported_on = checks.day_said(deliberation, self.statement.reported_on, default, faults)
        statement_id = self.statement.id or f"{self.coordination_meeting}-{deliberation.fresh_id}"
        make_statement(deliberation, self, statement_id, reported_on, faults)
        faults.refuse_if_any()
        return Decision(noun=Noun.STATEMENT, id=statement_id, made=True)


def make_statement(
    deliberation: Deliberation, made: MakeStatementAt, statement_id: str, reported_on: str, faults: Faults
) -> None:
    """Say the statement, what is wrong with it noted among the faults."""
    statement = made.statement
    checks.free_id(Noun.STATEMENT, statement_id, deliberation.statement(statement_id))
    bodies = [(f"/by/{place}", body) for place, body in enumerate(statement.by)]
    bodies += [(f"/to/{place}", body) for place, body in enumerate(statement.to)]
    checks.known_agencies(deliberation, bodies, faults)
    checks.known_topics(deliberation, statement.topics, faults)
    _known_links(deliberation, statement.activities, statement.in_reply_to, faults)
    checks.heard_at_the_table(statement.visibility, faults)
    faults.refuse_if_any()
    _demand_speakers(deliberation, statement.by)
    fact = fact_of(statement, StatementMade, coordination_meeting=made.coordination_meeting)
    deliberation.say(Noun.STATEMENT, statement_id, fact, reported_on)


def _demand_speakers(deliberation: Deliberation, by: tuple[str, ...]) -> None:
    """Refuse an author who puts words into the mouth of a body for which it may not write, or of nobody."""
    for body in by:
        demand(deliberation, (body,))
    if not by:
        demand_secretariat(deliberation)


def _known_links(
    deliberation: Deliberation, activities: tuple[str, ...], in_reply_to: tuple[str, ...], faults: Faults
) -> None:
    for place, activity_id in enumerate(activities):
        if deliberation.activity(activity_id) is None:
            sentence = f"No activity has the id {activity_id}; report it first, then link it."
            faults.add(f"/activities/{place}", sentence, checks.UNKNOWN)
    for place, statement_id in enumerate(in_reply_to):
        if deliberation.statement(statement_id) is None:
            sentence = f"No statement has the id {statement_id}; note it first, then reply to it."
            faults.add(f"/in_reply_to/{place}", sentence, checks.UNKNOWN)


class StatementUpdateBody(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type"):
    """What every update of a statement may say: the day on which it was said."""

    reported_on: Day | None = None


class LinkStatement(StatementUpdateBody, frozen=True, kw_only=True, tag="linked"):
    """The statement is tied to activities, or to statements that it replies to."""

    activities: Ids = ()
    in_reply_to: Ids = ()


class CorrectStatement(StatementUpdateBody, frozen=True, kw_only=True, tag="corrected"):
    """What was noted is wrong; the fields given replace it."""

    statement_type: StatementType | None = None
    text: Words | None = None
    by: Ids | None = None
    speaker: Name | None = None
    to: Ids | None = None
    topics: Ids | None = None


class WithdrawStatement(StatementUpdateBody, frozen=True, kw_only=True, tag="withdrawn"):
    """The statement is withdrawn; it stays in the history."""

    reason: Words | None = None


StatementUpdate = LinkStatement | CorrectStatement | WithdrawStatement


class UpdateStatement(Struct, frozen=True, kw_only=True):
    """An update of one statement; `expected_version` is the version that the author looked at."""

    id: str
    update: StatementUpdate
    expected_version: int | None = None

    def decide(self, deliberation: Deliberation) -> Decision:
        """Take the update; by the body that made the statement, or by the secretariat."""
        statement = deliberation.statement(self.id)
        if statement is None:
            raise NotFound(Noun.STATEMENT, self.id)
        demand(deliberation, statement.by)
        replaces = isinstance(self.update, CorrectStatement | WithdrawStatement)
        checks.same_version(self.id, self.expected_version, statement.version, required=replaces)
        faults = Faults()
        first = statement.first_reported_on
        reported_on = checks.day_of_update(deliberation, self.update.reported_on, first, faults)
        bodies = [(f"/{name}", body) for name in ("by", "to") for body in getattr(self.update, name, None) or ()]
        checks.known_agencies(deliberation, bodies, faults)
        checks.known_topics(deliberation, getattr(self.update, "topics", None) or (), faults)
        if isinstance(self.update, CorrectStatement) and self.update.by is not None:
            _demand_speakers(deliberation, self.update.by)
        activities, replies = getattr(self.update, "activities", ()), getattr(self.update, "in_reply_to", ())
        _known_links(deliberation, activities, replies, faults)
        faults.refuse_if_any()
        deliberation.say(Noun.STATEMENT, self.id, _fact(self.update), reported_on)
        return Decision(noun=Noun.STATEMENT, id=self.id)


def _fact(update: StatementUpdate) -> StatementFact:
    match update:
        case LinkStatement():
            return fact_of(update, StatementLinked)
        case CorrectStatement():
            return fact_of(update, StatementCorrected)
        case WithdrawStatement():
            return fact_of(update, StatementWithdrawn)
        case _:
            assert_never(update)
