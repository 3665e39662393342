"""The tour de table of the Seventh Coordination Meeting, read straight from the sample data for the tests."""

import json
from itertools import count
from pathlib import Path
from typing import Any

from events.edtf import span
from events.honest_date import HonestDate
from events.place import Place
from events.vocabulary import ActivityKind, PartnerRole, Stage, StatementType
from projections.summary.told import (
    ActivityTold,
    ContextTold,
    ItemTold,
    NamedAgency,
    NamedLink,
    NamedPartner,
    StatementTold,
    TourDeTableTold,
    TurnTold,
)

DEMO = Path(__file__).parents[3] / "service" / "demo"
KINDS = {"ongoing_activity": "ongoing_work"}
STAGES = {"issued": "completed", "held": "completed"}
SPOKEN_FOR = {"rcnyo": ("eca", "escwa")}
ROLES = {
    "support": PartnerRole.SUPPORTER,
    "financial support": PartnerRole.FUNDER,
    "co-funder": PartnerRole.FUNDER,
    "co-chair of the group": PartnerRole.CO_CHAIR,
    "member States concerned": PartnerRole.MEMBER_STATE_CONCERNED,
    "forum organized with": PartnerRole.PARTNER,
}


def read_told(folder: Path = DEMO) -> TourDeTableTold:
    """The input of the summary, with made-up positions: every turn and every item has events of its own."""
    return _Record(folder).told()


class _Record:
    def __init__(self, folder: Path) -> None:
        self.agencies = _by_id(folder / "agencies.json")
        self.activities = _by_id(folder / "activities.json")
        self.statements = _by_id(folder / "discussion.json")
        self.interventions = json.loads((folder / "interventions.json").read_text())
        self.meeting = _by_id(folder / "meetings.json")["cm7"]
        self.position = count(1)

    def told(self) -> TourDeTableTold:
        turns = tuple(self._turn(turn) for turn in self.interventions)
        return TourDeTableTold(
            meeting="cm7",
            title=self.meeting["title"],
            position=f"{next(self.position)}.9f3c2a01",
            root="5b" * 32,
            turns=turns,
            dates=_date(self.meeting["edtf"], self.meeting["date_text"]),
        )

    def _turn(self, turn: dict[str, Any]) -> TurnTold:
        return TurnTold(
            order=turn["order"],
            agency=self._agency(turn["agency"]),
            speaker=turn["speaker"],
            on_behalf_of=tuple(map(self._agency, SPOKEN_FOR.get(turn["agency"], ()))),
            positions=(next(self.position),),
            items=tuple(self._item(turn["order"], place, item) for place, item in enumerate(turn["items"], 1)),
        )

    def _item(self, order: int, place: int, item: dict[str, str]) -> ItemTold:
        positions = (next(self.position),)
        if "context" in item:
            return ContextTold(id=f"cm7-{order}-{place}", positions=positions, text=item["context"])
        if "statement" in item:
            statement = self.statements[item["statement"]]
            statement_type = StatementType(statement["type"])
            text = statement["summary"]
            return StatementTold(id=statement["id"], positions=positions, statement_type=statement_type, text=text)
        return self._activity(self.activities[item["activity"]], positions)

    def _activity(self, record: dict[str, Any], positions: tuple[int, ...]) -> ActivityTold:
        publication = record["publication"] or {}
        status = record["status"]
        return ActivityTold(
            id=record["id"],
            positions=positions,
            kind=ActivityKind(KINDS.get(record["kind"], record["kind"])),
            stage=Stage(STAGES.get(status, status)) if status else None,
            title=record["title"],
            predicate=record.get("predicate"),
            lead=self._agency(record["lead"]) if record["lead"] else None,
            lead_text=record["lead_text"],
            reported_by=self._agency(record["reported_by"]),
            partners=tuple(self._partner(partner, record["partner_roles"]) for partner in record["partners"]),
            partners_text=record["partners_text"],
            date=_date(record["date_edtf"], record["date_text"]),
            due=_date(record["due_edtf"], record["date_text"]) if record["due_edtf"] else None,
            recurrence=record["recurrence"],
            places=tuple(
                Place(**{key: place[key] for key in ("name", "iso3166", "m49")}) for place in record["places"]
            ),
            part_of=record["part_of"],
            publication_title=publication.get("title"),
            publication_type=publication.get("type"),
            publication_year=publication.get("year"),
            citation=publication.get("reference"),
            links=(NamedLink(url=record["url"], label=record["title"]),) if record["endnote"] else (),
        )

    def _agency(self, agency: str) -> NamedAgency:
        record = self.agencies[agency]
        return NamedAgency(
            id=agency,
            name=record["name"],
            acronym=record["acronym"],
            kind=record["kind"],
            parent=record["parent"],
        )

    def _partner(self, agency: str, roles: dict[str, str]) -> NamedPartner:
        text = roles.get(agency)
        return NamedPartner(agency=self._agency(agency), role=_role(text), role_text=text)


def _role(text: str | None) -> PartnerRole:
    if text is None:
        return PartnerRole.PARTNER
    return ROLES.get(text) or PartnerRole(text.replace(" ", "_").replace("-", "_"))


def _date(edtf: str | None, words: str | None) -> HonestDate | None:
    if edtf is None and words is None:
        return None
    earliest, latest = span(edtf) if edtf else (None, None)
    return HonestDate(edtf=edtf, as_written=words, earliest=earliest, latest=latest)


def _by_id(path: Path) -> dict[str, dict[str, Any]]:
    return {record["id"]: record for record in json.loads(path.read_text())}
