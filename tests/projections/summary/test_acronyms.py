"""Acronyms are spelt out once, where they are first used."""

import pytest

from projections.summary.acronyms import Acronyms
from projections.summary.told import NamedAgency
from tests.projections.summary.told_by_hand import IOM, UNFPA, WORLD_BANK

AFRICAN_UNION = NamedAgency(id="african-union", name="African Union", acronym="AU")
SPECIAL_UNIT = NamedAgency(id="undp-sssc", name="Special Unit for South-South Cooperation", parent="iom")


@pytest.fixture
def acronyms() -> Acronyms:
    """A document in which nothing has been named yet."""
    return Acronyms([IOM, UNFPA, WORLD_BANK, AFRICAN_UNION, SPECIAL_UNIT])


def test_a_body_is_spelt_out_once(acronyms: Acronyms) -> None:
    """First the name with the acronym, then the acronym."""
    assert acronyms.named(IOM) == "the International Organization for Migration (IOM)"
    assert acronyms.named(IOM) == "IOM"


def test_a_body_without_acronym_keeps_its_name(acronyms: Acronyms) -> None:
    """The World Bank is always the World Bank."""
    assert [acronyms.named(WORLD_BANK), acronyms.named(WORLD_BANK)] == ["the World Bank", "the World Bank"]


def test_two_letters_are_too_few_to_stand_for_a_body(acronyms: Acronyms) -> None:
    """The African Union is named in full again."""
    acronyms.named(AFRICAN_UNION)
    assert acronyms.named(AFRICAN_UNION) == "the African Union"


def test_a_part_of_a_body_is_named_with_it(acronyms: Acronyms) -> None:
    """A unit within a body says of which; the names here are made a family for the test."""
    named = acronyms.named(SPECIAL_UNIT)
    assert named == "the Special Unit for South-South Cooperation of the International Organization for Migration (IOM)"


@pytest.mark.parametrize(
    ("text", "expanded"),
    [
        ("The work of IOM, too.", "The work of the International Organization for Migration (IOM), too."),
        ("GFMD II was held.", "the second meeting of the Global Forum on Migration and Development (GFMD) was held."),
        ("Mode 4 of the GATS.", "Mode 4 of the General Agreement on Trade in Services (GATS)."),
        ("22 IOM member States came.", "22 IOM member States came."),
        ("The African Union (AU) met. AU agreed.", "The African Union (AU) met. AU agreed."),
    ],
)
def test_an_acronym_in_a_text_is_spelt_out_where_it_stands_alone(acronyms: Acronyms, text: str, expanded: str) -> None:
    """Before another noun, or once the text itself spells it out, it stays."""
    assert acronyms.expand(text) == expanded


def test_a_text_is_not_expanded_twice(acronyms: Acronyms) -> None:
    """The second text uses the acronym."""
    acronyms.expand("The work of IOM.")
    assert acronyms.expand("The work of IOM.") == "The work of IOM."
