"""Two activities of the real record that are merged, and parted again: what every reader finds, at every clock."""

from typing import Any

import httpx
import pytest

from events.withholding import TEXT_WITHHELD
from service.auth.roles import Role
from tests.loaded_record import Loaded
from tests.service.api.publications import assert_problem
from tests.service.api.record import API, every, every_by_id, shown, total
from tests.service.api.sheet_calls import downloaded, planned

pytestmark = pytest.mark.anyio

# Two meetings on refugees, told by UNHCR and by UNU in their turns at the Seventh Meeting.
FORUM, PANEL = "unhcr-protracted-forum", "unu-protracted-panel"
DAY, DAY_BEFORE = "2009-03-01", "2009-02-28"


async def updated(client: httpx.AsyncClient, activity_id: str, **update: Any) -> httpx.Response:
    """What becomes of an update of an activity as it stands."""
    address = f"{API}/activities/{activity_id}"
    etag = (await client.get(address)).headers["etag"]
    return await client.post(f"{address}/updates", json=update, headers={"If-Match": etag})


@pytest.fixture
async def merged(loaded_anew: Loaded) -> Loaded:
    """The record, in which the panel was merged into the forum."""
    taken = await updated(
        loaded_anew.client, PANEL, type="merged", into=FORUM, note="There was one meeting.", reported_on=DAY
    )
    assert taken.status_code == 200, taken.text
    assert taken.json()["id"] == FORUM
    return loaded_anew


async def test_the_old_id_answers_with_the_one_that_goes_on(merged: Loaded) -> None:
    """With the words of both, each with its own place in the log."""
    answer = await merged.client.get(f"{API}/activities/{PANEL}")
    activity = answer.json()
    assert (activity["id"], answer.headers["content-location"]) == (FORUM, f"{API}/activities/{FORUM}")
    assert activity == (await merged.client.get(f"{API}/activities/{FORUM}")).json()
    before = {one: await shown(merged.client, f"activities/{one}", as_of=DAY_BEFORE) for one in (FORUM, PANEL)}
    assert [report["id"] for report in activity["reports"]] == [FORUM, PANEL]
    assert activity["reports"] == [*before[FORUM]["reports"], *before[PANEL]["reports"]]
    assert set(activity["positions"]) > {*before[FORUM]["positions"], *before[PANEL]["positions"]}
    assert set(activity["topics"]) == {*before[FORUM]["topics"], *before[PANEL]["topics"]}
    assert (activity["title"], activity["aliases"]) == (before[FORUM]["title"], [PANEL])


async def test_lists_and_counts_show_it_once(merged: Loaded) -> None:
    """Under the bodies of both; as of the day before, and as known before, there are two."""
    client = merged.client
    log = (await client.get(f"{API}/activities/{PANEL}/history")).json()["items"]
    position = int(next(one for one in log if one["type"] == "activity-absorbed")["position"].partition(".")[0]) - 1
    known_before = next(
        one["position"]
        for one in (await client.get(f"{API}/log/events?limit=1000")).json()["items"]
        if one["position"].startswith(f"{position}.")
    )
    now = await every_by_id(client, "activities")
    assert PANEL not in now
    for clocks in ({"as_of": DAY_BEFORE}, {"known_at": known_before}):
        assert {FORUM, PANEL} <= set(await every_by_id(client, "activities", **clocks))
    for path in ("activities", "follow-up", "follow-up/counts"):
        assert await total(client, path, as_of=DAY) == await total(client, path, as_of=DAY_BEFORE) - 1, path
    for agency, role in (("unhcr", "lead"), ("unu", "lead"), ("unu", "reporter")):
        found = [one["id"] for one in await every(client, "activities", agency=agency, role=role)]
        assert found.count(FORUM) == 1, (agency, role)
        assert PANEL not in found
    open_items = (await shown(client, "agencies/unhcr/open-items"))["items"]
    assert [item["activity"]["id"] for item in open_items].count(FORUM) == 1
    owed = (await shown(client, "agencies/unu/open-items"))["items"]
    assert not {FORUM, PANEL} & {item["activity"]["id"] for item in owed}


async def test_a_list_gives_the_same_words_as_the_thing(merged: Loaded) -> None:
    """A page is answered with documents that were ready, and this one with what was merged into it."""
    for clocks in ({}, {"as_of": DAY}, {"as_of": DAY_BEFORE}):
        listed = (await every_by_id(merged.client, "activities", **clocks))[FORUM]
        assert listed == await shown(merged.client, f"activities/{FORUM}", **clocks)


