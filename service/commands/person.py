"""What is asked for a person: to enter somebody in the vault of contacts, and to erase the contacts again.

No name, e-mail or telephone is a part of these commands: contacts go into the vault beside the log, never into it.
"""

from msgspec import Struct

from events.identity import Noun
from events.person import PersonEnrolled, PersonErased
from service.commands import checks
from service.commands.deliberation import Decision, Deliberation
from service.commands.fields import Id, Name
from service.commands.permission import demand_secretariat
from service.commands.refusals import Faults, NotFound, Refused


class EnrolPerson(Struct, frozen=True, kw_only=True):
    """Somebody to be entered in the vault, for an agency or for the secretariat; the id is drawn by the service."""

    agency: Id | None = None

    def decide(self, deliberation: Deliberation) -> Decision:
        """Enter the person under a fresh id; refused where the agency is not in the register."""
        demand_secretariat(deliberation)
        faults = Faults()
        checks.known_agencies(deliberation, (("/agency", self.agency),), faults)
        faults.refuse_if_any()
        fact = PersonEnrolled(agency=self.agency)
        deliberation.say(Noun.PERSON, deliberation.fresh_id, fact, deliberation.today)
        return Decision(noun=Noun.PERSON, id=deliberation.fresh_id, made=True)


class Erasure(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Why somebody's contacts are erased; everybody may read it, so that it names nobody."""

    reason: Name | None = None


class ErasePerson(Struct, frozen=True, kw_only=True):
    """The contacts of a person to be erased."""

    id: str
    erasure: Erasure

    def decide(self, deliberation: Deliberation) -> Decision:
        """Erase them; refused where there is no such person, or the contacts are gone already."""
        demand_secretariat(deliberation)
        person = deliberation.person(self.id)
        if person is None:
            raise NotFound(Noun.PERSON, self.id)
        if person.erased:
            raise Refused("conflict", f"The contacts of the person {self.id} were erased before.")
        deliberation.say(Noun.PERSON, self.id, PersonErased(reason=self.erasure.reason), deliberation.today)
        return Decision(noun=Noun.PERSON, id=self.id)
