"""The rules of quality: what each finds, and what it lets pass."""

from typing import Any

import pytest

from events.activity import Partner
from events.activity_state import Activity
from events.honest_date import honest_date
from events.planned_meeting import PlannedMeetingReported
from events.quality import BLOCKERS, RULES_BY_NAME, Looked, blocking, findings, looked_at
from events.vocabulary import ActivityKind, Stage
from tests.events.activities import activity

TODAY = "2009-06-15"
ROUND = ("2009-06-01", "2009-09-30")
MEETING, PUBLICATION, WORK, COMMITMENT = (
    ActivityKind.PLANNED_MEETING,
    ActivityKind.PUBLICATION,
    ActivityKind.ONGOING_WORK,
    ActivityKind.COMMITMENT,
)


def found(given: Activity, window: tuple[str, str] | None = None) -> set[str]:
    """The names of the rules that an activity does not keep on TODAY."""
    return {finding.rule for finding in findings(looked_at(given, TODAY, window))}


PARTNERED: dict[str, Any] = {"partners": (Partner(agency="iom"),)}
CASES: tuple[tuple[str, Activity, Activity], ...] = (
    ("did-it-happen", activity(MEETING, "2009-05"), activity(MEETING, "2009-06")),
    ("did-it-happen", activity(edtf="2008/2009-03", stage=Stage.PROPOSED), activity(edtf="2009-05/..")),
    ("did-it-happen", activity(MEETING, "2009-06-14"), activity(MEETING, "2009-06-15")),
    ("did-it-happen", activity(MEETING, "2009-05"), activity(MEETING, "2009-05", stage=Stage.CANCELLED)),
    ("planned-but-begun", activity(MEETING, "2009-06-14/2009-06-16"), activity(MEETING, "2009-06-16/2009-06-18")),
    ("planned-but-begun", activity(edtf="2009-06"), activity(edtf="2009-06", stage=Stage.IN_PROGRESS)),
    ("planned-but-begun", activity(edtf="2009-06"), activity(edtf="2009")),
    (
        "in-progress-before-its-start",
        activity(MEETING, "2009-06-16/2009-06-18", stage=Stage.IN_PROGRESS),
        activity(MEETING, "2009-06-15/2009-06-18", stage=Stage.IN_PROGRESS),
    ),
    (
        "in-progress-before-its-start",
        activity(WORK, "2010/..", stage=Stage.IN_PROGRESS),
        activity(WORK, "2010/..", stage=Stage.PLANNED),
    ),
    (
        "in-progress-before-its-start",
        activity(COMMITMENT, "2009-07", stage=Stage.IN_PROGRESS),
        activity(PUBLICATION, "2009-07", stage=Stage.IN_PROGRESS),
    ),
    (
        "in-progress-before-its-start",
        activity(COMMITMENT, "2009-07", stage=Stage.IN_PROGRESS),
        activity(COMMITMENT, None, due="2009-07", stage=Stage.IN_PROGRESS),
    ),
    ("past-its-end", activity(edtf="2009-05", stage=Stage.IN_PROGRESS), activity(edtf="2009", stage=Stage.IN_PROGRESS)),
    (
        "past-its-end",
        activity(edtf=None, due="2009-05", stage=Stage.IN_PROGRESS),
        activity(edtf=None, due="2009-06", stage=Stage.IN_PROGRESS),
    ),
    ("did-it-happen", activity(edtf="2009-05"), activity(edtf="2009-05", due="2009-12")),
    (
        "past-its-end",
        activity(edtf="2009-05", stage=Stage.IN_PROGRESS),
        activity(edtf="2009-05", due="2009-12", stage=Stage.IN_PROGRESS),
    ),
    ("joint-with-one-party", activity(title="Joint report"), activity(title="Report to the Joint Inspection Unit")),
    ("no-date", activity(edtf=None), activity(edtf=None, due="2010")),
    ("no-date", activity(edtf=None), activity(edtf=None, stage=Stage.STANDING)),
    ("no-date", activity(date=honest_date(None, "before long")), activity(edtf="2011")),
    (
        "no-date",
        activity(COMMITMENT, edtf=None, stage=Stage.IN_PROGRESS),
        activity(WORK, edtf=None, stage=Stage.IN_PROGRESS),
    ),
    ("joint-with-one-party", activity(title="Joint workshop"), activity(title="Joint workshop", **PARTNERED)),
    (
        "joint-with-one-party",
        activity(predicate="hold a course in collaboration with others"),
        activity(predicate="hold a course on joints"),
    ),
    (
        "joint-with-one-party",
        activity(title="Workshop organized jointly"),
        activity(title="Workshop organized jointly", organizers=("unfpa", "iom")),
    ),
    (
        "joint-with-one-party",
        activity(title="Joint workshop"),
        activity(title="Joint workshop", partners_text="several universities"),
    ),
    (
        "completed-without-evidence",
        activity(edtf="2009-01", stage=Stage.COMPLETED),
        activity(edtf="2009-01", stage=Stage.COMPLETED, url="https://unfpa.org/census"),
    ),
    (
        "issued-without-symbol",
        activity(PUBLICATION, "2009-01", stage=Stage.COMPLETED),
        activity(PUBLICATION, "2009-01", stage=Stage.COMPLETED, symbol="ST/ESA/SER.A/269"),
    ),
    (
        "issued-without-symbol",
        activity(PUBLICATION, "2009-01", stage=Stage.COMPLETED),
        activity(MEETING, "2009-01", stage=Stage.COMPLETED),
    ),
    ("vague-verb", activity(predicate="support the migrants"), activity(predicate="publish a supportive atlas")),
    ("vague-verb", activity(predicate="Work on remittances"), activity(predicate="release estimates")),
    (
        "vague-verb",
        activity(predicate="support the migrants"),
        activity(predicate="support the migrants", stage=Stage.COMPLETED),
    ),
)


