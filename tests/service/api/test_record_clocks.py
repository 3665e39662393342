"""Both clocks on the real record: what had been said by a day, and what the log knew at a position."""

from collections import Counter
from datetime import date, timedelta

import httpx
import pytest

from tests.loaded_record import Loaded
from tests.service.api.publications import assert_problem
from tests.service.api.record import API, Entry, every, every_by_id, firsts, numbers, shown

pytestmark = pytest.mark.anyio

SEVENTH, NINTH, BETWEEN = "2008-11-21", "2011-02-18", "2009-06-01"
DEBATE = f"{API}/activities/ga-thematic-debate-planned"

LISTS = ("agencies", "topics", "mandates", "meetings", "coordination-meetings", "activities", "follow-up")
AT_A_MEETING = ("interventions", "statements", "tour-de-table", "tour-de-table.md", "tour-de-table.html")


async def test_the_debate_grows_more_exact_over_time(loaded: Loaded) -> None:
    """In 2008 it was "in 2011"; in 2011 its day was known, under the id of either report."""
    then = await shown(loaded.client, DEBATE, as_of=SEVENTH)
    assert (then["date"]["edtf"], then["date"]["as_written"]) == ("2011", "in 2011")
    for report_id in ("ga-thematic-debate-planned", "ga-thematic-debate-2011-date"):
        later = await shown(loaded.client, f"activities/{report_id}", as_of=NINTH)
        assert (later["date"]["edtf"], later["due"]["latest"]) == ("2011-05-19", "2011-05-19")
    assert (await shown(loaded.client, "meetings/ga-thematic-debate-2011"))["date"]["edtf"] == "2011-05-19"


async def _answers(client: httpx.AsyncClient, as_of: str) -> dict[str, httpx.Response]:
    """Every list and every thing's own page as of a day, histories excepted."""
    paths = [*LISTS, "follow-up/counts"]
    for noun in LISTS[:-1]:
        paths += [f"{noun}/{item['id']}" for item in await every(client, noun, as_of=as_of)]
    for noun in ("agencies", "topics"):
        paths += [f"{noun}/{item['id']}/activities" for item in await every(client, noun, as_of=as_of)]
    for meeting in await every(client, "coordination-meetings", as_of=as_of):
        paths += [f"coordination-meetings/{meeting['id']}/{part}" for part in AT_A_MEETING]
        turns = await every(client, f"coordination-meetings/{meeting['id']}/interventions", as_of=as_of)
        paths += [f"coordination-meetings/{meeting['id']}/interventions/{turn['order']}" for turn in turns]
        said = await every(client, f"coordination-meetings/{meeting['id']}/statements", as_of=as_of)
        paths += [f"statements/{one['id']}" for one in said]
    paged = {"activities", "follow-up"}
    query = {path: {"as_of": as_of, **({"limit": "500"} if path in paged else {})} for path in paths}
    return {path: await client.get(f"{API}/{path}", params=query[path]) for path in paths}


async def test_no_answer_as_of_2008_knows_the_day_of_2011(loaded: Loaded) -> None:
    """Walking every list and every thing: what was first said in 2011 is nowhere in what stood in 2008."""
    answers = await _answers(loaded.client, SEVENTH)
    assert {path: answer.status_code for path, answer in answers.items() if answer.status_code != 200} == {}
    assert [path for path, answer in answers.items() if _tells_the_day(answer)] == []
    assert len(answers) > 600, "the walk goes everywhere"


async def test_the_walk_finds_the_day_in_2011(loaded: Loaded) -> None:
    """Control: the same search finds the day as of the ninth meeting, on the debate and on its meeting."""
    paths = ("activities/ga-thematic-debate-planned", "meetings/ga-thematic-debate-2011")
    for path in paths:
        assert _tells_the_day(await loaded.client.get(f"{API}/{path}", params={"as_of": NINTH})), path


def _tells_the_day(answer: httpx.Response) -> bool:
    return "19 May 2011" in answer.text or "2011-05-19" in answer.text


