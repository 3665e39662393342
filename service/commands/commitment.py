"""What is asked for a commitment: to report what an agency promises."""

from events.commitment import CommitmentReported
from service.commands.activity import ReportBody
from service.commands.deliberation import Decision, Deliberation
from service.commands.fields import Words
from service.commands.report_alone import decided


class ReportCommitment(ReportBody, frozen=True, kw_only=True, tag_field="type", tag="commitment"):
    """A promise, with the words of what it depends on, where it depends on something."""

    condition: Words | None = None

    def decide(self, deliberation: Deliberation) -> Decision:
        """Report the commitment."""
        return decided(deliberation, self, CommitmentReported)
