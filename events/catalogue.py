"""The catalogue: every fact that the log can hold, by its stable tag and version, written by hand."""

from events.activity_merging import ActivityAbsorbed, ActivityMerged, ActivityParted
from events.activity_news import (
    ActivityCancelled,
    ActivityCompleted,
    ActivityConfirmed,
    ActivityCorrected,
    ActivityDisowned,
    ActivityLinked,
    ActivityPartlyCompleted,
    ActivityProgressed,
    ActivityReclassified,
    ActivityRescheduled,
    ActivityReviewed,
    ActivityShown,
    ActivitySuperseded,
    ActivitySuspended,
    ActivityUnchanged,
    ActivityWithdrawn,
    EvidenceAdded,
)
from events.agency import (
    AgencyCorrected,
    AgencyGranted,
    AgencyGrantEnded,
    AgencyKindChanged,
    AgencyMoved,
    AgencyRegistered,
    AgencyRenamed,
    AgencySucceeded,
)
from events.assignment import (
    AssignmentAccepted,
    AssignmentMade,
    AssignmentReleased,
    AssignmentSentBack,
    AssignmentSubmitted,
)
from events.commitment import CommitmentReported
from events.coordination_meeting import (
    AgendaItemSet,
    AgendaSpeakerNamed,
    CoordinationMeetingConvened,
    CoordinationMeetingCorrected,
    CoordinationMeetingScheduled,
    PaperListed,
)
from events.fact import Fact, ReportedOnCorrected
from events.follow_up_action import FollowUpActionReported
from events.intervention import (
    ContextPointMade,
    InterventionRecorded,
    InterventionReplaced,
    InterventionWithdrawn,
)
from events.mandate import MandateAdopted, MandateCorrected, MandateMerged, MandateRegistered
from events.meeting import MeetingCorrected, MeetingMerged, MeetingRegistered, MeetingScheduled
from events.ongoing_work import OngoingWorkReported
from events.person import PersonEnrolled, PersonErased
from events.planned_meeting import PlannedMeetingReported
from events.post import DigestSettled, PostClosed, PostLeft, PostRegistered, PostReminded, PostRetitled, PostTaken
from events.publication import PublicationReported
from events.redaction import EventRedacted
from events.reporting_round import ReportingRoundCancelled, ReportingRoundCorrected, ReportingRoundPlanned
from events.statement import StatementCorrected, StatementLinked, StatementMade, StatementWithdrawn
from events.topic import TopicCorrected, TopicMerged, TopicMoved, TopicRegistered, TopicRelabelled

CATALOGUE: tuple[type[Fact], ...] = (
    AgencyRegistered,
    AgencyRenamed,
    AgencyKindChanged,
    AgencyMoved,
    AgencySucceeded,
    AgencyGranted,
    AgencyGrantEnded,
    AgencyCorrected,
    TopicRegistered,
    TopicRelabelled,
    TopicMoved,
    TopicMerged,
    TopicCorrected,
    MandateRegistered,
    MandateAdopted,
    MandateMerged,
    MandateCorrected,
    MeetingRegistered,
    MeetingScheduled,
    MeetingMerged,
    MeetingCorrected,
    CoordinationMeetingConvened,
    CoordinationMeetingScheduled,
    AgendaItemSet,
    AgendaSpeakerNamed,
    PaperListed,
    CoordinationMeetingCorrected,
    StatementMade,
    StatementLinked,
    StatementCorrected,
    StatementWithdrawn,
    InterventionRecorded,
    ContextPointMade,
    InterventionReplaced,
    InterventionWithdrawn,
    CommitmentReported,
    PublicationReported,
    PlannedMeetingReported,
    FollowUpActionReported,
    OngoingWorkReported,
    ActivityProgressed,
    ActivityRescheduled,
    ActivityCompleted,
    ActivityPartlyCompleted,
    ActivitySuspended,
    ActivityCancelled,
    ActivitySuperseded,
    ActivityUnchanged,
    ActivityConfirmed,
    ActivityDisowned,
    EvidenceAdded,
    ActivityLinked,
    ActivityReclassified,
    ActivityCorrected,
    ActivityReviewed,
    ActivityShown,
    ActivityWithdrawn,
    ActivityMerged,
    ActivityAbsorbed,
    ActivityParted,
    ReportedOnCorrected,
    PersonEnrolled,
    PersonErased,
    ReportingRoundPlanned,
    ReportingRoundCorrected,
    ReportingRoundCancelled,
    AssignmentMade,
    AssignmentSubmitted,
    AssignmentSentBack,
    AssignmentAccepted,
    AssignmentReleased,
    PostRegistered,
    PostTaken,
    PostLeft,
    PostRetitled,
    PostClosed,
    PostReminded,
    DigestSettled,
    EventRedacted,
)
