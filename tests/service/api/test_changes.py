"""What changed since the meeting before: on the real record, and on a small one where every class can be seen."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from service.auth.roles import Role
from tests.loaded_record import Loaded
from tests.service.api.publications import assert_problem
from tests.service.api.record import API, Entry, every, every_by_id, shown
from tests.small_record import serving_at, withhold

pytestmark = pytest.mark.anyio

REPORT = "coordination-meetings/cm9/changes"
NINTH = f"{API}/{REPORT}"
DAYS = ("2008-11-21", "2011-02-18")
DEBATE = "ga-thematic-debate-planned"


async def following(client: httpx.AsyncClient, link: str) -> Entry:
    """What is at a link of an answer."""
    answer = await client.get(link)
    assert answer.status_code == 200, (link, answer.text)
    found: Entry = answer.json()
    return found


async def test_the_ninth_meeting_is_compared_with_the_seventh(loaded: Loaded) -> None:
    """The eighth is not on record: the nearest meeting before whose days are known, from last day to last day."""
    report = await shown(loaded.client, NINTH)
    assert (report["since"]["coordination_meeting"], report["since"]["day"]) == ("cm7", "2008-11-21")
    assert report["since"]["chosen_by"] == "number"
    assert (report["until"]["day"], report["until"]["is_over"], report["evaluated_on"]) == (
        "2011-02-18", True, "2011-02-18",
    )  # fmt: skip


async def test_each_change_between_the_two_meetings_has_its_classes(loaded: Loaded) -> None:
    """The programme brought nine new reports and the day of the debate; one promise was kept in December 2008."""
    told = await every(loaded.client, REPORT, limit=50)
    classes = {one["id"]: one["classes"] for one in told if one["classes"] != ["silent"]}
    papers = {f"cm9-paper-{agency}": ["new", "completed"] for agency in ("who", "eclac", "iom", "undp", "unfpa")}
    assert classes == {
        **papers,
        **{one: ["new"] for one in ("cm9-meeting", "sg-report-67", "gmg-handbook", "acp-south-south-research")},
        DEBATE: ["more_exact", "reworded"],
        "ga-resolution-hld-followup": ["completed"],
    }


async def test_a_change_tells_each_field_before_and_after_and_the_events(loaded: Loaded) -> None:
    """The debate was "in 2011"; the event that gave its day is named, and its lead did not confirm it."""
    debate = next(one for one in await every(loaded.client, REPORT) if one["id"] == DEBATE)
    dates = {one["field"]: (one["before"], one["after"]) for one in debate["fields"]}
    assert [one["as_written"] for one in dates["date"]] == ["in 2011", "on 19 May 2011"]
    assert dates["lead"] == ("un-ga", "un-pga-office")
    assert (debate["slipped_days"], debate["agency"], debate["timeliness"]) == (None, "un-desa-pd", None)
    events = await following(loaded.client, debate["links"]["events"])
    assert [event["position"] for event in events["items"]] == debate["positions"]
    assert [event["type"] for event in events["items"]] == ["planned-meeting-reported", "activity-linked"]
    then = await following(loaded.client, debate["links"]["activity"])
    assert then["date"]["edtf"] == "2011-05-19"
    assert (await following(loaded.client, debate["links"]["history"]))["total"] > 1


def is_open(activity: Entry) -> bool:
    """It is not over, or it comes again."""
    if activity.get("stage") == "completed":
        return "recurrence" in activity
    return activity.get("stage") not in ("cancelled", "superseded")


async def test_what_is_silent_is_what_was_open_and_not_heard_of(loaded: Loaded) -> None:
    """Held against the lists as of both meetings: on the lead's own word, open at both, last heard of at the first."""
    at_both = [await every_by_id(loaded.client, "activities", as_of=day, limit=500) for day in DAYS]
    expected = {
        one["id"]
        for one in at_both[1].values()
        if one["last_heard_on"] <= DAYS[0] and one["id"] in at_both[0] and one["assurance"] != "third_party"
        if is_open(at_both[0][one["id"]]) and is_open(one)
    }
    silent = await every_by_id(loaded.client, REPORT, **{"class": "silent"})
    assert set(silent) == expected
    assert len(expected) > 100
    assert {(tuple(one["fields"]), tuple(one["positions"])) for one in silent.values()} == {((), ())}


