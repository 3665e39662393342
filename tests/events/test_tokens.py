"""The words of a text as they are sought: in any script, without case and accents, each in its place."""

import json
import sys
import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from events.text import FAULT
from events.tokens import COMMON_WORDS, TOKEN_LENGTH_MAX, is_in_pairs, tokens_and_places, tokens_in
from tests.loaded_record import DEMO

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=60).filter(lambda text: not FAULT.search(text))
RUNS = st.text("国际移民统计กขคงខ្មែរລາວかなカナ한국어", min_size=2, max_size=12)


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Migrants' rights – and A/63/225", "migrants rights and a 63 225"),
        ("l’Organisation INTERNATIONALE du Travail", "l organisation internationale du travail"),
        ("Œuvre, Łódź, Þingvellir, Straße, ﬁn", "oeuvre lodz þingvellir strasse fin"),
        ("Международная миграция, ёлка", "международная миграция елка"),
        ("الهِجْرة الدوليــة", "الهجره الدوليه"),
        ("ΣΟΦΙΑΣ Ελλάδα", "σοφιασ ελλαδα"),
        ("हिन्दी में", "हिन्दी में"),
        ("می\u200cخواهم", "ميخواهم"),
        ("国际移民", "国际 际移 移民 民"),
        ("WHO组织2008年", "who 组织 织 2008 年"),
        ("ｶﾞｷﾞ", "ガギ ギ"),
        ("ย้าย", "ย้ ้า าย ย"),
        ("이주 노동", "이주 주 노동 동"),
        ("½ of it", "1 2 of it"),
        ("– … !", ""),
    ],
)
def test_a_text_has_these_tokens(text: str, tokens: str) -> None:
    """Words are folded, and runs of scripts without blanks give every two neighbours and the last character."""
    assert [token.text for token in tokens_in(text)] == tokens.split()


def test_a_token_says_where_it_stands_in_the_text() -> None:
    """Its beginning and its end are those of the word as it was written."""
    text = "Étude: 国际移民, “Œuvre”"
    written = [text[token.start : token.end] for token in tokens_in(text)]
    assert written == ["Étude", "国际", "际移", "移民", "民", "Œuvre"]


def test_places_are_those_of_words_and_of_characters_in_a_run() -> None:
    """What is written in one run and what is written apart has the same places, so that a phrase is found in both."""
    assert [(token.text, token.place) for token in tokens_in("国际移民") if not token.closes] == [
        ("国际", 0),
        ("际移", 1),
        ("移民", 2),
    ]
    assert [(token.text, token.place) for token in tokens_in("国际 移民") if not token.closes] == [
        ("国际", 0),
        ("移民", 2),
    ]


@given(texts)
def test_both_ways_of_reading_agree(text: str) -> None:
    """The quick way that fills the index and the one that says where tokens stand give the same tokens and places."""
    assert [(token.place, token.text) for token in tokens_in(text)] == list(tokens_and_places(text))


@given(texts)
def test_places_grow_one_by_one_and_tokens_lie_in_the_text(text: str) -> None:
    """No two tokens share a place, none is left out, and each stands for some of the text."""
    tokens = tokens_in(text)
    assert [token.place for token in tokens] == list(range(len(tokens)))
    for token in tokens:
        assert 0 <= token.start < token.end <= len(text)
        assert 1 <= len(token.text) <= TOKEN_LENGTH_MAX


@given(texts)
def test_how_unicode_writes_a_letter_makes_no_difference(text: str) -> None:
    """A text whose letters are taken apart from their accents, or put together with them, has the same tokens."""
    tokens = [token.text for token in tokens_in(text)]
    for form in ("NFC", "NFD"):
        assert [token.text for token in tokens_in(unicodedata.normalize(form, text))] == tokens


@given(RUNS, st.data())
def test_every_part_of_a_run_is_found_in_it(run: str, data: st.DataObject) -> None:
    """The pairs of neighbouring characters of a part stand side by side among those of the run."""
    begins = [at for at, character in enumerate(run[:-1]) if unicodedata.category(character).startswith("L")]
    assume(begins)
    begin = data.draw(st.sampled_from(begins))
    part = run[begin : data.draw(st.integers(begin + 2, len(run)))]
    sought = [token.text for token in tokens_in(part) if not token.closes]
    standing = [token.text for token in tokens_in(run)]
    assert any(standing[at : at + len(sought)] == sought for at in range(len(standing)))


def test_no_acronym_of_the_record_is_a_word_of_every_text() -> None:
    """Whoever seeks a body by its acronym is never told that the word stands everywhere."""
    agencies = json.loads((DEMO / "agencies.json").read_text(encoding="utf-8"))
    names = [tokens_in(name) for agency in agencies for name in (agency["acronym"], *agency["aliases"]) if name]
    assert not {name[0].text for name in names if len(name) == 1} & COMMON_WORDS


def test_every_mark_of_unicode_is_a_part_of_its_word() -> None:
    """No mark cuts a word in two, of whichever script it is."""
    marks = [chr(code) for code in range(sys.maxunicode + 1) if unicodedata.category(chr(code)).startswith("M")]
    assert len(marks) > 2_000
    cutting = [hex(ord(mark)) for mark in marks if not is_in_pairs(mark) and len(tokens_in(f"x{mark}y")) != 1]
    assert cutting == []
