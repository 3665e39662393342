"""A focal point hands in its agency's whole turn at the table, and notes it anew: all of it or nothing."""

from typing import Any

import httpx
import pytest

from service.auth.roles import Role
from tests.loaded_record import Loaded
from tests.service.api.publications import assert_problem
from tests.service.api.record import API, shown

pytestmark = pytest.mark.anyio

TURNS = f"{API}/coordination-meetings/cm9/interventions"
TURN: dict[str, Any] = {
    "order": 1,
    "agency": "unfpa",
    "speaker": "Ms. Sirin",
    "items": [
        {"type": "context", "text": "UNFPA worked in 150 countries."},
        {
            "type": "publication",
            "id": "unfpa-atlas",
            "title": "Atlas of return",
            "predicate": "publish the {title}",
            "stage": "planned",
            "due": {"as_written": "by the end of 2011"},
        },
        {"type": "update", "activity": "unfpa-census-support", "update": {"type": "progressed", "note": "Begun."}},
        {"type": "statement", "id": "unfpa-asks", "statement_type": "question", "text": "Who counts those who return?"},
    ],
}  # fmt: skip
KINDS = ["context", "activity", "activity", "statement"]


async def position(client: httpx.AsyncClient) -> str:
    """Where the log stands."""
    found: str = (await shown(client, f"{API}/log/checkpoint"))["position"]
    return found


async def test_a_whole_turn_is_taken_at_once(loaded_anew: Loaded) -> None:
    """A report, news of a known activity, a statement and a context point, by the agency itself."""
    async with loaded_anew.calling(Role.FOCAL_POINT, "unfpa") as unfpa:
        made = await unfpa.post(TURNS, json=TURN)
        assert (made.status_code, made.headers["location"]) == (201, f"{TURNS}/1"), made.text
        turn = await shown(unfpa, made.headers["location"])
        assert [item["kind"] for item in turn["items"]] == KINDS
        assert [item["id"] for item in turn["items"]] == made.json()["items"]
        assert turn["items"][0]["text"] == "UNFPA worked in 150 countries."
        report = await shown(unfpa, f"{API}/activities/unfpa-atlas")
        assert (report["reported_by"], report["coordination_meeting"]) == ("unfpa", "cm9")
        assert (report["first_reported_on"], report["speaker"]) == ("2011-02-18", "Ms. Sirin")
        known = await shown(unfpa, f"{API}/activities/unfpa-census-support")
        assert (known["last_news"], known["last_heard_on"]) == ("Begun.", "2011-02-18")
        statement = await shown(unfpa, f"{API}/statements/unfpa-asks")
        assert (statement["by"], statement["coordination_meeting"]) == (["unfpa"], "cm9")
        summary = await shown(unfpa, f"{API}/coordination-meetings/cm9/tour-de-table")
    assert [paragraph["agency"] for paragraph in summary["paragraphs"]] == ["unfpa"]


async def test_what_is_said_at_a_meeting_is_said_on_its_last_day(loaded_anew: Loaded) -> None:
    """Also where an activity says when the meeting was, as for the ninth; another day is kept where it is given."""
    remark = {"statement_type": "remark", "text": "Data are few.", "by": ["unfpa"]}
    address = f"{API}/coordination-meetings/cm9/statements"
    days = []
    for said in ({"id": "first"}, {"id": "second", "reported_on": "2011-02-17"}):
        assert (await loaded_anew.client.post(address, json={**remark, **said})).status_code == 201
        history = await shown(loaded_anew.client, f"{API}/statements/{said['id']}/history")
        days.append(history["items"][0]["reported_on"])
    assert days == ["2011-02-18", "2011-02-17"]


async def test_who_typed_it_and_for_whom_is_recorded(loaded_anew: Loaded) -> None:
    """The secretariat may type a turn for the agency; the history names the key and the agency that reports."""
    made = await loaded_anew.client.post(TURNS, json=TURN)
    assert made.status_code == 201, made.text
    history = (await shown(loaded_anew.client, f"{TURNS}/1/history"))["items"]
    assert history[0]["type"] == "intervention-recorded"
    assert (history[0]["data"]["agency"], history[0]["on_behalf_of"]) == ("unfpa", None)
    async with loaded_anew.calling(Role.FOCAL_POINT, "unfpa") as unfpa:
        own = await unfpa.post(TURNS, json={"order": 2, "agency": "unfpa", "items": []})
    assert own.status_code == 201, own.text
    typed_itself = (await shown(loaded_anew.client, f"{TURNS}/2/history"))["items"][0]
    assert typed_itself["on_behalf_of"] == "unfpa"
    assert typed_itself["actor"] != history[0]["actor"]


