"""Faults are told in sentences that say what was expected, what was found and where."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Meta, Struct

from service.api.faults import faults_in, pointer_to, sentence_of
from tests.service.api.publications import ReportPublication


class Mode(StrEnum):
    """How a meeting is held."""

    IN_PERSON = "in_person"
    ONLINE = "online"


class Venue(Struct, forbid_unknown_fields=True, rename="camel"):
    """Where a meeting is held."""

    city_name: str
    mode: Mode = Mode.IN_PERSON


def test_a_value_that_fits_has_no_fault() -> None:
    """Control: nothing is found where nothing is wrong."""
    assert faults_in({"cityName": "Bangkok", "mode": "online"}, Venue) == []


scalars = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=3)
names = st.sampled_from(["title", "authors", "name", "role", "news", "issued", "year", "pages", "labels", "a/b"])
values = st.recursive(
    scalars | names, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner), max_leaves=9
)


@given(values | st.fixed_dictionaries({"title": st.just("Atlas")}, optional={"authors": values, "news": values}))
def test_there_are_faults_exactly_where_the_decoder_refuses(value: object) -> None:
    """Whatever is sent: a refusal always names a place, and what is accepted has no fault."""
    try:
        msgspec.convert(value, ReportPublication, str_keys=True)
        accepted = True
    except msgspec.ValidationError:
        accepted = False
    faults = faults_in(value, ReportPublication)
    assert (faults == []) is accepted
    assert all(fault.detail.endswith(".") for fault in faults)


def test_fields_are_named_as_in_json() -> None:
    """A renamed field is told by the name that the caller knows."""
    pointers = [fault.pointer for fault in faults_in({"city_name": "Bangkok"}, Venue)]
    assert pointers == ["/cityName", "/city_name"]


@pytest.mark.parametrize(
    ("value", "expected", "pointer", "detail"),
    [
        ("hybrid", Mode, "", 'Expected one of in_person, online, found "hybrid".'),
        ("hybrid", Literal["online"] | None, "", 'Expected one of online, found "hybrid".'),
        ([1, "2", 3], list[int], "/1", 'Expected a whole number, found "2".'),
        ([1, 2.5], tuple[int, ...], "/1", "Expected a whole number, found 2.5."),
        ([], Annotated[list[int], Meta(min_length=1)], "", "Expected a list of length at least 1."),
        ({"venue": {"cityName": None}}, dict[str, Venue], "/venue/cityName", "Expected text, found null."),
        (True, int, "", "Expected a whole number, found true."),
        ("a", Annotated[str, Meta(pattern="^[0-9]$")], "", "Expected text matching regex '^[0-9]$', found \"a\"."),
    ],
)
def test_a_fault_names_the_place_and_both_sides(value: object, expected: type, pointer: str, detail: str) -> None:
    """Each sort of fault has its sentence."""
    [fault] = faults_in(value, expected)
    assert (fault.pointer, fault.detail) == (pointer, detail)


def test_a_key_that_is_not_valid_is_told_at_its_object() -> None:
    """The key itself has no pointer."""
    [fault] = faults_in({"a": 1}, dict[int, int])
    assert fault.pointer == ""
    assert fault.detail == "A key of this object is not valid. Expected a whole number, found text."


def test_long_values_are_cut() -> None:
    """A sentence stays a sentence, whatever was sent."""
    assert len(sentence_of("Expected `int`, got `str`", "x" * 1000)) < 100


def test_pointers_are_escaped() -> None:
    """Tilde and slash are written as RFC 6901 says."""
    assert pointer_to("a/b", "c~d", 0) == "/a~1b/c~0d/0"


def test_every_message_of_the_decoder_becomes_a_sentence() -> None:
    """Words of our own rules pass unchanged, with one full stop."""
    assert sentence_of("The end lies before the beginning.") == "The end lies before the beginning."
    with pytest.raises(msgspec.ValidationError) as caught:
        msgspec.convert("yesterday", date)
    assert sentence_of(str(caught.value), "yesterday") == 'Invalid RFC3339 encoded date, found "yesterday".'
