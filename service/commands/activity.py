"""What is asked for an activity, to report it: what its five kinds share is decided here, once."""

from collections.abc import Iterable
from typing import Annotated, Any

from msgspec import Meta, Struct

from events.activity import ActivityReported, Partner, reference_tag
from events.activity_news import EvidenceAdded
from events.activity_state import Activity
from events.identity import Noun, id_in, noun_of
from events.place import Place
from events.reference import Reference
from events.vocabulary import HELD_BACK, ActivityKind, Assurance, PartnerRole, Review, Stage, Visibility
from service.commands import checks
from service.commands.activity_ids import NOT_AN_ID, id_for, id_made_of
from service.commands.deliberation import Author, Deliberation
from service.commands.facts import fact_of
from service.commands.fields import LIST_LENGTH_MAX, Code, DateSaid, Day, Id, Name, Title, Url, Words
from service.commands.permission import demand, may_write_for, speaks_for
from service.commands.refusals import Faults, Refused


class PartnerBody(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A body that takes part and what it does; `role_text` keeps words that say more than the role."""

    agency: Id
    role: PartnerRole = PartnerRole.PARTNER
    role_text: Name | None = None


class EvidenceBody(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A link or a document symbol; no file is stored. `sha256` is the digest of what stood there, in hex."""

    url: Url | None = None
    symbol: Name | None = None
    label: Title | None = None
    sha256: Annotated[str, Meta(pattern=r"^[0-9a-f]{64}$(?!\n)")] | None = None
    accessed_on: Day | None = None


class ReportBody(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What every report of an activity may say, whatever its kind.

    `id` is made from the title where none is given; `reference` is the agency's own and may be used once.
    `reported_by` is who says so, `lead` who does it. `predicate` is the work as an English verb phrase in the base
    form ("release estimates of migrant stock"), without subject, tense, date, venue or partner. `date` is when it
    happens or happened, `due` only what is promised. `same_as` names the activity of which this is another report.
    """

    title: Title
    reported_by: Id | None = None
    id: Id | None = None
    reference: Annotated[str, Meta(min_length=1, max_length=100)] | None = None
    same_as: Id | None = None
    description: Words | None = None
    predicate: Words | None = None
    language: Annotated[str, Meta(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$(?!\n)", max_length=35)] = "en"
    lead: Id | None = None
    lead_text: Name | None = None
    partners: Annotated[tuple[PartnerBody, ...], Meta(max_length=LIST_LENGTH_MAX)] = ()
    partners_text: Words | None = None
    topics: Annotated[tuple[Id, ...], Meta(max_length=LIST_LENGTH_MAX)] = ()
    places: Annotated[tuple[Place, ...], Meta(max_length=LIST_LENGTH_MAX)] = ()
    stage: Stage | None = None
    date: DateSaid | None = None
    due: DateSaid | None = None
    recurrence: Name | None = None
    responds_to: Annotated[tuple[Reference, ...], Meta(max_length=LIST_LENGTH_MAX)] = ()
    produces: Annotated[tuple[Reference, ...], Meta(max_length=LIST_LENGTH_MAX)] = ()
    part_of: Id | None = None
    meeting: Id | None = None
    output_type: Code | None = None
    kinds_possible: Annotated[tuple[ActivityKind, ...], Meta(max_length=5)] = ()
    evidence: Annotated[tuple[EvidenceBody, ...], Meta(max_length=LIST_LENGTH_MAX)] = ()
    coordination_meeting: Id | None = None
    agenda_item: Name | None = None
    speaker: Name | None = None
    note: Words | None = None
    source: Name | None = None
    draft: bool = False
    accepted: bool = False
    visibility: Visibility = Visibility.PARTICIPANTS
    embargo_until: Day | None = None
    reported_on: Day | None = None

    def foreseen(self, author: Author) -> Iterable[str]:
        """Whether the id is free, and the agency's own reference."""
        reported_by = self.reported_by or author.agency
        if reported_by is None:
            return
        if self.id is not None or not _is_hidden(self):
            yield f"activity:{self.id or id_made_of(reported_by, self.title)}"
        if self.reference:
            yield reference_tag(reported_by, self.reference)


class Told(Struct, frozen=True, kw_only=True):
    """Where a report stands: on its own, or as an item of a turn at the table that says the rest."""

    reported_by: str | None = None
    coordination_meeting: str | None = None
    agenda_item: str | None = None
    speaker: str | None = None
    reported_on: str | None = None


ON_ITS_OWN = Told()


def report(
    deliberation: Deliberation,
    body: ReportBody,
    fact: type[ActivityReported],
    faults: Faults,
    told: Told = ON_ITS_OWN,
    **own: Any,
) -> str:
    """Say a report and its evidence; `own` are the fields of its kind. Gives back the id under which it was told.

    What is wrong is noted among the faults. Refused at once where the author may not write for the body, the id is
    taken, or the agency's own reference was used before.
    """
    reported_by = body.reported_by or told.reported_by or deliberation.author.agency
    if reported_by is None:
        faults.add("/reported_by", "It is not said who reports this; name the agency in reported_by.")
        faults.refuse_if_any()
    assert reported_by is not None
    _named_bodies(deliberation, body, reported_by, faults)
    faults.refuse_if_any()
    demand(deliberation, (reported_by,))
    if body.id in NOT_AN_ID:
        faults.add("/id", f"The id {body.id} is a word of the API; choose another one.")
        faults.refuse_if_any()
    # An id stands in feeds and in turns for all to see: that of something hidden says nothing.
    report_id = id_for(deliberation, body.id, (reported_by, "" if _is_hidden(body) else body.title))
    _reference_free(deliberation, reported_by, body.reference)
    reported_on = checks.day_said(deliberation, body.reported_on, told.reported_on, faults)
    _named_things(deliberation, body, faults)
    _retold(deliberation, body, reported_on, body.coordination_meeting or told.coordination_meeting, faults)
    date, due = checks.date_read(body.date, "/date", faults), checks.date_read(body.due, "/due", faults)
    if due is not None and body.stage is Stage.COMPLETED:
        sentence = "The work is completed, so it cannot be due; give the day on which it was done in date instead."
        faults.add("/due", sentence, "due-on-completed")
    if body.stage is Stage.COMPLETED and date is not None and (date.earliest or "") > reported_on:
        sentence = f"It cannot be completed before its date, {date.earliest}; give the date on which it took place."
        faults.add("/date", sentence, "impossible-date")
    said = fact_of(
        body,
        fact,
        id=report_id,
        reported_by=reported_by,
        assurance=assurance_of(deliberation, reported_by, body.lead),
        review=_review(deliberation, body, faults),
        partners=partners_of(body.partners),
        date=date,
        due=due,
        coordination_meeting=body.coordination_meeting or told.coordination_meeting,
        agenda_item=body.agenda_item or told.agenda_item,
        speaker=body.speaker or told.speaker,
        **own,
    )
    stream_id = _stream_for(deliberation, body, report_id)
    deliberation.say(Noun.ACTIVITY, stream_id, said, reported_on)
    say_evidence(deliberation, stream_id, body.evidence, reported_on, faults)
    return report_id


def assurance_of(deliberation: Deliberation, reported_by: str, lead: str | None) -> Assurance:
    """Whose word it is: the lead's own where the reporter speaks for the lead, a third party's where it does not."""
    if lead is None or speaks_for(deliberation, reported_by, lead):
        return Assurance.SELF_REPORTED
    return Assurance.THIRD_PARTY


def partners_of(bodies: tuple[PartnerBody, ...]) -> tuple[Partner, ...]:
    """The partners as the log keeps them."""
    return tuple(Partner(agency=one.agency, role=one.role, role_text=one.role_text) for one in bodies)


def say_evidence(
    deliberation: Deliberation,
    activity_id: str,
    evidence: tuple[EvidenceBody, ...],
    reported_on: str,
    faults: Faults,
) -> None:
    """Say each piece of evidence as a fact of its own, so that each can be redacted alone."""
    for place, piece in enumerate(evidence):
        if piece.url is None and piece.symbol is None:
            faults.add(f"/evidence/{place}", "Evidence needs a url or a symbol; give one of the two.")
        checks.days_real([(f"/evidence/{place}/accessed_on", piece.accessed_on)], faults)
        deliberation.say(Noun.ACTIVITY, activity_id, fact_of(piece, EvidenceAdded), reported_on)


def _named_bodies(deliberation: Deliberation, body: ReportBody, reported_by: str, faults: Faults) -> None:
    named = [("/reported_by", reported_by), ("/lead", body.lead)]
    named += [(f"/partners/{place}/agency", partner.agency) for place, partner in enumerate(body.partners)]
    named += [(f"/{name}", getattr(body, name, None)) for name in ("host",)]
    for name in ("organizers", "assigned_to"):
        named += [(f"/{name}/{place}", agency) for place, agency in enumerate(getattr(body, name, ()))]
    checks.known_agencies(deliberation, named, faults)


def _named_things(deliberation: Deliberation, body: ReportBody, faults: Faults) -> None:
    checks.known_topics(deliberation, body.topics, faults)
    for name in ("responds_to", "produces", "answers"):
        checks.known_references(deliberation, getattr(body, name, ()), faults, f"/{name}")
    checks.places_known(body.places, faults)
    checks.days_real([("/embargo_until", body.embargo_until)], faults)
    checks.known_meetings(deliberation, [("/meeting", body.meeting)], faults)
    checks.known_coordination_meeting(deliberation, body.coordination_meeting, faults)
    checks.known_activity(deliberation, "/part_of", body.part_of, faults)
    checks.known_activity(deliberation, "/same_as", body.same_as, faults)


def _retold(deliberation: Deliberation, body: ReportBody, day: str, convened: str | None, faults: Faults) -> None:
    """What is told again is something that the author sees and may bring news of, in words as open as the first ones.

    Within one coordination meeting anybody at the table may tell it too: the first words stand.
    """
    told = deliberation.activity(body.same_as) if body.same_as else None
    if told is None:
        return
    if is_held_back(deliberation, told) or told.review is Review.WITHDRAWN:
        faults.add("/same_as", f"No activity has the id {body.same_as}; report it first.", checks.UNKNOWN)
        return
    if convened is None or convened not in told.heard_at:
        demand(deliberation, bodies_of(told))
    if day < told.first_reported_on:
        sentence = f"{told.id} was first reported on {told.first_reported_on}; it cannot be told again before that."
        faults.add("/reported_on", sentence, "impossible-date")
    hidden = {"draft": body.draft, "embargo_until": body.embargo_until is not None}
    hidden["visibility"] = body.visibility is Visibility.SECRETARIAT
    for name, is_hidden in hidden.items():
        if is_hidden:
            sentence = f"What is told again is added to {told.id} at once; leave {name} out, or report it on its own."
            faults.add(f"/{name}", sentence)


def is_held_back(deliberation: Deliberation, activity: Activity) -> bool:
    """Whether an activity is kept from the author: a draft, sent back, the secretariat's, or under an embargo."""
    kept = activity.review in HELD_BACK or activity.visibility is Visibility.SECRETARIAT
    kept |= activity.embargo_until is not None and activity.embargo_until > deliberation.today
    return kept and not may_write_for(deliberation, deliberation.author, activity.reported_by)


def bodies_of(activity: Activity) -> tuple[str, ...]:
    """The bodies that have a part in an activity, and so may bring news of it or answer that it is not theirs."""
    lead = (activity.lead,) if activity.lead else ()
    partners = (partner.agency for partner in activity.partners)
    host = (activity.host,) if activity.host else ()
    merged = (part.agency for one in activity.merged for part in one.parts)
    return (activity.reported_by, *lead, *partners, *activity.assigned_to, *activity.organizers, *host, *merged)


def _review(deliberation: Deliberation, body: ReportBody, faults: Faults) -> Review:
    if body.accepted and not deliberation.author.is_secretariat:
        faults.add("/accepted", "Only the secretariat accepts reports; leave accepted out.")
    if body.accepted and body.draft:
        faults.add("/draft", "A report is a draft or accepted, not both; leave one of the two out.")
    if body.accepted:
        return Review.ACCEPTED
    return Review.DRAFT if body.draft else Review.SUBMITTED


def _is_hidden(body: ReportBody) -> bool:
    return body.draft or body.visibility is Visibility.SECRETARIAT or body.embargo_until is not None


def _reference_free(deliberation: Deliberation, reported_by: str, reference: str | None) -> None:
    owner = deliberation.owner(reference_tag(reported_by, reference)) if reference else None
    if owner is None or noun_of(owner) is not Noun.ACTIVITY:
        return
    existing = id_in(Noun.ACTIVITY, owner)
    raise Refused(
        "reference-used-before",
        f"{reported_by} used its reference {reference} before, for {existing}; send an update of that activity, or "
        "use another reference.",
        links={"existing": f"/api/v1/activities/{existing}"},
    )


def _stream_for(deliberation: Deliberation, body: ReportBody, report_id: str) -> str:
    """The activity that the report belongs to: a new one, or the one that it tells again."""
    if body.same_as is None:
        return report_id
    activity = deliberation.activity(body.same_as)
    return activity.id if activity else report_id
