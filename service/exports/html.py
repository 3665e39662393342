"""The summary as one HTML page, to read and to print; every sentence carries a mark that leads to its source."""

import re
from collections.abc import Iterator
from html import escape
from typing import assert_never

from projections.summary.document import (
    Document,
    Italic,
    Link,
    Note,
    NoteMark,
    Paragraph,
    Reference,
    Row,
    Run,
    Section,
    Sentence,
    Table,
    Text,
)
from service.exports import sources

MEDIA_TYPE = "text/html; charset=utf-8"
EXTENSION = "html"
STAY_TOGETHER = "&#8288;"  # a mark never stands alone at the start of a line
STYLESHEET = "/static/summary.css"
KEPT_TOGETHER = re.compile(r"\b(No\.|Mr\.|Ms\.|Dr\.) (?=\w)")


def render(document: Document) -> bytes:
    """The document as a whole page in UTF-8; its style is the file `summary.css`, so that it passes a strict policy."""
    return "\n".join(_page(document)).encode()


def _page(document: Document) -> Iterator[str]:
    yield '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f'<title>{escape(document.title)}</title>\n<link rel="stylesheet" href="{STYLESHEET}">\n</head>'
    yield f'<body>\n<main>\n<h1 id="title">{escape(document.title)}</h1>'
    if document.introduction:
        yield f"<p>{_sentence(document.introduction, 'introduction')}</p>"
    for section in document.sections:
        yield from _section(section)
    yield from _back_matter(document)
    yield f"</main>\n<footer>\n<p>{escape(sources.footer(document))}</p>\n</footer>\n</body>\n</html>\n"


def _section(section: Section) -> Iterator[str]:
    yield "<section>"
    if section.heading:
        yield f"<h2>{escape(section.heading)}</h2>"
    for paragraph in section.paragraphs:
        yield _paragraph(paragraph)
    for table in section.tables:
        yield from _table(table)
    yield "</section>"


def _paragraph(paragraph: Paragraph) -> str:
    sentences = [
        _sentence(sentence, f"{paragraph.order}.{place}") for place, sentence in enumerate(paragraph.sentences, 1)
    ]
    return f'<p id="turn-{paragraph.order}" data-agency="{escape(paragraph.agency)}">{" ".join(sentences)}</p>'


def _sentence(sentence: Sentence, name: str) -> str:
    """A sentence with its mark: a small ring that leads to the events it came from."""
    positions = " ".join(sentence.positions)
    said = escape(f"Source: {sources.named(sentence.positions)} of the log")
    mark = (
        f'<a class="source" href="{escape(sources.address(sentence.positions))}" title="{said}"'
        f' aria-label="{said}, for sentence {name}">°</a>'
    )
    tells = escape(" ".join(sentence.tells))
    words = f"{_runs(sentence.runs, name)}{STAY_TOGETHER}{mark}"
    return f'<span data-positions="{positions}" data-tells="{tells}">{words}</span>'


def _table(table: Table) -> Iterator[str]:
    columns = "".join(f'<th scope="col">{escape(column)}</th>' for column in table.columns)
    yield f"<table>\n<caption>{escape(table.title)}</caption>\n<thead><tr>{columns}</tr></thead>\n<tbody>"
    yield from map(_row, table.rows)
    yield "</tbody>\n</table>"


def _row(row: Row) -> str:
    cells = "".join(f"<td>{_runs(cell)}</td>" for cell in row.cells)
    return f'<tr data-positions="{" ".join(row.positions)}">{cells}</tr>'


def _back_matter(document: Document) -> Iterator[str]:
    if document.notes:
        yield '<section aria-labelledby="notes">\n<h2 id="notes">Notes</h2>\n<ol>'
        yield from map(_note, document.notes)
        yield "</ol>\n</section>"
    if document.references:
        yield '<section aria-labelledby="references">\n<h2 id="references">References</h2>\n<ul class="references">'
        yield from map(_reference, document.references)
        yield "</ul>\n</section>"


def _note(note: Note) -> str:
    return f'<li id="note-{note.number}">{_runs(note.runs)}</li>'


def _reference(reference: Reference) -> str:
    return f'<li data-positions="{" ".join(reference.positions)}">{_runs(reference.runs)}</li>'


def _runs(runs: tuple[Run, ...], name: str = "") -> str:
    return "".join(_run(run, name) for run in runs)


def _run(run: Run, name: str) -> str:
    match run:
        case Text(text):
            return KEPT_TOGETHER.sub("\\1&nbsp;", escape(text, quote=False))
        case Italic(text):
            return f"<cite>{escape(text, quote=False)}</cite>"
        case Link(url):
            return _link(url)
        case NoteMark(number):
            return f'<sup><a href="#note-{number}" aria-label="Note {number}, to sentence {name}">{number}</a></sup>'
        case _:
            assert_never(run)


def _link(url: str) -> str:
    """A link to the web; any other address is only printed, so that none can run a script."""
    if re.match(r"https?://", url):
        return f'<a href="{escape(url)}">{escape(url)}</a>'
    return escape(url)
