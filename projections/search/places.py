"""Where the words of a query stand in a thing: whether a clause stands there, and how much what was found counts."""

from collections.abc import Mapping, Set

from projections.search.query import Clause, Query
from projections.texts import FIELD_BITS, TextField, field_of, places_in

# The places of each term that stands in a thing, as the table keeps them, by the key of the term. The first place of a
# word is in its best field, for places stand in the order of the fields, and these in that of their weight.
Standing = Mapping[str, str]


def matches(query: Query, standing: Standing) -> bool:
    """Whether every wanted clause stands in a thing, its words side by side, and no unwanted one."""
    return all(stands(clause, standing) for clause in query.wanted) and not any(
        stands(clause, standing) for clause in query.unwanted
    )


def stands(clause: Clause, standing: Standing) -> bool:
    """Whether a clause stands in a thing."""
    return clause.terms[0].key in standing if len(clause.terms) == 1 else bool(starts(clause, standing))


def score_of(query: Query, standing: Standing, fields: tuple[TextField, ...]) -> int:
    """How well a thing fits: for each word the weight of the best field in which it stands so, and once more for all.

    The last is the weight of the best field in which the whole query stands as one phrase; a query of one word is none.
    """
    score = sum(len(clause.terms) * _weight(clause, standing, fields) for clause in query.wanted)
    return score + (_weight(query.whole, standing, fields) if len(query.whole.terms) > 1 else 0)


def starts(clause: Clause, standing: Standing) -> Set[int]:
    """The places of the first word of a clause at which it begins."""
    first, *others = clause.terms
    begins: Set[int] = places_in(standing[first.key]) if first.key in standing else frozenset()
    for term in others:
        if not begins or term.key not in standing:
            return frozenset()
        there, further = places_in(standing[term.key]), term.offset - first.offset
        begins = {begin for begin in begins if begin + further in there}
    return begins


def _weight(clause: Clause, standing: Standing, fields: tuple[TextField, ...]) -> int:
    """The weight of the best field in which a clause stands; none where it stands in no field as a whole."""
    if len(clause.terms) == 1:
        return fields[field_of(standing[clause.terms[0].key])].weight
    begins = starts(clause, standing)
    return fields[min(begins) >> FIELD_BITS].weight if begins else 0