async def test_the_history_tells_of_both(merged: Loaded) -> None:
    """In the order of the log, under either id."""
    histories = [await shown(merged.client, f"activities/{one}/history") for one in (FORUM, PANEL)]
    assert histories[0] == histories[1]
    types = [one["type"] for one in histories[0]["items"]]
    assert types.count("planned-meeting-reported") == 2
    assert types[-2:] == ["activity-absorbed", "activity-merged"]
    positions = [int(one["position"].partition(".")[0]) for one in histories[0]["items"]]
    assert positions == sorted(positions)


async def test_the_summary_of_the_meeting_reads_as_before(merged: Loaded) -> None:
    """Each told it in its own words at the table, and so it is printed, with the sources of its own report."""
    before, after = [
        (await merged.client.get(f"{API}/coordination-meetings/cm7/tour-de-table.md", params=clocks)).text
        for clocks in ({"as_of": DAY_BEFORE}, {"as_of": DAY})
    ]
    assert "untold" not in after
    told = {text: [line for line in text.splitlines() if "rotracted" in line] for text in (before, after)}
    assert told[after] == told[before]
    assert len(told[after]) >= 2


async def test_news_of_the_old_id_is_told_of_the_one_that_goes_on(merged: Loaded) -> None:
    """UNU brings it under the id that it knows, and it is found under both."""
    async with merged.calling(Role.FOCAL_POINT, "unu") as unu:
        news = {"type": "completed", "note": "It was held.", "date": {"edtf": "2008-12-05"}}
        taken = await unu.post(f"{API}/activities/{PANEL}/updates", json=news)
        assert (taken.status_code, taken.json()["id"]) == (200, FORUM), taken.text
        refused = await unu.post(
            f"{API}/activities/{FORUM}/updates",
            json={"type": "parted", "activity": PANEL},
            headers={"If-Match": taken.headers["etag"]},
        )
        assert_problem(refused, 403, "not-allowed")
    assert (await shown(merged.client, f"activities/{FORUM}"))["stage"] == "completed"


async def test_they_are_parted_again(merged: Loaded) -> None:
    """Each stands as it stood; as of the days between they are one."""
    apart = {one: await shown(merged.client, f"activities/{one}", as_of=DAY_BEFORE) for one in (FORUM, PANEL)}
    taken = await updated(
        merged.client, FORUM, type="parted", activity=PANEL, reason="There were two.", reported_on="2009-04-01"
    )
    assert taken.status_code == 200, taken.text
    for activity_id, before in apart.items():
        now = await shown(merged.client, f"activities/{activity_id}")
        changed = {"version", "positions", "days", "timeliness", "evaluated_on"}
        assert {name: value for name, value in now.items() if name not in changed} == {
            name: value for name, value in before.items() if name not in changed
        }
    assert (await shown(merged.client, f"activities/{PANEL}", as_of="2009-03-31"))["id"] == FORUM


async def test_whoever_may_not_see_the_one_sees_nothing_of_the_other(merged: Loaded) -> None:
    """Not at an earlier day, when both were open to all, and not in the log; the secretariat does."""
    taken = await updated(merged.client, FORUM, type="visibility", visibility="secretariat")
    assert taken.status_code == 200, taken.text
    async with merged.calling(Role.READER) as reader:
        for one in (FORUM, PANEL):
            for clocks in ({}, {"as_of": DAY_BEFORE}):
                assert_problem(await reader.get(f"{API}/activities/{one}", params=clocks), 404, "not-found")
            assert (await reader.get(f"/activities/{one}?as_of={DAY_BEFORE}")).status_code == 404
            tagged = (await reader.get(f"{API}/log/events?tag=activity:{one}")).json()["items"]
            assert not [event["stream"] for event in tagged if event["stream"].startswith("activity-")]
        listed = await every_by_id(reader, "activities", as_of=DAY_BEFORE)
        assert not {FORUM, PANEL} & set(listed)
    assert (await shown(merged.client, f"activities/{PANEL}", as_of=DAY_BEFORE))["id"] == PANEL


async def test_words_that_are_withheld_are_nowhere(merged: Loaded) -> None:
    """They were in one place, and the answer has another tag from then on."""
    activity = await merged.client.get(f"{API}/activities/{FORUM}")
    report = activity.json()["reports"][1]
    withheld = await merged.client.post(
        f"{API}/log/events/{report['position']}/redactions",
        json={"field": "title", "reason": "It was not to be named."},
    )
    assert withheld.status_code == 200, withheld.text
    again = await merged.client.get(f"{API}/activities/{PANEL}", headers={"If-None-Match": activity.headers["etag"]})
    assert again.status_code == 200, "what the caller has is out of date"
    assert again.json()["reports"][1]["title"] == TEXT_WITHHELD
    for path in (f"{API}/activities/{FORUM}/history", f"{API}/activities?limit=500", f"/activities/{FORUM}"):
        assert report["title"] not in (await merged.client.get(path)).text


