"""One filter language, in parameters and in a body: what it lists, what it counts, and what it refuses."""

import json
from typing import Any

import pytest

from tests.loaded_record import Loaded
from tests.service.api.publications import assert_problem
from tests.service.api.record import API, every, nothing_written, shown, total

pytestmark = pytest.mark.anyio

QUERY, FACETS = f"{API}/activities/query", f"{API}/activities/facets"
SEVENTH = "2008-11-21"


async def asked(loaded: Loaded, path: str, body: dict[str, Any]) -> dict[str, Any]:
    """The answer to a question in a body."""
    answer = await loaded.client.post(path, json=body)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def ids(loaded: Loaded, wanted: dict[str, Any], **more: Any) -> list[str]:
    """The ids of a list that is asked for in a body."""
    answer = await asked(loaded, QUERY, {"filter": wanted, "limit": 500, **more})
    return [item["id"] for item in answer["items"]]


@pytest.mark.parametrize(
    "wanted",
    [
        {"agency": ["un-desa"], "sub_entities": True, "role": ["lead", "partner"]},
        {"topic": ["gfmd", "remittances"], "narrower": True, "kind": ["publication", "commitment"]},
        {"place": ["002"], "review": ["accepted"], "promise": True},
        {"lead": ["unfpa"], "timeliness": ["done", "overdue"], "visibility": ["participants", "public"]},
        {"mandate": ["ga-res-63-225"], "date_from": "2008-01-01", "date_to": "2012-12-31"},
        {"text": "migra* international -workshop", "kind": ["publication"]},
        {"without": ["due"], "open": True, "reported_to": "2009-12-31", "heard_from": "2008-11-20"},
    ],
    ids=str,
)
async def test_a_get_and_a_post_list_the_same(loaded: Loaded, wanted: dict[str, Any]) -> None:
    """The members of the body are the parameters of the address, each with the values of the other."""
    parameters = {name: str(value).lower() if isinstance(value, bool) else value for name, value in wanted.items()}
    for clocks in ({}, {"as_of": SEVENTH}):
        listed = [one["id"] for one in await every(loaded.client, "activities", **parameters, **clocks)]
        assert await ids(loaded, wanted, **clocks) == listed
    assert await ids(loaded, wanted), "the comparison is about something"


async def test_a_nested_filter_stands_in_a_parameter_as_json(loaded: Loaded) -> None:
    """It must hold beside the other parameters, so that every question has an address."""
    nested = {"or": [{"kind": ["publication"]}, {"not": {"stage": ["completed"]}}]}
    listed = await every(loaded.client, "activities", agency="unfpa", filter=json.dumps(nested))
    assert [one["id"] for one in listed] == await ids(loaded, {"agency": ["unfpa"], **nested})
    assert 0 < len(listed) < await total(loaded.client, "agencies/unfpa/activities")


async def test_and_or_and_not_are_those_of_logic(loaded: Loaded) -> None:
    """A list and what is not in it are everything; an "or" is the union and an "and" what both have."""
    everything = await ids(loaded, {})
    publications, on_remittances = {"kind": ["publication"]}, {"topic": ["remittances"]}
    first, second = set(await ids(loaded, publications)), set(await ids(loaded, on_remittances))
    assert set(await ids(loaded, {"or": [publications, on_remittances]})) == first | second
    assert set(await ids(loaded, {"and": [publications, on_remittances]})) == first & second != set()
    assert set(await ids(loaded, {"not": publications})) == set(everything) - first
    neither = {"not": {"or": [publications, on_remittances]}}
    assert set(await ids(loaded, neither)) == set(everything) - first - second


@pytest.mark.parametrize("words", ["remittances", "migra* -workshop", "REMITTANCES survey"])
@pytest.mark.parametrize("clocks", [{}, {"as_of": SEVENTH}], ids=["today", "as of the seventh"])
async def test_the_words_of_a_filter_are_those_of_a_search(loaded: Loaded, words: str, clocks: dict[str, str]) -> None:
    """A list with `text` has the activities that a search finds by the same words, in the list's own order."""
    found = [one["id"] for one in await every(loaded.client, "search", q=words, **{"in": "activities"}, **clocks)]
    listed = await ids(loaded, {"text": words}, **clocks)
    assert sorted(listed) == sorted(found) != []
    assert listed == [one for one in await ids(loaded, {}, **clocks) if one in listed]


