"""The round of the Ninth Meeting, played on the record: who is asked what, who answers how, and what carries over.

What is expected is computed from the files of the record by a plain model, which shares no rule with the service.
"""

from collections.abc import Iterable
from typing import Any

import pytest

from service.auth.roles import Role
from tests.loaded_record import Loaded
from tests.service.api.plain_round import ENDED, expected, unanswered
from tests.service.api.publications import assert_problem
from tests.service.api.record import API, shown

pytestmark = pytest.mark.anyio

ROUNDS = f"{API}/reporting-rounds"
OPENS, DUE, CLOSES = "2010-12-15", "2011-01-31", "2011-02-10"


async def planned(loaded: Loaded, name: str, opens: str, closes: str, agencies: Iterable[str]) -> None:
    """Plan a round that asks these agencies, with no rule that blocks."""
    body = {
        "id": name,
        "coordination_meeting": "cm9",
        "opens": opens,
        "due_by": closes,
        "closes": closes,
        "agencies": sorted(agencies),
        "blockers": [],
        "reported_on": "2010-12-01",
    }
    answer = await loaded.client.post(ROUNDS, json=body)
    assert answer.status_code == 201, answer.text


async def asked_in(loaded: Loaded, name: str, agencies: Iterable[str], as_of: str) -> dict[str, set[str]]:
    """What each agency is asked, by its assignment."""
    found = {}
    for agency in agencies:
        assignment = await shown(loaded.client, f"{ROUNDS}/{name}/assignments/{agency}", as_of=as_of)
        found[agency] = {item["activity"]["id"] for item in assignment["items"]}
    return found