async def test_a_round_asks_about_it_once(loaded_anew: Loaded) -> None:
    """Both were open when the round opened; once they are one, UNHCR and UNU are both asked about that."""
    client = loaded_anew.client
    body = {"id": "cm9", "coordination_meeting": "cm9", "agencies": ["unhcr", "unu"], "blockers": []}
    days = {"opens": "2010-12-15", "due_by": "2011-01-31", "closes": "2011-02-10", "reported_on": "2010-12-01"}
    assert (await client.post(f"{API}/reporting-rounds", json={**body, **days})).status_code == 201

    async def asked(agency: str) -> dict[str, bool]:
        items = (await shown(client, f"reporting-rounds/cm9/assignments/{agency}"))["items"]
        return {item["activity"]["id"]: item["answered"] for item in items}

    before = {agency: await asked(agency) for agency in ("unhcr", "unu")}
    assert FORUM in before["unhcr"]
    assert PANEL in before["unu"]
    taken = await updated(client, PANEL, type="merged", into=FORUM, reported_on="2011-01-10")
    assert taken.status_code == 200, taken.text
    assert await asked("unhcr") == before["unhcr"]
    assert set(await asked("unu")) == set(before["unu"]) - {PANEL} | {FORUM}
    listed = {activity["id"] for activity in await every(client, "activities", round="cm9")}
    assert listed == {*await asked("unhcr"), *await asked("unu")}


async def test_a_statement_is_not_answered_anew_by_a_merging(loaded_anew: Loaded) -> None:
    """What was merged had answered it before the period of the report."""
    client = loaded_anew.client

    async def answered() -> set[str]:
        changes = await shown(client, "coordination-meetings/cm9/changes")
        return {answer["id"] for one in changes["statements"] for answer in one["answers"]}

    before = await answered()
    promise = {"title": "A", "reported_by": "unhcr", "lead": "unhcr", "reported_on": "2008-11-21"}
    links = {"responds_to": [{"kind": "statement", "id": "st-iii-20"}]}
    for body in ({**promise, "id": "an-answer", **links}, {**promise, "id": "goes-on", "title": "B"}):
        made = await client.post(f"{API}/commitments", json=body)
        assert made.status_code == 201, made.text
    assert await answered() == before
    taken = await updated(client, "an-answer", type="merged", into="goes-on", reported_on=DAY)
    assert taken.status_code == 200, taken.text
    assert await answered() == before


@pytest.mark.parametrize("form", ["csv", "xlsx"])
async def test_a_sheet_of_what_goes_on_is_unchanged_as_downloaded(loaded_anew: Loaded, form: str) -> None:
    """What only the other says is filled in elsewhere, and is no edit of the sheet."""
    client = loaded_anew.client
    report = {"reported_by": "unhcr", "reported_on": DAY}
    words = {"description": "On returnees.", "venue": "Rabat", "date": {"as_written": "in the spring of 2010"}}
    for activity_id, more in (("returnees-panel", {}), ("returnees-seminar", words)):
        told = {**report, "id": activity_id, "title": activity_id, **more}
        answer = await client.post(f"{API}/planned-meetings", json=told)
        assert answer.status_code == 201, answer.text
    taken = await updated(client, "returnees-seminar", type="merged", into="returnees-panel", reported_on=DAY)
    assert taken.status_code == 200, taken.text
    assert (await shown(client, "activities/returnees-panel"))["venue"] == "Rabat"
    file = await downloaded(client, "unhcr", form, items="all")
    plan = await planned(client, "unhcr", file, form)
    states = {row["id"]: row["state"] for row in plan["rows"]}
    assert (states["returnees-panel"], "returnees-seminar" in states) == ("unchanged", False)
    assert plan["unchanged"] == len(plan["rows"])


async def test_the_page_tells_what_was_merged(merged: Loaded) -> None:
    """The old address shows the page of the one that goes on, with both reports and what happened."""
    answer = await merged.client.get(f"/activities/{PANEL}")
    assert answer.status_code == 200
    assert f"<code>{PANEL}</code>" in answer.text
    assert answer.text.count('<article class="report"') == 2
    assert "which is the same" in answer.text
    assert f"<code>{PANEL}</code>" not in (await merged.client.get(f"/activities/{FORUM}")).text
    earlier = (await merged.client.get(f"/activities/{PANEL}?as_of={DAY_BEFORE}")).text
    assert earlier.count('<article class="report"') == 1
    assert "which is the same" not in earlier
