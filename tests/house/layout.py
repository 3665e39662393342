"""The rules of the layout: what stands at the top, and where the tests of a package are found."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.house.source import ROOT, Finding, is_left_out

TOP_LEVEL = (
    ".ci",
    ".github",
    ".gitignore",
    "CHANGELOG.md",
    "LICENSE",
    "Makefile",
    "README.md",
    "events",
    "migrations",
    "openapi",
    "projections",
    "pyproject.toml",
    "requirements-dev.txt",
    "requirements.txt",
    "service",
    "tests",
)

# Folders of tests that are about the whole house and so mirror no folder of the source.
TESTS_OF_THE_WHOLE = ("house", "bench", "consistency", "recovery")

# Names on PyPI that would hide our packages.
OURS = ("events", "migrations", "projections", "service")

LOCKED = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^ ;\\]+)", re.MULTILINE)
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}\b")
REQUIRED_NAME = re.compile(r"^[A-Za-z0-9._-]+")


def strays(names: Iterable[str]) -> Iterator[Finding]:
    """Whatever stands at the top level without a place in the design."""
    for name in sorted(names):
        if name not in TOP_LEVEL and not is_left_out(name):
            yield Finding(name, 1, f"The top level holds only {', '.join(TOP_LEVEL)}.")


def folders_without_a_source(root: Path) -> Iterator[Finding]:
    """A folder of tests that mirrors no folder of the source."""
    for folder in sorted({path.parent for path in (root / "tests").rglob("test_*.py")}):
        mirrored = folder.relative_to(root / "tests")
        if mirrored.parts[:1] and mirrored.parts[0] in TESTS_OF_THE_WHOLE:
            continue
        if not (root / mirrored).is_dir():
            yield Finding(
                folder.relative_to(root).as_posix(),
                1,
                f"Tests mirror the source, expected a folder {mirrored.as_posix()}.",
            )


def packages_among_the_tests(root: Path) -> Iterator[Finding]:
    """An `__init__.py` under tests/, which would make `tests/events` hide `events`."""
    for path in sorted((root / "tests").rglob("__init__.py")):
        yield Finding(path.relative_to(root).as_posix(), 1, "No folder under tests/ is a package.")


def imposters(lock: str, path: str) -> Iterator[Finding]:
    """A locked package that would hide one of ours."""
    for name, line in locked_lines(lock):
        if name in OURS:
            yield Finding(path, line, f"A lock never names a package called {name}: it would hide ours.")


def locked_without_hash(lock: str, path: str) -> Iterator[Finding]:
    """A locked package that could be replaced on its way here."""
    for entry in re.split(r"\n(?=\S)", lock):
        if (found := LOCKED.match(entry)) and not HASH.search(entry):
            yield Finding(
                path, 1 + lock.count("\n", 0, lock.index(entry)), f"{found['name']} is locked without a hash."
            )


def missing_from_lock(required: Iterable[str], lock: str, path: str) -> Iterator[Finding]:
    """A requirement of pyproject.toml that its lock does not know."""
    locked = dict(locked_lines(lock))
    for requirement in required:
        if normalised(name_of(requirement)) not in locked:
            yield Finding(path, 1, f"This lock has no {requirement}, as pyproject.toml asks: run `make lock`.")


def locked_apart(runtime: str, development: str, path: str) -> Iterator[Finding]:
    """A package that the tests would meet in another version than the service."""
    tested = locked_versions(development)
    for name, version in locked_versions(runtime).items():
        if (found := tested.get(name)) != version:
            yield Finding(path, 1, f"The tests run with what is served, expected {name} {version}, found {found}.")


def locked_lines(lock: str) -> Iterator[tuple[str, int]]:
    """Each locked package with its line."""
    for found in LOCKED.finditer(lock):
        yield normalised(found["name"]), 1 + lock.count("\n", 0, found.start())


def locked_versions(lock: str) -> dict[str, str]:
    """Each locked package with its version."""
    return {normalised(found["name"]): found["version"] for found in LOCKED.finditer(lock)}


def name_of(requirement: str) -> str:
    """The package that a requirement asks for."""
    found = REQUIRED_NAME.match(requirement)
    assert found, f"A requirement begins with a name, found {requirement!r}."
    return found[0]


def normalised(name: str) -> str:
    """A package's name as PyPI compares it (packaging.python.org, Names and normalization)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def required_at_runtime() -> list[str]:
    """What pyproject.toml asks for to run and to build the project."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    return [*project["project"]["dependencies"], *project["dependency-groups"]["build"]]


def required_for_development() -> list[str]:
    """What pyproject.toml asks for to test the project."""
    development: list[str] = tomllib.loads((ROOT / "pyproject.toml").read_text())["dependency-groups"]["dev"]
    return [*required_at_runtime(), *development]
