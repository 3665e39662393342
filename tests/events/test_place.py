"""Countries and areas: their codes, their names, and which lies in which."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.place import Place, area_name, areas_holding, country_name, is_area, is_country, place_fault


def test_countries_and_areas_have_the_names_of_the_united_nations() -> None:
    """A country is named by its two letters, an area by its three figures."""
    assert country_name("MA") == "Morocco"
    assert country_name("BO") == "Bolivia (Plurinational State of)"
    assert area_name("202") == "Sub-Saharan Africa"
    assert country_name("XX") is None
    assert area_name("999") is None


def test_areas_holding_goes_from_the_nearest_to_the_world() -> None:
    """Morocco lies in Northern Africa, in Africa and in the world."""
    assert areas_holding("MA") == ("015", "002", "001")
    assert areas_holding("ET") == ("014", "202", "002", "001")
    assert areas_holding("029") == ("419", "019", "001")
    assert areas_holding("001") == ()
    assert areas_holding("XX") == ()


@pytest.mark.parametrize("code", ["AE", "TH", "PH", "HK", "TW", "GB"])
def test_codes_of_iso_3166_are_countries(code: str) -> None:
    """Every code of ISO 3166-1 that is in use is known, also where M49 has no entry for it."""
    assert is_country(code)
    assert not is_area(code)


@pytest.mark.parametrize("code", ["UK", "EU", "ma", "MAR", "504", "", "XK"])
def test_other_codes_are_not_countries(code: str) -> None:
    """Codes of other lists, in small letters or of three letters are not taken."""
    assert not is_country(code)


@pytest.mark.parametrize(
    "place",
    [
        Place(name="the near future's host city"),
        Place(name="Marrakech, Morocco", iso3166="MA"),
        Place(name="sub-Saharan Africa", m49="202"),
        Place(name="Addis Ababa, Ethiopia", iso3166="ET", m49="002"),
    ],
)
def test_a_place_with_known_codes_or_none_has_no_fault(place: Place) -> None:
    """A place may have no code, one of the two, or a country with an area that holds it."""
    assert place_fault(place) is None


@pytest.mark.parametrize(
    ("place", "told"),
    [
        (Place(name="London", iso3166="UK"), '"UK" is not the code of a country; expected are the two capital letters'),
        (Place(name="Africa", m49="2"), '"2" is not the code of an area; expected are the three figures of UN M49'),
        (
            Place(name="Angola", m49="024"),
            "024 is the M49 code of a country, Angola; expected is its ISO 3166-1 code, AO.",
        ),
        (Place(name="Rabat", iso3166="MA", m49="142"), "Morocco (MA) does not lie in Asia (142)"),
    ],
)
def test_a_code_that_does_not_fit_is_told_in_a_sentence(place: Place, told: str) -> None:
    """The sentence says what was found and what is expected."""
    fault = place_fault(place)
    assert fault is not None
    assert fault.startswith(told)
    assert fault.endswith(".")


@given(st.from_regex(r"\A[A-Z]{2}\Z") | st.from_regex(r"\A[0-9]{3}\Z"))
def test_every_code_lies_in_known_areas(code: str) -> None:
    """Whatever lies somewhere lies in areas that have names, the last of which is the world."""
    areas = areas_holding(code)
    assert all(is_area(area) and area_name(area) for area in areas)
    assert not areas or areas[-1] == "001"
    assert code not in areas
