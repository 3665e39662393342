"""What was said before: references and ids are used once, likeness is a warning, and news goes to its address."""

from typing import Any

import pytest

from tests.loaded_record import Loaded
from tests.service.api.publications import assert_problem
from tests.service.api.record import API, nothing_written

pytestmark = pytest.mark.anyio

Body = dict[str, Any]

REPORT: Body = {"title": "Support to the 2010 round of censuses", "reported_by": "unfpa", "lead": "unfpa"}
TURN: Body = {"order": 27, "agency": "unfpa", "items": []}
STATEMENT: Body = {"statement_type": "question", "text": "Who counts those who return?", "by": ["unfpa"]}


async def test_an_agency_uses_its_reference_once(loaded_anew: Loaded) -> None:
    """Other content under the same reference is refused with a link; the same request with its key is replayed."""
    client, path = loaded_anew.client, f"{API}/commitments"
    body = {**REPORT, "reference": "UNFPA-2010-1"}
    first = await client.post(path, json=body, headers={"Idempotency-Key": "report-1"})
    assert first.status_code == 201, first.text
    async with nothing_written(client):
        other = await client.post(path, json={**body, "title": "Something else"})
        problem = assert_problem(other, 409, "reference-used-before")
        assert (await client.get(problem["links"]["existing"])).json()["id"] == first.json()["id"]
        replayed = await client.post(path, json=body, headers={"Idempotency-Key": "report-1"})
        reused = await client.post(path, json={**body, "note": "New."}, headers={"Idempotency-Key": "report-1"})
    assert (replayed.status_code, replayed.content) == (201, first.content)
    assert_problem(reused, 409, "key-reused")
    another = await client.post(path, json={**body, "reported_by": "iom", "lead": "iom"})
    assert another.status_code == 201, "another agency may use the same words for its own"


async def test_a_similar_title_is_a_warning_and_never_a_refusal(loaded_anew: Loaded) -> None:
    """The receipt names the activity that is alike; the report is taken."""
    client = loaded_anew.client
    report = {**REPORT, "title": "Training of census takers in the Andes"}
    first = (await client.post(f"{API}/commitments", json=report)).json()
    assert first["warnings"] == []
    alike = await client.post(f"{API}/commitments", json={**report, "title": "Training of census takers in the Andes."})
    assert alike.status_code == 201, alike.text
    warning = alike.json()["warnings"][0]
    assert (warning["rule"], warning["links"]["existing"]) == ("likely-duplicate", f"{API}/activities/{first['id']}")
    assert alike.json()["id"] != first["id"]


async def test_words_that_name_no_date_are_a_warning(loaded_anew: Loaded) -> None:
    """They are kept as written; a date that was read, or said to be none, warns of nothing."""
    for due, rules in (
        ({"as_written": "when the cows come home"}, ["date-not-read"]),
        ({"as_written": "by the end of June 2027"}, []),
        ({"as_written": "in due course", "edtf": None}, []),
    ):
        body = {"title": f"A promise {due['as_written']}", "reported_by": "unfpa", "lead": "unfpa", "due": due}
        receipt = (await loaded_anew.client.post(f"{API}/commitments", json=body)).json()
        assert [one["rule"] for one in receipt["warnings"] if one["rule"] == "date-not-read"] == rules


async def test_an_id_that_is_taken_is_refused_with_a_link(loaded: Loaded) -> None:
    """In every noun whose ids are chosen."""
    taken: dict[str, Body] = {
        "commitments": {**REPORT, "id": "pd-egm-bangkok"},
        "agencies": {"id": "unfpa", "name": "UNFPA", "kind": "ngo"},
        "meetings": {"id": "cm7", "title": "Seventh", "kind": "seminar"},
        "coordination-meetings": {"id": "cm7", "title": "Seventh", "number": 7},
        "coordination-meetings/cm7/statements": {**STATEMENT, "id": "st-ii-04"},
        "coordination-meetings/cm7/interventions": {**TURN, "order": 1},
    }
    async with nothing_written(loaded.client):
        for path, body in taken.items():
            problem = assert_problem(await loaded.client.post(f"{API}/{path}", json=body), 409, "already-reported")
            assert (await loaded.client.get(problem["links"]["existing"])).status_code == 200, path


async def test_a_coordination_meeting_is_updated_at_its_own_address(loaded: Loaded) -> None:
    """Under /meetings it can be read, but news of it would be lost there."""
    async with nothing_written(loaded.client):
        update = {"type": "scheduled", "date": {"edtf": "2008-11-20"}}
        answer = await loaded.client.post(f"{API}/meetings/cm7/updates", json=update)
    assert "coordination-meetings" in assert_problem(answer, 404, "not-found")["detail"]
    events = (await loaded.client.get(f"{API}/meetings/cm7/history")).json()["items"]
    assert events == (await loaded.client.get(f"{API}/coordination-meetings/cm7/history")).json()["items"]
