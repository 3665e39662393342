"""The words of a filter: what `text` means as filters of the views."""

from collections.abc import Iterator

from projections.activity_filter import ActivityFilter
from projections.search.query import Clause, QueryRefused, read_query


def words_meant(text: str) -> Iterator[ActivityFilter]:
    """One filter for each word that must stand in the titles and texts of an activity, and for each that must not.

    The words are those of a search. What is written together, or in quotation marks, is sought as its words, wherever
    they stand: whether they stand side by side only a search says. Raises QueryRefused for a text in which there is
    nothing to seek, and where a phrase must not be there.
    """
    query = read_query(text)
    for clause in query.wanted:
        yield from _terms(clause)
    for clause in query.unwanted:
        if len(clause.terms) > 1:
            sentence = "Expected single words behind a minus, found a phrase; only a search leaves phrases out."
            raise QueryRefused(sentence)
        yield ActivityFilter(none_of=tuple(_terms(clause)))


def _terms(clause: Clause) -> Iterator[ActivityFilter]:
    for term in clause.terms:
        yield ActivityFilter(beginnings=(term.word,)) if term.is_beginning else ActivityFilter(words=(term.word,))
