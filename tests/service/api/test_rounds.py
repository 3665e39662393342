"""Rounds over HTTP: what is hidden stays hidden, what is answered counts, and what was asked for can be done."""

from datetime import date, timedelta
from typing import Any

import httpx
import pytest

from service import clock
from service.auth.roles import Role
from tests.loaded_record import Loaded
from tests.service.api.publications import assert_problem
from tests.service.api.record import API, shown

pytestmark = pytest.mark.anyio

ROUNDS = f"{API}/reporting-rounds"
UNFPA = f"{ROUNDS}/now/assignments/unfpa"
NEW_PLAN = {"title": "A workshop to come", "stage": "planned", "lead": "unfpa", "reported_by": "unfpa"}


def day(offset: int) -> str:
    """A day so many days from today."""
    return (date.fromisoformat(clock.today()) + timedelta(days=offset)).isoformat()


async def done(answer: httpx.Response) -> Any:
    """The body of an answer that took something."""
    assert answer.is_success, answer.text
    return answer.json()


async def report(client: httpx.AsyncClient, title: str, **fields: Any) -> str:
    """Report a plan of UNFPA, said a month ago unless another day is given; its id."""
    body = {**NEW_PLAN, "title": title, "reported_on": day(-30), **fields}
    return str((await done(await client.post(f"{API}/planned-meetings", json=body)))["id"])


async def opened(client: httpx.AsyncClient, *agencies: str, **fields: Any) -> None:
    """Plan a round that has been open since yesterday."""
    days = {"opens": day(-1), "due_by": day(10), "closes": day(20)}
    body = {"id": "now", "coordination_meeting": "cm9", **days, "agencies": agencies, **fields}
    await done(await client.post(ROUNDS, json={"reported_on": day(-2), **body}))


async def tell(client: httpx.AsyncClient, activity: str, **update: Any) -> None:
    """Update an activity, as it stands."""
    answer = await client.get(f"{API}/activities/{activity}")
    headers = {"If-Match": answer.headers["etag"]}
    await done(await client.post(f"{API}/activities/{activity}/updates", json=update, headers=headers))


async def items_of(client: httpx.AsyncClient, path: str = UNFPA, **clocks: str) -> dict[str, Any]:
    """The items of an assignment by the ids of their activities."""
    return {item["activity"]["id"]: item for item in (await shown(client, path, **clocks))["items"]}


async def test_what_was_hidden_since_the_opening_is_shown_to_nobody_else(loaded_anew: Loaded) -> None:
    """Neither as an item nor in a refusal; control: the secretariat sees it, and what is not hidden all see."""
    hidden = await report(loaded_anew.client, "A secret workshop", date={"edtf": day(-10)}, reported_by="iom")
    shown_to_all = await report(loaded_anew.client, "An open workshop")
    await opened(loaded_anew.client, "unfpa", blockers=["did-it-happen"])
    await tell(loaded_anew.client, hidden, type="visibility", visibility="secretariat")
    async with loaded_anew.calling(Role.FOCAL_POINT, "unfpa") as unfpa:
        items = await items_of(unfpa)
        assert (hidden in items, shown_to_all in items) == (False, True)
        refused = await unfpa.post(f"{UNFPA}/updates", json={"type": "submitted"})
        assert hidden not in refused.text
    assert hidden in await items_of(loaded_anew.client)


async def test_what_is_not_ones_own_or_withdrawn_stands_in_nobodys_way(loaded_anew: Loaded) -> None:
    """Control: as long as neither was said, the passed day of its own plan is asked about; that of another's is not."""
    client = loaded_anew.client
    own = await report(client, "A workshop long past", date={"edtf": day(-20)}, reported_by="unfpa")
    told = await report(client, "A workshop told by IOM", date={"edtf": day(-20)}, reported_by="iom")
    await opened(client, "unfpa")
    others = [one for one in await items_of(client) if one not in (own, told)]
    for activity in others:
        await tell(client, activity, type="withdrawn")
    async with loaded_anew.calling(Role.FOCAL_POINT, "unfpa") as unfpa:
        refused = assert_problem(await unfpa.post(f"{UNFPA}/updates", json={"type": "submitted"}), 422, "invalid-input")
        assert [fault["detail"].partition(":")[0] for fault in refused["faults"]] == [own]
        await tell(unfpa, told, type="not_ours", agency="unfpa")
        await tell(unfpa, own, type="withdrawn")
        await done(await unfpa.post(f"{UNFPA}/updates", json={"type": "submitted"}))


