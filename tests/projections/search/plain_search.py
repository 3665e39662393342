"""The obvious model of a search: read every state there is, look at each text word by word, and sort."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from events.fact import Fact, Recorded
from events.identity import Noun
from events.states import FOLDINGS
from events.tokens import COMMON_WORDS, Token, tokens_in
from projections.activity_filter import Scope, may_see
from projections.search.query import Clause, Query, Term
from projections.texts import TextField, read_texts
from tests.projections.fresh_fold import days_said, fresh_fold

EVOLVE = FOLDINGS[Noun.ACTIVITY].evolve


class Point(NamedTuple):
    """Where a search is asked: the day, the position, and for whose eyes."""

    day: str
    known: int
    scope: Scope


class PlainHit(NamedTuple):
    """A thing that is found: its score, the day since which it has said so, and its number."""

    score: int
    since: str
    thing: int


def plain_search(
    things: Iterable[Sequence[Recorded[Fact]]], query: Query, fields: tuple[TextField, ...], point: Point
) -> list[PlainHit]:
    """What is found among the histories of things, the best first."""
    hits = []
    for events in things:
        state = fresh_fold(events, EVOLVE, point.day, point.known)
        if state is None or not may_see(state, point.scope, point.day) or not _fits(query, state, fields):
            continue
        since = max(_since(term, events, fields, point) for clause in query.wanted for term in clause.terms)
        hits.append(PlainHit(_score(query, state, fields), since, events[0].position))
    return sorted(hits, reverse=True)


def _fits(query: Query, state: Any, fields: tuple[TextField, ...]) -> bool:
    there = [bool(_weights(clause, state, fields)) != clause.is_unwanted for clause in query.clauses]
    return all(there)


def _score(query: Query, state: Any, fields: tuple[TextField, ...]) -> int:
    score = sum(len(clause.terms) * max(_weights(clause, state, fields)) for clause in query.wanted)
    as_phrase = _weights(query.whole, state, fields) if len(query.whole.terms) > 1 else []
    return score + max(as_phrase, default=0)


def _weights(clause: Clause, state: Any, fields: tuple[TextField, ...]) -> list[int]:
    """The weights of the fields in which a clause stands."""
    texts = zip(fields, read_texts(fields, state), strict=True)
    return [field.weight for field, of_field in texts for text in of_field if _stands(clause, tokens_in(text))]


def _stands(clause: Clause, tokens: list[Token]) -> bool:
    first = clause.terms[0].offset
    for begin in range(len(tokens)):
        places = [begin + term.offset - first for term in clause.terms]
        if all(
            place < len(tokens) and term.fits(tokens[place].text) and tokens[place].text not in COMMON_WORDS
            for place, term in zip(places, clause.terms, strict=True)
        ):
            return True
    return False


def _since(term: Term, events: Sequence[Recorded[Fact]], fields: tuple[TextField, ...], point: Point) -> str:
    """The day since which a word has stood where it stands; of a beginning the day of the first such word."""
    known = days_said([event for event in events if event.position <= point.known])
    days = sorted({day for day in known.values() if day <= point.day}, reverse=True)
    now, *before = [_standing(term, fresh_fold(events, EVOLVE, day, point.known), fields) for day in days]
    sinces = []
    for word, places in now.items():
        since = days[0]
        for day, then in zip(days[1:], before, strict=True):
            if then.get(word) != places:
                break
            since = day
        sinces.append(since)
    return min(sinces)


def _standing(term: Term, state: Any, fields: tuple[TextField, ...]) -> dict[str, list[tuple[int, int, int]]]:
    """The words that are sought by a term, each with the fields, the texts and the places where it stands."""
    found: dict[str, list[tuple[int, int, int]]] = {}
    for field, texts in enumerate(read_texts(fields, state) if state is not None else ()):
        for number, text in enumerate(texts):
            for token in tokens_in(text):
                if term.fits(token.text) and token.text not in COMMON_WORDS:
                    found.setdefault(token.text, []).append((field, number, token.place))
    return found
