"""Where the words of a query stand in a text: whether a clause stands there, and how much what was found counts."""

from collections.abc import Iterable, Mapping

from projections.search.query import Clause, Query
from projections.texts import Place, TextField

# The places of each term that stands in a thing, by the key of the term.
Standing = Mapping[str, frozenset[Place]]


def matches(query: Query, standing: Standing) -> bool:
    """Whether every wanted clause stands in a thing, its words side by side, and no unwanted one."""
    return all(starts(clause, standing) for clause in query.wanted) and not any(
        starts(clause, standing) for clause in query.unwanted
    )


def score_of(query: Query, standing: Standing, fields: tuple[TextField, ...]) -> int:
    """How well a thing fits: for each word the weight of the best field in which it stands so, and once more for all.

    The last is the weight of the best field in which the whole query stands as one phrase; a query of one word is none.
    """
    score = sum(len(clause.terms) * _best(starts(clause, standing), fields) for clause in query.wanted)
    whole = query.whole
    return score + (_best(starts(whole, standing), fields) if len(whole.terms) > 1 else 0)


def starts(clause: Clause, standing: Standing) -> frozenset[Place]:
    """The places at which a clause begins."""
    first, *others = clause.terms
    found = standing.get(first.key, frozenset())
    if not others:
        return found
    begins = {Place(place.field, place.place - first.offset) for place in found}
    for term in others:
        there = standing.get(term.key, frozenset())
        begins = {begin for begin in begins if Place(begin.field, begin.place + term.offset) in there}
    return frozenset(begins)


def _best(places: Iterable[Place], fields: tuple[TextField, ...]) -> int:
    # The fields stand in the order of their weight.
    return max((fields[place.field].weight for place in places), default=0)