@pytest.mark.parametrize(("rule", "broken", "kept"), CASES, ids=[f"{rule}-{n}" for n, (rule, *_) in enumerate(CASES)])
def test_a_rule_finds_what_breaks_it(rule: str, broken: Activity, kept: Activity) -> None:
    """The first is found under the rule's name; control: the second, which differs in one thing, is not."""
    assert rule in found(broken)
    assert rule not in found(kept)


WIDTHS = (("2009", True), ("2009/2010", True), ("2009-08", False), ("2009-22", False), ("2010", False), ("2008", False))


@pytest.mark.parametrize(("edtf", "is_too_wide"), WIDTHS)
def test_a_date_less_exact_than_the_round_is_found(edtf: str, is_too_wide: bool) -> None:
    """A year cannot tell whether it falls into a round of four months; a year that lies elsewhere can."""
    assert ("date-too-wide" in found(activity(edtf=edtf), ROUND)) is is_too_wide
    assert "date-too-wide" not in found(activity(edtf=edtf))


def test_a_month_is_exact_enough_for_a_short_round() -> None:
    """What is asked for can be given: in a round of three weeks a month is no fault, and a season is."""
    weeks = ("2009-06-01", "2009-06-21")
    assert "date-too-wide" not in found(activity(edtf="2009-06"), weeks)
    assert "date-too-wide" in found(activity(edtf="2009-22"), weeks)


def test_every_rule_is_in_the_table() -> None:
    """No rule is without a case that breaks it."""
    named = set(RULES_BY_NAME)
    assert named == {rule for rule, *_ in CASES} | {"date-too-wide"}


def test_what_blocks_is_a_matter_of_policy() -> None:
    """The same findings stand in the way, or do not, as the policy says; a policy names rules that there are."""
    late = looked_at(activity(MEETING, "2009-05", predicate="support the migrants"), TODAY)
    assert [one.rule for one in blocking(findings(late))] == ["did-it-happen"]
    assert [one.rule for one in blocking(findings(late), ["vague-verb"])] == ["vague-verb"]
    assert set(BLOCKERS) <= set(RULES_BY_NAME)


def test_a_report_is_looked_at_as_it_is_made() -> None:
    """A fact that is about to be said is looked at like the activity that it becomes."""
    fact = PlannedMeetingReported(
        id="unfpa-forum",
        title="Joint forum",
        reported_by="unfpa",
        stage=Stage.PLANNED,
        date=honest_date("2009-05", None),
    )
    rules = [one.rule for one in findings(Looked(fact, fact.KIND, False, TODAY))]
    assert rules == ["did-it-happen", "joint-with-one-party"]
