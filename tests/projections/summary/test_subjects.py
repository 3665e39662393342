"""Rotating subjects."""

from itertools import pairwise

from projections.summary.acronyms import Acronyms
from projections.summary.subjects import Subjects
from projections.summary.told import NamedAgency
from tests.projections.summary.told_by_hand import IOM, POPULATION_DIVISION, UNFPA

RAPPORTEUR = NamedAgency(id="special-rapporteur", name="Special Rapporteur on the Human Rights of Migrants")
STATISTICS_DIVISION = NamedAgency(id="unsd", name="United Nations Statistics Division", acronym="UNSD")


def subjects() -> Subjects:
    """A paragraph in which nobody has been named yet."""
    return Subjects(Acronyms([IOM, UNFPA, POPULATION_DIVISION, RAPPORTEUR, STATISTICS_DIVISION]))


def test_the_subject_rotates() -> None:
    """Full name, acronym, "it", "the Fund", and so on."""
    paragraph = subjects()
    named = [paragraph.next(UNFPA) for _ in range(5)]
    assert named[0] == "the United Nations Population Fund (UNFPA)"
    assert named[1:] == ["UNFPA", "it", "the Fund", "UNFPA"]


def test_no_form_stands_twice_in_a_row() -> None:
    """However long the paragraph, neighbouring subjects differ."""
    paragraph = subjects()
    named = [paragraph.next(POPULATION_DIVISION) for _ in range(12)]
    assert all(first != second for first, second in pairwise(named))


def test_it_needs_the_same_subject_before() -> None:
    """After a sentence about IOM, UNFPA is not "it"."""
    paragraph = subjects()
    paragraph.next(UNFPA)
    paragraph.next(UNFPA)
    paragraph.next(IOM)
    assert paragraph.next(UNFPA) != "it"


def test_it_is_not_said_of_a_person() -> None:
    """The Special Rapporteur stays the Special Rapporteur."""
    paragraph = subjects()
    assert "it" not in [paragraph.next(RAPPORTEUR) for _ in range(4)]


def test_the_division_is_not_said_where_two_divisions_are_about() -> None:
    """A short word that could mean another body is not used."""
    paragraph = subjects()
    paragraph.mention(STATISTICS_DIVISION)
    assert "the Division" not in [paragraph.next(POPULATION_DIVISION) for _ in range(6)]


def test_the_speaker_goes_on_with_the_short_word() -> None:
    """After "the representative of the … Fund (UNFPA)" comes "the Fund"."""
    paragraph = subjects()
    paragraph.introduce(UNFPA)
    assert paragraph.next(UNFPA) == "the Fund"
