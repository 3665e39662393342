"""Threads: a complaint leads to the promise it drew, a promise back to the complaint and on to what became of it."""

from typing import Any

import httpx
import pytest

from service.auth.roles import Role
from tests.loaded_record import Loaded
from tests.service.api.record import API, Entry, entries, shown
from tests.small_record import serving_at

COMPLAINTS = (("st-iii-20", "unifem", "pd-inputs-unifem"), ("st-iii-21", "wto", "pd-inputs-wto"))
PAIRS = [(entry["id"], entry["same_as"]) for entry in entries("activities") if entry.get("same_as")]


def steps(thread: Entry) -> list[tuple[str, str]]:
    """The sort and the thing of each step."""
    return [(item["kind"], item["id"]) for item in thread["items"]]


@pytest.mark.parametrize(("complaint", "by", "promise"), COMPLAINTS)
async def test_a_complaint_leads_to_the_reply_and_the_promise_it_drew(
    loaded: Loaded, complaint: str, by: str, promise: str
) -> None:
    """UNIFEM and WTO said that the report did not mention them; the Population Division would consider their inputs."""
    thread = await shown(loaded.client, f"statements/{complaint}/thread")
    assert {("statement", complaint), ("statement", "st-iii-22"), ("announced", promise)} <= set(steps(thread))
    voiced = next(item for item in thread["items"] if item["id"] == complaint)
    assert (voiced["who"], voiced["day"], voiced["meeting"]) == ([by], "2008-11-21", "cm7")
    assert (await loaded.client.get(voiced["link"])).json()["statement_type"] == "concern"


@pytest.mark.parametrize(("complaint", "by", "promise"), COMPLAINTS)
async def test_a_promise_leads_back_to_the_complaint_and_the_report_it_was_about(
    loaded: Loaded, complaint: str, by: str, promise: str
) -> None:
    """First the report of the Secretary-General, then the complaint, the reply and the promise."""
    thread = await shown(loaded.client, f"activities/{promise}/thread")
    found = steps(thread)
    assert found[0] == ("mandate", "sg-report-63-265")
    assert found[1:] == [("statement", complaint), ("statement", "st-iii-22"), ("announced", promise)]
    assert thread["items"][0]["day"] is None, "Of the report the year is known."
    assert next(item["who"] for item in thread["items"] if item["id"] == complaint) == [by]


@pytest.mark.parametrize(("told_again", "told_first"), PAIRS)
async def test_what_was_told_twice_is_one_thread(loaded: Loaded, told_again: str, told_first: str) -> None:
    """Under either id the same steps: announced once, then told again."""
    thread = await shown(loaded.client, f"activities/{told_again}/thread")
    assert thread == await shown(loaded.client, f"activities/{told_first}/thread")
    assert (thread["id"], thread["told_as"]) == (told_first, [told_again])
    kinds = [item["kind"] for item in thread["items"] if item["id"] == told_first]
    assert kinds.count("announced") == kinds.count("told_again") == 1


async def test_every_statement_that_something_answers_leads_to_it(loaded: Loaded) -> None:
    """And what answers leads back; asked of every activity of the record that responds to a statement."""
    statements = {entry["id"] for entry in entries("discussion")}
    answering = [entry for entry in entries("activities") if statements & set(entry["responds_to"] or ())]
    assert len(answering) > 10
    for entry in answering:
        for statement in statements & set(entry["responds_to"]):
            forward = steps(await shown(loaded.client, f"statements/{statement}/thread"))
            assert {("statement", statement), ("announced", entry["id"])} <= set(forward), statement
            back = steps(await shown(loaded.client, f"activities/{entry['id']}/thread"))
            assert ("statement", statement) in back, entry["id"]


async def test_a_thread_ends_at_the_day_that_is_asked_about(small_sqlite_url: str) -> None:
    """Announced and begun by March 2009; that it was put off was said only later."""
    async with serving_at(small_sqlite_url) as client:
        early = await shown(client, "activities/pd-seminar/thread", as_of="2009-03-02")
        assert [item["kind"] for item in early["items"]] == ["announced", "news"]
        thread = await shown(client, "activities/pd-seminar/thread")
        assert [item["kind"] for item in thread["items"]] == ["announced", "news", "postponed"]
        assert thread["items"][-1]["days"] == 457
        assert thread["items"][-1]["sentence"] == "Population Division gave a new due date (in 2010). “No venue.”"