async def test_to_hand_in_a_draft_or_to_withdraw_is_an_answer(loaded_anew: Loaded) -> None:
    """What was asked was done: the item counts, and the agency has started."""
    drafts = [await report(loaded_anew.client, f"Draft {number}", draft=True) for number in range(2)]
    await opened(loaded_anew.client, "unfpa", blockers=[])
    before = await items_of(loaded_anew.client)
    assert [before[draft]["asked"][0]["rule"] for draft in drafts] == ["hand-in", "hand-in"]
    await tell(loaded_anew.client, drafts[0], type="submitted")
    await tell(loaded_anew.client, drafts[1], type="withdrawn")
    after = await items_of(loaded_anew.client)
    assert [(before[draft]["answered"], after[draft]["answered"]) for draft in drafts] == [(False, True), (False, True)]


async def test_an_item_says_which_body_answered(loaded_anew: Loaded) -> None:
    """Where lead and assignee are both asked, the answer of one counts for both, and is shown as that one's."""
    client = loaded_anew.client
    action = {"title": "A joint action", "stage": "planned", "lead": "unfpa", "assigned_to": ["iom"]}
    body = {**action, "reported_by": "unfpa", "reported_on": day(-30)}
    made = (await done(await client.post(f"{API}/follow-up-actions", json=body)))["id"]
    await opened(client, "unfpa", "iom", blockers=[])
    iom = f"{ROUNDS}/now/assignments/iom"
    assert [(await items_of(client, path))[made]["answered_by"] for path in (UNFPA, iom)] == [[], []]
    async with loaded_anew.calling(Role.FOCAL_POINT, "iom") as of_iom:
        await tell(of_iom, made, type="no_change", reported_by="iom")
    for path in (UNFPA, iom):
        item = (await items_of(client, path))[made]
        assert (item["answered"], item["answered_by"]) == (True, ["iom"])
    async with loaded_anew.calling(Role.FOCAL_POINT, "unfpa") as of_unfpa:
        await tell(of_unfpa, made, type="evidence", evidence=[{"url": "https://unfpa.example/action"}])
    assert (await items_of(client))[made]["answered_by"] == ["iom", "unfpa"]
    assert (await items_of(client, as_of=day(-1)))[made]["answered_by"] == []
    rows = (await shown(client, f"{ROUNDS}/now/board"))["items"]
    assert {row["assignment"]["agency"]: row["answered_by"] for row in rows} == {
        agency: {"iom": 1, "unfpa": 1} for agency in ("unfpa", "iom")
    }


async def test_an_item_that_was_merged_stays_an_item(loaded_anew: Loaded) -> None:
    """Into one that was told in the round: it is answered by that, and counts once, and the agency has started."""
    asked = await report(loaded_anew.client, "A seminar on the census")
    await opened(loaded_anew.client, "unfpa", blockers=[])
    before = await shown(loaded_anew.client, UNFPA)
    newly = await report(loaded_anew.client, "A workshop on counting", reported_on=day(0))
    await tell(loaded_anew.client, asked, type="merged", into=newly)
    after = await shown(loaded_anew.client, UNFPA)
    assert (after["total"], after["progress"]) == (before["total"], "started")
    item = (await items_of(loaded_anew.client))[newly]
    assert (item["answered"], item["answered_by"]) == (True, ["unfpa"])
    await done(await loaded_anew.client.post(f"{UNFPA}/updates", json={"type": "submitted"}))


async def test_why_answers_were_sent_back_is_between_two(loaded_anew: Loaded) -> None:
    """The agency and the secretariat read the reason, on the board, in the assignment, its history and the log."""
    await opened(loaded_anew.client, "unfpa", blockers=[])
    await done(await loaded_anew.client.post(f"{UNFPA}/updates", json={"type": "submitted"}))
    back = {"type": "sent_back", "reason": "Two dates are missing."}
    await done(await loaded_anew.client.post(f"{UNFPA}/updates", json=back))
    log = f"{API}/log/events?after=0&limit=500&tag=assignment:now-unfpa"
    calling = loaded_anew.calling
    async with calling(Role.FOCAL_POINT, "unfpa") as own, calling(Role.FOCAL_POINT, "iom") as other:
        for place in (f"{ROUNDS}/now/board", UNFPA, f"{UNFPA}/history", log):
            told = [back["reason"] in (await client.get(place)).text for client in (loaded_anew.client, own, other)]
            assert told == [True, True, False]


async def test_an_assignment_has_a_history(loaded_anew: Loaded) -> None:
    """Each step in its order, for everybody; who may not read what they say sees that they were taken."""
    await opened(loaded_anew.client, "unfpa", blockers=[])
    await done(await loaded_anew.client.post(f"{UNFPA}/updates", json={"type": "submitted", "note": "All done."}))
    async with loaded_anew.calling(Role.FOCAL_POINT, "iom") as other:
        whole, seen = [(await shown(client, f"{UNFPA}/history"))["items"] for client in (loaded_anew.client, other)]
    for items in (whole, seen):
        assert [one["type"] for one in items] == ["assignment-made", "assignment-submitted"]
    assert (whole[1]["data"]["note"], seen[1]["data"]) == ("All done.", None)


