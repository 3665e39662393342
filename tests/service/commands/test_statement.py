"""Statements: noted at a coordination meeting, linked to what answers them, corrected and withdrawn."""

from typing import Any

import pytest
from msgspec.structs import replace

from events.identity import Noun
from events.statement import StatementCorrected, StatementLinked, StatementMade, StatementWithdrawn
from events.vocabulary import StatementType
from service.commands.commitment import ReportCommitment
from service.commands.statement import (
    CorrectStatement,
    LinkStatement,
    MakeStatement,
    MakeStatementAt,
    StatementUpdate,
    UpdateStatement,
    WithdrawStatement,
)
from tests.service.commands.given import FRESH_ID, of
from tests.service.commands.seventh_meeting import IOM, SEVENTH_MEETING, UNFPA

QUESTION = StatementMade(
    coordination_meeting="cm7", statement_type=StatementType.QUESTION, text="Asks about follow-up.", by=("unfpa",)
)
ASKED = SEVENTH_MEETING.and_then(of(Noun.STATEMENT, "st-ii-01", QUESTION))


def made(meeting: str = "cm7", **fields: Any) -> MakeStatementAt:
    """A question at a coordination meeting."""
    body = {"statement_type": StatementType.QUESTION, "text": "Asks about follow-up.", **fields}
    return MakeStatementAt(coordination_meeting=meeting, statement=MakeStatement(**body))


def update(change: StatementUpdate, version: int | None = None) -> UpdateStatement:
    """An update of the question."""
    return UpdateStatement(id="st-ii-01", update=change, expected_version=version)


def test_a_statement_is_noted_on_the_last_day_of_its_meeting() -> None:
    """By the body itself, under the id given or one that is drawn."""
    outcome = SEVENTH_MEETING.when(made(by=("unfpa",), id="st-ii-01"), by=UNFPA)
    outcome.then(QUESTION)
    assert outcome.days == ["2008-11-21"]
    assert SEVENTH_MEETING.when(made(by=("unfpa",)), by=UNFPA).decision.id == f"cm7-{FRESH_ID}"


def test_a_statement_is_that_of_its_body() -> None:
    """Another cannot note it; what nobody said by name only the secretariat notes."""
    SEVENTH_MEETING.when(made(by=("unfpa",)), by=IOM).then_refused("not-allowed")
    SEVENTH_MEETING.when(made(), by=UNFPA).then_refused("not-allowed")
    assert SEVENTH_MEETING.when(made()).facts


def test_an_id_is_taken_once() -> None:
    """A second statement under the same id is refused with a link to the first."""
    ASKED.when(made(id="st-ii-01")).then_refused("already-reported", link="/api/v1/statements/st-ii-01")


@pytest.mark.parametrize(
    ("fields", "pointer"),
    [
        ({"by": ("unfpa", "ilo")}, "/by/1"),
        ({"to": ("ilo",)}, "/to/0"),
        ({"topics": ("census",)}, "/topics/0"),
        ({"activities": ("survey",)}, "/activities/0"),
        ({"in_reply_to": ("st-ii-01", "st-ii-02")}, "/in_reply_to/1"),
    ],
)
def test_what_is_named_must_be_there(fields: dict[str, Any], pointer: str) -> None:
    """Bodies, topics, activities and statements that nobody knows are pointed at."""
    ASKED.when(made(**fields)).then_refused("unknown-reference", pointer)


def test_there_is_no_statement_without_its_meeting() -> None:
    """It is made at a coordination meeting that was convened."""
    SEVENTH_MEETING.when(made("cm8")).then_refused("not-found")


def test_a_statement_is_linked_to_what_answers_it() -> None:
    """Without a version, because nothing said before is replaced."""
    known = ASKED.after(ReportCommitment(id="survey", title="Survey", reported_by="unfpa"))
    known.when(update(LinkStatement(activities=("survey",))), by=UNFPA).then(StatementLinked(activities=("survey",)))


def test_the_secretariat_keeps_what_no_body_said() -> None:
    """A statement of nobody in particular is linked and corrected by the secretariat, and by nobody else."""
    nobody_said = of(Noun.STATEMENT, "st-ii-01", replace(QUESTION, by=()))
    noted = SEVENTH_MEETING.and_then(nobody_said)
    noted.when(update(CorrectStatement(text="Asks about the follow-up."), 1)).then(
        StatementCorrected(text="Asks about the follow-up.")
    )
    noted.when(update(LinkStatement()), by=UNFPA).then_refused("not-allowed")


def test_a_statement_is_corrected_or_withdrawn_in_the_version_seen() -> None:
    """By the body that made it or the secretariat, and by nobody else."""
    for change, fact in (
        (CorrectStatement(text="Asks about data."), StatementCorrected(text="Asks about data.")),
        (WithdrawStatement(reason="Twice."), StatementWithdrawn(reason="Twice.")),
    ):
        ASKED.when(update(change)).then_refused("precondition-required")
        ASKED.when(update(change, 2)).then_refused("stale-version")
        ASKED.when(update(change, 1), by=IOM).then_refused("not-allowed")
        ASKED.when(update(change, 1), by=UNFPA).then(fact)
