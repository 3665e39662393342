"""Loading the sample data: all of it is taken, once, and what has no place is listed."""

import shutil
from pathlib import Path

import pytest

from service.auth.roles import Role
from service.loading.load import LoadRefused, load
from service.loading.record import RecordUnreadable
from tests.loaded_record import DEMO, Loaded, LoadedFile

TOTALS = {
    "agencies": 120,
    "topics": 36,
    "mandates": 51,
    "meetings": 64,
    "activities": 235,
    "coordination-meetings/cm7/interventions": 26,
    "coordination-meetings/cm7/statements": 78,
}


async def test_everything_in_the_record_can_be_asked_for(loaded: Loaded) -> None:
    """The 241 activities are 235, since six were told twice."""
    answers = {path: (await loaded.client.get(f"/api/v1/{path}")).json()["total"] for path in TOTALS}
    assert answers == TOTALS


async def test_a_load_that_was_cut_off_is_gone_on_with(loaded_anew: Loaded) -> None:
    """With the same key equal requests have one effect: sent again whole, nothing is there twice."""
    before = (await loaded_anew.client.get("/api/v1/log/checkpoint")).json()["size"]
    report = await load(DEMO, loaded_anew.client, resume=True)
    assert not report.refused
    assert (await loaded_anew.client.get("/api/v1/log/checkpoint")).json()["size"] == before


async def test_a_record_is_not_loaded_twice(loaded: Loaded) -> None:
    """A log only grows: what is there already is not told again, and the sentence names the meeting."""
    with pytest.raises(LoadRefused, match="the coordination meeting cm7 is there"):
        await load(DEMO, loaded.client)


async def test_a_key_that_may_not_load_ends_the_load_at_once(loaded_anew: Loaded) -> None:
    """The first refusal of the key says why; 687 more would not."""
    async with loaded_anew.calling(Role.FOCAL_POINT, "unfpa") as client:
        with pytest.raises(LoadRefused, match="Expected a key of the role secretariat"):
            await load(DEMO, client, resume=True)


async def test_what_is_refused_is_listed(loaded_anew: Loaded) -> None:
    """With another key of the secretariat the whole record is there already: every refusal is told with its entry."""
    async with loaded_anew.calling(Role.SECRETARIAT) as client:
        report = await load(DEMO, client, resume=True)
    refused = next(one for one in report.refused if one.path == "/agencies")
    assert (refused.where.partition("/")[0], refused.status) == ("agencies", 409)
    assert any(line.startswith("Refused: agencies/") for line in report.lines())


def test_what_the_service_has_no_place_for_is_listed_with_the_reason(loaded_file: LoadedFile) -> None:
    """Nothing of the record is dropped in silence, and a stage that was not said is left open."""
    lines = list(loaded_file.report.lines())
    assert "Not represented: interventions.words (26 entries): a count of the printed words." in lines
    assert any(line.startswith("Note: The stage of gmg-handbook") for line in lines)


async def test_an_address_is_labelled_with_the_text_that_is_found_there(loaded: Loaded) -> None:
    """ASEAN's Declaration, not the help given with it; the day it was last seen there is kept."""
    history = (await loaded.client.get("/api/v1/activities/unifem-asean-assistance/history")).json()["items"]
    evidence = [event["data"] for event in history if event["type"] == "evidence-added"]
    labels = [(piece["label"], piece["accessed_on"]) for piece in evidence]
    assert labels == [("Declaration on the Protection and Promotion of the Rights of Migrant Workers", "2009-05-20")]


async def test_a_directory_without_a_record_is_refused(loaded: Loaded, tmp_path: Path) -> None:
    """The message names the file that is missing and all that a record needs."""
    with pytest.raises(RecordUnreadable, match=r"has no file agencies\.json; it needs agencies, topics"):
        await load(tmp_path, loaded.client, resume=True)


@pytest.mark.parametrize(("content", "message"), [("{}", "should hold a list of objects"), ("[", "is not JSON")])
async def test_a_broken_file_is_refused(loaded: Loaded, tmp_path: Path, content: str, message: str) -> None:
    """The message names the file."""
    broken = tmp_path / "record"
    shutil.copytree(DEMO, broken)
    (broken / "topics.json").write_text(content)
    with pytest.raises(RecordUnreadable, match=rf"topics\.json {message}"):
        await load(broken, loaded.client, resume=True)
