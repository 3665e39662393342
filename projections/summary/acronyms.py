"""Acronyms, spelt out where the document first uses them: "the International Organization for Migration (IOM)".

One `Acronyms` goes with one document. It knows every body at the table or named in a report, and a few conferences,
treaties and processes that every migration meeting abbreviates.
"""

import re
from collections.abc import Iterator

from projections.summary.names import formal_name, with_article
from projections.summary.told import ActivityTold, NamedAgency, TourDeTableTold

ABBREVIATED_BY_ALL = {
    "GATS": "General Agreement on Trade in Services",
    "GFMD": "Global Forum on Migration and Development",
    "ICPD": "International Conference on Population and Development",
    "OECD": "Organisation for Economic Co-operation and Development",
}
LETTERS_TOO_FEW = 2  # "the African Union", not "AU", in running text
ORDINALS = {"I": "first", "II": "second", "III": "third", "IV": "fourth", "V": "fifth"}
MAY_FOLLOW = (
    r"(?=[,.;:)]|$| (?:and|or|in|of|for|to|with|by|on|as|at|from|had|has|was|were|is|would|could|it|did|the|an?|its)\b)"
)


class Acronyms:
    """Which acronyms this document has spelt out so far, and how each body is named next."""

    def __init__(self, agencies: list[NamedAgency], abbreviations: dict[str, str] | None = None) -> None:
        self.agencies = {agency.id: agency for agency in agencies}
        at_the_table = {agency.acronym: formal_name(agency) for agency in agencies if agency.acronym}
        self.full_names = (abbreviations or {}) | ABBREVIATED_BY_ALL | at_the_table
        self.spelt_out: set[str] = set()
        self.named_formally: set[str] = set()

    def begin_paragraph(self) -> None:
        """From here on "the Population Division" is the United Nations Population Division once more."""
        self.named_formally.clear()

    def in_full(self, agency: NamedAgency) -> str:
        """The full name with the acronym behind it, whether or not it was spelt out before, without article."""
        if agency.acronym is None:
            self.named_formally.add(agency.id)
            return formal_name(agency)
        self.spelt_out.add(agency.acronym)
        return f"{formal_name(agency)} ({agency.acronym})"

    def named(self, agency: NamedAgency) -> str:
        """The name in running text: spelt out at first use, then the acronym; with its article and its parent."""
        if agency.acronym and agency.acronym in self.spelt_out:
            return agency.acronym if len(agency.acronym) > LETTERS_TOO_FEW else with_article(formal_name(agency))
        if agency.id in self.named_formally:
            return with_article(agency.name)
        return with_article(self.in_full(agency)) + self._of_parent(agency)

    def _of_parent(self, agency: NamedAgency) -> str:
        parent = self.agencies.get(agency.parent or "")
        if parent is None or parent.acronym is None or "United Nations" in formal_name(agency):
            return ""
        if re.search(rf"\b{re.escape(parent.acronym)}\b", agency.name) or parent.name in agency.name:
            return ""
        return f" of {self.named(parent)}"

    def expand(self, text: str) -> str:
        """A text with each acronym that was not yet spelt out in this document spelt out where it allows it."""
        for acronym in re.findall(r"\(([A-Z][A-Za-z/-]*[A-Z])\)", text):
            self.spelt_out.add(acronym)
        if "NGOs" not in self.spelt_out and re.search(r"\bNGOs\b", text):
            self.spelt_out.add("NGOs")
            text = re.sub(r"\bNGOs\b", "non-governmental organizations (NGOs)", text, count=1)
        for acronym, name in self.full_names.items():
            if acronym not in self.spelt_out and acronym in text:
                text = self._expand_one(text, acronym, name)
        return text

    def _expand_one(self, text: str, acronym: str, name: str) -> str:
        pattern = rf"(?P<the>\b[Tt]he )?(?<![/(-])\b{re.escape(acronym)}(?: (?P<ordinal>I|II|III|IV|V))?{MAY_FOLLOW}"

        def spelt(found: re.Match[str]) -> str:
            self.spelt_out.add(acronym)
            full = found["the"] + name if found["the"] else _in_text(acronym, name)
            ordinal = f"the {ORDINALS[found['ordinal']]} meeting of " if found["ordinal"] else ""
            return f"{ordinal}{full} ({acronym})"

        members = re.compile(rf"\b{re.escape(acronym)} ((?:member |partner )?(?:countries|States|agencies))\b")
        if members.search(text):
            self.spelt_out.add(acronym)
            return members.sub(rf"\1 of {_in_text(acronym, name)} ({acronym})", text, count=1)
        return re.sub(pattern, spelt, text, count=1)


def _in_text(acronym: str, name: str) -> str:
    return f"the {name}" if acronym in ABBREVIATED_BY_ALL else with_article(name)


def agencies_of(told: TourDeTableTold) -> list[NamedAgency]:
    """Every body that speaks, is spoken for, leads or is a partner, once each."""
    return list({agency.id: agency for agency in _all_agencies(told)}.values())


def _all_agencies(told: TourDeTableTold) -> Iterator[NamedAgency]:
    for turn in told.turns:
        yield turn.agency
        yield from turn.on_behalf_of
        for item in turn.items:
            if isinstance(item, ActivityTold):
                yield from (agency for agency in (item.lead, item.reported_by) if agency)
                yield from (partner.agency for partner in item.partners)
