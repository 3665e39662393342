"""Every field of every report of the record comes back out of the API as it went in."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from service.loading.words import kind_of, stage_of
from tests.loaded_record import Loaded
from tests.service.api.record import Entry, entries, every_by_id, firsts, reports_of, stage

pytestmark = pytest.mark.anyio

Difference = tuple[str, str, object, object]


@pytest.fixture(scope="session")
async def activities(loaded: Loaded) -> dict[str, Entry]:
    """Every activity by each id under which it was told."""
    listed = await every_by_id(loaded.client, "activities", limit=500)
    return {told_as: one for one in listed.values() for told_as in (one["id"], *one.get("aliases", ()))}


async def test_every_report_keeps_its_own_words(activities: dict[str, Entry]) -> None:
    """All 241: who said what, of whom, with whom, where and when, in the words of the document."""
    found = [one for entry in entries("activities") for one in _compared(entry, _report_in(activities, entry))]
    assert found == []


async def test_a_word_that_is_lost_is_found(activities: dict[str, Entry]) -> None:
    """Control: the comparison sees a date whose words are gone and a partner without its role."""
    entry = next(one for one in entries("activities") if one["date_text"] and one["partner_roles"])
    report = _report_in(activities, entry)
    spoilt = {**report, "date": {**report["date"], "as_written": None}, "partners": report["partners"][1:]}
    assert {name for _, name, _, _ in _compared(entry, spoilt)} == {"date", "partners"}


async def test_every_activity_has_what_its_reports_say(activities: dict[str, Entry]) -> None:
    """Topics, links, kinds that are possible, the printed work, evidence and notes, joined over its reports."""
    found = [one for first in firsts() for one in _joined(first, activities[first["id"]])]
    assert found == []


async def test_a_link_that_is_lost_is_found(activities: dict[str, Entry]) -> None:
    """Control: the comparison sees an activity that answers nothing any more."""
    first = next(one for one in firsts() if one["responds_to"])
    spoilt = {**activities[first["id"]], "responds_to": []}
    assert {name for _, name, _, _ in _joined(first, spoilt)} == {"responds_to"}


async def test_what_only_the_first_report_may_say_is_in_the_history_of_the_second(loaded: Loaded) -> None:
    """The note and the source of a report that tells something again stay in the events."""
    for entry in entries("activities"):
        if entry.get("same_as"):
            event = await _event_of(loaded.client, entry)
            assert (event["data"].get("note"), event["data"]["source"]) == (entry["note"], entry["source"])


async def _event_of(client: httpx.AsyncClient, entry: Entry) -> dict[str, Any]:
    history = (await client.get(f"/api/v1/activities/{entry['id']}/history")).json()["items"]
    event: dict[str, Any] = next(one for one in history if one["data"].get("id") == entry["id"])
    return event


def _report_in(activities: dict[str, Entry], entry: Entry) -> Entry:
    found: Entry = next(one for one in activities[entry["id"]]["reports"] if one["id"] == entry["id"])
    return found


def _compared(entry: Entry, report: Entry) -> Iterator[Difference]:
    """Where a report differs from its entry: the id, the field, what was expected and what was found."""
    plain = ("title", "description", "predicate", "reported_by", "lead", "lead_text", "partners_text", "speaker")
    expected: Entry = {name: entry[name] for name in (*plain, "recurrence")}
    expected |= {"kind": kind_of(entry["kind"]), "stage": stage_of(entry["status"])}
    expected |= {"coordination_meeting": entry["said_at"], "agenda_item": entry["section"]}
    expected |= {"date": _date(entry["date_edtf"], entry["date_text"])}
    expected |= {"due": _date(entry["due_edtf"], entry["date_text"]) if entry["due_edtf"] else None}
    expected |= {"partners": [(agency, entry["partner_roles"].get(agency)) for agency in entry["partners"]]}
    expected |= {"places": [(place["name"], place.get("iso3166"), place.get("m49")) for place in entry["places"]]}
    if kind_of(entry["kind"]) == "publication":
        work = entry["publication"]
        expected |= {"publication_title": work["title"], "year": work["year"], "citation": work["reference"]}
    found = {name: report.get(name) for name in expected}
    found |= {name: _said(report.get(name)) for name in ("date", "due")}
    found |= {"partners": [(one["agency"], one.get("role_text")) for one in report.get("partners", ())]}
    found |= {"places": [(one["name"], one.get("iso3166"), one.get("m49")) for one in report.get("places", ())]}
    yield from _differences(entry["id"], expected, found)


def _joined(first: Entry, activity: Entry) -> Iterator[Difference]:
    """Where an activity differs from what its entries say together."""
    said = reports_of(first["id"])
    expected: Entry = {"note": first["note"], "source": first["source"], "stage": stage(first)}
    for name in ("topics", "responds_to", "produces"):
        expected[name] = {value for one in said for value in one[name]}
    for name in ("meeting", "part_of"):
        expected[name] = next((one[name] for one in said if one[name]), None)
    expected["kinds_possible"] = {kind_of(one) for entry in said for one in entry["kind_alternatives"]}
    expected["evidence"] = {one["url"] for one in said if one["url"]}
    found = {name: activity.get(name) for name in expected}
    found |= {name: {one["id"] for one in activity.get(name, ())} for name in ("responds_to", "produces")}
    found |= {name: set(activity.get(name, ())) for name in ("topics", "kinds_possible")}
    found["evidence"] = {one["url"] for one in activity.get("evidence", ())}
    yield from _differences(first["id"], expected | _work(first), found | _work_shown(activity, first))


def _work(entry: Entry) -> Entry:
    """What is said of the printed work; a symbol that is a sales number stands in the field of its own."""
    work = entry["publication"] or {}
    if kind_of(entry["kind"]) != "publication":
        return {"output_type": work.get("type")}
    symbol = work["symbol"]
    return {
        "output_type": work["type"],
        "symbol": symbol,
        "series": work["series"],
        "publisher": work["publisher"],
        "publication_title": work["title"],
    }


def _work_shown(activity: Entry, entry: Entry) -> Entry:
    shown = {name: activity.get(name) for name in _work(entry)}
    if "symbol" in shown and "sales_number" in activity:
        shown["symbol"] = f"Sales No. {activity['sales_number']}"
    return shown


def _date(edtf: str | None, words: str | None) -> tuple[str | None, str | None] | None:
    return None if edtf is None and words is None else (edtf, words)


def _said(date: Entry | None) -> tuple[str | None, str | None] | None:
    return None if date is None else (date.get("edtf"), date.get("as_written"))


def _differences(entry_id: str, expected: Entry, found: Entry) -> Iterator[Difference]:
    for name, value in expected.items():
        if (value or None) != (found[name] or None):
            yield entry_id, name, value, found[name]
