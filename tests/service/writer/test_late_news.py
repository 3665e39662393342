"""News of an earlier day, told together with more: what holds now is read from the whole, in the order said."""

import pytest

from events.vocabulary import CancellationReason, Stage
from service.commands.activity_news import UpdateActivity
from service.commands.activity_updates import ActivityUpdate, Cancel, Complete, ReportProgress
from service.commands.refusals import Refused
from service.commands.submission import Submission, SubmitTogether, UpdateLine
from service.writer.writer import Writer
from tests.service.writer.requests import asked, committed, submitted

COMPLETED = Complete(reported_on="2026-03-02", note="It is done.")
LATE = ReportProgress(stage=Stage.IN_PROGRESS, reported_on="2026-03-01")
CANCELLED = Cancel(reason=CancellationReason.FUNDING)


def lines(*updates: ActivityUpdate) -> SubmitTogether:
    """News of the training, sent together."""
    told = tuple(UpdateLine(activity="training", update=update) for update in updates)
    return SubmitTogether(submission=Submission(lines=told), id="submission-1")


@pytest.mark.parametrize("at_once", [False, True], ids=["batch-by-batch", "in-one-batch"])
async def test_late_news_undoes_nothing_for_the_line_behind_it(unfpa: Writer, at_once: bool) -> None:
    """What is completed cannot be cancelled, even if news of an earlier day stands between the two."""
    report = committed("Train census offices", id="training", reported_on="2026-03-01")
    works = [asked(report), asked(UpdateActivity(id="training", update=COMPLETED)), asked(lines(LATE, CANCELLED))]
    if at_once:
        *_, refused = await submitted(unfpa, works)
    else:
        refused = [(await submitted(unfpa, [work]))[0] for work in works][-1]
    assert isinstance(refused, Refused)
    assert (refused.slug, [fault.pointer for fault in refused.faults]) == ("invalid-input", ["/lines/1/type"])


async def test_late_news_alone_is_taken_with_what_follows_from_it(unfpa: Writer) -> None:
    """Where nothing was said after it, the line behind sees what it says; control of the test above."""
    report = committed("Train census offices", id="training", reported_on="2026-03-01")
    await unfpa.submit(asked(report))
    receipt = await unfpa.submit(asked(lines(LATE, CANCELLED)))
    assert receipt.version == 3
