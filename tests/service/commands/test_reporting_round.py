"""A reporting round is planned by the secretariat, with an assignment for each agency; its days are in order."""

from typing import Any

import pytest
from msgspec.structs import replace

from events.assignment import AssignmentMade
from events.quality import BLOCKERS
from events.reporting_round import ReportingRoundCancelled, ReportingRoundCorrected, ReportingRoundPlanned
from service.commands.reporting_round import (
    AskAgencies,
    CancelRound,
    CorrectRound,
    PlanReportingRound,
    RoundUpdate,
    UpdateRound,
)
from tests.service.commands.seventh_meeting import SEVENTH_MEETING, UNFPA, agency

PLAN = PlanReportingRound(
    id="cm9",
    coordination_meeting="cm9",
    opens="2010-12-15",
    due_by="2011-01-31",
    closes="2011-02-10",
    agencies=("unfpa", "iom"),
)
PLANNED = SEVENTH_MEETING.after(PLAN)


def update(change: RoundUpdate, version: int | None = 1, id: str = "cm9") -> UpdateRound:
    """An update of the round, as it is at its first version."""
    return UpdateRound(id=id, update=change, expected_version=version)


def test_a_round_asks_each_agency_once() -> None:
    """The round and an assignment for each agency, however often it is named; the usual blockers if none are said."""
    outcome = SEVENTH_MEETING.when(replace(PLAN, agencies=("unfpa", "iom", "unfpa")))
    outcome.then(
        ReportingRoundPlanned(
            coordination_meeting="cm9", opens="2010-12-15", due_by="2011-01-31", closes="2011-02-10", blockers=BLOCKERS
        ),
        AssignmentMade(reporting_round="cm9", agency="unfpa"),
        AssignmentMade(reporting_round="cm9", agency="iom"),
    )
    assert outcome.decision.items == ("cm9-unfpa", "cm9-iom")


WRONG: tuple[tuple[dict[str, Any], str, str], ...] = (
    ({"due_by": "2010-12-14"}, "/due_by", "before the round opens"),
    ({"closes": "2011-01-30"}, "/closes", "before answers are due"),
    ({"opens": "2010-11-31"}, "/opens", "no day 2010-11-31"),
    ({"coordination_meeting": "cm99"}, "/coordination_meeting", "No coordination meeting"),
    ({"agencies": ("unfpa", "nobody")}, "/agencies/1", "No agency has the id nobody"),
    ({"blockers": ("did-it-happen", "be-nice")}, "/blockers/1", "There is no rule be-nice"),
)


@pytest.mark.parametrize(("changed", "pointer", "said"), WRONG, ids=[pointer for _, pointer, _ in WRONG])
def test_what_does_not_fit_is_refused(changed: dict[str, Any], pointer: str, said: str) -> None:
    """Each fault at its place; control: the plan without it is taken."""
    refused = SEVENTH_MEETING.when(replace(PLAN, **changed)).refused
    assert refused is not None
    assert [(fault.pointer, said in fault.sentence) for fault in refused.faults] == [(pointer, True)]


def test_the_secretariat_alone_plans_and_changes_rounds() -> None:
    """A focal point is refused, whatever it asks."""
    SEVENTH_MEETING.when(PLAN, by=UNFPA).then_refused("not-allowed")
    PLANNED.when(update(CancelRound(reason="No money.")), by=UNFPA).then_refused("not-allowed")


def test_a_round_is_corrected_by_who_has_seen_it() -> None:
    """The days stay in order with those that are not changed; without the version looked at it is refused."""
    later = CorrectRound(due_by="2011-02-04", reason="The meeting was put off.")
    PLANNED.when(update(later)).then(ReportingRoundCorrected(due_by="2011-02-04", reason="The meeting was put off."))
    PLANNED.when(update(later, None)).then_refused("precondition-required")
    PLANNED.when(update(later, 7)).then_refused("stale-version")
    PLANNED.when(update(CorrectRound(closes="2011-01-01"))).then_refused("invalid-input", "/closes")


def test_further_agencies_are_asked_and_none_twice() -> None:
    """One that is asked already is named."""
    PLANNED.when(update(AskAgencies(agencies=("escap",)), None)).then(
        AssignmentMade(reporting_round="cm9", agency="escap")
    )
    PLANNED.when(update(AskAgencies(agencies=("escap", "iom")), None)).then_refused("invalid-input", "/agencies/1")


def test_a_round_that_was_called_off_is_over() -> None:
    """Nothing more is said of it."""
    PLANNED.when(update(CancelRound(reason="No money."), None)).then(ReportingRoundCancelled(reason="No money."))
    over = PLANNED.after(update(CancelRound(reason="No money."), None))
    for change in (CorrectRound(due_by="2011-02-04"), CancelRound(reason="Again."), AskAgencies(agencies=("escap",))):
        over.when(update(change, 2)).then_refused("invalid-input", "")
    SEVENTH_MEETING.when(update(CancelRound(reason="No money."))).then_refused("not-found")


def test_the_ids_of_round_and_agency_fit_together() -> None:
    """The id of an assignment is that of both; one that would be too long is refused before it is made."""
    with_long = SEVENTH_MEETING.and_then(agency("a" * 60, "A body with a long id"))
    asked = replace(PLAN, id="roundoftheninthmeeting", agencies=("a" * 60,))
    with_long.when(asked).then_refused("invalid-input", "/agencies/0", said="too long together")
