"""What is asked for an agency: to register it, and every update of what the register says of it."""

from typing import assert_never

from msgspec import Struct

from events.agency import (
    Agency,
    AgencyCorrected,
    AgencyFact,
    AgencyGranted,
    AgencyGrantEnded,
    AgencyKindChanged,
    AgencyMoved,
    AgencyRegistered,
    AgencyRenamed,
    AgencySucceeded,
)
from events.identity import Noun
from events.vocabulary import AgencyKind
from service.commands import checks
from service.commands.deliberation import Decision, Deliberation
from service.commands.facts import fact_of
from service.commands.fields import Day, Id, Name, Names, Words
from service.commands.permission import demand_own, demand_secretariat, lineage
from service.commands.refusals import Faults, NotFound


class RegisterAgency(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A body to be entered into the register, under the name it bears on `reported_on`."""

    id: Id
    name: Name
    kind: AgencyKind
    acronym: Name | None = None
    parent: Id | None = None
    aliases: Names = ()
    valid_from: Day | None = None
    valid_to: Day | None = None
    note: Words | None = None
    source: Name | None = None
    reported_on: Day | None = None

    def decide(self, deliberation: Deliberation) -> Decision:
        """Register the body; refused where the id is taken or the parent is not registered."""
        demand_secretariat(deliberation)
        checks.free_id(Noun.AGENCY, self.id, deliberation.agency(self.id))
        faults = Faults()
        reported_on = checks.day_said(deliberation, self.reported_on, None, faults)
        checks.known_agencies(deliberation, [("/parent", self.parent)], faults)
        checks.days_real([("/valid_from", self.valid_from), ("/valid_to", self.valid_to)], faults)
        _ends_after_its_start(self.valid_from, self.valid_to, faults)
        faults.refuse_if_any()
        deliberation.say(Noun.AGENCY, self.id, fact_of(self, AgencyRegistered), reported_on)
        return Decision(noun=Noun.AGENCY, id=self.id, made=True)


class AgencyUpdateBody(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type"):
    """What every update of an agency may say: the day on which it was said, and a note."""

    reported_on: Day | None = None
    note: Words | None = None


class RenameAgency(AgencyUpdateBody, frozen=True, kw_only=True, tag="renamed"):
    """The body bears another name from a day on."""

    name: Name
    acronym: Name | None = None
    valid_from: Day | None = None


class ChangeAgencyKind(AgencyUpdateBody, frozen=True, kw_only=True, tag="kind_changed"):
    """The body is another kind of body from a day on."""

    kind: AgencyKind
    valid_from: Day | None = None


class MoveAgency(AgencyUpdateBody, frozen=True, kw_only=True, tag="moved"):
    """The body is under another parent, or under none."""

    parent: Id | None
    valid_from: Day | None = None


class SucceedAgency(AgencyUpdateBody, frozen=True, kw_only=True, tag="succeeded"):
    """The body ended on a day and became part of another."""

    successor: Id
    valid_to: Day


class GrantReporting(AgencyUpdateBody, frozen=True, kw_only=True, tag="granted"):
    """The body lets another report for it."""

    granted_to: Id


class EndGrant(AgencyUpdateBody, frozen=True, kw_only=True, tag="grant_ended"):
    """The body no longer lets another report for it."""

    granted_to: Id


class CorrectAgency(AgencyUpdateBody, frozen=True, kw_only=True, tag="corrected"):
    """What the register says is wrong; the fields given replace it, `cleared` names those to be emptied."""

    name: Name | None = None
    acronym: Name | None = None
    kind: AgencyKind | None = None
    aliases: Names | None = None
    cleared: Names = ()


AgencyUpdate = RenameAgency | ChangeAgencyKind | MoveAgency | SucceedAgency | GrantReporting | EndGrant | CorrectAgency


class UpdateAgency(Struct, frozen=True, kw_only=True):
    """An update of one agency; `expected_version` is the version that the author looked at."""

    id: str
    update: AgencyUpdate
    expected_version: int | None = None

    def decide(self, deliberation: Deliberation) -> Decision:
        """Take the update; grants are the body's own to give, the rest is the secretariat's."""
        agency = deliberation.agency(self.id)
        if agency is None:
            raise NotFound(Noun.AGENCY, self.id)
        if isinstance(self.update, GrantReporting | EndGrant):
            demand_own(deliberation, self.id)
        else:
            demand_secretariat(deliberation)
        replaces = isinstance(self.update, CorrectAgency)
        checks.same_version(self.id, self.expected_version, agency.version, required=replaces)
        faults = Faults()
        reported_on = checks.day_of_update(deliberation, self.update.reported_on, agency.first_reported_on, faults)
        _check(deliberation, agency, self.update, faults)
        faults.refuse_if_any()
        deliberation.say(Noun.AGENCY, self.id, _fact(self.update), reported_on)
        return Decision(noun=Noun.AGENCY, id=self.id)


def _ends_after_its_start(valid_from: str | None, valid_to: str | None, faults: Faults) -> None:
    if valid_from and valid_to and valid_to < valid_from:
        sentence = f"The body cannot end on {valid_to} when it began on {valid_from}; correct one of the two days."
        faults.add("/valid_to", sentence, "impossible-date")


def _check(deliberation: Deliberation, agency: Agency, update: AgencyUpdate, faults: Faults) -> None:
    for name in ("parent", "successor", "granted_to"):
        checks.known_agencies(deliberation, [(f"/{name}", getattr(update, name, None))], faults)
    for name in ("valid_from", "valid_to"):
        checks.days_real([(f"/{name}", getattr(update, name, None))], faults)
    if isinstance(update, MoveAgency) and update.parent and agency.id in lineage(deliberation, update.parent):
        faults.add("/parent", f"{update.parent} is {agency.id} itself or under it; choose a parent outside of it.")
    if isinstance(update, SucceedAgency):
        _ends_after_its_start(agency.valid_from, update.valid_to, faults)
    if isinstance(update, SucceedAgency) and update.successor == agency.id:
        faults.add("/successor", f"{agency.id} cannot succeed itself; name the body that it became part of.")


def _fact(update: AgencyUpdate) -> AgencyFact:
    match update:
        case RenameAgency():
            return fact_of(update, AgencyRenamed)
        case ChangeAgencyKind():
            return fact_of(update, AgencyKindChanged)
        case MoveAgency():
            return fact_of(update, AgencyMoved)
        case SucceedAgency():
            return fact_of(update, AgencySucceeded)
        case GrantReporting():
            return fact_of(update, AgencyGranted)
        case EndGrant():
            return fact_of(update, AgencyGrantEnded)
        case CorrectAgency():
            return fact_of(update, AgencyCorrected)
        case _:
            assert_never(update)
