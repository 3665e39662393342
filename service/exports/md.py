"""The summary as Markdown: the prose, the endnotes, the references, and the sources of every sentence at the end."""

import re
from collections.abc import Iterator
from typing import assert_never

from projections.summary.document import (
    Document,
    Italic,
    Link,
    NoteMark,
    Paragraph,
    Row,
    Run,
    Section,
    Sentence,
    Table,
    Text,
)
from service.exports import sources

MEDIA_TYPE = "text/markdown; charset=utf-8"
EXTENSION = "md"
SPECIAL = re.compile(r"([\\`*_\[\]<>#|~])")
BLOCK_OPENS = re.compile(r"^(\d+)([.)])(?= )|^([-+])(?= )")


def render(document: Document) -> bytes:
    """The document as UTF-8 Markdown (CommonMark with footnotes)."""
    blocks = [f"# {escaped(document.title)}", *_opening(document)]
    for section in document.sections:
        blocks += _section(section)
    return ("\n\n".join([*blocks, *_back_matter(document)]) + "\n").encode()


def _opening(document: Document) -> Iterator[str]:
    if document.introduction:
        yield _block(document.introduction.runs)


def _section(section: Section) -> Iterator[str]:
    if section.heading:
        yield f"## {escaped(section.heading)}"
    for paragraph in section.paragraphs:
        if paragraph.sentences:
            yield _guarded(" ".join(_runs(sentence.runs) for sentence in paragraph.sentences))
    for table in section.tables:
        yield from _table(table)


def _table(table: Table) -> Iterator[str]:
    yield f"### {escaped(table.title)}"
    head = [_line(tuple(map(escaped, table.columns))), _line(("---",) * len(table.columns))]
    yield "\n".join([*head, *map(_row, table.rows)])


def _row(row: Row) -> str:
    return _line(tuple(_runs(cell) for cell in row.cells))


def _line(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(cells)} |"


def _back_matter(document: Document) -> Iterator[str]:
    if document.notes:
        yield "## Notes"
        yield "\n\n".join(f"[^{note.number}]: {_runs(note.runs)}" for note in document.notes)
    if document.references:
        yield "## References"
        yield "\n".join(f"- {_runs(reference.runs)}" for reference in document.references)
    yield "## Sources"
    yield "Each sentence is named by its paragraph and its place there; the figures behind it are positions in the log."
    yield "\n".join(filter(None, map(_sources, document.paragraphs)))
    yield "---"
    yield escaped(sources.footer(document))


def _sources(paragraph: Paragraph) -> str:
    places = [_source(paragraph, place, sentence) for place, sentence in enumerate(paragraph.sentences, 1)]
    return f"- {escaped(paragraph.agency_name)}: {'; '.join(places)}." if places else ""


def _source(paragraph: Paragraph, place: int, sentence: Sentence) -> str:
    return f"{paragraph.order}.{place}: {', '.join(sentence.positions)}"


def _block(runs: tuple[Run, ...]) -> str:
    return _guarded(_runs(runs))


def _guarded(text: str) -> str:
    """A block whose first characters cannot be taken for a list."""
    return BLOCK_OPENS.sub(lambda found: f"{found[1] or ''}\\{found[2] or found[3]}", text)


def _runs(runs: tuple[Run, ...]) -> str:
    return "".join(map(_run, runs))


def _run(run: Run) -> str:
    match run:
        case Text(text):
            return escaped(text)
        case Italic(text):
            return f"*{escaped(text)}*"
        case Link(url):
            return f"<{url}>" if re.fullmatch(r"https?://[^\s<>]+", url) else escaped(url)
        case NoteMark(number):
            return f"[^{number}]"
        case _:
            assert_never(run)


def escaped(text: str) -> str:
    """Text in which no character has a meaning in Markdown, on one line."""
    return SPECIAL.sub(r"\\\1", " ".join(text.split()) if "\n" in text else text).replace("&", "&amp;")
