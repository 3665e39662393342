"""Posts over HTTP: handed over with the holder's own key, and found by the agency that they answer for."""

from typing import Any

import httpx
import pytest

from service.auth.roles import Role
from tests.loaded_record import Loaded
from tests.service.api.publications import assert_problem
from tests.service.api.record import API, shown

pytestmark = pytest.mark.anyio

POST = f"{API}/posts/unfpa-migration"


async def enrolled(client: httpx.AsyncClient, name: str) -> str:
    """Somebody of UNFPA in the vault; the id."""
    made = await client.post(f"{API}/persons", json={"name": name, "agency": "unfpa", "email": "focal@unfpa.example"})
    assert made.status_code == 201, made.text
    return str(made.json()["id"])


async def test_a_post_is_taken_handed_over_and_found(loaded_anew: Loaded) -> None:
    """The secretariat gives it, its holder hands it on, and neither name nor address stands in any answer."""
    secretariat = loaded_anew.client
    amara, ben = await enrolled(secretariat, "Amara Diallo"), await enrolled(secretariat, "Ben Okri")
    body: dict[str, Any] = {"id": "unfpa-migration", "title": "Migration focal point", "agency": "unfpa"}
    assert (await secretariat.post(f"{API}/posts", json=body)).status_code == 201
    assert (await secretariat.post(f"{POST}/updates", json={"type": "taken", "person": amara})).status_code == 200
    handing_over = {"type": "taken", "person": ben}
    async with (
        loaded_anew.calling(Role.FOCAL_POINT, "unfpa", person=ben) as not_yet,
        loaded_anew.calling(Role.FOCAL_POINT, "unfpa", person=amara) as holder,
    ):
        assert_problem(await not_yet.post(f"{POST}/updates", json=handing_over), 403, "not-allowed")
        assert (await holder.post(f"{POST}/updates", json=handing_over)).status_code == 200
        assert_problem(await holder.post(f"{POST}/updates", json={"type": "left"}), 403, "not-allowed")
    found = await shown(secretariat, f"{API}/posts", agency="unfpa")
    assert [[tenure["person"] for tenure in post["tenures"]] for post in found["items"]] == [[amara, ben]]
    assert (await shown(secretariat, f"{API}/posts", agency="iom"))["items"] == []
    round_of_now = {"id": "now", "coordination_meeting": "cm9", "opens": "2026-01-01", "due_by": "2026-12-30"}
    made = await secretariat.post(
        f"{API}/reporting-rounds", json={**round_of_now, "closes": "2026-12-31", "agencies": ["unfpa", "iom"]}
    )
    assert made.status_code == 201, made.text
    board = await shown(secretariat, f"{API}/reporting-rounds/now/board")
    posts = {row["assignment"]["agency"]: row["posts"] for row in board["items"]}
    assert posts == {"unfpa": [{"id": "unfpa-migration", "title": "Migration focal point", "holder": ben}], "iom": []}
    told = (await secretariat.get(f"{POST}/history")).text + (await secretariat.get(f"{API}/posts")).text
    assert "Amara" not in told
    assert "unfpa.example" not in told


async def test_whoever_was_erased_no_longer_shows_as_holder(loaded_anew: Loaded) -> None:
    """Neither on the board nor in the assignment, as of any day; another takes the post and shows."""
    secretariat = loaded_anew.client
    amara, ben = await enrolled(secretariat, "Amara Diallo"), await enrolled(secretariat, "Ben Okri")
    body = {"id": "unfpa-migration", "title": "Migration focal point", "agency": "unfpa", "reported_on": "2026-01-05"}
    taken = {"type": "taken", "person": amara, "reported_on": "2026-01-05"}
    days = {"opens": "2026-01-10", "due_by": "2026-12-30", "closes": "2026-12-31", "reported_on": "2026-01-05"}
    asked = {"id": "now", "coordination_meeting": "cm9", **days, "agencies": ["unfpa"]}
    for path, sent in (
        ("posts", body),
        ("posts/unfpa-migration/updates", taken),
        ("reporting-rounds", asked),
    ):
        assert (await secretariat.post(f"{API}/{path}", json=sent)).is_success
    assert await holders_shown(secretariat) == {amara}
    assert (await secretariat.post(f"{API}/persons/{amara}/erasures", json={})).is_success
    assert await holders_shown(secretariat) == {None}
    assert (await secretariat.post(f"{POST}/updates", json={"type": "taken", "person": ben})).is_success
    assert await holders_shown(secretariat) == {ben, None}


async def holders_shown(client: httpx.AsyncClient) -> set[str | None]:
    """Who holds the post of UNFPA as a round tells it: its board and its assignment, now and as of an earlier day."""
    found = set()
    for clocks in ({}, {"as_of": "2026-02-01"}):
        board = await shown(client, "reporting-rounds/now/board", **clocks)
        assignment = await shown(client, "reporting-rounds/now/assignments/unfpa", **clocks)
        found |= {post["holder"] for post in (*board["items"][0]["posts"], *assignment["posts"])}
    return found


async def test_a_post_that_there_is_not_is_not_found(loaded: Loaded) -> None:
    """Neither the post nor its history."""
    for path in ("", "/history"):
        assert_problem(await loaded.client.get(f"{API}/posts/nothing{path}"), 404, "not-found")
