"""The files of the project as the house rules see them, and what a rule says when one is broken."""

import ast
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from functools import cache, cached_property
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

PACKAGES = ("events", "projections", "service", "migrations")

TEXT_SUFFIXES = (".py", ".md", ".toml", ".txt", ".html", ".css", ".js", ".json", ".yml", ".yaml", ".svg", ".sql")
TEXT_NAMES = ("Makefile", "LICENSE", "run", ".gitignore")


@dataclass(frozen=True)
class Finding:
    """One place where a house rule is broken: file, line and the rule as a sentence."""

    path: str
    line: int
    rule: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.rule}"


@dataclass(frozen=True)
class Source:
    """One file: its path from the root, with slashes, and its text."""

    path: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text, filename=self.path)

    @cached_property
    def lines(self) -> list[str]:
        return self.text.splitlines()

    @property
    def is_test(self) -> bool:
        return self.path.startswith("tests/")


Check = Callable[[Source], Iterable[Finding]]


@cache
def text_sources() -> tuple[Source, ...]:
    """Every text file that is the project's own: not what is installed, cached or vendored."""
    return tuple(
        Source(path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8"))
        for path in sorted(files_below(ROOT))
        if path.suffix in TEXT_SUFFIXES or path.name in TEXT_NAMES
    )


def python_sources() -> tuple[Source, ...]:
    """Every Python file of the project."""
    return tuple(source for source in text_sources() if source.path.endswith(".py"))


def files_below(folder: Path) -> Iterator[Path]:
    """Every file below a folder, leaving out the folders that are not ours."""
    for path in folder.iterdir():
        if path.is_dir():
            if path.name != "vendor" and not is_left_out(path.name):
                yield from files_below(path)
        elif not is_left_out(path.name):
            yield path


def is_left_out(name: str) -> bool:
    """Whether .gitignore names this file or folder, so that it is no part of the project."""
    return name == ".git" or any(fnmatch(name, pattern) for pattern in ignored_patterns())


@cache
def ignored_patterns() -> tuple[str, ...]:
    """The lines of .gitignore, which here are plain names or names with a star."""
    lines = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    return tuple(line.strip("/") for line in lines if line and not line.startswith("#"))


def must_find_nothing(check: Check, sources: Iterable[Source]) -> None:
    """Fail with a line for every place where a file breaks the rule."""
    must_be_none(finding for source in sources for finding in check(source))


def must_be_none(findings: Iterable[Finding]) -> None:
    """Fail with these findings, a line each, if there are any."""
    if lines := [str(finding) for finding in findings]:
        pytest.fail("\n".join(lines), pytrace=False)


def matches(pattern: re.Pattern[str], source: Source, rule: str) -> Iterator[Finding]:
    """A finding for every line that the pattern matches."""
    for number, line in enumerate(source.lines, start=1):
        if pattern.search(line):
            yield Finding(source.path, number, rule)
