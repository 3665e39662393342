"""The register at both clocks: a thing is known from the day on which anybody named it, and no more of it than then."""

import pytest

from tests.loaded_record import Loaded

MEETING = "/api/v1/meetings/ga-thematic-debate-2011"


@pytest.mark.parametrize(("day", "edtf"), [("2008-11-21", "2011"), ("2011-02-18", "2011-05-19")])
async def test_a_meeting_has_the_date_that_had_been_said(loaded: Loaded, day: str, edtf: str) -> None:
    """The informal thematic debate is "2011" as of 2008, and 19 May 2011 as of the Ninth Meeting."""
    answer = await loaded.client.get(MEETING, params={"as_of": day})
    assert answer.status_code == 200
    assert answer.json()["date"]["edtf"] == edtf


async def test_what_became_of_a_body_is_not_known_before(loaded: Loaded) -> None:
    """As of 2008 nothing on the page of UNIFEM tells of UN Women; today its end and the note of it do."""
    before = await loaded.client.get("/api/v1/agencies/unifem", params={"as_of": "2008-11-21"})
    assert "Women" not in before.text.replace("Development Fund for Women", "")
    today = (await loaded.client.get("/api/v1/agencies/unifem")).json()
    assert today["successor"] == "un-women"
    assert "UN Women" in today["note"]


@pytest.mark.parametrize("path", ["agencies/undp", "topics/impact-indicators", "meetings/ga-thematic-debate-2011"])
async def test_what_was_named_in_2008_is_in_the_register_of_2008(loaded: Loaded, path: str) -> None:
    """The Seventh Meeting named them, though only the programme of the Ninth spells them out."""
    assert (await loaded.client.get(f"/api/v1/{path}", params={"as_of": "2008-11-21"})).status_code == 200
    assert (await loaded.client.get(f"/api/v1/{path}", params={"as_of": "2008-11-20"})).status_code == 404
