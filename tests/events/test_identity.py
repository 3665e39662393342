"""How things are named."""

import pytest

from events.identity import ID_LENGTH_MAX, Noun, id_in, is_id, noun_of, stream_of, tag_of


@pytest.mark.parametrize("text", ["unfpa", "ga-res-63-225", "a" * ID_LENGTH_MAX])
def test_an_id_is_letters_and_digits_in_groups(text: str) -> None:
    """A person can read it and type it."""
    assert is_id(text)


@pytest.mark.parametrize("text", ["", "UNFPA", "un--fpa", "-unfpa", "unfpa-", "un fpa", "unfpa\n", "é", "a" * 81])
def test_anything_else_is_no_id(text: str) -> None:
    """Nor is one with a line end after it."""
    assert not is_id(text)


@pytest.mark.parametrize("noun", Noun)
def test_a_stream_tells_its_noun_and_its_id(noun: Noun) -> None:
    """A coordination meeting is not taken for a meeting."""
    stream = stream_of(noun, "cm7")
    assert (noun_of(stream), id_in(noun, stream), tag_of(stream)) == (noun, "cm7", f"{noun}:cm7")


def test_a_stream_of_no_noun_is_a_mistake() -> None:
    """The nouns there are are named."""
    with pytest.raises(ValueError, match="agency, topic"):
        noun_of("delegation-unfpa")