async def test_what_is_not_said_is_not_so(loaded: Loaded) -> None:
    """An activity of which no stage is told is among those that are not completed."""
    unsaid = await ids(loaded, {"without": ["stage"]})
    assert unsaid
    assert set(unsaid) <= set(await ids(loaded, {"not": {"stage": ["completed"]}}))


async def test_every_number_of_the_facets_is_that_of_the_list_behind_its_link(loaded: Loaded) -> None:
    """All facets, as of now and as of the Seventh Meeting, within a filter that uses some of them itself."""
    narrow = {"topic": ["gfmd", "remittances"], "kind": ["ongoing_work", "publication"]}
    for wanted in ({}, narrow):
        for clocks in ({}, {"as_of": SEVENTH}):
            answer = await shown(loaded.client, "activities/facets", **wanted, **clocks)
            assert (await shown(loaded.client, f"{answer['link']}&limit=1"))["total"] == answer["total"] > 0
            for facet in answer["facets"]:
                for one in facet["values"]:
                    assert (await shown(loaded.client, f"{one['link']}&limit=1"))["total"] == one["count"] > 0


async def test_the_numbers_of_the_follow_up_have_links_too(loaded: Loaded) -> None:
    """In all and by agency, also where the words name no agency."""
    counts = await shown(loaded.client, "follow-up/counts", as_of="2009-06-01")
    assert (await shown(loaded.client, counts["link"]))["total"] == counts["total"]
    for each in (counts["counts"], *counts["agencies"]):
        for name, link in each["links"].items():
            assert (await shown(loaded.client, f"{link}&limit=1"))["total"] == each[name]


async def test_a_link_lists_what_was_counted_after_others_have_written(loaded_anew: Loaded) -> None:
    """It is pinned to the position and to the day, so that a number can be explained tomorrow."""
    client = loaded_anew.client
    before = await shown(client, "activities/facets", facet="kind", agency="unfpa")
    report = {"title": "Support to the 2020 censuses", "reported_by": "unfpa", "lead": "unfpa"}
    assert (await client.post(f"{API}/publications", json=report)).status_code == 201
    after = await shown(client, "activities/facets", facet="kind", agency="unfpa")
    assert after["total"] == before["total"] + 1
    for answer in (before, after):
        for one in answer["facets"][0]["values"]:
            assert (await shown(client, one["link"]))["total"] == one["count"]


async def test_facets_of_few_values_say_how_many_more_there_are(loaded: Loaded) -> None:
    """Those of most activities first; equal ones by name."""
    whole = (await shown(loaded.client, "activities/facets", facet="topic", values="500"))["facets"][0]
    short = await asked(loaded, FACETS, {"facets": ["topic"], "values": 3})
    assert short["facets"][0]["values"] == whole["values"][:3]
    assert (whole["further"], short["facets"][0]["further"]) == (0, len(whole["values"]) - 3)
    numbers = [(-one["count"], one["value"]) for one in whole["values"]]
    assert numbers == sorted(numbers)


@pytest.mark.parametrize("sort", ["told", "due", "date", "title", "last_heard"])
async def test_every_order_is_total_and_has_an_opposite(loaded: Loaded, sort: str) -> None:
    """Walked page by page, one way is the other backwards."""
    one_way = [item["id"] for item in await every(loaded.client, "activities", sort=sort, limit=40)]
    other_way = [
        item["id"] for item in await every(loaded.client, "activities", sort=sort, limit=31, descending="true")
    ]
    assert one_way == other_way[::-1]
    assert len(set(one_way)) == 235


async def test_fields_choose_the_members_of_items(loaded: Loaded) -> None:
    """The id is always there, the others in their usual order, and what an item does not have is left out."""
    answer = await shown(loaded.client, "activities", fields=["title", "timeliness"], limit="500")
    assert {tuple(item) for item in answer["items"]} == {("id", "title"), ("id", "title", "timeliness")}
    whole = {item["id"]: item for item in await every(loaded.client, "activities")}
    assert all(whole[item["id"]].items() >= item.items() for item in answer["items"])


