"""News of an activity: what an agency says later of something that was reported before."""

from collections.abc import Iterable
from typing import ClassVar

from events.activity import Partner
from events.fact import Fact
from events.honest_date import HonestDate
from events.place import Place
from events.reference import Reference
from events.vocabulary import ActivityKind, Assurance, CancellationReason, Review, Stage, Visibility


class News(Fact, frozen=True, kw_only=True):
    """What every piece of news has: who said it, where, and the words."""

    reported_by: str | None = None
    coordination_meeting: str | None = None
    note: str | None = None

    def tags(self) -> Iterable[str]:
        if self.reported_by:
            yield f"agency:{self.reported_by}"
        if self.coordination_meeting:
            yield f"coordination-meeting:{self.coordination_meeting}"


class ActivityProgressed(News, frozen=True, kw_only=True):
    """The work went on; the stage is given where it changed."""

    TYPE: ClassVar[str] = "activity-progressed"

    stage: Stage | None = None


class ActivityRescheduled(News, frozen=True, kw_only=True):
    """The work got another date, another due period, or both."""

    TYPE: ClassVar[str] = "activity-rescheduled"

    date: HonestDate | None = None
    due: HonestDate | None = None


class ActivityCompleted(News, frozen=True, kw_only=True):
    """The publication was issued, the meeting held, the promise fulfilled, the action done."""

    TYPE: ClassVar[str] = "activity-completed"

    date: HonestDate | None = None


class ActivityPartlyCompleted(News, frozen=True, kw_only=True):
    """A part of the work was done; `remaining` says what is still owed."""

    TYPE: ClassVar[str] = "activity-partly-completed"

    date: HonestDate | None = None
    remaining: str | None = None


class ActivitySuspended(News, frozen=True, kw_only=True):
    """The work was laid aside; `resumes` is when it is to go on, where that was said."""

    TYPE: ClassVar[str] = "activity-suspended"

    resumes: HonestDate | None = None


class ActivityCancelled(News, frozen=True, kw_only=True):
    """The work was given up, for a coded reason."""

    TYPE: ClassVar[str] = "activity-cancelled"

    reason: CancellationReason


class ActivitySuperseded(News, frozen=True, kw_only=True):
    """Another activity took the place of this one."""

    TYPE: ClassVar[str] = "activity-superseded"

    superseded_by: str

    def tags(self) -> Iterable[str]:
        yield from News.tags(self)
        yield f"activity:{self.superseded_by}"


class ActivityUnchanged(News, frozen=True, kw_only=True):
    """The agency answered that there is nothing new."""

    TYPE: ClassVar[str] = "activity-unchanged"


class ActivityConfirmed(News, frozen=True, kw_only=True):
    """The lead confirmed what another had told of it; from then on the report counts as its own."""

    TYPE: ClassVar[str] = "activity-confirmed"


class ActivityDisowned(News, frozen=True, kw_only=True):
    """A body answered that this is not its own: it leaves the body's page and stays in the history."""

    TYPE: ClassVar[str] = "activity-disowned"

    agency: str

    def tags(self) -> Iterable[str]:
        yield from dict.fromkeys((*News.tags(self), f"agency:{self.agency}"))


class EvidenceAdded(Fact, frozen=True, kw_only=True):
    """A link or a document symbol was given as evidence; no file is stored. `sha256` is in hex."""

    TYPE: ClassVar[str] = "evidence-added"

    url: str | None = None
    symbol: str | None = None
    label: str | None = None
    sha256: str | None = None
    accessed_on: str | None = None


class ActivityLinked(Fact, frozen=True, kw_only=True):
    """The activity was tied to what it answers, what it yields or what it is part of."""

    TYPE: ClassVar[str] = "activity-linked"

    responds_to: tuple[Reference, ...] = ()
    produces: tuple[Reference, ...] = ()
    part_of: str | None = None

    def tags(self) -> Iterable[str]:
        yield from dict.fromkeys(link.tag for link in (*self.responds_to, *self.produces))


class ActivityReclassified(Fact, frozen=True, kw_only=True):
    """The activity is read as another kind; id, history and links stay."""

    TYPE: ClassVar[str] = "activity-reclassified"

    kind: ActivityKind
    reason: str | None = None


class ActivityCorrected(Fact, frozen=True, kw_only=True):
    """What was noted was wrong; the fields given here replace it, `cleared` names the fields that are emptied."""

    TYPE: ClassVar[str] = "activity-corrected"

    reason: str | None = None
    cleared: tuple[str, ...] = ()
    title: str | None = None
    description: str | None = None
    predicate: str | None = None
    language: str | None = None
    lead: str | None = None
    lead_text: str | None = None
    assurance: Assurance | None = None
    partners: tuple[Partner, ...] | None = None
    partners_text: str | None = None
    topics: tuple[str, ...] | None = None
    places: tuple[Place, ...] | None = None
    stage: Stage | None = None
    date: HonestDate | None = None
    due: HonestDate | None = None
    recurrence: str | None = None
    part_of: str | None = None
    meeting: str | None = None
    output_type: str | None = None
    agenda_item: str | None = None
    speaker: str | None = None
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
    host: str | None = None
    condition: str | None = None

    def tags(self) -> Iterable[str]:
        agencies = (self.lead, self.host, *(partner.agency for partner in self.partners or ()))
        yield from dict.fromkeys(f"agency:{agency}" for agency in agencies if agency)
        yield from (f"topic:{topic}" for topic in self.topics or ())


class ActivityReviewed(Fact, frozen=True, kw_only=True):
    """The secretariat accepted the report or sent it back, or the agency submitted its draft."""

    TYPE: ClassVar[str] = "activity-reviewed"

    review: Review
    reason: str | None = None


class ActivityShown(Fact, frozen=True, kw_only=True):
    """Who may see the activity was changed, with an embargo day where one was set."""

    TYPE: ClassVar[str] = "activity-shown"

    visibility: Visibility
    embargo_until: str | None = None


class ActivityWithdrawn(Fact, frozen=True, kw_only=True):
    """The report was withdrawn; it leaves the views and stays in the history."""

    TYPE: ClassVar[str] = "activity-withdrawn"

    reason: str | None = None
