"""The quality of what was just decided, told to its author as warnings."""

from collections.abc import Sequence

from events.activity import ActivityReported
from events.activity_news import EvidenceAdded
from events.quality import Looked, findings
from service.commands.deliberation import Said, Warning


def looked_at_report(said: Sequence[Said]) -> Looked:
    """A report on the day it was said, with its evidence; `said` is the report and what was said after it."""
    report = said[0].fact
    assert isinstance(report, ActivityReported), f"A report was expected, and {report.TYPE} was said first."
    has_evidence = any(isinstance(one.fact, EvidenceAdded) for one in said)
    return Looked(report, report.KIND, has_evidence, said[0].reported_on)


def warned(looked: Looked) -> list[Warning]:
    """A warning for each rule that is not kept."""
    return [Warning(rule=one.rule, sentence=one.sentence) for one in findings(looked)]