async def test_a_round_lists_what_it_asks_about(loaded_anew: Loaded) -> None:
    """The filter `round` lists the items of its board, for the agency that is asked."""
    client = loaded_anew.client
    planned = {
        "id": "round9", "coordination_meeting": "cm9", "opens": "2011-01-05", "due_by": "2011-01-31",
        "closes": "2011-02-10", "agencies": ["unfpa", "iom"],
    }  # fmt: skip
    made = await client.post(f"{API}/reporting-rounds", json={**planned, "reported_on": "2010-12-01"})
    assert made.status_code == 201, made.text
    items = (await shown(client, "reporting-rounds/round9/assignments/unfpa"))["items"]
    of_all = await ids(loaded_anew, {"round": ["round9"]})
    assert {item["activity"]["id"] for item in items} <= set(of_all)
    assert 0 < len(items) < len(of_all)
    assert_problem(await client.get(f"{API}/activities?round=round8"), 404, "not-found")


async def test_open_items_are_narrowed_by_the_same_filters(loaded: Loaded) -> None:
    """An agency looks at what it owes of one kind; what was withdrawn is owed by nobody, even if it is asked for."""
    path = "agencies/un-desa/open-items"
    whole = (await shown(loaded.client, path))["items"]
    plans = [one for one in whole if one["activity"]["kind"] == "planned_meeting"]
    assert (await shown(loaded.client, path, kind="planned_meeting"))["items"] == plans
    assert 0 < len(plans) < len(whole)
    assert (await shown(loaded.client, path, review="withdrawn"))["items"] == []


@pytest.mark.parametrize(
    ("path", "member"),
    [
        ("coordination-meetings/cm7/statements", "by"),
        ("coordination-meetings/cm7/interventions", "agency"),
        ("meetings", "organizers"),
    ],
)
async def test_other_lists_are_narrowed_by_agency_too(loaded: Loaded, path: str, member: str) -> None:
    """To what an agency said, or organized; with its sub-entities there is no less, and a stranger is not found."""
    whole = await every(loaded.client, path)
    names = [one[member] if isinstance(one[member], str) else next(iter(one[member]), None) for one in whole]
    agency = next(name for name in names if name)
    narrowed = await every(loaded.client, path, agency=agency)
    assert 0 < len(narrowed) < len(whole)
    assert all(agency in json.dumps(one) for one in narrowed)
    assert len(narrowed) <= len(await every(loaded.client, path, agency=agency, sub_entities="true"))
    assert_problem(await loaded.client.get(f"{API}/{path}?agency=nobody"), 404, "not-found")


async def test_statements_are_narrowed_by_topic_and_type(loaded: Loaded) -> None:
    """Each filter alone, and both together."""
    path = "coordination-meetings/cm7/statements"
    whole = await every(loaded.client, path)
    topic = next(one["topics"][0] for one in whole if one["topics"])
    on_topic = await every(loaded.client, path, topic=topic)
    assert [one["id"] for one in on_topic] == [one["id"] for one in whole if topic in one["topics"]]
    concerns = await every(loaded.client, path, topic=topic, statement_type="concern")
    assert [one["id"] for one in concerns] == [one["id"] for one in on_topic if one["statement_type"] == "concern"]


REFUSED: list[tuple[dict[str, Any], int, str, str]] = [
    ({"filter": {"kind": ["song"]}}, 422, "invalid-input", "/filter/kind/0"),
    ({"filter": {"kindd": ["publication"]}}, 422, "invalid-input", "/filter/kindd"),
    ({"filter": {"or": [{}, {"not": {"stage": ["nearly"]}}]}}, 422, "invalid-input", "/filter/or/1/not/stage/0"),
    ({"filter": {"and": [{"agency": ["nobody"]}]}}, 404, "not-found", "/filter/and/0/agency"),
    ({"filter": {"not": {"topic": ["weather"]}}}, 404, "not-found", "/filter/not/topic"),
    ({"filter": {"round": ["round8"]}}, 404, "not-found", "/filter/round"),
    ({"filter": {"place": ["Morocco"]}}, 422, "invalid-input", "/filter/place"),
    ({"filter": {"role": ["lead"]}}, 422, "invalid-input", "/filter/role"),
    ({"filter": {"or": [{"due_from": "2009-02-30"}]}}, 422, "impossible-date", "/filter/or/0/due_from"),
    ({"filter": {"due_from": "soon"}}, 422, "invalid-input", "/filter/due_from"),
    ({"filter": {"not": {"text": "of the"}}}, 422, "invalid-input", "/filter/not/text"),
    ({"filter": {"text": "-census"}}, 422, "invalid-input", "/filter/text"),
    ({"filter": {"text": "census -“labour law”"}}, 422, "invalid-input", "/filter/text"),
    ({"fields": ["title", "colour"]}, 422, "invalid-input", "/fields"),
    ({"sort": "colour"}, 422, "invalid-input", "/sort"),
    ({"limit": 501}, 422, "invalid-input", "/limit"),
    ({"cursor": "nonsense"}, 422, "invalid-input", "/cursor"),
    ({"as_of": "2009-02-30"}, 422, "impossible-date", "/as_of"),
    ({"evaluated_on": "2009-02-30"}, 422, "impossible-date", "/evaluated_on"),
    ({"known_at": "yesterday"}, 422, "invalid-input", "/known_at"),
    ({"filter": {"or": [{"kind": ["publication"]}] * 61}}, 422, "invalid-input", "/filter/or"),
    ({"filter": {"meeting": [f"m-{number}" for number in range(501)]}}, 422, "invalid-input", "/filter/meeting"),
    ({"filter": {"meeting": ["m" * 90] * 100}}, 422, "invalid-input", "/filter"),
    ({"filter": {"not": {"not": {"not": {"not": {"not": {"not": {}}}}}}}}, 422, "invalid-input", "/filter"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "status", "slug", "pointer"), REFUSED, ids=str)
