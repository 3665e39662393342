"""The layers hold: service stands on projections, projections on events, and nothing leans the other way."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.house.layers import (
    LAYER_CHECKS,
    commands_import_events_only,
    imports_no_higher_layer,
    migrations_import_tables_only,
)
from tests.house.source import ROOT, Check, Source, must_find_nothing, python_sources

LINT_IMPORTS = str(Path(sys.executable).with_name("lint-imports"))

BROKEN: tuple[tuple[Check, str, str], ...] = (
    (imports_no_higher_layer, "events/meeting.py", "import projections.follow_up\n"),
    (imports_no_higher_layer, "projections/follow_up.py", "def read():\n    from service.api import app\n"),
    (imports_no_higher_layer, "service/app.py", "from migrations import environment\n"),
    (commands_import_events_only, "service/commands/meeting.py", "from projections.follow_up import read\n"),
    (commands_import_events_only, "service/commands/meeting.py", "from service.writer import Writer\n"),
    (commands_import_events_only, "service/commands/meeting.py", "from events.log.database import open_log\n"),
    (commands_import_events_only, "service/commands/meeting.py", "from events import log\n"),
    (migrations_import_tables_only, "migrations/versions/first.py", "from events.log.reading import read_events\n"),
)

SOUND: tuple[tuple[str, str], ...] = (
    ("service/commands/meeting.py", "from events.meeting import MeetingNamed\n"),
    ("projections/follow_up.py", "from events.log.reading import read_events\n"),
    ("migrations/versions/first.py", "from events.log.tables import event\n"),
    ("service/app.py", "import projections.follow_up\nimport sqlalchemy\n"),
)


@pytest.mark.parametrize("check", LAYER_CHECKS, ids=lambda check: check.__name__)
def test_the_layers_hold(check: Check) -> None:
    """Every import statement of the project follows this rule."""
    must_find_nothing(check, python_sources())


@pytest.mark.parametrize(("check", "path", "text"), BROKEN)
def test_a_broken_layer_is_found(check: Check, path: str, text: str) -> None:
    """Control: an import that leans the wrong way is found, wherever in the file it stands."""
    assert [finding.path for finding in check(Source(path, text))] == [path]


@pytest.mark.parametrize(("path", "text"), SOUND)
def test_a_sound_import_is_left_alone(path: str, text: str) -> None:
    """An import that leans the right way is nobody's business."""
    assert [finding for check in LAYER_CHECKS for finding in check(Source(path, text))] == []


def test_the_contracts_hold_through_every_chain_of_imports() -> None:
    """The contracts in pyproject.toml hold for what is imported by way of something else, too."""
    answer = lint_imports(ROOT)
    assert answer.returncode == 0, answer.stdout


def test_a_broken_contract_is_found(tmp_path: Path) -> None:
    """Control: by the contracts as they are, an event that reaches up is found, and a command that reaches the disk."""
    for package in (
        "service",
        "projections",
        "events",
        "migrations",
        "service/commands",
        "service/sheets",
        "events/log",
    ):
        (tmp_path / package).mkdir()
        (tmp_path / package / "__init__.py").touch()
    (tmp_path / "events" / "meeting.py").write_text("import projections.follow_up\n")
    (tmp_path / "events" / "history.py").write_text("import events.log.database\n")
    (tmp_path / "events" / "log" / "database.py").touch()
    (tmp_path / "projections" / "follow_up.py").write_text("import service\n")
    (tmp_path / "service" / "commands" / "meeting.py").write_text("import events.history\n")
    (tmp_path / "pyproject.toml").write_text((ROOT / "pyproject.toml").read_text())

    answer = lint_imports(tmp_path)
    assert answer.returncode == 1
    assert "events.meeting -> projections.follow_up" in answer.stdout
    assert "service.commands.meeting -> events.history" in answer.stdout


def test_the_layers_of_the_contract_are_those_of_the_rules() -> None:
    """The contract and the rules name the same layers, so that neither can be loosened alone."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    layers = [contract["layers"] for contract in contracts if contract["type"] == "layers"]
    assert layers == [["service", "projections", "events"]]


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run import-linter on the packages in a folder."""
    command = [LINT_IMPORTS, "--no-logo", "--no-cache"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=120)
