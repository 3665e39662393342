"""The audit log: by type, actor, stream, tag, agency, time of both clocks and command, onward and back."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from service.api import log
from service.auth.roles import Role
from tests.loaded_record import Loaded
from tests.service.api.publications import assert_problem
from tests.service.api.record import API, Entry, shown
from tests.small_record import serving_at

pytestmark = pytest.mark.anyio

EVENTS = f"{API}/log/events"


@pytest.fixture
async def client(small_url: str) -> AsyncIterator[httpx.AsyncClient]:
    """The service with the small record."""
    async with serving_at(small_url) as client:
        yield client


async def walked(client: httpx.AsyncClient, **query: Any) -> list[Entry]:
    """All events of a question, page by page along the links."""
    answer = await client.get(EVENTS, params={"limit": 3, **query})
    found: list[Entry] = []
    while True:
        assert answer.status_code == 200, answer.text
        found += answer.json()["items"]
        if "next" not in answer.links:
            assert answer.json()["next"] is None
            return found
        answer = await client.get(answer.links["next"]["url"])


FILTERS = (
    ({"type": "agency-registered"}, lambda one: one["type"] == "agency-registered"),
    (
        {"type": ["agency-granted", "activity-completed"]},
        lambda one: one["type"] in ("agency-granted", "activity-completed"),
    ),
    ({"stream": "activity-pd-seminar"}, lambda one: one["stream"] == "activity-pd-seminar"),
    ({"tag": "topic:remittances"}, lambda one: "remittances" in str(one["data"].get("topics")) or _is(one, "topic")),
    ({"agency": "iom"}, lambda one: '"iom"' in str(one["data"]).replace("'", '"') or one["stream"] == "agency-iom"),
    ({"reported_to": "2008-11-21"}, lambda one: one["reported_on"] <= "2008-11-21"),
    (
        {"reported_from": "2008-11-22", "reported_to": "2009-12-31"},
        lambda one: "2008-11-22" <= one["reported_on"] <= "2009-12-31",
    ),
    (
        {"stream": "activity-pd-seminar", "type": "activity-rescheduled"},
        lambda one: (one["stream"], one["type"]) == ("activity-pd-seminar", "activity-rescheduled"),
    ),
)


def _is(event: Entry, noun: str) -> bool:
    return bool(event["stream"] == f"{noun}-remittances")


@pytest.mark.parametrize(("query", "is_wanted"), FILTERS)
async def test_each_filter_keeps_what_it_names(
    client: httpx.AsyncClient, query: dict[str, Any], is_wanted: Any
) -> None:
    """Held against the whole log, onward and back."""
    everything = await walked(client, limit=1000)
    expected = [one for one in everything if is_wanted(one)]
    assert 0 < len(expected) < len(everything)
    assert await walked(client, **query) == expected
    assert await walked(client, order="newest", **query) == expected[::-1]


async def test_two_tags_must_both_stand_with_an_event(client: httpx.AsyncClient) -> None:
    """An agency and a tag narrow each other."""
    found = await walked(client, agency="iom", tag="topic:remittances")
    assert [(one["stream"], one["version"]) for one in found] == [("activity-pd-seminar", 1)]


async def test_an_instant_of_recording_is_a_place_in_the_log(client: httpx.AsyncClient) -> None:
    """Both ends are included; a day is all of it."""
    everything = await walked(client, limit=1000)
    times = {"recorded_from": everything[4]["recorded_at"], "recorded_to": everything[9]["recorded_at"]}
    assert await walked(client, **times) == everything[4:10]
    day = everything[0]["recorded_at"][:10]
    assert await walked(client, recorded_from=day, recorded_to=everything[-1]["recorded_at"][:10]) == everything
    assert await walked(client, recorded_to="2008-11-21") == []


async def test_a_walk_can_turn_round(client: httpx.AsyncClient) -> None:
    """From the second page the link back leads to the first, the newest first, while others write."""
    first = await client.get(EVENTS, params={"limit": 5})
    second = await client.get(first.links["next"]["url"])
    assert (await client.post(f"{API}/topics", json={"id": "return", "label": "Return"})).is_success
    back = await client.get(second.links["prev"]["url"])
    assert back.json()["items"] == first.json()["items"][::-1]
    assert (second.json()["previous"], first.json()["next"]) == (
        second.json()["items"][0]["position"], first.json()["items"][-1]["position"],
    )  # fmt: skip


async def test_events_are_found_by_actor_request_and_command(client: httpx.AsyncClient) -> None:
    """The id of a request finds what it brought about; another actor has written nothing."""
    answer = await client.post(f"{API}/topics", json={"id": "return", "label": "Return"})
    of_request = await walked(client, correlation=answer.headers["x-request-id"])
    assert [one["stream"] for one in of_request] == ["topic-return"]
    actor = of_request[0]["actor"]
    everything = await walked(client, limit=1000)
    assert await walked(client, actor=actor) == [one for one in everything if one["actor"] == actor]
    assert await walked(client, actor="key:nobody") == await walked(client, command_id="none") == []


async def test_a_page_that_looked_at_enough_says_where_to_go_on(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may be short, or empty, and the walk misses nothing: a rare type does not keep the service busy for long."""
    expected = await walked(client, type="activity-completed")
    monkeypatch.setattr(log, "LOOKED_AT_MAX", 4)
    first = (await client.get(EVENTS, params={"type": "activity-completed"})).json()
    assert (first["items"], first["next"] is not None) == ([], True)
    assert await walked(client, type="activity-completed") == expected
    assert await walked(client, type="activity-completed", order="newest") == expected[::-1]
    under_a_tag = {"type": "activity-completed", "tag": "agency:unfpa"}
    first = (await client.get(EVENTS, params=under_a_tag)).json()
    assert (first["items"], first["next"] is not None) == ([], True)
    of_unfpa = await walked(client, **under_a_tag)
    assert of_unfpa == (await walked(client, **under_a_tag, order="newest"))[::-1]
    assert [one for one in expected if one in of_unfpa] == of_unfpa


