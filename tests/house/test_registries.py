"""What there is (events, views, endpoints, formats) stands in tuples written by hand."""

import pytest

from tests.house.registries import REGISTRY_CHECKS, constants_cannot_grow, gathers_nothing
from tests.house.source import Check, Source, must_find_nothing, python_sources

HIDDEN: tuple[tuple[Check, str], ...] = (
    (gathers_nothing, "import importlib\nFORMATS = (importlib.import_module('service.exports.docx'),)\n"),
    (gathers_nothing, "def events():\n    return Event.__subclasses__()\n"),
    (gathers_nothing, "class View:\n    def __init_subclass__(cls):\n        VIEWS.append(cls)\n"),
    (constants_cannot_grow, "FORMATS = [docx, pdf]\n"),
    (constants_cannot_grow, "FORMATS: set[str] = {'docx', 'pdf'}\n"),
)


@pytest.mark.parametrize("check", REGISTRY_CHECKS, ids=lambda check: check.__name__)
def test_registries_are_visible(check: Check) -> None:
    """Whoever asks what there is finds it in one tuple."""
    must_find_nothing(check, python_sources())


@pytest.mark.parametrize(("check", "text"), HIDDEN, ids=lambda part: getattr(part, "__name__", ""))
def test_a_hidden_registry_is_found(check: Check, text: str) -> None:
    """Control: a registry that scans, registers itself or can grow is found."""
    assert list(check(Source("service/exports/formats.py", text)))


@pytest.mark.parametrize("check", REGISTRY_CHECKS, ids=lambda check: check.__name__)
def test_a_visible_registry_is_left_alone(check: Check) -> None:
    """A tuple of what there is breaks no rule, and neither does a list within a function."""
    text = "FORMATS = (docx, pdf)\n\n\ndef names():\n    found = []\n    return found\n"
    assert list(check(Source("service/exports/formats.py", text))) == []
