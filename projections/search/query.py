"""What somebody seeks: words, phrases in quotation marks, beginnings with a star, and words that must not be there."""

import re
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from msgspec import Struct

from events.tokens import COMMON_WORDS, is_in_pairs, tokens_in

QUERY_LENGTH_MAX = 200
WORDS_MAX = 40

_CHUNK = re.compile(r'(-?)(?:"([^"]*)"|“([^”]*)”|„([^“”]*)[“”]|«([^»]*)»|(\S+))')


class QueryRefused(Exception):
    """A text in which there is nothing to seek; the message says what was expected."""


class Term(NamedTuple):
    """A word as the index has it, or the beginning of words, and its distance from the first word of its clause."""

    word: str
    offset: int
    is_beginning: bool = False

    @property
    def key(self) -> str:
        """What is looked up: the same for every place in a query at which the word stands."""
        return f"{self.word}*" if self.is_beginning else self.word

    def fits(self, word: str) -> bool:
        """Whether a word of a text is what is sought."""
        return word.startswith(self.word) if self.is_beginning else word == self.word


class Clause(Struct, frozen=True):
    """What was written together, or within quotation marks: its words stand side by side in what is found."""

    terms: tuple[Term, ...]
    length: int
    is_unwanted: bool = False


class Query(Struct, frozen=True, dict=True):
    """The clauses of a query: a thing is found that has all that are wanted and none that is not."""

    clauses: tuple[Clause, ...]

    @cached_property
    def wanted(self) -> tuple[Clause, ...]:
        """The clauses that stand in what is found."""
        return tuple(clause for clause in self.clauses if not clause.is_unwanted)

    @cached_property
    def unwanted(self) -> tuple[Clause, ...]:
        """The clauses that do not."""
        return tuple(clause for clause in self.clauses if clause.is_unwanted)

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        """Every term of every clause."""
        return tuple(term for clause in self.clauses for term in clause.terms)

    @cached_property
    def whole(self) -> Clause:
        """All that is wanted as one phrase: what has it so stands before what has the words apart."""
        terms: list[Term] = []
        length = 0
        for clause in self.wanted:
            terms += [term._replace(offset=length + term.offset) for term in clause.terms]
            length += clause.length
        return Clause(tuple(terms), length)


def read_query(text: str) -> Query:
    """The query that a text means; raises QueryRefused where nothing can be sought by it."""
    if len(text) > QUERY_LENGTH_MAX:
        raise QueryRefused(f"Expected at most {QUERY_LENGTH_MAX} characters, found {len(text)}; leave some words out.")
    common: list[str] = []
    query = Query(tuple(_clauses(text, common)))
    if not query.wanted:
        raise QueryRefused(_nothing_to_seek(query, common))
    if len(query.terms) > WORDS_MAX:
        raise QueryRefused(f"Expected at most {WORDS_MAX} words, found {len(query.terms)}; leave some words out.")
    return query


def _clauses(text: str, common: list[str]) -> Iterator[Clause]:
    for found in _CHUNK.finditer(text):
        unwanted, *quoted, plain = found.groups()
        words = plain or next((one for one in quoted if one), "")
        tokens = [token for token in tokens_in(words) if not token.closes]
        common += [token.text for token in tokens if token.text in COMMON_WORDS]
        terms = [
            Term(token.text, token.place, is_beginning=is_in_pairs(token.text) and len(token.text) == 1)
            for token in tokens
        ]
        if terms and plain and plain.endswith("*"):
            terms[-1] = terms[-1]._replace(is_beginning=True)
        sought = tuple(term for term in terms if term.is_beginning or term.word not in COMMON_WORDS)
        if sought:
            yield Clause(sought, _length(terms), is_unwanted=bool(unwanted))


def _length(terms: list[Term]) -> int:
    """How many places a clause takes: a pair takes two."""
    last = terms[-1]
    return last.offset + (2 if is_in_pairs(last.word) and len(last.word) == 2 else 1)


def _nothing_to_seek(query: Query, common: list[str]) -> str:
    if query.unwanted:
        return "Expected a word that is to be found beside those that are not to be."
    if common:
        words = ", ".join(dict.fromkeys(common))
        return f"Expected a word that does not stand in nearly every text, found {words}; add another one."
    return "Expected at least one word or number to look for, found none."
