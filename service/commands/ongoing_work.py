"""What is asked for ongoing work: to report work that goes on or is done, with nothing promised."""

from events.ongoing_work import OngoingWorkReported
from service.commands.activity import ReportBody
from service.commands.deliberation import Decision, Deliberation
from service.commands.report_alone import decided


class ReportOngoingWork(ReportBody, frozen=True, kw_only=True, tag_field="type", tag="ongoing_work"):
    """Work that is no commitment, publication, meeting or follow-up action."""

    def decide(self, deliberation: Deliberation) -> Decision:
        """Report the work."""
        return decided(deliberation, self, OngoingWorkReported)
