"""The documentation is tested: whoever follows it finds every command and every page."""

import re
from pathlib import Path

import pytest

from tests.house.documentation import (
    broken_links,
    markdown_sources,
    missing_commands,
    missing_paths,
    missing_targets,
    tour_commands,
)
from tests.house.source import ROOT, Source, must_be_none

MAKEFILE = (ROOT / "Makefile").read_text()


def test_every_make_target_named_exists() -> None:
    """Whoever types a `make` command from the documentation gets what it promises."""
    must_be_none(finding for source in markdown_sources() for finding in missing_targets(source, MAKEFILE))


def test_a_missing_make_target_is_found() -> None:
    """Control: a target that the Makefile does not have is found in a block and in a line of code."""
    text = "Run:\n```\nmake feast\n```\nor `make test` or `make summary`, and make sure it works.\n"
    assert [finding.line for finding in missing_targets(Source("README.md", text), MAKEFILE)] == [3, 5]


def test_every_tour_command_named_exists(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever types a `tour` command from the documentation gets what it promises."""
    sources = list(markdown_sources())
    if any(tour_commands(source) for source in sources):
        known = set(re.findall(r"[a-z][a-z-]*", tour_help(capsys, monkeypatch)))
        must_be_none(finding for source in sources for finding in missing_commands(source, known))


def test_a_missing_tour_command_is_found() -> None:
    """Control: a command that the program does not have is found, and a mention in prose is none."""
    text = "The tour de table is made with `tour demo` or\n```\n.venv/bin/tour banquet --now\n```\n"
    assert [finding.line for finding in missing_commands(Source("README.md", text), {"demo"})] == [3]


def test_every_path_named_exists() -> None:
    """Whoever looks for a file that the documentation names finds it."""
    must_be_none(finding for source in markdown_sources() for finding in missing_paths(source, ROOT))


def test_a_missing_path_is_found(tmp_path: Path) -> None:
    """Control: a folder that has moved is found; an address of the service and a pattern are none."""
    (tmp_path / "tests" / "house").mkdir(parents=True)
    text = "`tests/house`\n`pytest tests/feast`\n`/log/events/7` and `service/exports/<extension>.py`\n"
    assert [finding.line for finding in missing_paths(Source("README.md", text), tmp_path)] == [2]


def test_every_link_leads_somewhere() -> None:
    """Every link between the project's own pages leads to a file and a heading that exist."""
    must_be_none(finding for source in markdown_sources() for finding in broken_links(source, ROOT))


def test_a_broken_link_is_found(tmp_path: Path) -> None:
    """Control: a link to a missing page or a missing heading is found; sound ones and examples are not."""
    (tmp_path / "SECURITY.md").write_text("# Reporting a fault\n")
    text = (
        "[a](SECURITY.md) [b](SECURITY.md#reporting-a-fault) [c](https://www.un.org/)\n"
        "[d](PROTOCOL.md)\n[e](SECURITY.md#agenda)\n```\n[f](example.md)\n```\n"
    )
    assert [finding.line for finding in broken_links(Source("README.md", text), tmp_path)] == [2, 3]


def test_the_readme_names_its_two_commands() -> None:
    """The README tells a newcomer how to look at the project and how to check it."""
    readme = (ROOT / "README.md").read_text()
    assert "make demo" in readme
    assert "make test" in readme


def test_the_decision_records_are_numbered_and_short() -> None:
    """Decision records are numbered without a gap, in file name and heading alike, and each is read in a minute."""
    records = sorted((ROOT / ".github" / "decisions").glob("*.md"))
    assert [path.name[:4] for path in records] == [f"{number:04}" for number in range(1, len(records) + 1)]
    headings = [path.read_text().partition(" ")[2].partition(" ")[0] for path in records]
    assert headings == [f"{number}." for number in range(1, len(records) + 1)]
    assert [path.name for path in records if len(path.read_text().splitlines()) > 25] == []


def tour_help(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> str:
    """What `tour --help` prints."""
    from service.cli import main

    monkeypatch.setattr("sys.argv", ["tour", "--help"])
    with pytest.raises(SystemExit):
        main()
    return capsys.readouterr().out
