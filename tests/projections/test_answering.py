"""Who answered: the reporter of an update, else the body for which it was written, and nobody where it is no answer."""

import pytest

from events.activity_news import (
    ActivityCorrected,
    ActivityReviewed,
    ActivityShown,
    ActivityUnchanged,
    ActivityWithdrawn,
    EvidenceAdded,
)
from events.commitment import CommitmentReported
from events.fact import Fact, Recorded
from events.vocabulary import Review, Visibility
from projections.answering import body_answering

TOLD: tuple[tuple[Fact, str | None, str | None], ...] = (
    (CommitmentReported(id="course", title="A course", reported_by="iom"), "un-desa", "iom"),
    (ActivityUnchanged(reported_by="iom"), "un-desa", "iom"),
    (ActivityUnchanged(reported_by="iom"), None, "iom"),
    (ActivityUnchanged(), "unfpa", "unfpa"),
    (EvidenceAdded(symbol="A/63/265"), "unfpa", "unfpa"),
    (ActivityReviewed(review=Review.SUBMITTED), "unfpa", "unfpa"),
    (ActivityWithdrawn(reason="Told twice."), "unfpa", "unfpa"),
    (ActivityReviewed(review=Review.ACCEPTED), None, None),
    (ActivityCorrected(title="A short course"), "unfpa", None),
    (ActivityShown(visibility=Visibility.PUBLIC), "unfpa", None),
)


@pytest.mark.parametrize(("fact", "on_behalf_of", "body"), TOLD, ids=[str(place) for place in range(len(TOLD))])
def test_the_body_whose_answer_an_event_is(fact: Fact, on_behalf_of: str | None, body: str | None) -> None:
    """Its reporter comes first; what the secretariat does for nobody, and a correction, is nobody's answer."""
    recorded = Recorded(
        fact=fact,
        stream="activity-course",
        version=1,
        position=1,
        reported_on="2011-01-10",
        recorded_at="",
        actor="key",
        on_behalf_of=on_behalf_of,
    )
    assert body_answering(recorded) == body
