"""The rules of the documentation: what a reader is told to type or to open is there."""

import re
from collections.abc import Collection, Iterator
from pathlib import Path

from tests.house.source import Finding, Source, text_sources

CODE = re.compile(r"```.*?```|`[^`\n]+`", re.DOTALL)
FENCED = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)
MAKE_TARGET = re.compile(r"\bmake ((?!=)[a-z][a-z-]*)")
TOUR_COMMAND = re.compile(r"(?:^|[\s/`])tour ([a-z][a-z-]*)", re.MULTILINE)
DEFINED_TARGET = re.compile(r"^([a-z][a-z-]*):", re.MULTILINE)
NAMED_PATH = re.compile(r"(?<![\w/.{<-])(?:events|migrations|openapi|projections|service|tests)/[\w/.-]*(?![\w/.{<*-])")
LINK = re.compile(r"\]\(([^()\s]+)\)")
HEADING = re.compile(r"^#+ +(.+?) *$", re.MULTILINE)

Command = tuple[str, int]


def markdown_sources() -> Iterator[Source]:
    """Every Markdown file of the project."""
    return (source for source in text_sources() if source.path.endswith(".md"))


def missing_targets(source: Source, makefile: str) -> Iterator[Finding]:
    """A `make` target that a text names and the Makefile does not have."""
    targets = DEFINED_TARGET.findall(makefile)
    for target, line in commands(source, MAKE_TARGET):
        if target not in targets:
            yield Finding(source.path, line, f"The Makefile has no target {target!r}; it has {', '.join(targets)}.")


def missing_commands(source: Source, known: Collection[str]) -> Iterator[Finding]:
    """A subcommand of `tour` that a text names and the program does not have."""
    for name, line in tour_commands(source):
        if name not in known:
            yield Finding(source.path, line, f"tour has no command {name!r}.")


def tour_commands(source: Source) -> list[Command]:
    """The subcommands of `tour` that a text names, with their lines."""
    return list(commands(source, TOUR_COMMAND))


def commands(source: Source, pattern: re.Pattern[str]) -> Iterator[Command]:
    """What a text tells its reader to type: the pattern's group within code, with its line."""
    for code in CODE.finditer(source.text):
        for found in pattern.finditer(code[0]):
            yield found[1], 1 + source.text.count("\n", 0, code.start() + found.start(1))


def missing_paths(source: Source, root: Path) -> Iterator[Finding]:
    """A file or folder of the project that a text names within code and that is not there."""
    for code in CODE.finditer(source.text):
        for found in NAMED_PATH.finditer(code[0]):
            if not (root / found[0]).exists():
                line = 1 + source.text.count("\n", 0, code.start() + found.start())
                yield Finding(source.path, line, f"A file that is named exists, found {found[0]}.")


def broken_links(source: Source, root: Path) -> Iterator[Finding]:
    """A link to a file or a heading that is not there; addresses on the web are not asked."""
    for link in LINK.finditer(blank_code(source.text)):
        address, _, fragment = link[1].partition("#")
        if "://" in address or address.startswith("mailto:"):
            continue
        line = 1 + source.text.count("\n", 0, link.start())
        target = (root / source.path).parent / address if address else root / source.path
        if not target.exists():
            yield Finding(source.path, line, f"A link leads to a file that exists, found {address}.")
        elif fragment and target.suffix == ".md" and fragment not in headings(target.read_text(encoding="utf-8")):
            yield Finding(source.path, line, f"A link leads to a heading that exists, found {link[1]}.")


def headings(text: str) -> list[str]:
    """The headings of a Markdown text as they are written in an address."""
    return [re.sub(r"[^\w\- ]", "", title).strip().lower().replace(" ", "-") for title in HEADING.findall(text)]


def blank_code(text: str) -> str:
    """The text with its blocks of code emptied, so that an example is no link; lines keep their numbers."""
    return FENCED.sub(lambda block: "\n" * block[0].count("\n"), text)
