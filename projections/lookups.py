"""Looking up activities under the values of a facet or a word: asked of the table of these alone, at the clocks."""

from typing import Any

import sqlalchemy as sa
from msgspec import Struct

from events.log.database import one_of
from projections.activities import ACTIVITIES
from projections.activity_filter import TABLE
from projections.clocks import Clocks, holds

assert ACTIVITIES.facet_table is not None
assert ACTIVITIES.word_table is not None
FACETS = ACTIVITIES.facet_table
WORDS = ACTIVITIES.word_table
# In the place of the name of a facet: the words of the activities.
WORD = "word"


class Lookup(Struct, frozen=True):
    """Values of a facet, given by a parameter, under which things are looked up; `roles`, where these are asked for.

    Where `is_single` there is one value, and the things under it come in the order of their numbers. Under a word
    (`facet` is `WORD`) a thing may be found twice.
    """

    facet: str
    parameter: str
    roles: str | None = None
    is_single: bool = False


def things_under(lookup: Lookup, clocks: Clocks) -> sa.Select[Any]:
    """The things under one of the values of a facet, in one of the roles where these are asked for."""
    if lookup.facet == WORD:
        words = WORDS.alias()
        return sa.select(words.c.thing).where(one_of(words.c.word, lookup.parameter), holds(words, clocks))
    facets = FACETS.alias()
    one: sa.BindParameter[Any] = sa.bindparam(lookup.parameter, type_=sa.Text)
    value = facets.c.value == one if lookup.is_single else one_of(facets.c.value, lookup.parameter)
    things = sa.select(facets.c.thing).where(facets.c.facet == lookup.facet, value, holds(facets, clocks))
    if lookup.roles:
        roles: sa.BindParameter[int] = sa.bindparam(lookup.roles, type_=sa.BigInteger)
        things = things.where(facets.c.roles.bitwise_and(roles) != 0)
    return things


def things_in(lookups: tuple[Lookup, ...], clocks: Clocks) -> sa.Select[Any] | sa.CompoundSelect[Any]:
    """The things that are found in any of the facets, some of them perhaps more than once."""
    found = [things_under(lookup, clocks) for lookup in lookups]
    found += [
        sa.select(TABLE.c.thing).where(one_of(TABLE.c.id, lookup.parameter), holds(TABLE, clocks))
        for lookup in lookups
        if lookup.facet == "id"
    ]
    return found[0] if len(found) == 1 else sa.union_all(*found)
