"""What is asked for a planned meeting: to report a meeting that an agency plans, holds or has held."""

from events.planned_meeting import PlannedMeetingReported
from events.vocabulary import MeetingMode
from service.commands.activity import ReportBody
from service.commands.deliberation import Decision, Deliberation
from service.commands.fields import Id, Ids, Name
from service.commands.report_alone import decided


class ReportPlannedMeeting(ReportBody, frozen=True, kw_only=True, tag_field="type", tag="planned_meeting"):
    """A meeting: its venue, how people attend, who organizes it and who is the host."""

    venue: Name | None = None
    mode: MeetingMode | None = None
    organizers: Ids = ()
    host: Id | None = None

    def decide(self, deliberation: Deliberation) -> Decision:
        """Report the meeting."""
        return decided(deliberation, self, PlannedMeetingReported)
