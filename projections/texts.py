"""The texts of a thing in which a search looks: how much each field counts, and the words in their places."""

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any, NamedTuple

from events.tokens import COMMON_WORDS, tokens_and_places
from events.withholding import NAME_WITHHELD, TEXT_WITHHELD
from projections.held_facets import Found

HEAD = "head"
BODY = "body"
# A word in a field that counts as much as this makes what the thing is called, not what is said of it.
HEAD_WEIGHT_MIN = 3

# The letters that stand for the fields of a noun, in their order, in what a table keeps of places.
FIELD_LETTERS = "abcdefgh"
# A place as a number leaves so many bits for the place within its field.
FIELD_BITS = 32
# So many places each text of a field has, more than it has words: a word stays where it stands whatever the length of
# the texts before it, and no phrase begins in one text and ends in another.
TEXT_PLACES = 1_000_000
_GAPS = (TEXT_WITHHELD, NAME_WITHHELD)


class TextField(NamedTuple):
    """A field of words: its name in answers, how much a word in it counts, and its texts in a state.

    The fields of a noun stand in the order of their weight, the heaviest first.
    """

    name: str
    weight: int
    texts: Callable[[Any], Iterable[str | None]]


def read_texts(fields: tuple[TextField, ...], state: Any) -> tuple[tuple[str, ...], ...]:
    """The texts of each field of a state; what is read in the place of withheld words is none."""
    return tuple([tuple([text for text in field.texts(state) if text and text not in _GAPS]) for field in fields])


class WordsOf:
    """The words of a state: each with its part, and all its places as a short text (see `places_in`)."""

    def __init__(self, fields: tuple[TextField, ...]) -> None:
        self._fields = fields
        heads = sum(field.weight >= HEAD_WEIGHT_MIN for field in fields)
        assert list(fields) == sorted(fields, key=lambda field: -field.weight), "The heaviest field stands first."
        assert len(fields) <= len(FIELD_LETTERS), "Each field has a letter."
        self._letters_of_heads = FIELD_LETTERS[:heads]
        # News of a thing leaves its texts as they were.
        self._words = lru_cache(maxsize=512)(self._words_of)

    def __call__(self, state: Any) -> frozenset[Found]:
        return self._words(read_texts(self._fields, state))

    def _words_of(self, texts: tuple[tuple[str, ...], ...]) -> frozenset[Found]:
        places: dict[str, str] = {}
        for letter, of_field in zip(FIELD_LETTERS, texts, strict=False):
            for number, text in enumerate(of_field):
                first = number * TEXT_PLACES
                for place, word in tokens_and_places(text):
                    if word not in places:
                        places[word] = f"{letter}{first + place}"
                    elif word not in COMMON_WORDS:
                        places[word] += f" {letter}{first + place}"
        heads = self._letters_of_heads
        return frozenset(
            [
                (word, HEAD if of_word[0] in heads else BODY, of_word)
                for word, of_word in places.items()
                if word not in COMMON_WORDS
            ]
        )


@lru_cache(maxsize=16_384)
def places_in(places: str) -> frozenset[int]:
    """The places of a word as the table keeps them ("a3 d17"), as numbers with the number of the field in front."""
    return frozenset((FIELD_LETTERS.index(one[0]) << FIELD_BITS) + int(one[1:]) for one in places.split(" "))


def field_of(places: str) -> int:
    """The number of the best field in which a word stands, by its places as the table keeps them."""
    return FIELD_LETTERS.index(places[0])
