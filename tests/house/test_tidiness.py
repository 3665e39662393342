"""Every file of the house is tidy, and each rule is shown to catch a file that is not."""

from pathlib import Path

import pytest

from tests.house.source import Check, Source, must_find_nothing, python_sources, text_sources
from tests.house.tidiness import (
    PYTHON_CHECKS,
    TEXT_CHECKS,
    functions_fit_a_screen,
    has_clean_whitespace,
    is_short,
    names_no_machine,
    opens_with_one_sentence,
    postpones_nothing,
    skips_give_a_reason,
    speaks_of_real_things,
    spells_names_out,
    states_a_behaviour,
)

HOME_OF_SOMEONE = (Path("/") / "home" / "amina" / "tourdetable").as_posix()

UNTIDY: tuple[tuple[Check, str], ...] = (
    (opens_with_one_sentence, "from datetime import date\n"),
    (opens_with_one_sentence, '"""Place"""\n'),
    (opens_with_one_sentence, '"""A place. It has a country."""\n'),
    (is_short, '"""A place."""\n' * 301),
    (functions_fit_a_screen, "def plan_meeting():\n" + "    book_venue()\n" * 60),
    (postpones_nothing, "venue = None  # TODO ask ESCAP\n"),
    (spells_names_out, "def plan_meeting(conn):\n    pass\n"),
    (spells_names_out, "meeting_idx = 7\n"),
    (states_a_behaviour, "def test_meeting():\n    pass\n"),
    (speaks_of_real_things, "agency = 'foo'\n"),
    (skips_give_a_reason, "import pytest\n@pytest.mark.skip\ndef test_meeting():\n    pass\n"),
    (skips_give_a_reason, "import pytest\n@pytest.mark.xfail(strict=True)\ndef test_meeting():\n    pass\n"),
    (has_clean_whitespace, "venue = 'Bangkok' \n"),
    (has_clean_whitespace, "if venue:\n\tbook(venue)\n"),
    (has_clean_whitespace, "venue = 'Bangkok'"),
    (names_no_machine, f"sample = '{HOME_OF_SOMEONE}'\n"),
    (names_no_machine, "litestar @ https://files.pythonhosted" + ".org/litestar.whl\n"),
)

TIDY = '''"""A meeting as it was planned."""


def plan_meeting(venue: str) -> str:
    """The sentence that says where it will be."""
    return f"It will be held in {venue}."
'''


@pytest.mark.parametrize("check", PYTHON_CHECKS, ids=lambda check: check.__name__)
def test_every_module_is_tidy(check: Check) -> None:
    """Every Python file of the project follows this rule."""
    must_find_nothing(check, python_sources())


@pytest.mark.parametrize("check", TEXT_CHECKS, ids=lambda check: check.__name__)
def test_every_text_is_tidy(check: Check) -> None:
    """Every text file of the project follows this rule."""
    must_find_nothing(check, text_sources())


@pytest.mark.parametrize(("check", "text"), UNTIDY, ids=lambda part: getattr(part, "__name__", ""))
def test_an_untidy_file_is_found(check: Check, text: str) -> None:
    """Control: each rule finds the file that breaks it, and names file and line."""
    found = list(check(Source("tests/service/test_meeting.py", text)))
    assert found
    assert str(found[0]).startswith("tests/service/test_meeting.py:")


@pytest.mark.parametrize("check", PYTHON_CHECKS + TEXT_CHECKS, ids=lambda check: check.__name__)
def test_a_tidy_file_is_left_alone(check: Check) -> None:
    """No rule finds anything in a module as it should be."""
    assert list(check(Source("service/meeting.py", TIDY))) == []


def test_numbered_steps_allow_a_long_function() -> None:
    """A function longer than a screen is allowed when its steps are numbered."""
    steps = "def plan_meeting():\n    # 1. The venue.\n" + "    book_venue()\n" * 60
    assert list(functions_fit_a_screen(Source("service/meeting.py", steps))) == []


def test_every_rule_has_its_control() -> None:
    """No rule of tidiness stands without a file that must break it."""
    assert {check for check, _ in UNTIDY} == {*PYTHON_CHECKS, *TEXT_CHECKS}
