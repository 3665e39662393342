"""The open items of the real record: everything that an agency owes, and nothing that it does not."""

from typing import Any

import pytest

from service.auth.roles import Role
from tests.loaded_record import Loaded
from tests.service.api.publications import assert_problem
from tests.service.api.record import API, every

pytestmark = pytest.mark.anyio

DAY = "2009-06-01"
ENDED = ("completed", "cancelled", "superseded")
AGENCIES = ("unfpa", "iom", "ilo", "eclac", "escwa", "unifem", "oecd", "un-desa-pd")


async def under(loaded: Loaded, agency: str) -> set[str]:
    """An agency and whatever lies under it, as the register tells its parents."""
    agencies = (await loaded.client.get(f"{API}/agencies")).json()["items"]
    bodies, before = {agency}, set[str]()
    while bodies != before:
        before = set(bodies)
        bodies |= {one["id"] for one in agencies if one.get("parent") in bodies}
    return bodies


def owes(activity: dict[str, Any], bodies: set[str]) -> bool:
    """A plain reading of who owes an answer, written without the service's own rules."""
    if activity.get("stage") in ENDED and not (activity["stage"] == "completed" and activity.get("recurrence")):
        return False
    disowned = set(activity.get("disowned_by", ()))
    lead = activity.get("lead")
    if activity["assurance"] == "third_party":
        return lead in bodies - disowned
    return bool(({lead or activity["reported_by"], *activity.get("assigned_to", ())} - disowned) & bodies)


@pytest.mark.parametrize("agency", AGENCIES)
async def test_an_agency_is_asked_for_all_it_owes_and_no_more(loaded: Loaded, agency: str) -> None:
    """In one call, sub-entities included; the same ids as a plain reading of all activities gives."""
    bodies = await under(loaded, agency)
    expected = {
        one["id"] for one in await every(loaded.client, "activities", as_of=DAY, limit=500) if owes(one, bodies)
    }
    answer = (await loaded.client.get(f"{API}/agencies/{agency}/open-items?as_of={DAY}")).raise_for_status().json()
    found = [item["activity"]["id"] for item in answer["items"]]
    assert sorted(found) == sorted(expected)
    assert answer["total"] == len(found)
    assert all(item["asked"] for item in answer["items"])


async def test_every_question_can_be_answered_where_it_says(loaded_anew: Loaded) -> None:
    """The address of an item takes "no change", and then the item was heard of today."""
    address = f"{API}/agencies/unfpa/open-items"
    item = (await loaded_anew.client.get(address)).json()["items"][0]
    taken = await loaded_anew.client.post(item["answer_at"], json={"type": "no_change", "reported_by": "unfpa"})
    assert taken.status_code == 200, taken.text
    again = (await loaded_anew.client.get(address)).json()["items"]
    heard = {one["activity"]["id"]: one["activity"]["last_heard_on"] for one in again}
    assert heard[item["activity"]["id"]] > item["activity"]["last_heard_on"]


async def test_a_planned_date_that_has_passed_asks_whether_it_happened(loaded: Loaded) -> None:
    """As of the meeting it is a plan; years later everybody who planned is asked what became of it."""
    asked = {}
    for day in ("2008-11-21", "2012-01-01"):
        items = (await loaded.client.get(f"{API}/agencies/iom/open-items?as_of={day}")).json()["items"]
        asked[day] = {
            item["activity"]["id"] for item in items for one in item["asked"] if one["rule"] == "did-it-happen"
        }
    assert asked["2012-01-01"] > asked["2008-11-21"]


async def test_the_drafts_of_an_agency_are_asked_of_it_alone(loaded_anew: Loaded) -> None:
    """A focal point sees its draft among its open items; another agency does not see it at all."""
    draft = {"title": "A draft of UNFPA", "lead": "unfpa", "draft": True, "stage": "planned"}
    address = f"{API}/agencies/unfpa/open-items"
    async with (
        loaded_anew.calling(Role.FOCAL_POINT, "unfpa") as own,
        loaded_anew.calling(Role.FOCAL_POINT, "iom") as other,
    ):
        made = (await own.post(f"{API}/commitments", json=draft)).json()["id"]
        asked = {item["activity"]["id"]: item["asked"][0]["rule"] for item in (await own.get(address)).json()["items"]}
        seen = {item["activity"]["id"] for item in (await other.get(address)).json()["items"]}
    assert asked[made] == "hand-in"
    assert made not in seen


async def test_an_agency_that_there_is_not_has_no_list(loaded: Loaded) -> None:
    """An unknown agency is no agency that owes nothing."""
    assert_problem(await loaded.client.get(f"{API}/agencies/nobody/open-items"), 404, "not-found")
