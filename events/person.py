"""A person who holds a key or a post: known to the log by an id alone, the contacts live in the vault.

Names of contacts never enter an event, so that erasing a row of the vault forgets the person; the erasure itself
is an event.
"""

from typing import ClassVar, assert_never

from msgspec import Struct
from msgspec.structs import replace

from events.fact import Fact, Recorded, ReportedOnCorrected
from events.folding import moved_on
from events.identity import Noun, id_in


class PersonEnrolled(Fact, frozen=True, kw_only=True):
    """Somebody was entered in the vault, for an agency or for the secretariat."""

    TYPE: ClassVar[str] = "person-enrolled"

    agency: str | None = None

    def tags(self) -> tuple[str, ...]:
        return (f"agency:{self.agency}",) if self.agency else ()


class PersonErased(Fact, frozen=True, kw_only=True):
    """The contacts of the person were erased from the vault."""

    TYPE: ClassVar[str] = "person-erased"

    reason: str | None = None


PersonFact = PersonEnrolled | PersonErased | ReportedOnCorrected


class Person(Struct, frozen=True, kw_only=True):
    """The person as the log has it: an id, an agency, and whether the contacts were erased."""

    id: str
    agency: str | None = None
    erased: bool = False
    version: int = 0
    positions: tuple[str, ...] = ()


def evolve(person: Person | None, recorded: Recorded[PersonFact]) -> Person | None:
    """The person after one more fact; a fact about somebody who is not enrolled yet changes nothing."""
    fact = recorded.fact
    if isinstance(fact, PersonEnrolled):
        person_id = id_in(Noun.PERSON, recorded.stream)
        return Person(id=person_id, agency=fact.agency, version=recorded.version, positions=(recorded.public,))
    if person is None:
        return None
    person = moved_on(person, recorded)
    match fact:
        case PersonErased():
            return replace(person, erased=True)
        case ReportedOnCorrected():
            return person
        case _:
            assert_never(fact)
