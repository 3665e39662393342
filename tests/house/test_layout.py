"""The house stands as it was drawn: few things at the top, tests where their source is, and our packages our own."""

import tomllib
from importlib import import_module
from pathlib import Path

import pytest

from tests.house.layout import (
    OURS,
    folders_without_a_source,
    imposters,
    locked_apart,
    locked_without_hash,
    missing_from_lock,
    packages_among_the_tests,
    required_at_runtime,
    required_for_development,
    strays,
)
from tests.house.source import ROOT, must_be_none

RUNTIME = (ROOT / "requirements.txt").read_text()
DEVELOPMENT = (ROOT / "requirements-dev.txt").read_text()


@pytest.fixture
def small_house(tmp_path: Path) -> Path:
    """A small house of its own, with one package and its tests."""
    (tmp_path / "events" / "log").mkdir(parents=True)
    (tmp_path / "tests" / "events" / "log").mkdir(parents=True)
    (tmp_path / "tests" / "events" / "log" / "test_reading.py").touch()
    return tmp_path


def test_the_top_level_holds_what_the_design_names() -> None:
    """A newcomer meets nothing at the top that the design does not explain."""
    must_be_none(strays(path.name for path in ROOT.iterdir()))


def test_a_stray_file_is_found() -> None:
    """Control: a note left at the top is found, and what git ignores is not."""
    assert [finding.path for finding in strays(["notes.txt", "service", ".venv"])] == ["notes.txt"]


def test_the_tests_mirror_the_source() -> None:
    """The tests of a package stand in the folder of the same name."""
    must_be_none(folders_without_a_source(ROOT))


def test_tests_without_a_source_are_found(small_house: Path) -> None:
    """Control: a folder of tests whose source has moved away is found."""
    (small_house / "tests" / "events" / "ledger").mkdir()
    (small_house / "tests" / "events" / "ledger" / "test_appending.py").touch()
    assert [finding.path for finding in folders_without_a_source(small_house)] == ["tests/events/ledger"]


def test_no_folder_of_tests_is_a_package() -> None:
    """No `__init__.py` stands under tests/, so `import events` never finds the tests of events."""
    must_be_none(packages_among_the_tests(ROOT))


def test_a_package_among_the_tests_is_found(small_house: Path) -> None:
    """Control: an `__init__.py` under tests/ is found."""
    (small_house / "tests" / "events" / "__init__.py").touch()
    assert [finding.path for finding in packages_among_the_tests(small_house)] == ["tests/events/__init__.py"]


@pytest.mark.parametrize("name", OURS)
def test_our_packages_are_ours(name: str) -> None:
    """What is imported as `events` is this repository's package and no namesake from PyPI."""
    assert Path(str(import_module(name).__file__)).parent == ROOT / name


@pytest.mark.parametrize(("lock", "path"), [(RUNTIME, "requirements.txt"), (DEVELOPMENT, "requirements-dev.txt")])
def test_each_lock_is_closed(lock: str, path: str) -> None:
    """A lock names no package that would hide ours and none without a hash."""
    must_be_none([*imposters(lock, path), *locked_without_hash(lock, path)])


def test_an_imposter_in_a_lock_is_found() -> None:
    """Control: the package `events` of PyPI is found in a lock, whatever its spelling."""
    lock = "msgspec==0.22.0 \\\n    --hash=sha256:00\nEvents==0.5\n"
    assert [finding.line for finding in imposters(lock, "requirements.txt")] == [3]


def test_a_package_without_a_hash_is_found() -> None:
    """Control: one package without a hash among others with theirs is found."""
    hashed = "msgspec==0.22.0 \\\n    --hash=sha256:" + "0" * 64
    lock = f"{hashed}\nrich==15.0.0\n{hashed}\n"
    assert [finding.line for finding in locked_without_hash(lock, "requirements.txt")] == [3]


def test_the_locks_hold_what_is_required() -> None:
    """Whatever pyproject.toml asks for is locked."""
    must_be_none(missing_from_lock(required_at_runtime(), RUNTIME, "requirements.txt"))
    must_be_none(missing_from_lock(required_for_development(), DEVELOPMENT, "requirements-dev.txt"))


def test_a_stale_lock_is_found() -> None:
    """Control: a requirement that was added without `make lock` is found."""
    assert list(missing_from_lock(["granian>=2.8,<3"], "msgspec==0.22.0\n", "requirements.txt"))


def test_the_tests_run_with_what_is_served() -> None:
    """Both locks name the same version of every package that the service needs."""
    must_be_none(locked_apart(RUNTIME, DEVELOPMENT, "requirements-dev.txt"))


def test_locks_that_drift_apart_are_found() -> None:
    """Control: a version that differs between the locks is found."""
    assert list(locked_apart("msgspec==0.22.0\n", "msgspec==0.21.0\n", "requirements-dev.txt"))


def test_the_builder_is_locked_as_it_is_required() -> None:
    """The build group names exactly what the build system asks for."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    assert project["dependency-groups"]["build"] == project["build-system"]["requires"]
