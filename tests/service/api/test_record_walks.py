"""Lists of the real record are walked page by page, fetched once while nothing changes, and replaced knowingly."""

from urllib.parse import urlencode

import pytest

from service.auth.roles import Role
from tests.loaded_record import Loaded
from tests.service.api.publications import assert_problem
from tests.service.api.record import API, entries, every, shown

pytestmark = pytest.mark.anyio

SEVENTH, BETWEEN = "2008-11-21", "2009-06-01"


@pytest.mark.parametrize(
    ("path", "filters"),
    [
        ("activities", {}),
        ("activities", {"as_of": SEVENTH}),
        ("activities", {"kind": "publication", "topic": "international-migration-data", "narrower": "true"}),
        ("follow-up", {}),
        ("follow-up", {"as_of": BETWEEN, "third_party": "true"}),
        ("agencies/un-desa/activities", {"sub_entities": "true"}),
    ],
)
async def test_walking_the_pages_gives_the_whole_list(loaded: Loaded, path: str, filters: dict[str, str]) -> None:
    """In pages of seven, nothing is missed, repeated or in another order."""
    if "topic" in filters:
        filters = {**filters, "topic": entries("topics")[0]["id"]}
    whole = await every(loaded.client, path, limit=500, **filters)
    assert [one["id"] for one in await every(loaded.client, path, limit=7, **filters)] == [one["id"] for one in whole]


async def test_a_walk_reads_one_state_while_others_write(loaded_anew: Loaded) -> None:
    """A report and an update between two pages change neither the order nor the total of the walk."""
    client = loaded_anew.client
    whole = [one["id"] for one in await every(client, "follow-up", limit=500)]
    page = await shown(client, "follow-up", limit="10")
    found = [one["id"] for one in page["items"]]
    new = {"title": "Support to the 2010 censuses", "reported_by": "unfpa", "lead": "unfpa", "stage": "planned"}
    assert (await client.post(f"{API}/commitments", json=new)).status_code == 201
    open_one = next(one["id"] for one in await every(client, "follow-up", timeliness="undated"))
    given_up = {"type": "cancelled", "reason": "funding"}
    answer = await client.post(f"{API}/activities/{open_one}/updates", json=given_up)
    assert answer.status_code == 200, answer.text
    while page.get("next"):
        page = await shown(client, "follow-up", limit="10", cursor=page["next"])
        found += [one["id"] for one in page["items"]]
        assert page["total"] == len(whole)
    assert found == whole
    assert len(await every(client, "follow-up", limit=500)) == len(whole) + 1


async def test_the_link_header_leads_to_the_next_page(loaded: Loaded) -> None:
    """A client follows the header without knowing of cursors."""
    answer = await loaded.client.get(f"{API}/activities?{urlencode({'kind': 'publication', 'limit': 5})}")
    following = answer.links["next"]["url"]
    assert "kind=publication" in following
    after = (await loaded.client.get(following)).json()
    assert not {one["id"] for one in after["items"]} & {one["id"] for one in answer.json()["items"]}


EVERY_KIND_OF_ANSWER = (
    "activities", "activities/pd-egm-bangkok", "activities/pd-egm-bangkok/history", "follow-up", "follow-up/counts",
    "agencies", "agencies/unfpa", "agencies/unfpa/activities", "topics", "mandates", "meetings", "meetings/cm7",
    "coordination-meetings", "coordination-meetings/cm7", "coordination-meetings/cm7/interventions",
    "coordination-meetings/cm7/interventions/1", "coordination-meetings/cm7/statements",
    "coordination-meetings/cm7/tour-de-table", "coordination-meetings/cm7/tour-de-table.md",
    "log/events", "log/checkpoint",
)  # fmt: skip


@pytest.mark.parametrize("path", EVERY_KIND_OF_ANSWER)
async def test_what_a_caller_has_already_is_not_sent_again(loaded: Loaded, path: str) -> None:
    """The ETag comes back as 304 without a body; HEAD has the headers of GET; another scope has another tag."""
    answer = await loaded.client.get(f"{API}/{path}")
    tag = answer.headers["etag"]
    assert not tag.startswith("W/")
    again = await loaded.client.get(f"{API}/{path}", headers={"If-None-Match": tag})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    head = await loaded.client.head(f"{API}/{path}")
    assert (head.status_code, head.content, head.headers["etag"]) == (200, b"", tag)
    async with loaded.calling(Role.READER) as reader:
        assert (await reader.get(f"{API}/{path}")).headers["etag"] != tag


@pytest.mark.parametrize("path", ["activities", "agencies", "agencies/unfpa", "meetings", "coordination-meetings/cm7"])
async def test_the_tag_of_what_depends_on_the_day_names_the_day(loaded: Loaded, path: str) -> None:
    """Names, kinds, days and embargoes change with the calendar while the log stands still."""
    answer = await loaded.client.get(f"{API}/{path}", params={"as_of": BETWEEN})
    assert BETWEEN in answer.headers["etag"]


async def test_what_replaces_something_needs_its_version(loaded_anew: Loaded) -> None:
    """A correction without If-Match is 428, with a stale tag 412, with the tag of a list 400, and else is taken."""
    client, path = loaded_anew.client, f"{API}/activities/pd-egm-bangkok"
    correction = {"type": "corrected", "description": "The meeting of experts in Bangkok."}
    tag = (await client.get(path)).headers["etag"]
    assert_problem(await client.post(f"{path}/updates", json=correction), 428, "precondition-required")
    of_a_list = {"If-Match": (await client.get(f"{API}/activities")).headers["etag"]}
    assert_problem(await client.post(f"{path}/updates", json=correction, headers=of_a_list), 400, "bad-request")
    taken = await client.post(f"{path}/updates", json=correction, headers={"If-Match": tag})
    assert taken.status_code == 200
    stale = await client.post(f"{path}/updates", json=correction, headers={"If-Match": tag})
    assert "read it again" in assert_problem(stale, 412, "stale-version")["detail"]
    fresh = {"If-Match": taken.headers["etag"]}
    assert (await client.post(f"{path}/updates", json=correction, headers=fresh)).status_code == 200
