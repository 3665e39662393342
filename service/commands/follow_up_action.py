"""What is asked for a follow-up action: to report what is done, or asked for, in answer to something."""

from events.follow_up_action import FollowUpActionReported
from service.commands.activity import ReportBody
from service.commands.activity_updates import References
from service.commands.deliberation import Decision, Deliberation
from service.commands.fields import Ids
from service.commands.report_alone import decided


class ReportFollowUpAction(ReportBody, frozen=True, kw_only=True, tag_field="type", tag="follow_up_action"):
    """A follow-up action: what it answers, and the bodies that it is assigned to."""

    answers: References = ()
    assigned_to: Ids = ()

    def decide(self, deliberation: Deliberation) -> Decision:
        """Report the action."""
        return decided(deliberation, self, FollowUpActionReported)
