"""Links behind numbers: they list what was counted, however often they are followed, and so does a permalink."""

import base64
import json

import httpx
import pytest

from tests.loaded_record import Loaded
from tests.service.api.publications import assert_problem
from tests.service.api.record import API, shown, total
from tests.small_record import position_of, serving_at, withhold

pytestmark = pytest.mark.anyio

NESTED = (
    {"not": {"kind": ["publication"]}},
    {"and": [{"kind": ["publication"]}]},
    {"and": [{"kind": ["publication"]}, {"not": {"stage": ["completed"]}}]},
    {"or": [{"kind": ["publication"]}, {"stage": ["planned"]}], "and": [{"lead": ["unfpa"]}, {"promise": True}]},
    {"kind": ["publication"], "not": {"stage": ["completed"]}},
)


@pytest.mark.parametrize("nested", NESTED, ids=str)
async def test_a_link_is_followed_for_ever(loaded: Loaded, nested: dict[str, object]) -> None:
    """The list behind the link of a list is the same list, and its filter does not grow."""
    first = (await loaded.client.get(f"{API}/activities", params={"filter": json.dumps(nested)})).json()
    link = first["link"]
    for _ in range(8):
        listed = (await loaded.client.get(link)).json()
        assert listed["total"] == first["total"] > 0
        assert len(listed["link"]) == len(link)
        link = listed["link"]


async def test_the_deepest_filter_of_a_body_has_links(loaded: Loaded) -> None:
    """Of its total and of each number that narrows it."""
    deepest = {"agency": ["unfpa"], "not": {"not": {"not": {"not": {"not": {"kind": ["publication"]}}}}}}
    answer = await loaded.client.post(
        f"{API}/activities/facets", json={"filter": deepest, "facets": ["agency", "kind"]}
    )
    counted = answer.json()
    assert (await loaded.client.get(counted["link"])).json()["total"] == counted["total"] > 0
    values = [value for facet in counted["facets"] for value in facet["values"]]
    assert values
    for value in values:
        assert (await loaded.client.get(value["link"])).json()["total"] == value["count"]


@pytest.mark.parametrize("query", ["evaluated_on=2008-12-31", "as_of=2009-06-01&evaluated_on=2011-01-01"])
@pytest.mark.parametrize("path", ["follow-up/counts", "activities"])
async def test_the_permalink_of_a_day_of_evaluation_keeps_it(loaded: Loaded, path: str, query: str) -> None:
    """The day on which promises are judged is another thing than the day by which all was said."""
    answer = await loaded.client.get(f"{API}/{path}?{query}")
    again = await loaded.client.get(answer.links["bookmark"]["url"])
    assert (again.json()["total"], again.json()["evaluated_on"]) == (answer.json()["total"], query[-10:])
    for name in ("overdue", "done", "undated"):
        assert again.json().get("counts", {}).get(name) == answer.json().get("counts", {}).get(name)


async def test_bodies_under_a_lead_are_meant_where_they_are_asked_for(loaded: Loaded) -> None:
    """The parameter says so beside either name of the lead."""
    under = await total(loaded.client, "follow-up", agency="un-desa", sub_entities="true")
    assert await total(loaded.client, "follow-up", lead="un-desa", sub_entities="true") == under
    assert await total(loaded.client, "follow-up", lead="un-desa") < under


async def test_a_cursor_from_the_future_is_refused(loaded: Loaded) -> None:
    """Nobody but the service writes a state into a cursor."""
    cursor = (await shown(loaded.client, "activities", limit="5"))["next"]
    fields = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    fields[2] += 3
    forged = base64.urlsafe_b64encode(json.dumps(fields).encode()).decode().rstrip("=")
    answer = await loaded.client.get(f"{API}/activities", params={"limit": "5", "cursor": forged})
    assert assert_problem(answer, 422, "invalid-input")["faults"][0]["pointer"] == "/cursor"


@pytest.mark.parametrize("start", ["0001-01-01", "0001-01-01T00:00:00Z"])
async def test_the_log_is_searched_from_the_first_day_there_is(loaded: Loaded, start: str) -> None:
    """There is no instant before it."""
    assert (await shown(loaded.client, "log/events", recorded_from=start, limit="1"))["items"]


async def test_what_was_withheld_is_counted_nowhere(small_url: str) -> None:
    """Counts that were carried on before a redaction are those of the lists after it, at every clock."""
    async with serving_at(small_url) as small:
        await count_what_is_withheld(small)


async def count_what_is_withheld(small: httpx.AsyncClient) -> None:
    """Count, withhold, and count again."""
    told: dict[str, object] = {"title": "A mission", "lead": "unfpa", "reported_by": "unfpa", "id": "a-mission"}
    told |= {"places": [{"name": "Andorra", "iso3166": "AD"}], "due": {"edtf": "2009-01"}}
    assert (await small.post(f"{API}/commitments", json=told)).is_success
    head = (await shown(small, "log/checkpoint"))["position"]
    where = ({"place": "AD"}, {"lead": "unfpa", "due_to": "2009-02-01"})
    for clocks in ({}, {"known_at": head}):
        assert [await total(small, "activities", **one, **clocks) for one in where] == [1, 1]
    position = await position_of(small, "commitment-reported", id="a-mission")
    for field in ("places", "due"):
        answer = await withhold(small, position, field)
        assert answer.is_success, answer.text
    for clocks in ({}, {"known_at": head}):
        assert [await total(small, "activities", **one, **clocks) for one in where] == [0, 0]
