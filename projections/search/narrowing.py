"""Narrowing a list to what has the words of a query: conditions on the things of a view, for a list to add."""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from projections.clocks import Clocks, holds
from projections.search.index import BEHIND_ALL
from projections.search.query import Query, Term
from projections.versioned_view import VersionedView


def conditions_on(view: VersionedView, query: Query, clocks: Clocks) -> list[sa.ColumnElement[bool]]:
    """That a thing of the view has every word that is wanted and none that is not, wherever they stand in it.

    The conditions are on the column `thing` of `view.table`; their parameters are `values_of_words(query)` and those
    of the clocks. Queries with the same `shape_of` have the same conditions. A phrase is taken as its words: whether
    they stand side by side only a search says.
    """
    assert view.word_table is not None, f"The view {view.name} has no words."
    return [
        _standing(view, view.word_table, term, number, clocks, is_unwanted=is_unwanted)
        for number, (term, is_unwanted) in enumerate(_judged(query))
    ]


def values_of_words(query: Query) -> dict[str, Any]:
    """The values of the parameters of `conditions_on`."""
    values: dict[str, Any] = {}
    for number, (term, _) in enumerate(_judged(query)):
        values[f"word_{number}"] = term.word
        if term.is_beginning:
            values[f"behind_{number}"] = term.word + BEHIND_ALL
    return values


def shape_of(query: Query) -> tuple[tuple[bool, bool], ...]:
    """What makes the text of the conditions: for each word whether it is a beginning, and whether it is unwanted."""
    return tuple((term.is_beginning, is_unwanted) for term, is_unwanted in _judged(query))


def _judged(query: Query) -> Iterator[tuple[Term, bool]]:
    """Every word that is wanted, and those that are not; an unwanted phrase cannot be judged by its words."""
    for clause in query.wanted:
        yield from ((term, False) for term in clause.terms)
    for clause in query.unwanted:
        if len(clause.terms) == 1:
            yield clause.terms[0], True


def _standing(
    view: VersionedView, words: sa.Table, term: Term, number: int, clocks: Clocks, *, is_unwanted: bool
) -> sa.ColumnElement[bool]:
    sought: sa.BindParameter[Any] = sa.bindparam(f"word_{number}", type_=sa.Text)
    named = [words.c.word == sought]
    if term.is_beginning:
        named = [words.c.word >= sought, words.c.word < sa.bindparam(f"behind_{number}", type_=sa.Text)]
    things = sa.select(words.c.thing).where(*named, holds(words, clocks))
    return view.table.c.thing.not_in(things) if is_unwanted else view.table.c.thing.in_(things)