async def board_of(loaded: Loaded, name: str, as_of: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """The board of a round, and its rows by agency."""
    board = await shown(loaded.client, f"{ROUNDS}/{name}/board", as_of=as_of)
    return board, {row["assignment"]["agency"]: row for row in board["items"]}


ANSWERS: tuple[dict[str, Any], ...] = (
    {"type": "no_change"},
    {"type": "progressed", "stage": "in_progress"},
    {"type": "rescheduled", "date": {"as_written": "in May 2012"}},
    {"type": "completed", "note": "Nothing was published.", "date": {"edtf": "2010-11"}},
    {"type": "partly_completed", "remaining": "The second part."},
    {"type": "suspended", "resumes": {"edtf": "2012"}},
    {"type": "cancelled", "reason": "funding"},
)
# The body that was named answers that it is not its own, and is asked no more.
NOT_OURS = {"type": "not_ours"}


async def answered(loaded: Loaded, agency: str) -> tuple[set[str], set[str]]:
    """Answer all but the last item of an agency, each in another way; which were answered, and which are over then."""
    assignment = await shown(loaded.client, f"{ROUNDS}/cm9/assignments/{agency}", as_of=OPENS)
    told, over = set(), set()
    for place, item in enumerate(assignment["items"][:-1]):
        activity = item["activity"]
        answer = dict(ANSWERS[place % len(ANSWERS)])
        if item["because"] == "not_confirmed" and place % 2:
            answer = {**NOT_OURS, "agency": activity["lead"]}
        elif activity.get("stage") in ENDED:
            answer = {"type": "no_change"}
        body = {**answer, "reported_on": "2011-01-10", "reported_by": activity.get("lead") or activity["reported_by"]}
        taken = await loaded.client.post(item["answer_at"], json=body)
        assert taken.status_code == 200, taken.text
        told.add(activity["id"])
        if answer["type"] in ("cancelled", "not_ours") or (
            answer["type"] == "completed" and not activity.get("recurrence")
        ):
            over.add(activity["id"])
    return told, over


async def test_the_round_of_the_ninth_meeting(loaded_anew: Loaded) -> None:
    """Every open item of the Seventh Meeting is asked of its agency; what is still open carries over to the next."""
    items = expected(("cm7",))
    await planned(loaded_anew, "cm9", OPENS, CLOSES, items)
    assert await asked_in(loaded_anew, "cm9", items, OPENS) == items

    replies_owed = unanswered()
    asked_in_all = sum(map(len, items.values())) + sum(replies_owed.values())
    board, rows = await board_of(loaded_anew, "cm9", OPENS)
    assert {agency: (row["asked"], row["answered"], row["progress"]) for agency, row in rows.items()} == {
        agency: (len(of) + replies_owed[agency], 0, "not_started") for agency, of in items.items()
    }
    assert (board["asked"], board["rate"]) == (asked_in_all, 0)

    busiest = sorted(items, key=lambda agency: -len(items[agency]))[:6]
    told: set[str] = set()
    over: set[str] = set()
    for agency in busiest:
        told_here, over_here = await answered(loaded_anew, agency)
        told, over = told | told_here, over | over_here
    assert over
    assert told > over

    board, rows = await board_of(loaded_anew, "cm9", DUE)
    for agency, of in items.items():
        count = len(of & told)
        assert (rows[agency]["answered"], rows[agency]["progress"]) == (count, "started" if count else "not_started")
    assert board["rate"] == 100 * len(told) // asked_in_all
    assert board["agencies"]["started"] == sum(bool(of & told) for of in items.values())

    await planned(loaded_anew, "next", "2011-03-01", "2011-06-01", items)
    assert await asked_in(loaded_anew, "next", items, "2011-03-01") == expected(("cm7", "cm9"), left_out=over)
    # The first round still says what it asked, whatever came of it.
    assert await asked_in(loaded_anew, "cm9", items, "2011-03-01") == items


async def test_answers_are_handed_in_sent_back_and_accepted(loaded_anew: Loaded) -> None:
    """Each step shows on the board of its day; the secretariat notes them as they came in."""
    await planned(loaded_anew, "cm9", OPENS, CLOSES, ["unfpa", "iom"])
    address = f"{ROUNDS}/cm9/assignments/unfpa/updates"
    steps = (
        ({"type": "submitted"}, "submitted"),
        ({"type": "sent_back", "reason": "Two dates are missing."}, "sent_back"),
        ({"type": "submitted", "note": "Here they are."}, "submitted"),
        ({"type": "accepted"}, "accepted"),
    )
    for place, (step, progress) in enumerate(steps):
        day = f"2011-01-{10 + place}"
        taken = await loaded_anew.client.post(address, json={**step, "reported_on": day})
        assert taken.status_code == 200, taken.text
        _, rows = await board_of(loaded_anew, "cm9", day)
        assert (rows["unfpa"]["progress"], rows["iom"]["progress"]) == (progress, "not_started")
    async with loaded_anew.calling(Role.FOCAL_POINT, "iom") as other:
        assert_problem(await other.post(address, json={"type": "submitted"}), 403, "not-allowed")


async def test_an_open_question_is_named_when_answers_are_handed_in(loaded_anew: Loaded) -> None:
    """With the usual blockers a plan whose day has passed must be answered first; the refusal names each."""
    body = {"id": "strict", "coordination_meeting": "cm9", "opens": OPENS, "due_by": DUE, "closes": CLOSES}
    made = await loaded_anew.client.post(ROUNDS, json={**body, "agencies": ["iom"], "reported_on": "2010-12-01"})
    assert made.status_code == 201, made.text
    address = f"{ROUNDS}/strict/assignments/iom"
    refused = await loaded_anew.client.post(
        f"{address}/updates", json={"type": "submitted", "reported_on": "2011-01-10"}
    )
    assert refused.status_code == 422, refused.text
    named = {fault["detail"].partition(":")[0] for fault in refused.json()["faults"]}
    assignment = await shown(loaded_anew.client, address, as_of="2011-01-10")
    late = {
        item["activity"]["id"] for item in assignment["items"] if "did-it-happen" in {q["rule"] for q in item["asked"]}
    }
    assert late
    assert late <= named


async def test_what_is_not_there_is_not_found(loaded: Loaded) -> None:
    """Neither a round nor an assignment that nobody made."""
    for path in (
        "nothing",
        "nothing/board",
        "nothing/assignments/unfpa",
        "nothing/assignments/unfpa/history",
        "nothing/history",
    ):
        assert_problem(await loaded.client.get(f"{ROUNDS}/{path}"), 404, "not-found")
