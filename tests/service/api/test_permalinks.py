"""Permalinks: what was answered at a position is answered for ever, whatever is said later."""

import re
from collections.abc import Mapping, Sequence

import httpx
import pytest
from litestar.routes import HTTPRoute

from service.api.parameters import query_parameters
from service.app import create_app
from service.settings import Settings
from tests.loaded_record import Loaded
from tests.service.access_table import API_ROWS
from tests.service.api.record import API, shown

pytestmark = pytest.mark.anyio

AGENCY = "unfpa"
SEVENTH = "2008-11-21"
# A question about something that stands in the record: of what else a row asks about is made first.
ROWS = [row for row in API_ROWS if row.method == "GET"]


def routes_at_the_clocks() -> set[str]:
    """Every route of the API that takes a day and a position."""
    app = create_app(Settings(database_url="sqlite:///never-opened.sqlite3"))
    return {
        route.path_format.removeprefix(API)
        for route in app.routes
        if isinstance(route, HTTPRoute)
        for handler in route.route_handlers
        if "GET" in handler.http_methods and {"as_of", "known_at"} <= set(query_parameters(handler).names)
    }


async def permalinks(client: httpx.AsyncClient) -> dict[str, list[str]]:
    """The permalinks of every route at the clocks: of today, of a day in the past, and of an early position."""
    wanted, found = routes_at_the_clocks(), {}
    early = (await shown(client, "log/events", limit="800"))["items"][-1]["position"]
    for row in (row for row in ROWS if row.path in wanted):
        asking, made_id = row.asking(AGENCY), ""
        for need in asking.needs:
            made_id = (await client.post(f"{API}{need.path}", json=need.body)).json()["id"]
        path = asking.path.replace("{made}", made_id)
        answers = [await client.get(f"{API}{path}", params=_query(path, clocks)) for clocks in _clocks(early)]
        assert answers[0].is_success, (path, answers[0].text)
        without = [str(answer.url) for answer in answers if answer.is_success and "bookmark" not in answer.links]
        assert not without, f"These answers have no permalink: {without}"
        found[row.path] = [answer.links["bookmark"]["url"] for answer in answers if answer.is_success]
    return found


def _clocks(early: str) -> Sequence[dict[str, str]]:
    return ({}, {"as_of": SEVENTH}, {"known_at": early})


def _query(path: str, clocks: dict[str, str]) -> dict[str, str]:
    """What stands in the path already, and the clocks."""
    return {**dict(httpx.URL(path).params.items()), **clocks}


async def a_hundred_events(client: httpx.AsyncClient) -> None:
    """News, late news, corrections, new names, links, turns and entries, of much that is asked about."""
    before = int((await shown(client, "log/checkpoint"))["position"].partition(".")[0])
    listed = (await shown(client, "activities", limit="60", stage="planned"))["items"]
    for number, activity in enumerate(listed[:30]):
        updates = f"activities/{activity['id']}/updates"
        late = {"type": "rescheduled", "date": {"edtf": "2009-10"}, "reported_on": "2008-12-01"}
        await told(client, updates, late)
        news = {"type": "completed", "date": {"edtf": "2012"}, "note": "It was held."} if number % 2 else None
        await told(client, updates, news or {"type": "progressed", "stage": "in_progress", "note": "Begun."})
        tag = (await client.get(f"{API}/activities/{activity['id']}")).headers["etag"]
        await told(client, updates, {"type": "corrected", "title": f"Another title {number}"}, tag)
    for number in range(5):
        report = {"title": f"A promise {number}", "lead": AGENCY, "reported_by": AGENCY, "reported_on": SEVENTH}
        await told(client, "commitments", {**report, "id": f"late-promise-{number}", "topics": ["gfmd"]})
    renamed = {"type": "renamed", "name": "United Nations Fund for Population", "valid_from": "2020-01-01"}
    await told(client, f"agencies/{AGENCY}/updates", renamed)
    await told(client, "agencies/un-desa-pd/updates", {"type": "moved", "parent": "escap"})
    await told(client, "topics/gfmd/updates", {"type": "relabelled", "label": "Forum"})
    await told(client, "coordination-meetings/cm9/updates", {"type": "scheduled", "outcome": "held"})
    await told(client, "statements/st-ii-04/updates", {"type": "linked", "activities": ["pd-egm-bangkok"]})
    item = {"type": "commitment", "id": "a-turn-later", "title": "A promise of today"}
    await told(client, "coordination-meetings/cm9/interventions", {"order": 1, "agency": AGENCY, "items": [item]})
    assert int((await shown(client, "log/checkpoint"))["position"].partition(".")[0]) - before >= 100


async def told(client: httpx.AsyncClient, path: str, body: Mapping[str, object], tag: str | None = None) -> None:
    """Say something, and see that it was taken."""
    answer = await client.post(f"{API}/{path}", json=body, headers={"If-Match": tag} if tag else {})
    assert answer.is_success, (path, answer.text)


async def test_every_answer_at_the_clocks_has_a_permalink_that_answers_the_same_for_ever(loaded_anew: Loaded) -> None:
    """Byte for byte, but for the position at which the log stands when it is asked: its tag and its cursor name it."""
    links = await permalinks(loaded_anew.client)
    assert set(links) == routes_at_the_clocks()
    before = {link: await loaded_anew.client.get(link) for of_route in links.values() for link in of_route}
    await a_hundred_events(loaded_anew.client)
    for link, then in before.items():
        now = await loaded_anew.client.get(link)
        assert (then.status_code, now.status_code) == (200, 200), (link, then.text, now.text)
        stood, stands = (answer.headers["tour-position"] for answer in (then, now))
        assert stood != stands
        assert _but_for_the_cursor(now.text.replace(stands, stood)) == _but_for_the_cursor(then.text), link
        assert now.links["bookmark"]["url"] == then.links["bookmark"]["url"] == link
        kept = ("content-type", "tour-behind")
        assert [now.headers.get(name) for name in kept] == [then.headers.get(name) for name in kept]


def _but_for_the_cursor(text: str) -> str:
    return re.sub(r'"next":"[\w-]+"', '"next":"…"', text)


async def test_without_a_position_the_answers_change(loaded_anew: Loaded) -> None:
    """Control: the same hundred events change most of what is asked without a permalink."""
    paths = ("activities", "agencies/unfpa", "follow-up/counts", "coordination-meetings/cm9/changes", "topics/gfmd")
    before = [(await loaded_anew.client.get(f"{API}/{path}")).json() for path in paths]
    await a_hundred_events(loaded_anew.client)
    after = [(await loaded_anew.client.get(f"{API}/{path}")).json() for path in paths]
    assert [then != now for then, now in zip(before, after, strict=True)] == [True] * len(paths)


async def test_what_takes_no_clocks_has_no_permalink(loaded: Loaded) -> None:
    """The log only grows: its events have addresses of their own."""
    assert "bookmark" not in (await loaded.client.get(f"{API}/log/checkpoint")).links
    assert "bookmark" not in (await loaded.client.get(f"{API}/agencies/unfpa/history")).links


async def test_a_permalink_stands_beside_the_link_to_the_next_page(loaded: Loaded) -> None:
    """Both in one header; what narrows the list stands in both."""
    links = (await loaded.client.get(f"{API}/activities", params={"limit": 5, "kind": "publication"})).links
    assert set(links) == {"next", "bookmark"}
    assert all("kind=publication" in links[relation]["url"] for relation in links)