async def test_a_question_in_a_body_that_cannot_be_meant_is_refused(
    loaded: Loaded, body: dict[str, Any], status: int, slug: str, pointer: str
) -> None:
    """With its place in the body, however deep it stands."""
    async with nothing_written(loaded.client):
        problem = assert_problem(await loaded.client.post(QUERY, json=body), status, slug)
    assert (problem["faults"][0]["pointer"], problem["faults"][0]["source"]) == (pointer, "body")


@pytest.mark.parametrize(
    ("address", "status", "pointer"),
    [
        ("activities?filter=nonsense", 422, "/filter"),
        ('activities?filter={"kind":["song"]}', 422, "/filter/kind/0"),
        ('activities?filter={"or":[{"agency":["nobody"]}]}', 404, "/filter/or/0/agency"),
        ("activities?place=XX", 422, "/place"),
        ("activities?text=of", 422, "/text"),
        ("activities?role=lead", 422, "/role"),
        ("activities?fields=colour", 422, "/fields"),
        ("activities?sort=colour", 422, "/sort"),
        ("activities?evaluated_on=2009-02-30", 422, "/evaluated_on"),
        ("activities/facets?facet=colour", 422, "/facet"),
        ("activities/facets?values=0", 422, "/values"),
        ("follow-up?heard_to=2009-02-30", 422, "/heard_to"),
    ],
)
async def test_a_question_in_an_address_that_cannot_be_meant_is_refused(
    loaded: Loaded, address: str, status: int, pointer: str
) -> None:
    """With the parameter, and with the place in the filter that a parameter holds."""
    answer = await loaded.client.get(f"{API}/{address}")
    slug = "not-found" if status == 404 else "impossible-date" if "02-30" in address else "invalid-input"
    assert assert_problem(answer, status, slug)["faults"][0]["pointer"] == pointer


@pytest.mark.parametrize(
    ("named", "meant"), [("UNFPA", "UNFPA is the agency unfpa"), ("unicfe", "names like it have"), ("zzqx", "")]
)
async def test_a_name_in_the_place_of_an_id_is_answered_with_whom_it_may_mean(
    loaded: Loaded, named: str, meant: str
) -> None:
    """Never taken for the id of the nearest one; what is like nobody is just not found."""
    problem = assert_problem(await loaded.client.get(f"{API}/activities?agency={named}"), 404, "not-found")
    assert meant in problem["detail"]
    assert problem["faults"][0]["pointer"] == "/agency"


async def test_a_cursor_belongs_to_its_order(loaded: Loaded) -> None:
    """Taken into a list that is sorted otherwise it would miss and repeat."""
    cursor = (await shown(loaded.client, "activities", sort="due", limit="5"))["next"]
    answer = await loaded.client.get(f"{API}/activities", params={"sort": "title", "cursor": cursor})
    assert assert_problem(answer, 422, "invalid-input")["faults"][0]["pointer"] == "/cursor"


@pytest.mark.parametrize("word", ["facets", "query"])
async def test_the_words_of_the_api_are_no_ids(loaded: Loaded, word: str) -> None:
    """An activity of that name could not be asked for."""
    report = {"id": word, "title": "Census support", "reported_by": "unfpa"}
    problem = assert_problem(await loaded.client.post(f"{API}/commitments", json=report), 422, "invalid-input")
    assert problem["faults"][0]["pointer"] == "/id"
