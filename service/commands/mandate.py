"""What is asked for a mandate: to register the text under its symbol, and every update of it."""

from typing import assert_never

from msgspec import Struct

from events.honest_date import HonestDate
from events.identity import Noun, noun_of
from events.mandate import MandateAdopted, MandateCorrected, MandateFact, MandateMerged, MandateRegistered
from events.symbol import aliases, canonical_symbol
from service.commands import checks
from service.commands.deliberation import Decision, Deliberation
from service.commands.fields import Code, DateSaid, Day, Id, Name, Title, Url, Words
from service.commands.permission import demand_secretariat
from service.commands.refusals import Faults, NotFound, Refused


class RegisterMandate(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A resolution, report, convention or recommendation to be entered, with its symbol as it is cited."""

    id: Id
    kind: Code
    symbol: Name | None = None
    title: Title | None = None
    date: DateSaid | None = None
    issued_by: Id | None = None
    status: Name | None = None
    url: Url | None = None
    url_accessed_on: Day | None = None
    part_of: Id | None = None
    note: Words | None = None
    source: Name | None = None
    reported_on: Day | None = None

    def decide(self, deliberation: Deliberation) -> Decision:
        """Register the text; refused where its id or its symbol is taken."""
        demand_secretariat(deliberation)
        checks.free_id(Noun.MANDATE, self.id, deliberation.mandate(self.id))
        faults = Faults()
        reported_on = checks.day_said(deliberation, self.reported_on, None, faults)
        checks.known_agencies(deliberation, [("/issued_by", self.issued_by)], faults)
        checks.known_mandate(deliberation, "/part_of", self.part_of, faults)
        checks.days_real([("/url_accessed_on", self.url_accessed_on)], faults)
        date = checks.date_read(self.date, "/date", faults)
        faults.refuse_if_any()
        fact = self._fact(date)
        _symbol_free(deliberation, self.id, fact.symbol)
        deliberation.say(Noun.MANDATE, self.id, fact, reported_on)
        return Decision(noun=Noun.MANDATE, id=self.id, made=True)

    def _fact(self, date: HonestDate | None) -> MandateRegistered:
        symbol, other_forms = read_symbol(self.symbol, self.kind)
        return MandateRegistered(
            kind=self.kind,
            symbol=symbol,
            symbol_as_cited=self.symbol,
            aliases=other_forms,
            title=self.title,
            date=date,
            issued_by=self.issued_by,
            status=self.status,
            url=self.url,
            url_accessed_on=self.url_accessed_on,
            part_of=self.part_of,
            note=self.note,
            source=self.source,
        )


def read_symbol(cited: str | None, kind: str) -> tuple[str | None, tuple[str, ...]]:
    """The canonical symbol and its other forms; a symbol that cannot be parsed stays as it is cited."""
    symbol = canonical_symbol(cited, kind) if cited else None
    if symbol is None:
        return cited, ()
    return symbol.canonical, tuple(form for form in aliases(symbol) if form != symbol.canonical)


class MandateUpdateBody(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type"):
    """What every update of a mandate may say: the day on which it was said, and a note."""

    reported_on: Day | None = None
    note: Words | None = None


class AdoptMandate(MandateUpdateBody, frozen=True, kw_only=True, tag="adopted"):
    """The text was adopted, issued or entered into force."""

    date: DateSaid | None = None
    status: Name = "adopted"
    symbol: Name | None = None


class MergeMandate(MandateUpdateBody, frozen=True, kw_only=True, tag="merged"):
    """The entry is the same text as another."""

    into: Id


class CorrectMandate(MandateUpdateBody, frozen=True, kw_only=True, tag="corrected"):
    """What the register says is wrong; the fields given replace it."""

    kind: Code | None = None
    symbol: Name | None = None
    title: Title | None = None
    date: DateSaid | None = None
    issued_by: Id | None = None
    status: Name | None = None
    url: Url | None = None


MandateUpdate = AdoptMandate | MergeMandate | CorrectMandate


class UpdateMandate(Struct, frozen=True, kw_only=True):
    """An update of one mandate; `expected_version` is the version that the author looked at."""

    id: str
    update: MandateUpdate
    expected_version: int | None = None

    def decide(self, deliberation: Deliberation) -> Decision:
        """Take the update; refused where what it names is not there or its symbol is another's."""
        demand_secretariat(deliberation)
        mandate = deliberation.mandate(self.id)
        if mandate is None:
            raise NotFound(Noun.MANDATE, self.id)
        replaces = isinstance(self.update, CorrectMandate | MergeMandate)
        checks.same_version(self.id, self.expected_version, mandate.version, required=replaces)
        faults = Faults()
        reported_on = checks.day_of_update(deliberation, self.update.reported_on, mandate.first_reported_on, faults)
        checks.known_agencies(deliberation, [("/issued_by", getattr(self.update, "issued_by", None))], faults)
        into = getattr(self.update, "into", None)
        checks.known_mandate(deliberation, "/into", into, faults)
        checks.merge_ends(deliberation.mandate, self.id, into, faults)
        date = checks.date_read(getattr(self.update, "date", None), "/date", faults)
        faults.refuse_if_any()
        fact = _fact(self.update, date, mandate.kind)
        _symbol_free(deliberation, self.id, getattr(fact, "symbol", None))
        deliberation.say(Noun.MANDATE, self.id, fact, reported_on)
        return Decision(noun=Noun.MANDATE, id=self.id)


def _fact(update: MandateUpdate, date: HonestDate | None, kind: str) -> MandateFact:
    match update:
        case AdoptMandate():
            symbol, _ = read_symbol(update.symbol, kind)
            return MandateAdopted(date=date, status=update.status, symbol=symbol, note=update.note)
        case MergeMandate():
            return MandateMerged(into=update.into, note=update.note)
        case CorrectMandate():
            symbol, other_forms = read_symbol(update.symbol, update.kind or kind)
            return MandateCorrected(
                kind=update.kind,
                symbol=symbol,
                symbol_as_cited=update.symbol,
                aliases=other_forms if update.symbol else None,
                title=update.title,
                date=date,
                issued_by=update.issued_by,
                status=update.status,
                url=update.url,
                note=update.note,
            )
        case _:
            assert_never(update)


def _symbol_free(deliberation: Deliberation, mandate_id: str, symbol: str | None) -> None:
    owner = deliberation.owner(f"symbol:{symbol}") if symbol else None
    if owner is None or noun_of(owner) is not Noun.MANDATE:
        return
    other = owner.removeprefix(f"{Noun.MANDATE}-")
    if other != mandate_id:
        raise Refused(
            "conflict",
            f"The symbol {symbol} is that of the mandate {other} already; use that entry, or correct the symbol.",
            links={"existing": f"/api/v1/mandates/{other}"},
        )
