"""Where something happens or what part of the world it is about: words, with a country or an area code."""

import json
from pathlib import Path

from msgspec import Struct

from events.edtf import quoted


class Place(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A place as it was written, with its ISO 3166-1 alpha-2 country code or UN M49 area code where known."""

    name: str
    iso3166: str | None = None
    m49: str | None = None


# The source and the licence of the list stand beside it, in areas.LICENSE.md.
_LISTS = json.loads(Path(__file__).with_name("areas.json").read_text(encoding="utf-8"))
_AREAS: dict[str, str] = {area["m49"]: area["name"] for area in _LISTS["areas"]}
_COUNTRIES: dict[str, str] = {country["iso3166"]: country["name"] for country in _LISTS["countries"]}
_COUNTRY_OF_M49: dict[str, str] = {c["m49"]: c["iso3166"] for c in _LISTS["countries"] if c["m49"]}
_WITHIN: dict[str, str] = {
    **{area["m49"]: area["within"] for area in _LISTS["areas"] if area["within"]},
    **{country["iso3166"]: country["within"] for country in _LISTS["countries"] if country["within"]},
}


def place_fault(place: Place) -> str | None:
    """A sentence that says what is wrong with the codes of a place, or None where nothing is."""
    if place.iso3166 is not None and not is_country(place.iso3166):
        return (
            f"{quoted(place.iso3166)} is not the code of a country; "
            "expected are the two capital letters of ISO 3166-1, such as MA for Morocco."
        )
    if place.m49 is not None and not is_area(place.m49):
        return _area_fault(place.m49)
    if place.iso3166 and place.m49 and place.m49 not in areas_holding(place.iso3166):
        return (
            f"{country_name(place.iso3166)} ({place.iso3166}) does not lie in {area_name(place.m49)} ({place.m49}); "
            "expected is one of the two codes, or an area that holds the country."
        )
    return None


def _area_fault(m49: str) -> str:
    if country := _COUNTRY_OF_M49.get(m49):
        return (
            f"{m49} is the M49 code of a country, {country_name(country)}; expected is its ISO 3166-1 code, {country}."
        )
    return (
        f"{quoted(m49)} is not the code of an area; expected are the three figures of UN M49, such as 002 for Africa."
    )


def is_country(code: str) -> bool:
    """Whether this is an ISO 3166-1 alpha-2 code that is in use."""
    return code in _COUNTRIES


def is_area(code: str) -> bool:
    """Whether this is the UN M49 code of an area that is more than one country: the world, a continent, a region."""
    return code in _AREAS


def country_name(code: str) -> str | None:
    """The short name that the United Nations uses for a country, by ISO 3166-1 alpha-2 code."""
    return _COUNTRIES.get(code)


def area_name(m49: str) -> str | None:
    """The name of an area, by UN M49 code."""
    return _AREAS.get(m49)


def areas_holding(code: str) -> tuple[str, ...]:
    """The M49 codes of the areas that a country or an area lies in, from the nearest to the world; itself left out.

    Morocco (MA) lies in Northern Africa, Africa and the world: 015, 002, 001. Empty for a code that is not known.
    """
    areas: list[str] = []
    while wider := _WITHIN.get(code):
        areas.append(wider)
        code = wider
    return tuple(areas)


def codes_within(code: str) -> frozenset[str]:
    """The codes of the countries (ISO 3166-1) and areas (M49) that lie in a country or an area, itself among them.

    Only the code itself where it is not known.
    """
    return frozenset({code, *(inner for inner in _WITHIN if code in areas_holding(inner))})
