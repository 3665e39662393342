"""Names of bodies in running text."""

import pytest

from projections.summary.names import (
    capitalized,
    day_in_words,
    formal_name,
    is_person,
    is_plural,
    joined_governments,
    series,
    short_word,
    with_article,
)
from tests.projections.summary.told_by_hand import POPULATION_DIVISION, UNFPA


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("United Nations Population Fund", "the United Nations Population Fund"),
        ("University of Oxford", "the University of Oxford"),
        ("Georgetown University", "Georgetown University"),
        ("United Nations University", "the United Nations University"),
        ("Asser Press", "Asser Press"),
        ("General Assembly", "the General Assembly"),
        ("Human Development Report office", "the Human Development Report office"),
        ("Institute of Migration at Georgetown University", "the Institute of Migration at Georgetown University"),
        ("United Nations Member States", "United Nations Member States"),
        ("United Nations Regional Commissions", "the United Nations Regional Commissions"),
        ("The Hague Process", "the Hague Process"),
    ],
)
def test_a_name_has_the_article_that_it_needs(name: str, printed: str) -> None:
    """Bodies take "the"; publishers, universities named after a place and the States do not."""
    assert with_article(name) == printed


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("Office of the United Nations High Commissioner for Human Rights", "Office"),
        ("United Nations Economic and Social Commission for Western Asia", "Commission"),
        ("Caribbean Community and Common Market", "Community"),
        ("Special Rapporteur on the Human Rights of Migrants", "Special Rapporteur"),
        ("Regional Thematic Working Group on International Migration", "Working Group"),
        ("Global Migration Governance Project", "project"),
        ("Asser Press", None),
    ],
)
def test_a_body_has_a_short_word(name: str, word: str | None) -> None:
    """The short word is the noun that says what the body is."""
    assert short_word(name) == word


def test_a_division_of_the_secretariat_is_a_united_nations_division() -> None:
    """The Population Division is printed as the United Nations Population Division."""
    assert formal_name(POPULATION_DIVISION) == "United Nations Population Division"
    assert formal_name(UNFPA) == "United Nations Population Fund"


def test_a_rapporteur_is_a_person_and_a_fund_is_not() -> None:
    """ "It" would be wrong for a person."""
    assert is_person("Special Rapporteur on the Human Rights of Migrants")
    assert not is_person("United Nations Population Fund")


def test_member_states_are_many_and_the_league_of_arab_states_is_one() -> None:
    """The noun before "of" decides on the verb."""
    assert is_plural("United Nations Member States")
    assert not is_plural("League of Arab States")


def test_governments_are_named_together() -> None:
    """Two Governments share the word."""
    names = ["the Government of Indonesia", "the Government of Nepal"]
    assert joined_governments(names) == ["the Governments of Indonesia and Nepal"]
    assert joined_governments(names[:1]) == names[:1]


def test_a_series_has_one_and() -> None:
    """One, two and three parts."""
    assert [series(["A"]), series(["A", "B"]), series(["A", "B", "C"])] == ["A", "A and B", "A, B and C"]


def test_a_day_is_written_out() -> None:
    """The day, the month in words, the year."""
    assert day_in_words("2009-05-20") == "20 May 2009"


def test_the_first_letter_is_raised_even_behind_a_mark() -> None:
    """A mark of italics is stepped over; a text without letters stays."""
    assert capitalized("\ue000world migration\ue001 was") == "\ue000World migration\ue001 was"
    assert capitalized("…") == "…"
