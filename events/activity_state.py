"""What an activity is after all that was said of it: the state that decisions and views share."""

from msgspec import Struct

from events.activity import Partner
from events.activity_merging import Part
from events.honest_date import HonestDate
from events.place import Place
from events.reference import Reference
from events.vocabulary import (
    ActivityKind,
    Assurance,
    CancellationReason,
    MeetingMode,
    Review,
    Stage,
    Visibility,
)


class Evidence(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A link or a document symbol that shows what was reported, and the event that gave it."""

    position: str
    url: str | None = None
    symbol: str | None = None
    label: str | None = None
    sha256: str | None = None
    accessed_on: str | None = None


class Report(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What one body said of the activity, in its own words, where and when."""

    id: str
    position: str
    reported_on: str
    kind: ActivityKind
    title: str
    reported_by: str
    assurance: Assurance
    description: str | None = None
    predicate: str | None = None
    lead: str | None = None
    lead_text: str | None = None
    partners: tuple[Partner, ...] = ()
    partners_text: str | None = None
    places: tuple[Place, ...] = ()
    stage: Stage | None = None
    date: HonestDate | None = None
    due: HonestDate | None = None
    recurrence: str | None = None
    coordination_meeting: str | None = None
    agenda_item: str | None = None
    speaker: str | None = None
    publication_title: str | None = None
    year: str | None = None
    citation: str | None = None


class Merged(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An activity that was reported apart and is the same: what it was found under, and the event that says so.

    Its words are not here: they are read from `others`, the activities of which it was made. `fills`: what it says of
    its stage and its days stands where the one that goes on says nothing.
    """

    activity: str
    position: str
    told_as: tuple[str, ...]
    others: tuple[str, ...]
    first_reported_on: str
    last_heard_on: str
    assurance: Assurance
    fills: bool = True
    lead: str | None = None
    stage: Stage | None = None
    date: HonestDate | None = None
    due: HonestDate | None = None
    parts: tuple[Part, ...] = ()
    topics: tuple[str, ...] = ()
    links: tuple[Reference, ...] = ()
    meetings: tuple[str, ...] = ()
    part_of: tuple[str, ...] = ()
    places: tuple[str, ...] = ()


class Activity(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The activity as the log has it.

    `reports` keeps what each body said of it, in the order said; `aliases` are the other ids under which it was
    told. `first_reported_on` and `last_heard_on` are days: of the first report, and of the last report, news or
    evidence. `heard_at` are the coordination meetings at which any of it was told. `positions` are those of every
    event that shaped it, in the order said, and `days` the days on which each of them was said; corrections of such
    a day are not among them. `merged` are activities that are the same and were reported apart; one that was merged
    itself names in `merged_into` the one that goes on.
    """

    id: str
    kind: ActivityKind
    title: str
    reported_by: str
    assurance: Assurance
    review: Review
    visibility: Visibility
    first_reported_on: str
    last_heard_on: str
    reports: tuple[Report, ...]
    version: int
    positions: tuple[str, ...]
    days: tuple[str, ...]
    aliases: tuple[str, ...] = ()
    embargo_until: str | None = None
    reference: str | None = None
    description: str | None = None
    predicate: str | None = None
    language: str = "en"
    lead: str | None = None
    lead_text: str | None = None
    partners: tuple[Partner, ...] = ()
    partners_text: str | None = None
    topics: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    stage: Stage | None = None
    date: HonestDate | None = None
    due: HonestDate | None = None
    recurrence: str | None = None
    responds_to: tuple[Reference, ...] = ()
    produces: tuple[Reference, ...] = ()
    part_of: str | None = None
    meeting: str | None = None
    output_type: str | None = None
    kinds_possible: tuple[ActivityKind, ...] = ()
    coordination_meeting: str | None = None
    agenda_item: str | None = None
    speaker: str | None = None
    note: str | None = None
    source: str | None = None
    condition: str | None = None
    publication_title: str | None = None
    authors: str | None = None
    series: str | None = None
    symbol: str | None = None
    sales_number: str | None = None
    publisher: str | None = None
    year: str | None = None
    url: str | None = None
    citation: str | None = None
    venue: str | None = None
    mode: MeetingMode | None = None
    organizers: tuple[str, ...] = ()
    host: str | None = None
    answers: tuple[Reference, ...] = ()
    assigned_to: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    last_news: str | None = None
    remaining: str | None = None
    resumes: HonestDate | None = None
    cancellation_reason: CancellationReason | None = None
    superseded_by: str | None = None
    disowned_by: tuple[str, ...] = ()
    heard_at: tuple[str, ...] = ()
    merged_into: str | None = None
    merged: tuple[Merged, ...] = ()

    def report(self, report_id: str) -> Report:
        """What was said under one of the ids of this activity; the first report where the id is another's."""
        return next((report for report in self.reports if report.id == report_id), self.reports[0])
