"""Highlights: the words as they are written in what was found, cut to what stands around them, with those marked."""

from collections.abc import Iterator, Sequence
from typing import Any

from msgspec import Struct

from events.tokens import Token, is_in_pairs, tokens_in
from projections.search.query import Clause, Query, Term
from projections.texts import TextField, read_texts

HIGHLIGHTS_MAX = 5
EXCERPT_LENGTH = 240
# So much is shown before the first word that was found, where the text is cut.
LEAD_LENGTH = 60
CUT = "…"


class Piece(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Some of a text, as written; `found` where it is what was sought."""

    text: str
    found: bool = False


class Highlight(Struct, frozen=True, kw_only=True):
    """A text of a field in which something was found, in pieces that make it up; a long one is cut, marked by "…"."""

    field: str
    pieces: tuple[Piece, ...]


Span = tuple[int, int]


def highlights_of(state: Any, fields: tuple[TextField, ...], query: Query) -> tuple[Highlight, ...]:
    """Where the query stands in a thing, in the order of the fields; no more than some."""
    found: list[Highlight] = []
    for field, texts in zip(fields, read_texts(fields, state), strict=True):
        for text in texts:
            if len(found) < HIGHLIGHTS_MAX and (spans := spans_in(text, query)):
                found.append(Highlight(field=field.name, pieces=tuple(_pieces(text, spans))))
    return tuple(found)


def spans_in(text: str, query: Query) -> list[Span]:
    """Where the wanted clauses stand in a text, as beginnings and ends that do not touch."""
    tokens = tokens_in(text)
    found = sorted({span for clause in query.wanted for span in _spans_of(clause, tokens)})
    joined: list[Span] = []
    for start, end in found:
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined


def _spans_of(clause: Clause, tokens: Sequence[Token]) -> Iterator[Span]:
    by_place = {token.place: token for token in tokens}
    first = clause.terms[0]
    for token in tokens:
        if not first.fits(token.text):
            continue
        standing = [by_place.get(token.place - first.offset + term.offset) for term in clause.terms]
        if all(one is not None and term.fits(one.text) for one, term in zip(standing, clause.terms, strict=True)):
            yield from (_span(one, term) for one, term in zip(standing, clause.terms, strict=True) if one is not None)


def _span(token: Token, term: Term) -> Span:
    """Where a word is marked: whole, but of a pair that one character was sought with only that one."""
    is_one_of_two = term.is_beginning and is_in_pairs(term.word) and token.end - token.start == len(token.text)
    return token.start, token.start + len(term.word) if is_one_of_two else token.end


def _pieces(text: str, spans: Sequence[Span]) -> Iterator[Piece]:
    start, end = _excerpt(text, spans)
    if start > 0:
        yield Piece(text=CUT)
    at = start
    for first, last in spans:
        if last > end:
            break
        if first > at:
            yield Piece(text=text[at:first])
        yield Piece(text=text[first:last], found=True)
        at = last
    if at < end:
        yield Piece(text=text[at:end])
    if end < len(text):
        yield Piece(text=CUT)


def _excerpt(text: str, spans: Sequence[Span]) -> Span:
    """Where to cut a text: at blanks, if there are any near, and never within what was found first."""
    if len(text) <= EXCERPT_LENGTH:
        return 0, len(text)
    first, last = spans[0]
    start = max(0, first - LEAD_LENGTH)
    if start > 0:
        start = text.find(" ", start, first) + 1 or start
    end = min(len(text), max(last, start + EXCERPT_LENGTH))
    if end < len(text):
        end = max(last, text.rfind(" ", last, end)) if " " in text[last:end] else end
    return start, end
