"""What the API counts is what the files of the record hold, by agency, topic, kind and stage."""

from collections import Counter
from typing import Any

import pytest

from service.loading.load import SECTIONS, WHY_LEFT
from service.loading.record import Record
from tests.loaded_record import DEMO, Loaded
from tests.service.api.record import API, TABLE, entries, every, firsts, kind, reports_of, stage, total

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("noun", ["agencies", "topics", "mandates", "meetings"])
async def test_the_register_has_every_entry(loaded: Loaded, noun: str) -> None:
    """Every entry of the file is in the list under its id, and nothing else is."""
    listed = [item["id"] for item in await every(loaded.client, noun)]
    assert sorted(listed) == sorted(entry["id"] for entry in entries(noun))
    assert await total(loaded.client, noun) == len(entries(noun))


async def test_the_record_is_as_large_as_its_readme_says() -> None:
    """Control: a file that was cut short would make the comparisons easy."""
    sizes = {file: len(entries(file)) for file in ("topics", "mandates", "meetings", "interventions", "discussion")}
    assert sizes == {"topics": 36, "mandates": 51, "meetings": 64, "interventions": 26, "discussion": 78}
    assert (len(entries("agencies")), len(entries("activities")), len(firsts())) == (120, 241, 235)


async def test_every_turn_and_statement_is_at_its_meeting(loaded: Loaded) -> None:
    """The turns of the table of 2008 and the statements of both meetings come back, each with all its items."""
    turns = await every(loaded.client, "coordination-meetings/cm7/interventions")
    said = {turn["order"]: (turn["agency"], len(turn["items"])) for turn in turns}
    assert said == {turn["order"]: (turn["agency"], len(turn["items"])) for turn in entries("interventions")}
    statements = await every(loaded.client, "coordination-meetings/cm7/statements")
    statements += await every(loaded.client, "coordination-meetings/cm9/statements")
    assert sorted(one["id"] for one in statements) == sorted(one["id"] for one in entries("discussion"))


async def test_reports_of_the_same_activity_are_one(loaded: Loaded) -> None:
    """241 reports become 235 activities, each with all its reports in the order told."""
    listed = await every(loaded.client, "activities", limit=100)
    assert len(listed) == await total(loaded.client, "activities") == len(firsts())
    told = {item["id"]: sorted(report["id"] for report in item["reports"]) for item in listed}
    assert told == {entry["id"]: sorted(one["id"] for one in reports_of(entry["id"])) for entry in firsts()}
    assert sum(map(len, told.values())) == len(entries("activities"))


async def test_the_second_id_leads_to_the_first(loaded: Loaded) -> None:
    """Whoever noted either id finds the one activity."""
    pairs = [(entry["id"], entry["same_as"]) for entry in entries("activities") if entry.get("same_as")]
    assert len(pairs) == 6
    for second, first in pairs:
        by_second = (await loaded.client.get(f"{API}/activities/{second}")).json()
        assert by_second == (await loaded.client.get(f"{API}/activities/{first}")).json()
        assert (by_second["id"], second in by_second["aliases"]) == (first, True)


def _bodies(role: str) -> Counter[str]:
    """How many activities of the files each body has in a role."""
    counted: Counter[str] = Counter()
    for first in firsts():
        said = reports_of(first["id"])
        if role == "lead":
            # Told again at a later meeting, the later words stand; at the same meeting, the first.
            later = [one["lead"] for one in said if one["lead"] and one["said_at"] != first["said_at"]]
            bodies = {(later or [first["lead"]])[-1]}
        elif role == "reporter":
            bodies = {one["reported_by"] for one in said}
        else:
            bodies = {partner for one in said for partner in one["partners"]}
        counted.update(body for body in bodies if body)
    return counted


