"""Highlights: the words as they are written, marked where the query stands, with what is around them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.topic import Topic
from projections.registry import TOPIC_TEXTS
from projections.search.highlights import CUT, EXCERPT_LENGTH, HIGHLIGHTS_MAX, Highlight, highlights_of
from projections.search.query import read_query


def marked(highlight: Highlight) -> str:
    return "".join(f"[{piece.text}]" if piece.found else piece.text for piece in highlight.pieces)


def label_marked(label: str, query: str) -> list[str]:
    return [marked(one) for one in highlights_of(Topic(id="topic", label=label), TOPIC_TEXTS, read_query(query))]


@pytest.mark.parametrize(
    ("label", "query", "expected"),
    [
        ("Étude des Migrations", "etude migrations", ["[Étude] des [Migrations]"]),
        ("Labour market, labour law", '"labour market"', ["[Labour] [market], labour law"]),
        ("国际移民统计", "移民统计", ["国际[移民统计]"]),
        ("国际移民统计", "移", ["国际[移]民统计"]),
        ("الهِجرة الدولية", "الهجرة", ["[الهِجرة] الدولية"]),
        ("Международная миграция", "миграц*", ["Международная [миграция]"]),
        ("Office of the Commissioner", '"office of the commissioner"', ["[Office] of the [Commissioner]"]),
        ("Labour market", "remittances", []),
        ("Labour market", "labour -market", ["[Labour] market"]),
    ],
)
def test_the_words_are_marked_as_they_are_written(label: str, query: str, expected: list[str]) -> None:
    """With their case and accents; of a phrase only where it stands as one."""
    assert label_marked(label, query) == expected


def test_each_field_with_the_words_is_told_by_its_name() -> None:
    """The label, the other labels and the note come one after another, and those without the words not at all."""
    topic = Topic(
        id="labour",
        label="Labour migration",
        alternative_labels=("labour mobility", "guest workers"),
        scope_note="Movement for labour.",
    )
    found = highlights_of(topic, TOPIC_TEXTS, read_query("labour"))
    assert [one.field for one in found] == ["label", "alternative_label", "scope_note"]
    many = Topic(id="labour", label="None", alternative_labels=tuple(f"labour {number}" for number in range(20)))
    assert len(highlights_of(many, TOPIC_TEXTS, read_query("labour"))) == HIGHLIGHTS_MAX


def test_a_long_text_is_cut_around_the_first_word_that_was_found() -> None:
    """At blanks, with a mark where something was left out."""
    note = f"{'before ' * 60}remittances{' after' * 60}"
    (found,) = highlights_of(Topic(id="topic", label="None", scope_note=note), TOPIC_TEXTS, read_query("remittances"))
    shown = marked(found)
    assert shown.startswith(f"{CUT}before ")
    assert shown.endswith(f"after{CUT}")
    assert " [remittances] " in shown
    assert len(shown) <= EXCERPT_LENGTH + 2 * len(CUT) + len("[]")


@given(
    st.lists(st.sampled_from(["labour", "Märkte", "移民统计", ",", "l’œuvre"]), max_size=80), st.sampled_from(("", " "))
)
def test_the_pieces_of_a_text_are_the_text(words: list[str], between: str) -> None:
    """Put together, without the marks of cuts, they stand in the text as it is."""
    text = between.join(words)
    for found in highlights_of(Topic(id="topic", label="None", scope_note=text), TOPIC_TEXTS, read_query("移民 -none")):
        pieces = [piece.text for piece in found.pieces]
        whole = "".join(pieces)
        assert whole.removeprefix(CUT).removesuffix(CUT) in text
        assert any(piece.found for piece in found.pieces)