async def test_what_may_not_be_seen_leaves_no_trace_in_a_thread(loaded_anew: Loaded) -> None:
    """An answer for the secretariat alone is in its thread, and in nobody else's; nor is there a thread of it."""
    answer: dict[str, Any] = {
        "id": "hidden-answer", "title": "Inputs to be asked for", "lead": "un-desa-pd", "reported_by": "un-desa-pd",
        "visibility": "secretariat", "responds_to": [{"kind": "statement", "id": "st-iii-20"}],
    }  # fmt: skip
    made = await loaded_anew.client.post(f"{API}/commitments", json=answer)
    assert made.is_success, made.text
    mine = await shown(loaded_anew.client, "statements/st-iii-20/thread")
    assert ("announced", "hidden-answer") in steps(mine)
    async with loaded_anew.calling(Role.READER) as reader:
        theirs = await reader.get(f"{API}/statements/st-iii-20/thread")
        assert "hidden-answer" not in theirs.text
        assert "Inputs to be asked for" not in theirs.text
        assert (await reader.get(f"{API}/activities/hidden-answer/thread")).status_code == 404


async def test_what_goes_on_from_a_promise_is_in_its_thread(loaded_anew: Loaded) -> None:
    """What answers it, is a part of it or took its place; and what took its place leads back to it."""
    client = loaded_anew.client
    for activity_id, more in (
        ("old-plan", {}),
        ("new-plan", {}),
        ("part-of-plan", {"part_of": "old-plan"}),
        ("hidden-part", {"part_of": "old-plan", "visibility": "secretariat"}),
        ("answer-to-plan", {"responds_to": [{"kind": "activity", "id": "old-plan"}]}),
    ):
        await promise(client, activity_id, **more)
    await tell(client, "old-plan", type="superseded", superseded_by="new-plan")
    going_on = {("announced", one) for one in ("old-plan", "new-plan", "part-of-plan", "answer-to-plan", "hidden-part")}
    assert going_on <= set(steps(await shown(client, "activities/old-plan/thread")))
    assert ("announced", "old-plan") in steps(await shown(client, "activities/new-plan/thread"))
    async with loaded_anew.calling(Role.READER) as reader:
        theirs = steps(await shown(reader, "activities/old-plan/thread"))
        assert {one for one in going_on if one not in theirs} == {("announced", "hidden-part")}


async def test_what_was_merged_into_a_promise_is_told_with_it(loaded_anew: Loaded) -> None:
    """Both were announced, and what became of either before."""
    client = loaded_anew.client
    await promise(client, "one-plan")
    await promise(client, "other-plan", due={"edtf": "2010-01"})
    await tell(client, "other-plan", type="rescheduled", due={"edtf": "2010-06"})
    await tell(client, "other-plan", type="merged", into="one-plan")
    found = steps(await shown(client, "activities/other-plan/thread"))
    assert found == [("announced", "one-plan"), ("announced", "one-plan"), ("postponed", "one-plan")]


async def test_what_was_merged_since_is_followed_to_what_it_goes_on_as(loaded_anew: Loaded) -> None:
    """From what it answered, and from what took its place; on both sides."""
    client = loaded_anew.client
    for activity_id, more in (
        ("the-question", {}),
        ("an-answer", {"responds_to": [{"kind": "activity", "id": "the-question"}]}),
        ("goes-on", {}),
        ("took-its-place", {}),
        ("old-plan", {}),
        ("goes-on-too", {}),
    ):
        await promise(client, activity_id, **more)
    await tell(client, "an-answer", type="merged", into="goes-on")
    await tell(client, "old-plan", type="superseded", superseded_by="took-its-place")
    await tell(client, "old-plan", type="merged", into="goes-on-too")
    for one, other in (("the-question", "goes-on"), ("took-its-place", "goes-on-too")):
        for thread in (one, other):
            found = steps(await shown(client, f"activities/{thread}/thread"))
            assert {("announced", one), ("announced", other)} <= set(found), thread


async def promise(client: httpx.AsyncClient, activity_id: str, **more: Any) -> None:
    """A promise of UNFPA under an id."""
    told = {"id": activity_id, "title": f"To {activity_id}", "lead": "unfpa", "reported_by": "unfpa", **more}
    made = await client.post(f"{API}/commitments", json=told)
    assert made.is_success, made.text


async def tell(client: httpx.AsyncClient, activity_id: str, **update: Any) -> None:
    """Tell what became of it, whatever was said of it before."""
    found = await client.get(f"{API}/activities/{activity_id}")
    headers = {"If-Match": found.headers["etag"]}
    taken = await client.post(f"{API}/activities/{activity_id}/updates", json=update, headers=headers)
    assert taken.is_success, taken.text
