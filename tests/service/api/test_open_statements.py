"""Statements that wait for a reply, in the real record: in the open items of an agency, and in a round."""

import pytest

from tests.loaded_record import Loaded
from tests.service.api.record import API, Entry, entries, shown

pytestmark = pytest.mark.anyio

# What was asked of ECLAC at the Seventh Meeting, and told by who asked it as an activity of ECLAC.
REQUEST = "st-vii-16"
ROUND = {"id": "cm9", "coordination_meeting": "cm9", "opens": "2010-12-15", "due_by": "2011-01-31"}


def waiting() -> dict[str, list[str]]:
    """By the body addressed, the statements of the record that nobody replied to, read plainly from its file."""
    statements: list[Entry] = entries("discussion")
    replied = {answered for one in statements for answered in one.get("in_reply_to") or ()}
    found: dict[str, list[str]] = {}
    for one in statements:
        if one["id"] not in replied and one["type"] not in ("reply", "remark"):
            for body in one["to"]:
                found.setdefault(body, []).append(one["id"])
    return found


async def asked_of(loaded: Loaded, agency: str, as_of: str | None = None) -> dict[str, str]:
    """The statements that an agency is asked about, in order, each with the rule."""
    asked = {"sub_entities": "false"} | ({"as_of": as_of} if as_of else {})
    items = (await shown(loaded.client, f"{API}/agencies/{agency}/open-items", **asked))["statements"]
    return {item["statement"]["id"]: item["asked"][0]["rule"] for item in items}


async def test_each_agency_is_asked_for_the_replies_that_it_owes(loaded: Loaded) -> None:
    """The seven statements without a reply, each of every body that it was said to, and nothing of anybody else."""
    expected = waiting()
    assert len({one for ids in expected.values() for one in ids}) == 7
    agencies = [one["id"] for one in entries("agencies")]
    found = {agency: list(await asked_of(loaded, agency)) for agency in agencies}
    assert {agency: ids for agency, ids in found.items() if ids} == expected
    assert await asked_of(loaded, "eclac") == {REQUEST: "reply-to-request"}


async def test_a_reply_is_noted_where_the_item_says(loaded_anew: Loaded) -> None:
    """From then on nothing waits; as of the day before it did. A withdrawn reply is none."""
    item = (await shown(loaded_anew.client, f"{API}/agencies/eclac/open-items"))["statements"][0]
    reply = {"statement_type": "reply", "text": "ECLAC will.", "by": ["eclac"], "in_reply_to": [REQUEST]}
    body = {**reply, "id": "cm7-eclac-will", "reported_on": "2009-03-01"}
    taken = await loaded_anew.client.post(item["answer_at"], json=body)
    assert taken.status_code == 201, taken.text
    assert await asked_of(loaded_anew, "eclac") == {}
    assert list(await asked_of(loaded_anew, "eclac", "2009-02-28")) == [REQUEST]
    withdrawn = await loaded_anew.client.post(
        f"{API}/statements/cm7-eclac-will/updates",
        json={"type": "withdrawn", "reported_on": "2009-04-01"},
        headers={"If-Match": taken.headers["etag"]},
    )
    assert withdrawn.status_code == 200, withdrawn.text
    assert list(await asked_of(loaded_anew, "eclac")) == [REQUEST]


async def test_an_activity_of_its_own_answers_too(loaded_anew: Loaded) -> None:
    """What another told of it does not; once it reports that it responds to the request, it is asked no more."""
    body = {"title": "Help for ECA", "reported_by": "eclac", "lead": "eclac", "reported_on": "2009-03-01"}
    link = [{"kind": "statement", "id": REQUEST}]
    taken = await loaded_anew.client.post(f"{API}/follow-up-actions", json={**body, "answers": link})
    assert taken.status_code == 201, taken.text
    assert await asked_of(loaded_anew, "eclac") == {}
    assert list(await asked_of(loaded_anew, "eclac", "2009-02-28")) == [REQUEST]


async def test_a_round_asks_for_the_reply_and_sees_it(loaded_anew: Loaded) -> None:
    """What waited on the day before the opening counts on the board, and is answered at the table of the round."""
    body = {**ROUND, "closes": "2011-02-10", "agencies": ["eclac", "gfmd"], "reported_on": "2010-12-01"}
    made = await loaded_anew.client.post(f"{API}/reporting-rounds", json=body)
    assert made.status_code == 201, made.text
    address = f"{API}/reporting-rounds/cm9"
    assignment = await shown(loaded_anew.client, f"{address}/assignments/eclac")
    (item,) = assignment["statements"]
    assert (item["statement"]["id"], item["answered"], item["asked"][0]["rule"]) == (REQUEST, False, "reply-to-request")
    of_gfmd = (await shown(loaded_anew.client, f"{address}/assignments/gfmd"))["statements"]
    assert [one["statement"]["id"] for one in of_gfmd] == [*waiting()["gfmd"], *waiting()["gfmd-steering-group"]]
    reply = {"statement_type": "reply", "text": "ECLAC did.", "by": ["eclac"], "in_reply_to": [REQUEST]}
    taken = await loaded_anew.client.post(item["answer_at"], json={**reply, "reported_on": "2011-01-10"})
    assert taken.status_code == 201, taken.text
    for as_of, answered in (("2011-01-09", 0), ("2011-01-10", 1)):
        board = await shown(loaded_anew.client, f"{address}/board", as_of=as_of)
        row = next(row for row in board["items"] if row["assignment"]["agency"] == "eclac")
        assert row["asked"] == len(assignment["items"]) + 1
        assert row["answered"] == answered, row
        assert row["progress"] == ("started" if answered else "not_started")
