"""Small turns of a tour de table, made by hand: UNFPA, IOM and what they could have reported."""

from typing import Any

from events.edtf import span
from events.honest_date import HonestDate
from events.place import Place
from events.vocabulary import ActivityKind, PartnerRole, Stage
from projections.summary.compose import compose
from projections.summary.document import Document
from projections.summary.told import (
    ActivityTold,
    ItemTold,
    NamedAgency,
    NamedPartner,
    TourDeTableTold,
    TurnTold,
)

UNFPA = NamedAgency(id="unfpa", name="United Nations Population Fund", acronym="UNFPA", kind="un_fund_programme")
IOM = NamedAgency(id="iom", name="International Organization for Migration", acronym="IOM", kind="igo")
ESCAP = NamedAgency(
    id="escap", name="United Nations Economic and Social Commission for Asia and the Pacific", acronym="ESCAP"
)
POPULATION_DIVISION = NamedAgency(id="un-desa-pd", name="Population Division", kind="un_secretariat", parent="un-desa")
WORLD_BANK = NamedAgency(id="world-bank", name="World Bank", kind="specialized_agency")
MEXICO = NamedAgency(id="gov-mexico", name="Government of Mexico", kind="government")
SPAIN = NamedAgency(id="gov-spain", name="Government of Spain", kind="government")
BANGKOK = Place(name="Bangkok, Thailand", iso3166="TH")


def activity(predicate: str | None, stage: Stage | None = Stage.COMPLETED, **fields: Any) -> ActivityTold:
    """Work that UNFPA leads and reports, unless the fields say otherwise."""
    defaults: dict[str, Any] = {
        "id": "census-support",
        "positions": ("7.9f3c2a01",),
        "kind": ActivityKind.ONGOING_WORK,
        "title": "Support to the 2010 round of censuses",
        "lead": UNFPA,
        "reported_by": UNFPA,
    }
    return ActivityTold(predicate=predicate, stage=stage, **{**defaults, **fields})


def partner(agency: NamedAgency, role: PartnerRole = PartnerRole.PARTNER) -> NamedPartner:
    """A partner in a role."""
    return NamedPartner(agency=agency, role=role)


def dated(edtf: str, words: str | None = None) -> HonestDate:
    """A date with its limits."""
    earliest, latest = span(edtf)
    return HonestDate(edtf=edtf, as_written=words, earliest=earliest, latest=latest)


def turn(*items: ItemTold, agency: NamedAgency = UNFPA, **fields: Any) -> TurnTold:
    """One turn at the table."""
    return TurnTold(order=1, agency=agency, items=items, positions=("1.9f3c2a01",), **fields)


def told(*turns: TurnTold) -> TourDeTableTold:
    """A tour de table of the Seventh Coordination Meeting with these turns."""
    return TourDeTableTold(
        meeting="cm7",
        title="Seventh Coordination Meeting",
        position="9.9f3c2a01",
        root="5b" * 32,
        turns=turns,
        dates=dated("2008-11-20/2008-11-21"),
    )


def document_of(*items: ItemTold, **fields: Any) -> Document:
    """The document of one turn."""
    return compose(told(turn(*items, **fields)))


def texts_of(*items: ItemTold, **fields: Any) -> list[str]:
    """The sentences of one turn, as plain words."""
    return [sentence.text for paragraph in document_of(*items, **fields).paragraphs for sentence in paragraph.sentences]


def later_text(item: ItemTold) -> str:
    """The sentence for an item that is told second, after an opening of another stage."""
    opening = activity("advise Governments on population data", Stage.STANDING, id="advice")
    return texts_of(opening, item)[1]
