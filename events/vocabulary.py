"""The closed lists of words: kinds of activity, stages, reviews, assurance, visibility, roles and kinds of body."""

from enum import StrEnum


class ActivityKind(StrEnum):
    """What agencies report. The kind is a field: an activity that is reclassified keeps its id."""

    COMMITMENT = "commitment"
    PUBLICATION = "publication"
    PLANNED_MEETING = "planned_meeting"
    FOLLOW_UP_ACTION = "follow_up_action"
    ONGOING_WORK = "ongoing_work"


class Stage(StrEnum):
    """What the agency says of the work. `completed` reads issued, held, fulfilled or done, by kind."""

    PROPOSED = "proposed"
    REQUESTED = "requested"
    UNDER_CONSIDERATION = "under_consideration"
    CONDITIONAL = "conditional"
    PLANNED = "planned"
    IN_PROGRESS = "in_progress"
    STANDING = "standing"
    COMPLETED = "completed"
    PARTLY_COMPLETED = "partly_completed"
    SUSPENDED = "suspended"
    CANCELLED = "cancelled"
    SUPERSEDED = "superseded"


# Work that is over: nothing more is to come of it.
ENDED = frozenset({Stage.COMPLETED, Stage.CANCELLED, Stage.SUPERSEDED})


class Review(StrEnum):
    """The editorial state of a report."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    SENT_BACK = "sent_back"
    ACCEPTED = "accepted"
    WITHDRAWN = "withdrawn"


# What only its author and the secretariat see.
HELD_BACK = (Review.DRAFT, Review.SENT_BACK)


class Assurance(StrEnum):
    """Who says so: the lead itself, a third party, or somebody who looked."""

    SELF_REPORTED = "self_reported"
    THIRD_PARTY = "third_party"
    CHECKED = "checked"
    VERIFIED = "verified"


class Visibility(StrEnum):
    """Who may see a report."""

    SECRETARIAT = "secretariat"
    PARTICIPANTS = "participants"
    PUBLIC = "public"


class PartnerRole(StrEnum):
    """What a partner does in a joint activity; `partner` where the words say no more."""

    PARTNER = "partner"
    JOINT_ORGANIZER = "joint_organizer"
    HOST = "host"
    FUNDER = "funder"
    SUPPORTER = "supporter"
    DATA_CONTRIBUTOR = "data_contributor"
    PUBLISHER = "publisher"
    CO_PUBLISHER = "co_publisher"
    AUTHOR = "author"
    CO_AUTHOR = "co_author"
    CO_CHAIR = "co_chair"
    CO_SIGNATORY = "co_signatory"
    RESPONDENT = "respondent"
    REQUESTER = "requester"
    BENEFICIARY = "beneficiary"
    MEMBER_STATE_CONCERNED = "member_state_concerned"


class StatementType(StrEnum):
    """What was said that is no activity but may be answered by one."""

    CONCERN = "concern"
    QUESTION = "question"
    REQUEST = "request"
    REPLY = "reply"
    CALL = "call"
    SUGGESTION = "suggestion"
    INVITATION = "invitation"
    REMARK = "remark"


class AgencyKind(StrEnum):
    """The sort of body an agency is."""

    UN_SECRETARIAT = "un_secretariat"
    REGIONAL_COMMISSION = "regional_commission"
    UN_FUND_PROGRAMME = "un_fund_programme"
    SPECIALIZED_AGENCY = "specialized_agency"
    RELATED_ORGANIZATION = "related_organization"
    INTER_AGENCY_GROUP = "inter_agency_group"
    IGO = "igo"
    NGO = "ngo"
    ACADEMIC = "academic"
    GOVERNMENT = "government"
    PRIVATE_SECTOR = "private_sector"
    OTHER = "other"


class MeetingOutcome(StrEnum):
    """Whether a meeting takes place, as the secretariat says it where no agency does."""

    PROPOSED = "proposed"
    PLANNED = "planned"
    IN_PROGRESS = "in_progress"
    RECURRING = "recurring"
    HELD = "held"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"


class MeetingMode(StrEnum):
    """How people attend."""

    IN_PERSON = "in_person"
    ONLINE = "online"
    HYBRID = "hybrid"


class CancellationReason(StrEnum):
    """Why work was given up."""

    FUNDING = "funding"
    PRIORITIES = "priorities"
    PARTNER_WITHDREW = "partner_withdrew"
    MANDATE_ENDED = "mandate_ended"
    CIRCUMSTANCES = "circumstances"
    MERGED = "merged"
    OTHER = "other"


class Delivery(StrEnum):
    """What is known of a mail: the mail server took it, refused it, or nobody can tell."""

    SENT = "sent"
    REFUSED = "refused"
    UNKNOWN = "unknown"
