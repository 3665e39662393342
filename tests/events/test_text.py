"""What words may hold, and how titles are compared."""

import unicodedata
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.text import fault_in_text, first_fault, likeness, normalised


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Raúl Villacís",
        "a\tb\nc",
        "Économie — “reprise”",
        "الهجرة",
        "移住",
        "👩‍👩‍👧",
        "\u200b\u202e\ufeff\ufffd",
        "\U0010fffd",
    ],
)
def test_words_of_any_language_may_stand(text: str) -> None:
    """Letters of every script, pictures, the tab and the line feed are words; so are marks that nobody sees."""
    assert fault_in_text(text) is None


@pytest.mark.parametrize(
    ("character", "named"),
    [
        ("\x00", "a control character (U+0000) as character 5; remove it."),
        ("\r", "a control character (U+000D) as character 5; write a line feed (U+000A) for a new line."),
        ("\x1b", "a control character (U+001B)"),
        ("\x7f", "a control character (U+007F)"),
        ("\x85", "a control character (U+0085)"),
        ("\x9f", "a control character (U+009F)"),
        ("\ud800", "half of a surrogate pair (U+D800) as character 5; write the whole character or remove it."),
        ("\udfff", "half of a surrogate pair (U+DFFF)"),
        ("\ufdd0", "a noncharacter (U+FDD0)"),
        ("\ufffe", "a noncharacter (U+FFFE)"),
        ("\uffff", "a noncharacter (U+FFFF)"),
        ("\U0001fffe", "a noncharacter (U+1FFFE)"),
        ("\U0010ffff", "a noncharacter (U+10FFFF)"),
    ],
)
def test_names_the_character_that_may_not_stand(character: str, named: str) -> None:
    """The sentence names the character by its code point, its place and what to do."""
    fault = fault_in_text(f"UNFP{character}A")
    assert fault is not None
    assert named in fault
    assert fault.endswith(".")
    assert fault.isprintable()


def test_only_named_sorts_of_character_are_refused() -> None:
    """Of all code points exactly the control characters, surrogates and 66 noncharacters are refused."""
    refused = {chr(code) for code in range(0x110000) if fault_in_text(chr(code))}
    controls = {chr(code) for code in range(0x100) if unicodedata.category(chr(code)) == "Cc"} - {"\t", "\n"}
    surrogates = {chr(code) for code in range(0xD800, 0xE000)}
    assert controls | surrogates < refused
    assert len(refused) == len(controls) + len(surrogates) + 66


def test_first_fault_is_found_where_it_stands() -> None:
    """The first fault in the order of the document is told with its JSON pointer."""
    report = {
        "title": "Migration\tand\nremittances",
        "partners": ["UNFPA", {"note/~": "I\x00OM"}, "\x01"],
        "year": 2008,
    }
    found = first_fault(report)
    assert found is not None
    assert found[0] == "/partners/1/note~1~0"
    assert "U+0000" in found[1]


def test_a_fault_in_a_name_is_told_at_its_object() -> None:
    """The pointer never holds the character that it complains of."""
    found = first_fault({"lead": {"ac\x00ronym": "ILO"}}, "/0")
    assert found is not None
    assert found[0] == "/0/lead"
    assert found[1].startswith("In the name of a field: The text holds a control character (U+0000)")


def test_a_sound_value_has_no_fault() -> None:
    """Numbers, truth and absence hold no words."""
    assert first_fault({"symbol": "A/63/265", "pages": 12, "issued": True, "url": None, "topics": ()}) is None


def test_no_depth_of_nesting_exhausts_the_walk() -> None:
    """A hundred thousand lists in one another are walked like any other value."""
    value: object = "UNICEF\x00"
    for _ in range(100_000):
        value = [value]
    found = first_fault(value)
    assert found is not None
    assert found[0].count("/0") == 100_000


def test_long_names_cost_no_memory() -> None:
    """Ten thousand members under a name of a million letters are walked without spelling the name each time."""
    found = first_fault({"n" * 1_000_000: [*range(10_000), "IOM\x00"]})
    assert found is not None
    assert found[0].endswith("n/10000")


JSON = st.recursive(
    st.none() | st.integers() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=10,
)


@given(JSON)
def test_a_fault_is_found_exactly_where_there_is_one(value: object) -> None:
    """A value has a fault where the words and names that it holds, taken together, have one."""
    assert (first_fault(value) is None) == (fault_in_text("".join(_words_and_names(value))) is None)


def _words_and_names(value: object) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            yield from (word for part in [*value, *value.values()] for word in _words_and_names(part))
        case list():
            yield from (word for part in value for word in _words_and_names(part))
        case _:
            return


def test_normalised_words_have_no_case_accents_or_marks() -> None:
    """Two spellings of one title are the same words."""
    assert normalised("  L’Économie: “Migración” & Straße (2008)") == "l economie migracion strasse 2008"


@given(st.text())
def test_normalising_again_changes_nothing(text: str) -> None:
    """Normalised words are their own normal form."""
    assert normalised(normalised(text)) == normalised(text)


@pytest.mark.parametrize(
    ("one", "other", "least", "most"),
    [
        ("World Migration Report 2008", "WORLD MIGRATION REPORT, 2008", 100, 100),
        ("Trends in International Migrant Stock", "Trends in the International Migrant Stock", 90, 99),
        ("Trends in International Migrant Stock", "Census of Population and Housing", 0, 60),
        ("", "", 0, 0),
        ("—", "…", 0, 0),
    ],
)
def test_likeness_of_titles(one: str, other: str, least: int, most: int) -> None:
    """The same title in another spelling is 100 per cent alike, a near one nearly, another one little."""
    assert least <= likeness(one, other) <= most


def test_likeness_of_another_order_of_the_words_is_below_the_same() -> None:
    """The same words in another order are nearly the same title, never quite."""
    assert likeness("Migration and Development", "Development and Migration") == 99


@given(st.text(max_size=60), st.text(max_size=60))
def test_likeness_does_not_depend_on_the_order(one: str, other: str) -> None:
    """Likeness is one number between 0 and 100 for two titles, whichever is named first."""
    assert 0 <= likeness(one, other) == likeness(other, one) <= 100
