"""A question that cannot be meant is refused with its place, and never answered as if it were another."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any

import pytest

from projections.search import finding
from tests.loaded_record import Loaded
from tests.service.api.publications import assert_problem
from tests.service.api.record import API

pytestmark = pytest.mark.anyio


QUERIES = [
    ("activities?kindd=publication", "invalid-input", "/kindd"),
    ("activities?kind=song", "invalid-input", "/kind"),
    ("activities?stage=nearly", "invalid-input", "/stage"),
    ("activities?role=singer", "invalid-input", "/role"),
    ("activities?timeliness=late", "invalid-input", "/timeliness"),
    ("activities?limit=0", "invalid-input", "/limit"),
    ("activities?limit=501", "invalid-input", "/limit"),
    ("activities?as_of=2008-02-30", "impossible-date", "/as_of"),
    ("activities?as_of=yesterday", "invalid-input", "/as_of"),
    ("activities?due_from=2008-02-30", "impossible-date", "/due_from"),
    ("activities?date_to=2008-13-01", "impossible-date", "/date_to"),
    ("activities?cursor=nonsense", "invalid-input", "/cursor"),
    ("activities?cursor=W10", "invalid-input", "/cursor"),
    ("activities?known_at=yesterday", "invalid-input", "/known_at"),
    ("activities?known_at=2008-13-45T99:00:00Z", "invalid-input", "/known_at"),
    ("activities?known_at=TZ", "invalid-input", "/known_at"),
    ("follow-up?limit=many", "invalid-input", "/limit"),
    ("follow-up?sub_entities=perhaps", "invalid-input", "/sub_entities"),
    ("agencies?limit=3", "invalid-input", "/limit"),
    ("agencies/unfpa?as_of=2008-02-30", "impossible-date", "/as_of"),
    ("search?q=", "invalid-input", "/q"),
    ("search?q=%E2%80%93%20!", "invalid-input", "/q"),
    ("search?q=of%20the", "invalid-input", "/q"),
    ("search?q=-draft", "invalid-input", "/q"),
    (f"search?q={'x' * 201}", "invalid-input", "/q"),
    ("search", "invalid-input", "/q"),
    ("search?q=migration&in=meetings", "invalid-input", "/in"),
    ("search?q=migration&limit=101", "invalid-input", "/limit"),
    ("search?q=migration&cursor=nonsense", "invalid-input", "/cursor"),
    ("search?q=migration&cursor=W10", "invalid-input", "/cursor"),
    ("search?q=migration&as_of=2008-02-30", "impossible-date", "/as_of"),
    ("agency-names?name=", "invalid-input", "/name"),
    ("log/events?after=abc", "invalid-input", "/after"),
    ("log/events?after=%C2%B2", "invalid-input", "/after"),
    ("log/events?positions=1,,2", "invalid-input", "/positions"),
    ("log/events?limit=1001", "invalid-input", "/limit"),
]  # fmt: skip


@pytest.mark.parametrize(("address", "slug", "pointer"), QUERIES)
async def test_a_question_that_cannot_be_meant_is_refused(
    loaded: Loaded, address: str, slug: str, pointer: str
) -> None:
    """A misspelt filter, a day that there is not, a cursor of nobody: never an unfiltered list, never a failure."""
    problem = assert_problem(await loaded.client.get(f"{API}/{address}"), 422, slug)
    assert problem["faults"][0]["pointer"] == pointer


@pytest.mark.parametrize(
    "spoilt",
    [
        {"known_position": 2**70},
        {"known_position": -1},
        {"as_of": "soon"},
        {"evaluated_on": "2009-02-30"},
        {"mark": ["", 2**70]},
    ],
    ids=str,
)
async def test_a_cursor_that_was_made_up_is_refused(loaded: Loaded, spoilt: dict[str, Any]) -> None:
    """A cursor comes from outside like everything else; only what could have been one is read."""
    address = f"{API}/activities?limit=1"
    cursor = (await loaded.client.get(address)).json()["next"]
    names = ("position", "as_of", "known_position", "known_at", "evaluated_on", "order", "descending", "mark")
    fields = dict(zip(names, json.loads(urlsafe_b64decode(cursor + "==")), strict=True))
    made_up = urlsafe_b64encode(json.dumps(list({**fields, **spoilt}.values())).encode()).decode()
    problem = assert_problem(await loaded.client.get(f"{address}&cursor={made_up}"), 422, "invalid-input")
    assert problem["faults"][0]["pointer"] == "/cursor"
    unchanged = urlsafe_b64encode(json.dumps(list(fields.values())).encode()).decode()
    assert (await loaded.client.get(f"{address}&cursor={unchanged}")).status_code == 200, "control"


@pytest.mark.parametrize(
    ("address", "pointed"),
    [
        ("activities?agency=unfpaa", "unfpaa"),
        ("activities?topic=weather", "weather"),
        ("agencies/unfpaa/activities", "unfpaa"),
        ("topics/weather/activities", "weather"),
        ("activities/nothing", "nothing"),
        ("activities/nothing/history", "nothing"),
        ("coordination-meetings/cm8/interventions", "cm8"),
        ("coordination-meetings/cm8/statements", "cm8"),
        ("coordination-meetings/cm8/tour-de-table", "cm8"),
        ("coordination-meetings/cm7/interventions/99", "cm7-99"),
        ("meetings/nowhere", "nowhere"),
    ],
)
async def test_what_there_is_not_is_not_found(loaded: Loaded, address: str, pointed: str) -> None:
    """The sentence names the id that was asked for."""
    problem = assert_problem(await loaded.client.get(f"{API}/{address}"), 404, "not-found")
    assert pointed in problem["detail"]


@pytest.mark.parametrize("path", ["activities?text=mi*", "activities?text=census%20-mi*", "search?q=mi*"])
async def test_letters_with_which_too_many_words_begin_are_refused(
    loaded: Loaded, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    """With what can be done about it, before any list is read."""
    assert (await loaded.client.get(f"{API}/{path}")).is_success
    monkeypatch.setattr(finding, "BEGINNING_MAX", 20)
    fault = assert_problem(await loaded.client.get(f"{API}/{path}"), 422, "invalid-input")["faults"][0]
    assert fault["pointer"] in ("/text", "/q")
    assert "add some letters or leave the star out" in fault["detail"]