REFUSED = (
    ({"type": "agency-renam"}, "/type"),
    ({"stream": "unfpa"}, "/stream"),
    ({"recorded_from": "yesterday"}, "/recorded_from"),
    ({"recorded_to": "2011-02-30"}, "/recorded_to"),
    ({"before": "12"}, "/before"),
    ({"order": "random"}, "/order"),
    ({"limit": "1001"}, "/limit"),
)


@pytest.mark.parametrize(("query", "pointer"), REFUSED)
async def test_a_filter_that_means_nothing_is_refused(loaded: Loaded, query: dict[str, str], pointer: str) -> None:
    """A type that is misspelt is not an empty list."""
    answer = await loaded.client.get(EVENTS, params=query)
    assert_problem(answer, 422, "invalid-input")
    assert [fault["pointer"] for fault in answer.json()["faults"]] == [pointer]


async def test_a_day_of_the_other_clock_must_be_in_the_calendar(loaded: Loaded) -> None:
    """As everywhere."""
    assert_problem(await loaded.client.get(EVENTS, params={"reported_from": "2009-02-30"}), 422, "impossible-date")


async def test_who_may_read_what_is_the_same_under_every_filter(loaded_anew: Loaded) -> None:
    """Of a hidden activity others see that there is an event, and under a tag or an agency not even that."""
    secret = {"title": "A draft plan", "id": "unfpa-plan", "lead": "unfpa", "reported_by": "unfpa", "draft": True}
    assert (await loaded_anew.client.post(f"{API}/commitments", json=secret)).is_success
    async with loaded_anew.calling(Role.READER) as reader, loaded_anew.calling(Role.FOCAL_POINT, "unfpa") as own:
        for query in ({"stream": "activity-unfpa-plan"}, {"order": "newest", "type": "commitment-reported"}):
            event = (await shown(reader, EVENTS, **query))["items"][0]
            assert (event["stream"], event["data"]) == ("activity-unfpa-plan", None)
            assert (await shown(own, EVENTS, **query))["items"][0]["data"]["title"] == "A draft plan"
        for query in ({"agency": "unfpa", "order": "newest"}, {"tag": "activity:unfpa-plan"}):
            streams = [[one["stream"] for one in (await shown(one, EVENTS, **query))["items"]] for one in (reader, own)]
            assert ["activity-unfpa-plan" in found for found in streams] == [False, True]
