"""Acronyms are spelt out once, where they are first used."""

import pytest

from projections.summary.acronyms import Acronyms
from projections.summary.told import NamedAgency
from tests.projections.summary.told_by_hand import IOM, POPULATION_DIVISION, UNFPA, WORLD_BANK

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
        ("22 IOM projects ended.", "22 IOM projects ended."),
        ("22 IOM member States came.", "22 member States of the International Organization for Migration (IOM) came."),
        (
            "Work in OECD countries.",
            "Work in countries of the Organisation for Economic Co-operation and Development (OECD).",
        ),
        ("NGOs met NGOs.", "non-governmental organizations (NGOs) met NGOs."),
        ("The African Union (AU) met. AU agreed.", "The African Union (AU) met. AU agreed."),
    ],
)
def test_an_acronym_in_a_text_is_spelt_out_where_it_stands_alone(acronyms: Acronyms, text: str, expanded: str) -> None:
    """Before another noun, or once the text itself spells it out, it stays."""
    assert acronyms.expand(text) == expanded


def test_a_body_of_the_register_that_is_not_at_the_table_is_spelt_out() -> None:
    """A text may name any body by an acronym or an alias of the register, also one within the other."""
    department = "United Nations Department of Economic and Social Affairs"
    acronyms = Acronyms([IOM], {"UN/DESA": department, "DESA": department})
    assert acronyms.expand("The work of UN/DESA, too.") == f"The work of the {department} (UN/DESA), too."


def test_a_division_is_one_of_the_united_nations_once_a_paragraph() -> None:
    """The reader of one paragraph need not have read the one before."""
    acronyms = Acronyms([POPULATION_DIVISION])
    formal, short = "the United Nations Population Division", "the Population Division"
    assert [acronyms.named(POPULATION_DIVISION), acronyms.named(POPULATION_DIVISION)] == [formal, short]
    acronyms.begin_paragraph()
    assert acronyms.named(POPULATION_DIVISION) == formal


def test_a_text_is_not_expanded_twice(acronyms: Acronyms) -> None:
    """The second text uses the acronym."""
    acronyms.expand("The work of IOM.")
    assert acronyms.expand("The work of IOM.") == "The work of IOM."
