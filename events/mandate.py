"""A mandate: a resolution, report, convention or recommendation that work answers, with its symbol and aliases."""

from collections.abc import Iterable
from typing import ClassVar, assert_never

from msgspec import Struct
from msgspec.structs import replace

from events.fact import Fact, Recorded, ReportedOnCorrected
from events.folding import begun, corrected, moved_on
from events.honest_date import HonestDate
from events.identity import Noun


class MandateRegistered(Fact, frozen=True, kw_only=True):
    """A text that asks for or frames work was entered, under its canonical symbol where one can be read."""

    TYPE: ClassVar[str] = "mandate-registered"

    kind: str
    symbol: str | None = None
    symbol_as_cited: str | None = None
    aliases: tuple[str, ...] = ()
    title: str | None = None
    date: HonestDate | None = None
    issued_by: str | None = None
    status: str | None = None
    url: str | None = None
    url_accessed_on: str | None = None
    part_of: str | None = None
    note: str | None = None
    source: str | None = None

    def tags(self) -> Iterable[str]:
        if self.issued_by:
            yield f"agency:{self.issued_by}"
        if self.part_of:
            yield f"mandate:{self.part_of}"
        for symbol in (self.symbol, *self.aliases):
            if symbol:
                yield f"symbol:{symbol}"


class MandateAdopted(Fact, frozen=True, kw_only=True):
    """The text was adopted, issued or entered into force on a day."""

    TYPE: ClassVar[str] = "mandate-adopted"

    date: HonestDate | None = None
    status: str = "adopted"
    symbol: str | None = None
    note: str | None = None

    def tags(self) -> Iterable[str]:
        return (f"symbol:{self.symbol}",) if self.symbol else ()


class MandateMerged(Fact, frozen=True, kw_only=True):
    """The entry turned out to be the same text as another, which is used in its place from then on."""

    TYPE: ClassVar[str] = "mandate-merged"

    into: str
    note: str | None = None

    def tags(self) -> Iterable[str]:
        return (f"mandate:{self.into}",)


class MandateCorrected(Fact, frozen=True, kw_only=True):
    """What the register said of the text was wrong; the fields given here replace it."""

    TYPE: ClassVar[str] = "mandate-corrected"

    kind: str | None = None
    symbol: str | None = None
    symbol_as_cited: str | None = None
    aliases: tuple[str, ...] | None = None
    title: str | None = None
    date: HonestDate | None = None
    issued_by: str | None = None
    status: str | None = None
    url: str | None = None
    note: str | None = None

    def tags(self) -> Iterable[str]:
        if self.issued_by:
            yield f"agency:{self.issued_by}"
        yield from (f"symbol:{symbol}" for symbol in (self.symbol, *(self.aliases or ())) if symbol)


MandateFact = MandateRegistered | MandateAdopted | MandateMerged | MandateCorrected | ReportedOnCorrected


class Mandate(Struct, frozen=True, kw_only=True):
    """The text as the log has it."""

    id: str
    kind: str
    symbol: str | None = None
    symbol_as_cited: str | None = None
    aliases: tuple[str, ...] = ()
    title: str | None = None
    date: HonestDate | None = None
    issued_by: str | None = None
    status: str | None = None
    url: str | None = None
    url_accessed_on: str | None = None
    part_of: str | None = None
    merged_into: str | None = None
    note: str | None = None
    source: str | None = None
    first_reported_on: str = ""
    version: int = 0
    positions: tuple[str, ...] = ()


def evolve(mandate: Mandate | None, recorded: Recorded[MandateFact]) -> Mandate | None:
    """The text after one more fact; a fact about a text that is not registered yet changes nothing."""
    fact = recorded.fact
    if isinstance(fact, MandateRegistered):
        return begun(Mandate, Noun.MANDATE, recorded)
    if mandate is None:
        return None
    mandate = moved_on(mandate, recorded)
    match fact:
        case MandateAdopted():
            return replace(
                mandate, status=fact.status, date=fact.date or mandate.date, symbol=fact.symbol or mandate.symbol
            )
        case MandateMerged():
            return replace(mandate, merged_into=fact.into)
        case MandateCorrected():
            return corrected(mandate, fact)
        case ReportedOnCorrected():
            return mandate
        case _:
            assert_never(fact)