async def test_a_closed_round_is_closed_whatever_day_is_named(loaded_anew: Loaded) -> None:
    """An agency does not choose the day; the secretariat notes what it was sent while the round was open."""
    days = {"opens": day(-20), "due_by": day(-10), "closes": day(-5), "reported_on": day(-25)}
    await opened(loaded_anew.client, "unfpa", blockers=[], **days)
    step = {"type": "submitted", "reported_on": day(-6)}
    async with loaded_anew.calling(Role.FOCAL_POINT, "unfpa") as unfpa:
        for said in (step, {"type": "submitted"}):
            assert_problem(await unfpa.post(f"{UNFPA}/updates", json=said), 422, "invalid-input")
    await done(await loaded_anew.client.post(f"{UNFPA}/updates", json=step))


async def test_what_is_new_in_the_round_is_looked_at_too(loaded_anew: Loaded) -> None:
    """A new plan whose day has passed stands in the way, and something new that is done already is a beginning."""
    client = loaded_anew.client
    await opened(client, "iom", blockers=["did-it-happen"])
    address = f"{ROUNDS}/now/assignments/iom"
    for activity, item in (await items_of(client, address)).items():
        if item["asked"][0]["rule"] == "did-it-happen":
            await tell(client, activity, type="withdrawn")
    iom = {"lead": "iom", "reported_by": "iom", "reported_on": day(0)}
    late = await report(client, "A plan of yesterday", date={"edtf": day(-1)}, **iom)
    refused = assert_problem(await client.post(f"{address}/updates", json={"type": "submitted"}), 422, "invalid-input")
    assert late in {fault["detail"].partition(":")[0] for fault in refused["faults"]}
    await done(await client.post(f"{ROUNDS}/now/updates", json={"type": "agencies_asked", "agencies": ["ilo"]}))
    ilo = f"{ROUNDS}/now/assignments/ilo"
    assert (await shown(client, ilo))["progress"] == "not_started"
    await report(client, "A report that is out", stage="completed", lead="ilo", reported_by="ilo", reported_on=day(0))
    assert (await shown(client, ilo))["progress"] == "started"


async def test_a_board_of_before_the_opening_reads_nothing_of_later(loaded_anew: Loaded) -> None:
    """As of a day before it, a round that is to open shows what was open on that day."""
    later = await report(loaded_anew.client, "A plan of last week", reported_on=day(-7))
    earlier = await report(loaded_anew.client, "A plan of last month", reported_on=day(-30))
    await opened(loaded_anew.client, "unfpa", reported_on=day(-40))
    then, now = await items_of(loaded_anew.client, as_of=day(-14)), await items_of(loaded_anew.client)
    assert [(earlier in items, later in items) for items in (then, now)] == [(True, False), (True, True)]


async def test_the_same_step_sent_again_has_one_answer(loaded_anew: Loaded) -> None:
    """Also where more is asked by then; the tags of an assignment and of a round are good for If-Match."""
    client = loaded_anew.client
    await opened(client, "unfpa", blockers=[])
    tag = (await client.get(UNFPA)).headers["etag"]
    headers = {"Idempotency-Key": "once", "If-Match": tag}
    first = await client.post(f"{UNFPA}/updates", json={"type": "submitted"}, headers=headers)
    await done(first)
    await report(client, "Told later, of before", reported_on=day(-30))
    again = await client.post(f"{UNFPA}/updates", json={"type": "submitted"}, headers=headers)
    assert (again.status_code, again.content) == (first.status_code, first.content)
    asked = {"type": "agencies_asked", "agencies": ["iom"]}
    receipt = await client.post(f"{ROUNDS}/now/updates", json=asked)
    await done(receipt)
    corrected = {"type": "corrected", "title": "Round of now"}
    await done(
        await client.post(f"{ROUNDS}/now/updates", json=corrected, headers={"If-Match": receipt.headers["etag"]})
    )


@pytest.mark.parametrize("name", ["cm9-a", "Cm9", "c" * 31])
async def test_the_id_of_a_round_has_no_hyphen(loaded_anew: Loaded, name: str) -> None:
    """So that the assignments of two rounds never have one id."""
    days = {"opens": day(-1), "due_by": day(10), "closes": day(20)}
    body = {"id": name, "coordination_meeting": "cm9", **days, "agencies": ["unfpa"]}
    assert_problem(await loaded_anew.client.post(ROUNDS, json=body), 422, "invalid-input")