@pytest.mark.parametrize("role", ["lead", "reporter", "partner"])
async def test_every_agency_has_its_activities(loaded: Loaded, role: str) -> None:
    """As lead, as reporter and as partner, each body of the register has those that the files give it."""
    counted = _bodies(role)
    listed = {}
    for agency in entries("agencies"):
        listed[agency["id"]] = await total(loaded.client, f"agencies/{agency['id']}/activities", role=role, limit=1)
    assert {body: count for body, count in listed.items() if count} == dict(counted)
    assert sum(counted.values()) > 200 or role == "partner", "the comparison is about something"


async def test_every_topic_has_its_activities(loaded: Loaded) -> None:
    """Each concept has the activities that name it in any of their reports."""
    counted = Counter(
        topic for first in firsts() for topic in {t for one in reports_of(first["id"]) for t in one["topics"]}
    )
    listed = {
        topic["id"]: await total(loaded.client, f"topics/{topic['id']}/activities", limit=1)
        for topic in entries("topics")
    }
    assert {topic: count for topic, count in listed.items() if count} == dict(counted)


async def test_every_kind_has_its_activities(loaded: Loaded) -> None:
    """Each of the five kinds has the activities first told as such."""
    counted = Counter(map(kind, firsts()))
    assert {one: await total(loaded.client, "activities", kind=one, limit=1) for one in counted} == dict(counted)
    assert sum(counted.values()) == len(firsts())


async def test_every_stage_has_its_activities(loaded: Loaded) -> None:
    """Each stage has the activities that agencies gave it, with what was learnt later."""
    counted = Counter(stage(first) for first in firsts())
    listed: dict[Any, int] = {
        one: await total(loaded.client, "activities", stage=one, limit=1) for one in counted if one
    }
    assert listed == {one: count for one, count in counted.items() if one}
    assert await total(loaded.client, "activities", limit=1) - sum(listed.values()) == counted[None]


async def test_the_loader_says_exactly_what_has_no_place() -> None:
    """Every field of the files is taken by some request, or is named with a reason."""
    record = Record(DEMO)
    for _, requests in SECTIONS:
        for _request in requests(record):
            pass
    left = {file: set(fields) for file, fields in record.not_represented().items()}
    assert left == {file: set(reasons) for file, reasons in WHY_LEFT.items()}


async def test_an_entry_with_a_new_field_is_noticed() -> None:
    """Control: a field that no request takes is listed."""
    record = Record(DEMO)
    record["topics"][0]._fields["colour"] = "blue"
    for _, requests in SECTIONS:
        for _request in requests(record):
            pass
    assert record.not_represented()["topics"] == {"colour": 1}


@pytest.mark.parametrize("meeting_id", ["cm7", "cm9"])
async def test_a_coordination_meeting_has_its_agenda_speakers_and_papers(loaded: Loaded, meeting_id: str) -> None:
    """Every item of the agenda, every name under it and every paper of the programme comes back."""
    said = next(one for one in entries("meetings") if one["id"] == meeting_id)
    shown = (await loaded.client.get(f"{TABLE.replace('cm7', meeting_id)}")).json()
    items = list(_agenda(said["agenda"]))
    assert [item["item"] for item in shown["agenda"]] == [str(item["item"]) for item in items]
    assert [item["title"] for item in shown["agenda"]] == [item["title"] for item in items]
    names = [
        (str(item["item"]), speaker["name"])
        for item in items
        for speaker in [*(item.get("speakers") or []), *(item.get("discussion_leaders") or [])]
    ]
    names += [(number, one["name"]) for one in said.get("other_named_speakers") or [] for number in one["items"]]
    assert sorted((one["item"], one["name"]) for one in shown["speakers"]) == sorted(names)
    papers = [
        paper for key in ("documents", "contributed_papers", "background_documents") for paper in said.get(key) or []
    ]
    assert len(shown["papers"]) == len(papers)
    assert [paper.get("title") for paper in shown["papers"]] == [paper.get("title") for paper in papers]
    history = (await loaded.client.get(f"{API}/coordination-meetings/{meeting_id}/history")).json()["items"]
    named = [event for event in history if event["type"] == "agenda-speaker-named"]
    assert len(named) == len(names)


def _agenda(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for item in items:
        found += [item, *_agenda(item.get("children") or [])]
    return found
