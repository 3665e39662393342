"""Bodies that were renamed, or became part of another, keep their past under the name of the day."""

import pytest

from tests.loaded_record import Loaded
from tests.service.api.record import API, every_by_id, shown

pytestmark = pytest.mark.anyio

SEVENTH, NINTH = "2008-11-21", "2011-02-18"
RENAMED = {"type": "renamed", "name": "Fund for People", "acronym": "UNFP", "reported_on": "2012-01-01"}


async def test_a_body_is_called_as_it_was_on_the_day(loaded_anew: Loaded) -> None:
    """In its own answer, in the list, and in the sentences of a history; so it is at an earlier position."""
    client = loaded_anew.client
    before = (await shown(client, "log/checkpoint"))["position"]
    await client.post(f"{API}/agencies/unfpa/updates", json=RENAMED)
    for clocks, name in (({"as_of": NINTH}, "UNFPA"), ({}, "UNFP"), ({"known_at": before}, "UNFPA")):
        assert (await shown(client, "agencies/unfpa", **clocks))["acronym"] == name
        assert (await every_by_id(client, "agencies", **clocks))["unfpa"]["acronym"] == name
        history = (await shown(client, "activities/unfpa-advocacy/history", **clocks))["items"]
        assert history[0]["sentence"].startswith(f"{name} reported ")


async def test_what_a_body_reported_stays_its_own_after_its_end(loaded: Loaded) -> None:
    """UNIFEM became part of UN Women: its activities of 2008 are found under UNIFEM then and now, and not moved."""
    then, now = [
        await every_by_id(loaded.client, "agencies/unifem/activities", **clocks) for clocks in ({"as_of": SEVENTH}, {})
    ]
    assert set(then) == set(now) != set()
    assert not set(now) & set(await every_by_id(loaded.client, "agencies/un-women/activities"))


async def test_a_report_of_changes_names_the_body_of_the_day(loaded: Loaded) -> None:
    """What UNIFEM promised in 2008 and left silent stands under UNIFEM, whatever became of it."""
    report = await shown(loaded.client, "coordination-meetings/cm9/changes")
    agencies = {one["agency"] for one in report["agencies"]}
    assert ("unifem" in agencies, "un-women" in agencies) == (True, False)
