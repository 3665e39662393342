"""The history of an activity: what each event changed, in a sentence, who said it for whom, and when by both clocks."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from service.auth.roles import Role
from tests.loaded_record import Loaded
from tests.service.api.publications import assert_problem
from tests.service.api.record import API, Entry, shown
from tests.small_record import serving_at, withhold

pytestmark = pytest.mark.anyio

SEMINAR = f"{API}/activities/pd-seminar"


def changed(event: Entry) -> dict[str, tuple[Any, Any]]:
    """The fields that an event changed, before and after."""
    return {one["field"]: (one["before"], one["after"]) for one in event["fields"]}


@pytest.fixture
async def client(small_url: str) -> AsyncIterator[httpx.AsyncClient]:
    """The service with the small record."""
    async with serving_at(small_url) as client:
        yield client


async def told(client: httpx.AsyncClient, **update: Any) -> Entry:
    """News of the seminar, and the event that it made."""
    answer = await client.post(f"{SEMINAR}/updates", json=update)
    assert answer.is_success, answer.text
    position = answer.json()["positions"][0]
    return next(one for one in (await shown(client, f"{SEMINAR}/history"))["items"] if one["position"] == position)


async def test_each_event_says_what_it_changed(loaded: Loaded) -> None:
    """The report of 2011 gave the debate its day, its other words and its other lead."""
    first, again, linked, _ = (await shown(loaded.client, "activities/ga-thematic-debate-planned/history"))["items"]
    assert changed(first)["title"] == (None, "Informal thematic debate in 2011")
    assert changed(again)["lead"] == ("un-ga", "un-pga-office")
    assert [one["as_written"] for one in changed(again)["date"]] == ["in 2011", "on 19 May 2011"]
    assert set(changed(linked)) == {"responds_to"}
    assert [one["said_on"] for one in (first, again)] == ["2008-11-21", "2011-02-17"]


async def test_each_event_is_told_in_a_sentence_with_names_of_bodies(loaded: Loaded) -> None:
    """Plain text, with a full stop, and no id of a body in it."""
    events = (await shown(loaded.client, "activities/ga-thematic-debate-planned/history"))["items"]
    assert events[0]["sentence"] == (
        "Population Division reported a meeting of General Assembly: “Informal thematic debate in 2011”."
    )
    assert all(event["sentence"].endswith((".", "”")) for event in events)


async def test_each_event_has_an_address_of_its_own(client: httpx.AsyncClient) -> None:
    """Under it stands the event, with its actor and the instant of its recording."""
    for event in (await shown(client, f"{SEMINAR}/history"))["items"]:
        alone = await shown(client, event["permalink"])
        assert alone == {name: event[name] for name in alone}
        assert (alone["recorded_at"] > "2026", alone["actor"].startswith("key:")) == (True, True)


async def test_the_body_for_which_somebody_wrote_is_named(loaded_anew: Loaded) -> None:
    """The key says who wrote, on_behalf_of for whom, and the sentence who reported."""
    async with loaded_anew.calling(Role.FOCAL_POINT, "unfpa") as unfpa:
        body = {"title": "Course on remittances", "id": "unfpa-course", "lead": "unfpa", "stage": "planned"}
        assert (await unfpa.post(f"{API}/commitments", json=body)).is_success
        event = (await shown(unfpa, "activities/unfpa-course/history"))["items"][0]
    assert (event["on_behalf_of"], event["sentence"]) == (
        "unfpa", "UNFPA reported a commitment: “Course on remittances”.",
    )  # fmt: skip


async def test_a_late_event_says_what_it_changed_at_its_own_place(client: httpx.AsyncClient) -> None:
    """In November 2008 the seminar was due in September 2009; what was learnt later changes nothing of that."""
    before = [changed(event) for event in (await shown(client, f"{SEMINAR}/history"))["items"]]
    late = await told(client, type="rescheduled", due={"edtf": "2009-12"}, reported_on="2008-12-01")
    assert [one["edtf"] for one in changed(late)["due"]] == ["2009-09", "2009-12"]
    after = (await shown(client, f"{SEMINAR}/history"))["items"]
    assert after[-1] == late, "The events stand in the order in which the log took them."
    # The new date of today replaced that of 2009 before, and replaces that of the late report now.
    moved = [place for place, event in enumerate(before) if changed(after[place]) != event]
    assert [after[place]["type"] for place in moved] == ["activity-rescheduled"]
    assert [one["edtf"] for one in changed(after[moved[0]])["due"]] == ["2009-12", "2010"]


async def test_an_event_stands_on_the_day_to_which_it_was_corrected(client: httpx.AsyncClient) -> None:
    """The day that was noted first stays to be read, and the event says what it changed on the right one."""
    progressed = next(
        one for one in (await shown(client, f"{SEMINAR}/history"))["items"] if one["type"] == "activity-progressed"
    )
    tag = (await client.get(SEMINAR)).headers["etag"]
    correction = {"type": "reported_on_corrected", "position": progressed["position"], "said_on": "2009-04-01"}
    answer = await client.post(f"{SEMINAR}/updates", json=correction, headers={"If-Match": tag})
    assert answer.is_success, answer.text
    after = (await shown(client, f"{SEMINAR}/history"))["items"]
    corrected = next(one for one in after if one["type"] == "activity-progressed")
    assert (corrected["reported_on"], corrected["said_on"]) == ("2009-03-02", "2009-04-01")
    assert changed(corrected) == changed(progressed)
    assert after[-1]["fields"] == []


async def test_withheld_words_show_as_withheld(client: httpx.AsyncClient) -> None:
    """In the field, in what replaced it later, and in the sentence."""
    first = (await shown(client, f"{SEMINAR}/history"))["items"][0]
    assert (await withhold(client, first["position"], "description")).is_success
    answer = await client.get(f"{SEMINAR}/history")
    assert "Keiko Osaki" not in answer.text
    assert changed(answer.json()["items"][0])["description"] == (None, "[text withheld]")
    assert answer.json()["items"][0]["withheld"] == ["description"]


async def test_a_history_can_be_read_as_of_a_day_and_at_a_position(client: httpx.AsyncClient) -> None:
    """What had been said by the day, as far as the log knew it; before the first report there is none."""
    whole = (await shown(client, f"{SEMINAR}/history"))["items"]
    then = await shown(client, f"{SEMINAR}/history", as_of="2009-03-02")
    assert [event["type"] for event in then["items"]] == ["planned-meeting-reported", "activity-progressed"]
    known = await shown(client, f"{SEMINAR}/history", known_at=whole[1]["position"])
    assert known["items"] == whole[:2]
    assert_problem(await client.get(f"{SEMINAR}/history", params={"as_of": "2008-11-20"}), 404, "not-found")
