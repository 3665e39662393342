"""The quality of what was just decided, told to its author as warnings."""

from collections.abc import Sequence

from events.activity import ActivityReported
from events.activity_news import EvidenceAdded
from events.quality import Looked, findings
from service.commands.deliberation import Said, Warning


def looked_at_report(said: Sequence[Said]) -> Looked | None:
    """The last report of a decision on the day it was said, with its evidence; None where there is no report."""
    place = next(
        (place for place in reversed(range(len(said))) if isinstance(said[place].fact, ActivityReported)), None
    )
    if place is None:
        return None
    report = said[place].fact
    assert isinstance(report, ActivityReported)
    has_evidence = any(isinstance(one.fact, EvidenceAdded) for one in said[place:])
    return Looked(report, report.KIND, has_evidence, said[place].reported_on)


def warned(looked: Looked | None) -> list[Warning]:
    """A warning for each rule that is not kept."""
    return [] if looked is None else [Warning(rule=one.rule, sentence=one.sentence) for one in findings(looked)]