@pytest.mark.parametrize(
    ("wrong", "status", "pointer"),
    [
        ({"type": "update", "activity": "nothing", "update": {"type": "no_change"}}, 422, "/items/4/activity"),
        ({"type": "commitment", "title": "A course", "lead": "nobody"}, 422, "/items/4/lead"),
        ({"type": "activity", "id": "unfpa-atlas"}, 422, "/items/4"),
        ({"type": "commitment", "title": "A course", "id": "pd-egm-bangkok"}, 409, "/items/4"),
        ({"type": "commitment", "title": "A course", "reported_by": "iom"}, 403, "/items/4"),
    ],
)
async def test_one_wrong_item_keeps_the_whole_turn_out(
    loaded_anew: Loaded, wrong: dict[str, Any], status: int, pointer: str
) -> None:
    """Nothing of it is written, and the fault names the item."""
    before = await position(loaded_anew.client)
    async with loaded_anew.calling(Role.FOCAL_POINT, "unfpa") as unfpa:
        answer = await unfpa.post(TURNS, json={**TURN, "items": [*TURN["items"], wrong]})
    problem = assert_problem(answer, status, answer.json()["type"].removeprefix("/problems/"))
    assert problem["faults"][0]["pointer"].startswith(pointer)
    assert await position(loaded_anew.client) == before
    assert (await loaded_anew.client.get(f"{API}/activities/unfpa-atlas")).status_code == 404


async def test_a_turn_is_noted_anew_in_another_order(loaded_anew: Loaded) -> None:
    """PUT with the tag that was read; what is left out stays reported, and the history keeps the first order."""
    async with loaded_anew.calling(Role.FOCAL_POINT, "unfpa") as unfpa:
        made = await unfpa.post(TURNS, json=TURN)
        context, atlas, census, asked = made.json()["items"]
        anew = {
            **{name: TURN[name] for name in ("order", "agency", "speaker")},
            "items": [
                {"type": "known_statement", "id": asked},
                {"type": "activity", "id": census},
                {"type": "context", "id": context, "text": "UNFPA worked in 150 countries."},
            ],
        }
        tag = (await unfpa.get(f"{TURNS}/1")).headers["etag"]
        assert_problem(await unfpa.put(f"{TURNS}/1", json=anew), 428, "precondition-required")
        taken = await unfpa.put(f"{TURNS}/1", json=anew, headers={"If-Match": tag})
        assert taken.status_code == 200, taken.text
        turn = await shown(unfpa, f"{TURNS}/1")
        assert [item["id"] for item in turn["items"]] == [asked, census, context]
        assert turn["items"][2]["text"] == "UNFPA worked in 150 countries."
        assert (await shown(unfpa, f"{API}/activities/{atlas}"))["title"] == "Atlas of return"
        stale = await unfpa.put(f"{TURNS}/1", json=anew, headers={"If-Match": tag})
        assert_problem(stale, 412, "stale-version")
        history = (await shown(unfpa, f"{TURNS}/1/history"))["items"]
    recorded, replaced = (one for one in history if one["type"] != "context-point-made")
    assert [item["id"] for item in recorded["data"]["items"]] == [context, atlas, census, asked]
    assert replaced["type"] == "intervention-replaced"


async def test_a_turn_sent_again_has_one_effect(loaded_anew: Loaded) -> None:
    """With its key the answer is the same to the byte; without it the place in the order is taken."""
    async with loaded_anew.calling(Role.FOCAL_POINT, "unfpa") as unfpa:
        first = await unfpa.post(TURNS, json=TURN, headers={"Idempotency-Key": "turn-1"})
        again = await unfpa.post(TURNS, json=TURN, headers={"Idempotency-Key": "turn-1"})
        assert (again.status_code, again.content) == (201, first.content)
        other = {**TURN, "items": TURN["items"][:1]}
        problem = assert_problem(await unfpa.post(TURNS, json=other), 409, "already-reported")
        assert problem["links"]["existing"] == f"{TURNS}/1"
