"""Which agency a name means, over HTTP: every agency of the record by each of its names, and by a misspelling."""

import re
from typing import Any

import msgspec
import pytest

from tests.loaded_record import DEMO, Loaded

RECORD: list[dict[str, Any]] = msgspec.json.decode((DEMO / "agencies.json").read_bytes())
NAMES = [
    (agency["id"], name)
    for agency in RECORD
    for name in (agency["acronym"], agency["name"], *agency["aliases"])
    if name
]


def misspelt(name: str) -> str:
    """The name with a slip of the pen: two neighbouring letters exchanged in its longest word."""
    word = max(re.findall(r"\w+", name), key=len)
    middle = (len(word) - 1) // 2
    slip = word[:middle] + word[middle + 1] + word[middle] + word[middle + 2 :]
    if slip == word:
        slip = word[:middle] + word[middle + 1 :]
    return name.replace(word, slip, 1)


async def asked(loaded: Loaded, name: str, **clocks: str) -> dict[str, Any]:
    answer = await loaded.client.get("/api/v1/agency-names", params={"name": name, **clocks})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def test_every_name_of_the_record_means_its_agency(loaded: Loaded) -> None:
    """By acronym, name and alias, in any case and with an article, each agency is the one match."""
    for agency, name in NAMES:
        bare = re.sub("^the ", "", name, flags=re.IGNORECASE)
        for spelt in (name, name.upper(), name.lower(), f"the {bare}"):
            found = await asked(loaded, spelt)
            assert found["match"] is not None, found["sentence"]
            assert found["match"]["agency"] == agency, found


async def test_a_misspelling_has_candidates_and_no_match(loaded: Loaded) -> None:
    """The agency meant is the likest candidate, and nothing misspelt is ever taken for a name."""
    for agency, name in NAMES:
        found = await asked(loaded, misspelt(name))
        assert found["match"] is None, found
        best = found["candidates"][0]["score"]
        assert agency in [one["agency"] for one in found["candidates"] if one["score"] == best], found


@pytest.mark.parametrize(
    ("name", "agency", "found_by"),
    [
        ("HCR", "unhcr", "alias"),
        ("Organisation mondiale de la sante", "who", "alias"),
        ("U.N.H.C.R.", "unhcr", "acronym"),
        ("un-desa-pd", "un-desa-pd", "id"),
        ("International Labor Organisation (ILO)", "ilo", "name"),
        ("United Nations Food & Agriculture Organization", "fao", "name"),
    ],
)
async def test_spellings_of_one_name_mean_one_agency(loaded: Loaded, name: str, agency: str, found_by: str) -> None:
    """Case, accents, points, an acronym behind the name and two spellings of a word make no difference."""
    match = (await asked(loaded, name))["match"]
    assert (match["agency"], match["found_by"], match["score"]) == (agency, found_by, 100)


@pytest.mark.parametrize("name", ["IMO", "UPU", "Government of Malta", "International Labour Organization (WTO)"])
async def test_what_is_not_registered_is_nobody_else(loaded: Loaded, name: str) -> None:
    """A body that the register lacks is never taken for one with a name like it."""
    found = await asked(loaded, name)
    assert found["match"] is None
    assert found["candidates"]
    assert all(found["candidates"][0]["agency"] in found["sentence"] for _ in found["candidates"])


async def test_nothing_alike_is_said_in_a_sentence(loaded: Loaded) -> None:
    """A name that is like none has neither a match nor candidates, and the answer says so."""
    found = await asked(loaded, "Xyzzy Qwert")
    assert (found["match"], found["candidates"], found["total"]) == (None, [], 0)
    assert found["sentence"].startswith("No agency is called Xyzzy Qwert")


async def test_a_part_of_a_name_has_the_whole_name_as_its_first_candidate(loaded: Loaded) -> None:
    """Who writes a part of a name is offered the body that has it all."""
    assert (await asked(loaded, "Population Fund"))["candidates"][0]["agency"] == "unfpa"


async def test_a_name_is_known_from_the_day_on_which_it_was_said(loaded: Loaded) -> None:
    """Before anybody spoke of a body, nobody bears its name."""
    assert (await asked(loaded, "University of Houston"))["match"]["agency"] == "university-houston"
    assert (await asked(loaded, "University of Houston", as_of="2008-12-01"))["match"] is None


async def test_a_former_name_still_means_the_agency(loaded_anew: Loaded) -> None:
    """After a body took another name it is found by both, each called what it is."""
    renamed = {"type": "renamed", "name": "United Nations Agency for Population", "acronym": "UNAP"}
    answer = await loaded_anew.client.post("/api/v1/agencies/unfpa/updates", json=renamed)
    assert answer.status_code in (200, 201), answer.text
    for name, found_by in (
        ("UNAP", "acronym"),
        ("UNFPA", "former_acronym"),
        ("United Nations Population Fund", "former_name"),
    ):
        match = (await asked(loaded_anew, name))["match"]
        assert (match["agency"], match["found_by"], match["name"]) == ("unfpa", found_by, renamed["name"])


@pytest.mark.parametrize("name", [" ", "x" * 301])
async def test_what_is_no_name_is_refused(loaded: Loaded, name: str) -> None:
    """An empty name and one that is too long are problems that point at it."""
    answer = await loaded.client.get("/api/v1/agency-names", params={"name": name})
    assert answer.status_code in (400, 422)
    assert answer.json()["faults"][0]["pointer"] == "/name"