async def test_nothing_said_in_2011_is_listed_in_2008(loaded: Loaded) -> None:
    """The activities as of the seventh meeting are those of its report; those of the programme come in 2011."""
    in_2008 = set(await every_by_id(loaded.client, "activities", as_of=SEVENTH, limit=500))
    assert in_2008 == {entry["id"] for entry in firsts() if entry["said_at"] == "cm7"}
    in_2011 = set(await every_by_id(loaded.client, "activities", as_of=NINTH, limit=500))
    assert in_2011 == {entry["id"] for entry in firsts()}
    assert await every(loaded.client, "activities", as_of="2008-11-20") == []


async def test_unifem_has_its_successor_only_later(loaded: Loaded) -> None:
    """Its page says today that it became part of UN Women, and says nothing of it as of 2008."""
    assert (await shown(loaded.client, "agencies/unifem"))["successor"] == "un-women"
    then = await shown(loaded.client, "agencies/unifem", as_of=SEVENTH)
    assert (then["successor"], then["valid_to"]) == (None, None)
    answer = await loaded.client.get(f"{API}/agencies/un-women", params={"as_of": SEVENTH})
    assert_problem(answer, 404, "not-found")


async def test_iom_was_no_related_organization_in_2008(loaded: Loaded) -> None:
    """It joined the United Nations system in 2016."""
    kinds = [
        (await shown(loaded.client, "agencies/iom", as_of=day))["kind"] for day in (SEVENTH, "2016-09-18", "2016-09-20")
    ]
    assert kinds == ["igo", "igo", (await shown(loaded.client, "agencies/iom"))["kind"]]
    assert kinds[-1] == "related_organization"


async def test_a_reclassified_activity_keeps_id_history_and_links(loaded_anew: Loaded) -> None:
    """A commitment that is read as a publication is the same activity, found under its other kind."""
    client = loaded_anew.client
    before = next(one for one in await every(client, "activities", kind="commitment") if one.get("responds_to"))
    path = f"{API}/activities/{before['id']}"
    tag = (await client.get(path)).headers["etag"]
    update = {"type": "reclassified", "kind": "publication", "reason": "It was printed."}
    answer = await client.post(f"{path}/updates", json=update, headers={"If-Match": tag})
    assert answer.status_code == 200, answer.text
    after = await shown(client, path)
    assert (after["id"], after["kind"], after["responds_to"]) == (before["id"], "publication", before["responds_to"])
    types = [event["type"] for event in (await shown(client, f"{path}/history"))["items"]]
    assert (types[0], types[-1]) == ("commitment-reported", "activity-reclassified")
    assert before["id"] in await every_by_id(client, "activities", kind="publication")
    assert before["id"] not in await every_by_id(client, "activities", kind="commitment")
    assert before["id"] in await every_by_id(client, "activities", kind="commitment", as_of=SEVENTH)


DONE = {"completed", "cancelled", "superseded"}


def _stands(activity: Entry, day: str) -> str | None:
    """How a promise stands, computed here from the definition in the design."""
    stage = activity.get("stage")
    if stage in (None, "standing") or (activity["kind"] == "ongoing_work" and "due" not in activity):
        return None
    if stage in DONE:
        return "done"
    due = activity.get("due") or {}
    if not due.get("edtf"):
        return "undated"
    last = due.get("latest") or "9999-12-31"
    soon = (date.fromisoformat(day) + timedelta(days=30)).isoformat()
    return "overdue" if last < day else "due_soon" if last <= soon else "not_due"


