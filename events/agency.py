"""An agency: a body at the table or named by it, its names and kinds over time, its parent and its successor."""

from collections.abc import Iterable
from typing import ClassVar, assert_never

from msgspec import Struct
from msgspec.structs import replace

from events.fact import Fact, Recorded, ReportedOnCorrected
from events.folding import begun, moved_on
from events.identity import Noun
from events.vocabulary import AgencyKind


class AgencyRegistered(Fact, frozen=True, kw_only=True):
    """A body was entered into the register under the name it bore then."""

    TYPE: ClassVar[str] = "agency-registered"

    name: str
    kind: AgencyKind
    acronym: str | None = None
    parent: str | None = None
    aliases: tuple[str, ...] = ()
    valid_from: str | None = None
    valid_to: str | None = None
    note: str | None = None
    source: str | None = None

    def tags(self) -> Iterable[str]:
        return (f"agency:{self.parent}",) if self.parent else ()


class AgencyRenamed(Fact, frozen=True, kw_only=True):
    """The body took another name on a day; what was said before keeps the name of its day."""

    TYPE: ClassVar[str] = "agency-renamed"

    name: str
    acronym: str | None = None
    valid_from: str | None = None
    note: str | None = None


class AgencyKindChanged(Fact, frozen=True, kw_only=True):
    """The body became another kind of body on a day, as when IOM joined the United Nations system."""

    TYPE: ClassVar[str] = "agency-kind-changed"

    kind: AgencyKind
    valid_from: str | None = None
    note: str | None = None


class AgencyMoved(Fact, frozen=True, kw_only=True):
    """The body came under another parent, or under none."""

    TYPE: ClassVar[str] = "agency-moved"

    parent: str | None
    valid_from: str | None = None
    note: str | None = None


class AgencySucceeded(Fact, frozen=True, kw_only=True):
    """The body ended on a day and became part of another."""

    TYPE: ClassVar[str] = "agency-succeeded"

    successor: str
    valid_to: str
    note: str | None = None

    def tags(self) -> Iterable[str]:
        return (f"agency:{self.successor}",)


class AgencyGranted(Fact, frozen=True, kw_only=True):
    """The body allowed another to report for it, as ECA and ESCWA the New York Office."""

    TYPE: ClassVar[str] = "agency-granted"

    granted_to: str
    note: str | None = None

    def tags(self) -> Iterable[str]:
        return (f"agency:{self.granted_to}",)


class AgencyGrantEnded(Fact, frozen=True, kw_only=True):
    """The body no longer allows another to report for it."""

    TYPE: ClassVar[str] = "agency-grant-ended"

    granted_to: str
    note: str | None = None


class AgencyCorrected(Fact, frozen=True, kw_only=True):
    """What the register said of the body was wrong; the fields given here replace it. `cleared` names emptied ones."""

    TYPE: ClassVar[str] = "agency-corrected"

    name: str | None = None
    acronym: str | None = None
    kind: AgencyKind | None = None
    aliases: tuple[str, ...] | None = None
    note: str | None = None
    cleared: tuple[str, ...] = ()


AgencyFact = (
    AgencyRegistered
    | AgencyRenamed
    | AgencyKindChanged
    | AgencyMoved
    | AgencySucceeded
    | AgencyGranted
    | AgencyGrantEnded
    | AgencyCorrected
    | ReportedOnCorrected
)


class AgencyName(Struct, frozen=True, kw_only=True):
    """A name and the day from which it was borne; None is from the beginning."""

    name: str
    acronym: str | None = None
    valid_from: str | None = None


class AgencyKindHeld(Struct, frozen=True, kw_only=True):
    """A kind of body and the day from which it held; None is from the beginning."""

    kind: AgencyKind
    valid_from: str | None = None


class Agency(Struct, frozen=True, kw_only=True):
    """The body as the log has it: `names` and `kinds` in the order of their first day."""

    id: str
    names: tuple[AgencyName, ...]
    kinds: tuple[AgencyKindHeld, ...]
    parent: str | None = None
    aliases: tuple[str, ...] = ()
    valid_from: str | None = None
    valid_to: str | None = None
    successor: str | None = None
    granted_to: tuple[str, ...] = ()
    note: str | None = None
    source: str | None = None
    first_reported_on: str = ""
    version: int = 0
    positions: tuple[str, ...] = ()

    def name_on(self, day: str | None) -> AgencyName:
        """The name borne on a day (YYYY-MM-DD), the newest where no day is given."""
        return [name for name in self.names if _held(name.valid_from, day)][-1]

    def kind_on(self, day: str | None) -> AgencyKind:
        """The kind of body it was on a day (YYYY-MM-DD), the newest where no day is given."""
        return [held for held in self.kinds if _held(held.valid_from, day)][-1].kind


def _held(valid_from: str | None, day: str | None) -> bool:
    return valid_from is None or day is None or valid_from <= day


def evolve(agency: Agency | None, recorded: Recorded[AgencyFact]) -> Agency | None:
    """The body after one more fact; a fact about a body that is not registered yet changes nothing."""
    fact = recorded.fact
    if isinstance(fact, AgencyRegistered):
        return _registered(fact, recorded)
    if agency is None:
        return None
    agency = moved_on(agency, recorded)
    match fact:
        case AgencyRenamed():
            newer = AgencyName(name=fact.name, acronym=fact.acronym, valid_from=fact.valid_from or recorded.reported_on)
            names = sorted((*agency.names, newer), key=lambda name: name.valid_from or "")
            return replace(agency, names=tuple(names))
        case AgencyKindChanged():
            held = AgencyKindHeld(kind=fact.kind, valid_from=fact.valid_from or recorded.reported_on)
            return replace(agency, kinds=tuple(sorted((*agency.kinds, held), key=lambda kind: kind.valid_from or "")))
        case AgencyMoved():
            return replace(agency, parent=fact.parent)
        case AgencySucceeded():
            return replace(agency, successor=fact.successor, valid_to=fact.valid_to, note=fact.note or agency.note)
        case AgencyGranted():
            return replace(agency, granted_to=tuple(sorted({*agency.granted_to, fact.granted_to})))
        case AgencyGrantEnded():
            return replace(agency, granted_to=tuple(body for body in agency.granted_to if body != fact.granted_to))
        case AgencyCorrected():
            return _corrected(agency, fact)
        case ReportedOnCorrected():
            return agency
        case _:
            assert_never(fact)


def _registered(fact: AgencyRegistered, recorded: Recorded[AgencyFact]) -> Agency:
    names = (AgencyName(name=fact.name, acronym=fact.acronym),)
    return begun(Agency, Noun.AGENCY, recorded, names=names, kinds=(AgencyKindHeld(kind=fact.kind),))


def _corrected(agency: Agency, fact: AgencyCorrected) -> Agency:
    newest = agency.names[-1]
    acronym = None if "acronym" in fact.cleared else fact.acronym or newest.acronym
    name = replace(newest, name=fact.name or newest.name, acronym=acronym)
    kind = replace(agency.kinds[-1], kind=fact.kind or agency.kinds[-1].kind)
    return replace(
        agency,
        names=(*agency.names[:-1], name),
        kinds=(*agency.kinds[:-1], kind),
        aliases=agency.aliases if fact.aliases is None else fact.aliases,
        note=None if "note" in fact.cleared else fact.note or agency.note,
    )