async def test_every_count_has_a_link_that_lists_what_it_counts(loaded: Loaded) -> None:
    """By class, by agency, by topic, and by class within each; narrowed by an agency and by a broader topic too."""
    followed = 0
    for narrowed in (
        {},
        {"agency": "un-desa-pd"},
        {"topic": "migration-development", "narrower": "true"},
        {"class": "new"},
    ):
        report = await shown(loaded.client, NINTH, limit="1", **narrowed)
        counted = [*report["classes"], *report["agencies"], *report["topics"]]
        counted += [one for group in (*report["agencies"][::5], *report["topics"][::9]) for one in group["classes"]]
        for one in counted:
            assert (await following(loaded.client, one["link"]))["total"] == one["count"], one["link"]
            followed += 1
    assert followed > 150


async def test_a_walk_reads_one_state_while_others_report(loaded_anew: Loaded) -> None:
    """News that comes between two pages is on none of them, and nothing is missed or told twice."""
    client = loaded_anew.client
    expected = [one["id"] for one in await every(client, REPORT, limit=500)]
    walked: list[str] = []
    query: dict[str, Any] = {"limit": 50}
    while query:
        answer = await client.get(NINTH, params=query)
        report = answer.json()
        walked += [one["id"] for one in report["items"]]
        assert report["total"] == len(expected)
        query = {"limit": 50, "cursor": report["next"]} if report["next"] else {}
        assert ('rel="next"' in answer.headers["link"]) == bool(query)
        said = {"type": "no_change", "reported_on": "2011-02-18", "reported_by": "unfpa"}
        told = await client.post(f"{API}/activities/{expected[-len(walked)]}/updates", json=said)
        assert told.status_code == 200, told.text
    assert walked == expected
    assert (await shown(client, NINTH))["total"] >= len(expected)


REFUSED = (
    ({"since": "cm6"}, 422, "invalid-input", "/since"),
    ({"since": "cm9"}, 422, "invalid-input", "/since"),
    ({"since": "cm8"}, 404, "not-found", None),
    ({"class": "late"}, 422, "invalid-input", "/class"),
    ({"agency": "nobody"}, 404, "not-found", None),
    ({"topic": "nothing"}, 404, "not-found", None),
    ({"cursor": "nonsense"}, 422, "invalid-input", "/cursor"),
    ({"as_of": "2011-02-30"}, 422, "impossible-date", "/as_of"),
)


@pytest.mark.parametrize(("query", "status", "slug", "pointer"), REFUSED)
async def test_a_question_that_means_nothing_is_refused(
    loaded: Loaded, query: dict[str, str], status: int, slug: str, pointer: str | None
) -> None:
    """Each with a sentence, and with the parameter that is wrong."""
    answer = await loaded.client.get(NINTH, params=query)
    assert_problem(answer, status, slug)
    assert pointer is None or [fault["pointer"] for fault in answer.json()["faults"]] == [pointer]


async def test_before_its_end_a_meeting_is_told_of_up_to_the_day_asked_about(loaded: Loaded) -> None:
    """As of the end of 2010 the ninth meeting has not been named yet; as of its first day it is not over."""
    assert_problem(await loaded.client.get(NINTH, params={"as_of": "2010-12-31"}), 404, "not-found")
    report = await shown(loaded.client, NINTH, as_of="2011-02-17")
    assert (report["until"]["day"], report["until"]["is_over"]) == ("2011-02-17", False)


async def test_without_a_meeting_before_everything_is_new(loaded: Loaded) -> None:
    """The sixth meeting is known by name alone, so that the seventh begins the record."""
    report = await shown(loaded.client, f"{API}/coordination-meetings/cm7/changes")
    assert (report["since"]["chosen_by"], report["since"]["day"]) == ("none", None)
    counts = {one["class"]: one["count"] for one in report["classes"]}
    assert counts["new"] == report["total"] == (await shown(loaded.client, "activities", as_of=DAYS[0]))["total"]
    assert "silent" not in counts


async def test_nobody_is_told_of_what_they_may_not_see(loaded_anew: Loaded) -> None:
    """What is hidden today is in no report, be it of the past; its agency and the secretariat read it."""
    secret = {
        "id": "unfpa-secret", "title": "A draft plan", "lead": "unfpa", "reported_by": "unfpa", "stage": "planned",
        "reported_on": "2011-02-18", "topics": ["censuses"],
    }  # fmt: skip
    assert (await loaded_anew.client.post(f"{API}/commitments", json=secret)).is_success
    tag = (await loaded_anew.client.get(f"{API}/activities/unfpa-secret")).headers["etag"]
    hidden = {"type": "visibility", "visibility": "secretariat"}
    path = f"{API}/activities/unfpa-secret/updates"
    answer = await loaded_anew.client.post(path, json=hidden, headers={"If-Match": tag})
    assert answer.status_code == 200, answer.text
    assert "unfpa-secret" in await every_by_id(loaded_anew.client, REPORT)
    async with loaded_anew.calling(Role.FOCAL_POINT, "unfpa") as own, loaded_anew.calling(Role.READER) as reader:
        assert "unfpa-secret" in await every_by_id(own, REPORT)
        assert "unfpa-secret" not in await every_by_id(reader, REPORT)
        total = {one["agency"]: one["count"] for one in (await shown(reader, NINTH))["agencies"]}["unfpa"]
        assert total == {one["agency"]: one["count"] for one in (await shown(own, NINTH))["agencies"]}["unfpa"] - 1
    page = await loaded_anew.client.get("/coordination-meetings/cm9/changes", headers={"Authorization": ""})
    assert "A draft plan" not in page.text


