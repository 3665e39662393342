"""The words of the pages: how kinds, stages, roles, dates and days read to a person."""

from events.activity_state import Activity, Report
from events.honest_date import HonestDate
from events.vocabulary import ActivityKind, AgencyKind, Assurance, Review, Stage
from projections.changes import ChangeClass
from projections.event_sentences.runs import day_in_words
from projections.milestones import MilestoneKind
from projections.timeliness import Standing, Timeliness

KINDS = {
    ActivityKind.COMMITMENT: "Commitment",
    ActivityKind.PUBLICATION: "Publication",
    ActivityKind.PLANNED_MEETING: "Meeting",
    ActivityKind.FOLLOW_UP_ACTION: "Follow-up action",
    ActivityKind.ONGOING_WORK: "Ongoing work",
}
COMPLETED = {
    ActivityKind.COMMITMENT: "fulfilled",
    ActivityKind.PUBLICATION: "issued",
    ActivityKind.PLANNED_MEETING: "held",
    ActivityKind.FOLLOW_UP_ACTION: "done",
    ActivityKind.ONGOING_WORK: "done",
}
AGENCY_KINDS = {
    AgencyKind.UN_SECRETARIAT: "United Nations Secretariat and General Assembly",
    AgencyKind.REGIONAL_COMMISSION: "Regional commissions",
    AgencyKind.UN_FUND_PROGRAMME: "Funds and programmes",
    AgencyKind.SPECIALIZED_AGENCY: "Specialized agencies",
    AgencyKind.RELATED_ORGANIZATION: "Related organizations",
    AgencyKind.INTER_AGENCY_GROUP: "Inter-agency groups",
    AgencyKind.IGO: "Intergovernmental organizations",
    AgencyKind.NGO: "Non-governmental organizations",
    AgencyKind.ACADEMIC: "Universities and research",
    AgencyKind.GOVERNMENT: "Governments",
    AgencyKind.PRIVATE_SECTOR: "Private sector",
    AgencyKind.OTHER: "Other bodies",
}
TIMELINESS = {
    Timeliness.OVERDUE: "overdue",
    Timeliness.DUE_SOON: "due soon",
    Timeliness.NOT_DUE: "not yet due",
    Timeliness.UNDATED: "no due date",
    Timeliness.DONE: "done",
}
# In the order in which a report tells them: an activity stands under the first of its classes.
CHANGES = {
    ChangeClass.NEW: "new",
    ChangeClass.COMPLETED: "done",
    ChangeClass.DROPPED: "dropped",
    ChangeClass.SUSPENDED: "suspended",
    ChangeClass.RESUMED: "taken up again",
    ChangeClass.SLIPPED: "late: put off",
    ChangeClass.BROUGHT_FORWARD: "brought forward",
    ChangeClass.MOVED: "moved",
    ChangeClass.MORE_EXACT: "date more exact",
    ChangeClass.DATED: "date given",
    ChangeClass.PROGRESSED: "went on",
    ChangeClass.ANSWERED: "answered",
    ChangeClass.REWORDED: "reworded",
    ChangeClass.HEARD_OF: "heard of",
    ChangeClass.EDITED: "edited",
    ChangeClass.SILENT: "silent",
}
STANDINGS = {
    Standing.LIVE: "heard of within a year",
    Standing.STALE: "stale",
    Standing.DORMANT: "dormant",
}
STEPS = {
    "statement": "Said at the table",
    "mandate": "The mandate",
    MilestoneKind.ANNOUNCED: "First announced",
    MilestoneKind.TOLD_AGAIN: "Told again",
    MilestoneKind.REWORDED: "Reworded",
    MilestoneKind.DATED: "Given a date",
    MilestoneKind.MADE_EXACT: "Made more exact",
    MilestoneKind.POSTPONED: "Postponed",
    MilestoneKind.BROUGHT_FORWARD: "Brought forward",
    MilestoneKind.SUSPENDED: "Suspended",
    MilestoneKind.DONE: "Done",
    MilestoneKind.ENDED: "Ended",
    MilestoneKind.NEWS: "News",
}
ASSURANCES = {
    Assurance.SELF_REPORTED: "the agency's own word",
    Assurance.THIRD_PARTY: "told by another body",
    Assurance.CHECKED: "checked",
    Assurance.VERIFIED: "verified",
}
REVIEWS = {
    Review.DRAFT: "draft",
    Review.SUBMITTED: "submitted",
    Review.SENT_BACK: "sent back",
    Review.ACCEPTED: "accepted by the secretariat",
    Review.WITHDRAWN: "withdrawn",
}


def stage_in_words(told: Activity | Report) -> str:
    """The stage as it reads for the kind: a publication is issued, a meeting held; a dash where it was not said."""
    if told.stage is None:
        return "–"
    return COMPLETED[told.kind] if told.stage is Stage.COMPLETED else plain_word(told.stage)


def plain_word(code: str) -> str:
    """A word of a list as people write it: "in progress" for `in_progress`."""
    return code.replace("_", " ")


def capitalized(words: str) -> str:
    """The words with a capital at their start, the others left as they are."""
    return words[:1].upper() + words[1:]


def date_in_words(said: HonestDate | None) -> str:
    """A date as it was written, with its meaning behind it where the words name no year."""
    if said is None:
        return ""
    meant = day_in_words(said.edtf) if said.edtf else ""
    if not said.as_written:
        return meant
    names_a_year = any(len(word.strip(".,;()")) >= 4 and word.strip(".,;()")[:4].isdigit() for word in _words(said))
    return said.as_written if names_a_year or not meant else f"{said.as_written} ({meant})"


def _words(said: HonestDate) -> list[str]:
    return (said.as_written or "").replace("-", " ").replace("–", " ").replace("/", " ").split()
