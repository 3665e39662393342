"""Canonical JSON: the same bytes as the reference implementation, and sentences for what it cannot say."""

from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from events.log.canonical import INTEGER_MAX, NotCanonical, canonical_json

texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"))
values = st.recursive(
    st.none() | st.booleans() | st.integers(-INTEGER_MAX, INTEGER_MAX) | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=20,
)


@given(values)
def test_it_writes_the_same_bytes_as_the_reference(value: Any) -> None:
    """Any value without fractions gets the bytes that the package rfc8785 gives it."""
    assert canonical_json(value) == rfc8785.dumps(value)


def test_keys_beyond_the_basic_plane_are_sorted_by_utf16() -> None:
    """A key with an emoji (a surrogate pair in UTF-16) stands before one from the end of the basic plane."""
    value: Any = {"\ufb01": 1, "\U0001f30d": 2, "agency": {"\ufb01": [], "\U0001f30d": []}}
    assert canonical_json(value) == rfc8785.dumps(value)
    assert canonical_json(value).index("\U0001f30d".encode()) < canonical_json(value).index("\ufb01".encode())


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ({"share": 0.5}, "type float"),
        ([2**53], "9007199254740992 was found"),
        ("Ra\udcf8l", "surrogate"),
        ({"name": "UNFPA\x00"}, "U\\+0000"),
        ({9: "February"}, "key of a mapping"),
        ({"days": {20, 21}}, "type set"),
    ],
)
def test_what_it_cannot_say_is_refused_with_a_sentence(value: Any, said: str) -> None:
    """Fractions, numbers that doubles cannot hold, half characters, U+0000 and sets are refused by name."""
    with pytest.raises(NotCanonical, match=said):
        canonical_json(value)


def test_a_backslash_before_the_letters_of_an_escape_is_not_taken_for_nul() -> None:
    """The six characters of an escaped NUL, written by a person, are an ordinary text."""
    assert canonical_json("\\u0000") == b'"\\\\u0000"'
