"""The updates of an activity that can be asked for, as one tagged union; each says what it needs."""

from typing import Annotated

from msgspec import Meta, Struct

from events.place import Place
from events.reference import Reference
from events.vocabulary import ActivityKind, CancellationReason, Stage, Visibility
from service.commands.activity import EvidenceBody, PartnerBody
from service.commands.fields import (
    LIST_LENGTH_MAX,
    Code,
    DateSaid,
    Day,
    Id,
    Ids,
    Name,
    PublicPosition,
    Title,
    Url,
    Words,
)

References = Annotated[tuple[Reference, ...], Meta(max_length=LIST_LENGTH_MAX)]


class UpdateBody(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type"):
    """What every update may say: the day on which it was said."""

    reported_on: Day | None = None


class NewsBody(UpdateBody, frozen=True, kw_only=True):
    """What every piece of news may say: by whom, at which meeting, in which words, and with which evidence."""

    reported_by: Id | None = None
    coordination_meeting: Id | None = None
    note: Words | None = None
    evidence: Annotated[tuple[EvidenceBody, ...], Meta(max_length=LIST_LENGTH_MAX)] = ()


class ReportProgress(NewsBody, frozen=True, kw_only=True, tag="progressed"):
    """The work went on; give the stage where it changed."""

    stage: Stage | None = None


class Reschedule(NewsBody, frozen=True, kw_only=True, tag="rescheduled"):
    """The work has another date, another due period, or both."""

    date: DateSaid | None = None
    due: DateSaid | None = None


class Complete(NewsBody, frozen=True, kw_only=True, tag="completed"):
    """It was issued, held, fulfilled or done."""

    date: DateSaid | None = None


class CompletePartly(NewsBody, frozen=True, kw_only=True, tag="partly_completed"):
    """A part was done; `remaining` says what is still owed."""

    date: DateSaid | None = None
    remaining: Words | None = None


class Suspend(NewsBody, frozen=True, kw_only=True, tag="suspended"):
    """The work is laid aside."""

    resumes: DateSaid | None = None


class Cancel(NewsBody, frozen=True, kw_only=True, tag="cancelled"):
    """The work is given up, for a coded reason."""

    reason: CancellationReason


class Supersede(NewsBody, frozen=True, kw_only=True, tag="superseded"):
    """Another activity takes its place."""

    superseded_by: Id


class AnswerNoChange(NewsBody, frozen=True, kw_only=True, tag="no_change"):
    """There is nothing new."""


class Confirm(NewsBody, frozen=True, kw_only=True, tag="confirmed"):
    """The lead confirms what another told of it."""


class Disown(NewsBody, frozen=True, kw_only=True, tag="not_ours"):
    """A body answers that this is not its own."""

    agency: Id


class AddEvidence(UpdateBody, frozen=True, kw_only=True, tag="evidence"):
    """Links or document symbols that show what was reported."""

    evidence: Annotated[tuple[EvidenceBody, ...], Meta(min_length=1, max_length=LIST_LENGTH_MAX)]


class Link(UpdateBody, frozen=True, kw_only=True, tag="linked"):
    """The activity is tied to what it answers, what it yields, or what it is part of."""

    responds_to: References = ()
    produces: References = ()
    part_of: Id | None = None


class Reclassify(UpdateBody, frozen=True, kw_only=True, tag="reclassified"):
    """The activity is read as another kind; id, history and links stay."""

    kind: ActivityKind
    reason: Words | None = None


class Correct(UpdateBody, frozen=True, kw_only=True, tag="corrected"):
    """What was noted is wrong; the fields given replace it, `cleared` names those to be emptied."""

    reason: Words | None = None
    cleared: Annotated[tuple[Code, ...], Meta(max_length=LIST_LENGTH_MAX)] = ()
    title: Title | None = None
    description: Words | None = None
    predicate: Words | None = None
    lead: Id | None = None
    lead_text: Name | None = None
    partners: Annotated[tuple[PartnerBody, ...], Meta(max_length=LIST_LENGTH_MAX)] | None = None
    partners_text: Words | None = None
    topics: Ids | None = None
    places: Annotated[tuple[Place, ...], Meta(max_length=LIST_LENGTH_MAX)] | None = None
    stage: Stage | None = None
    date: DateSaid | None = None
    due: DateSaid | None = None
    recurrence: Name | None = None
    part_of: Id | None = None
    meeting: Id | None = None
    output_type: Code | None = None
    agenda_item: Name | None = None
    speaker: Name | None = None
    publication_title: Title | None = None
    authors: Words | None = None
    series: Name | None = None
    symbol: Name | None = None
    sales_number: Name | None = None
    publisher: Name | None = None
    year: Name | None = None
    url: Url | None = None
    citation: Words | None = None
    venue: Name | None = None
    host: Id | None = None
    condition: Words | None = None


class CorrectReportedOn(UpdateBody, frozen=True, kw_only=True, tag="reported_on_corrected"):
    """The event at `position` of this activity was said on another day: on `said_on`."""

    position: PublicPosition
    said_on: Day
    reason: Words | None = None


class Submit(UpdateBody, frozen=True, kw_only=True, tag="submitted"):
    """The agency submits its draft, or what was sent back."""


class Accept(UpdateBody, frozen=True, kw_only=True, tag="accepted"):
    """The secretariat accepts the report."""


class SendBack(UpdateBody, frozen=True, kw_only=True, tag="sent_back"):
    """The secretariat sends the report back, with a reason."""

    reason: Words


class Show(UpdateBody, frozen=True, kw_only=True, tag="visibility"):
    """Who may see the activity, with an embargo day where one is wanted."""

    visibility: Visibility
    embargo_until: Day | None = None


class Withdraw(UpdateBody, frozen=True, kw_only=True, tag="withdrawn"):
    """The report is withdrawn; it stays in the history."""

    reason: Words | None = None


class Merge(UpdateBody, frozen=True, kw_only=True, tag="merged"):
    """The activity is the same as another that was reported apart: under its ids that one is found from then on.

    The words of both are kept. What the other leaves open is filled; where the two differ, the other's words stand.
    """

    into: Id
    note: Words | None = None


class PartAgain(UpdateBody, frozen=True, kw_only=True, tag="parted"):
    """An activity that was merged into this one is another after all: both stand apart again.

    What was said since they were merged stays with this one.
    """

    activity: Id
    reason: Words | None = None


NewsUpdate = (
    ReportProgress
    | Reschedule
    | Complete
    | CompletePartly
    | Suspend
    | Cancel
    | Supersede
    | AnswerNoChange
    | Confirm
    | Disown
)
EditUpdate = (
    AddEvidence | Link | Reclassify | Correct | CorrectReportedOn | Submit | Accept | SendBack | Show | Withdraw
)
MergingUpdate = Merge | PartAgain
ActivityUpdate = NewsUpdate | EditUpdate | MergingUpdate

REPLACES = (Correct, CorrectReportedOn, Submit, Accept, SendBack, Show, Withdraw, Reclassify, Merge, PartAgain)
