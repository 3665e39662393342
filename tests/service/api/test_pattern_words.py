"""What a text must look like is said in words, not as a pattern."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from service.api.faults import faults_in
from service.api.pattern_words import PATTERN_WORDS, with_patterns_in_words
from service.commands.agency import RegisterAgency

DOCUMENT = Path(__file__).parents[3] / "openapi" / "openapi.json"


def test_a_typed_acronym_is_told_what_an_id_looks_like() -> None:
    """The likeliest slip of a newcomer: UNFPA for unfpa."""
    (fault,) = faults_in({"id": "UNFPA", "name": "United Nations Population Fund", "kind": "igo"}, RegisterAgency)
    assert fault.pointer == "/id"
    assert fault.detail.startswith("Expected an id of lower-case letters and digits")
    assert fault.detail.endswith('such as unfpa, found "UNFPA".')


def test_every_pattern_of_the_document_has_words() -> None:
    """A new pattern is explained before it is asked for; one without words is told as it is."""
    missing = sorted(set(_patterns(json.loads(DOCUMENT.read_text()))) - PATTERN_WORDS.keys())
    assert not missing, f"Patterns without words in PATTERN_WORDS: {missing}"
    unknown = "Expected text matching regex '^x$'"
    assert with_patterns_in_words(unknown) == unknown


def _patterns(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("pattern"), str):
            yield value["pattern"]
        for inner in value.values():
            yield from _patterns(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _patterns(inner)