EIGHTH = f"{API}/coordination-meetings/cm8/changes"
CONVENED = (
    ("coordination-meetings", {"id": "cm8", "title": "Eighth Coordination Meeting", "number": 8}),
    ("coordination-meetings/cm8/updates", {"type": "scheduled", "date": {"edtf": "2009-11-20"}, "outcome": "held"}),
    (
        "coordination-meetings/cm8/statements",
        {
            "id": "remittances-reply", "statement_type": "reply", "text": "The data are public now.", "by": ["iom"],
            "in_reply_to": ["$request"], "reported_on": "2009-11-20",
        },
    ),
)  # fmt: skip


@pytest.fixture
async def eighth(small_url: str) -> AsyncIterator[httpx.AsyncClient]:
    """The small record with a meeting a year later, at which a request of the first was answered."""
    async with serving_at(small_url) as client:
        request = (await shown(client, "coordination-meetings/cm7/statements"))["items"][0]["id"]
        for path, body in CONVENED:
            given = {**body, **({"in_reply_to": [request]} if "in_reply_to" in body else {})}
            answer = await client.post(f"{API}/{path}", json=given)
            assert answer.is_success, answer.text
        yield client


async def test_a_request_that_got_its_reply_is_told_with_the_reply(eighth: httpx.AsyncClient) -> None:
    """By a statement of the later meeting; by an activity where one is tied to it."""
    report = await shown(eighth, EIGHTH)
    assert [(one["statement"]["text"], [each["id"] for each in one["answers"]]) for one in report["statements"]] == [
        ("Data on remittances are wanted.", ["remittances-reply"])
    ]
    answering = {
        "type": "linked",
        "responds_to": [{"kind": "statement", "id": report["statements"][0]["statement"]["id"]}],
        "reported_on": "2009-11-20",
    }
    assert (await eighth.post(f"{API}/activities/pd-seminar/updates", json=answering)).status_code == 200
    answers = (await shown(eighth, EIGHTH))["statements"][0]["answers"]
    assert [one["id"] for one in answers] == ["pd-seminar", "remittances-reply"]
    assert (await following(eighth, answers[0]["link"]))["id"] == "pd-seminar"


async def test_a_late_report_changes_the_report_and_not_the_one_of_then(eighth: httpx.AsyncClient) -> None:
    """What is said today of a day before the first meeting is no change; at the position of before it is not known."""
    before = await shown(eighth, EIGHTH)
    late = {"title": "Old promise", "id": "old-promise", "lead": "iom", "reported_by": "iom", "stage": "planned"}
    answer = await eighth.post(f"{API}/commitments", json={**late, "reported_on": "2008-11-20"})
    assert answer.is_success, answer.text
    classes = {one["id"]: one["classes"] for one in await every(eighth, EIGHTH.removeprefix(f"{API}/"))}
    assert classes == {"old-promise": ["silent"], **{one["id"]: one["classes"] for one in before["items"]}}
    then = await shown(eighth, EIGHTH, known_at=before["position"])
    assert then["items"] == before["items"]


async def test_withheld_words_are_in_no_report(eighth: httpx.AsyncClient) -> None:
    """Neither before nor after: both points read as if the words had never been said."""
    said = {"type": "corrected", "title": "Seminar of Ms. Osaki", "reported_on": "2009-11-20"}
    tag = (await eighth.get(f"{API}/activities/pd-seminar")).headers["etag"]
    answer = await eighth.post(f"{API}/activities/pd-seminar/updates", json=said, headers={"If-Match": tag})
    assert answer.is_success, answer.text
    assert (await withhold(eighth, answer.json()["positions"][0], "title")).is_success
    report = await eighth.get(EIGHTH)
    assert "Osaki" not in report.text
    seminar = next(one for one in report.json()["items"] if one["id"] == "pd-seminar")
    title = next(one for one in seminar["fields"] if one["field"] == "title")
    assert title["before"] == "Seminar on remittances"
    assert "withheld" in title["after"]
