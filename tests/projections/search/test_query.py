"""What somebody seeks: how a text is read as words, phrases, beginnings and words that must not be there."""

import pytest

from projections.search.query import QUERY_LENGTH_MAX, WORDS_MAX, QueryRefused, read_query


def written(text: str) -> str:
    """A query as it was understood: clauses apart, their words with a plus for each place between them."""
    clauses = []
    for clause in read_query(text).clauses:
        terms = [clause.terms[0].key]
        for before, term in zip(clause.terms, clause.terms[1:], strict=False):
            terms.append("+" * (term.offset - before.offset) + term.key)
        clauses.append(("-" if clause.is_unwanted else "") + "".join(terms))
    return " ".join(clauses)


@pytest.mark.parametrize(
    ("text", "understood"),
    [
        ("Labour migration", "labour migration"),
        ('"labour market" Africa', "labour+market africa"),
        ("“labour market”", "labour+market"),
        ("« marché du travail »", "marche++travail"),
        ("„Arbeit und Markt“", "arbeit+und+markt"),
        ("UN-HABITAT", "un+habitat"),
        ("A/63/225", "63+225"),
        ("migra* co-op*", "migra* co+op*"),
        ("labour -market -the -", "labour -market"),
        ('labour -"labour market"', "labour -labour+market"),
        ("office of the commissioner", "office commissioner"),
        ("国际移民", "国际+际移+移民"),
        ("移", "移*"),
        ("组WHO", "组*+who"),
        ('"unclosed', "unclosed"),
        ("AND OR NOT", "not"),
    ],
)
def test_a_text_is_understood_so(text: str, understood: str) -> None:
    """What is written together or in quotation marks is one clause; words of nearly every text only take a place."""
    assert written(text) == understood


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "at least one word"),
        (" – … !", "at least one word"),
        ('""', "at least one word"),
        ("of the", "found of, the"),
        ("-draft", "beside those that are not"),
        ("x" * (QUERY_LENGTH_MAX + 1), f"at most {QUERY_LENGTH_MAX} characters"),
        (" ".join("bcefghij"[number % 8] for number in range(WORDS_MAX + 1)), f"at most {WORDS_MAX} words"),
    ],
)
def test_what_cannot_be_sought_is_refused_with_what_was_expected(text: str, sentence: str) -> None:
    """A query without a word, of words that stand everywhere, or too long is no query."""
    with pytest.raises(QueryRefused, match=sentence):
        read_query(text)