@pytest.mark.parametrize("day", [SEVENTH, "2008-12-15", BETWEEN, None])
async def test_the_follow_up_stands_as_computed_from_the_dates(loaded: Loaded, day: str | None) -> None:
    """The list, its filters and the counts agree with a computation of their own, on days in the past and today."""
    clocks = {"as_of": day} if day else {}
    evaluated_on = (await shown(loaded.client, "follow-up", **clocks))["evaluated_on"]
    assert day in (None, evaluated_on)
    everything = await every(loaded.client, "activities", limit=500, **clocks)
    assert {one["id"]: one.get("timeliness") for one in everything} == {
        one["id"]: _stands(one, evaluated_on) for one in everything
    }
    own_word = [one for one in everything if one["assurance"] != "third_party" and _stands(one, evaluated_on)]
    counted = Counter(_stands(one, evaluated_on) for one in own_word)
    counts = await shown(loaded.client, "follow-up/counts", **clocks)
    assert {name: count for name, count in numbers(counts["counts"]).items() if count} == dict(counted)
    assert counts["total"] == len(own_word) == len(await every(loaded.client, "follow-up", limit=500, **clocks))
    by_lead = Counter(one.get("lead") for one in own_word)
    assert {one["agency"]: sum(numbers(one).values()) for one in counts["agencies"]} == by_lead
    for name in ("undated", "not_due", "due_soon", "overdue", "done"):
        listed = await every(loaded.client, "follow-up", timeliness=name, limit=500, **clocks)
        assert {one["id"] for one in listed} == {one["id"] for one in own_word if _stands(one, evaluated_on) == name}, (
            name
        )


async def test_the_dates_of_the_follow_up_are_those_of_the_files(loaded: Loaded) -> None:
    """What was overdue on 1 June 2009 is what the files promise for an earlier day and nobody had told done."""
    overdue = await every(loaded.client, "follow-up", as_of=BETWEEN, timeliness="overdue", third_party=True)
    said = {
        one["id"]: one
        for one in firsts()
        if one["said_at"] == "cm7" and one["due_edtf"] and one["status"] not in ("issued", "held", "completed")
    }
    assert {one["id"] for one in overdue} <= set(said)
    in_time = {"2008-11", "2008-12", "2009-21", "2009-05", "../2009-02-28"}
    assert {one["id"] for one in overdue} == {name for name, one in said.items() if one["due_edtf"] in in_time}
    assert overdue


async def test_known_at_answers_as_the_log_stood(loaded: Loaded) -> None:
    """At a position with its leaf, and at the instant when that event was recorded, the answer is the same."""
    history = (await shown(loaded.client, "activities/ga-thematic-debate-planned/history"))["items"]
    first, second = history[0], next(one for one in history[1:] if "id" in one["data"])
    for known_at in (first["position"], first["recorded_at"]):
        then = await shown(loaded.client, DEBATE, known_at=known_at)
        assert then["date"]["edtf"] == "2011", known_at
    for known_at in (second["position"], second["recorded_at"]):
        assert (await shown(loaded.client, DEBATE, known_at=known_at))["date"]["edtf"] == "2011-05-19", known_at
    assert_problem(await loaded.client.get(DEBATE, params={"known_at": "2008-11-21T00:00:00Z"}), 404, "not-found")


async def test_a_list_says_at_which_position_it_was_known_with_the_leaf(loaded: Loaded) -> None:
    """A position never stands alone, so that another history is not taken for this one."""
    position = (await shown(loaded.client, "activities/pd-egm-bangkok/history"))["items"][0]["position"]
    assert (await shown(loaded.client, "activities", known_at=position))["known_at"] == position


@pytest.mark.parametrize("path", ["activities", "agencies/unfpa", "follow-up/counts", "coordination-meetings/cm7"])
async def test_a_position_of_another_log_is_refused(loaded: Loaded, path: str) -> None:
    """A wrong leaf, or a position that the log has not reached, is another history."""
    for known_at in ("5.00000000", "99999999.9f3c2a01"):
        answer = await loaded.client.get(f"{API}/{path}", params={"known_at": known_at})
        assert "Read the log again" in assert_problem(answer, 409, "log-diverged")["detail"]


async def test_a_cursor_or_feed_of_another_log_is_refused(loaded: Loaded) -> None:
    """After a restore nobody goes on in another history unawares."""
    assert_problem(await loaded.client.get(f"{API}/log/events?after=5.00000000"), 409, "log-diverged")
    assert_problem(await loaded.client.get(f"{API}/log/events/5.00000000"), 409, "log-diverged")
