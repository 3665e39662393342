"""An activity, what agencies report: what its five kinds share is written here, once.

An activity has one stream, whatever its kind. Its first event is a report; a second report in the same stream is
the same activity told again, whose own id then resolves to this one.
"""

from collections.abc import Iterable
from typing import ClassVar

from msgspec import Struct

from events.fact import Fact
from events.honest_date import HonestDate
from events.place import Place
from events.reference import Reference
from events.vocabulary import ActivityKind, Assurance, PartnerRole, Review, Stage, Visibility


class Partner(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A body that takes part, what it does, and the words for it where they say more than the role."""

    agency: str
    role: PartnerRole = PartnerRole.PARTNER
    role_text: str | None = None


class ActivityReported(Fact, frozen=True, kw_only=True):
    """An agency reported an activity: the fields that all kinds share. Each kind has a fact of its own.

    `id` is the id under which it was told; `reference` is the reporting agency's own reference. `lead` is who does
    it (None with `lead_text` where the words name nobody registered), `reported_by` who said so. `predicate` is the
    work as a verb phrase in the base form. `date` is when it happens or happened, `due` only what is promised.
    """

    KIND: ClassVar[ActivityKind]

    id: str
    title: str
    reported_by: str
    assurance: Assurance = Assurance.SELF_REPORTED
    review: Review = Review.SUBMITTED
    visibility: Visibility = Visibility.PARTICIPANTS
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

    def tags(self) -> Iterable[str]:
        yield f"activity:{self.id}"
        agencies = (self.reported_by, self.lead, *(partner.agency for partner in self.partners))
        yield from dict.fromkeys(f"agency:{agency}" for agency in agencies if agency)
        yield from (f"topic:{topic}" for topic in self.topics)
        yield from dict.fromkeys(link.tag for link in (*self.responds_to, *self.produces))
        if self.meeting:
            yield f"meeting:{self.meeting}"
        if self.coordination_meeting:
            yield f"coordination-meeting:{self.coordination_meeting}"
        if self.reference:
            yield reference_tag(self.reported_by, self.reference)


def reference_tag(agency: str, reference: str) -> str:
    """The tag under which an agency's own reference is found; no two activities share one."""
    return f"reference:{agency}:{reference}"
