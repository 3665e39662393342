"""The summary as JSON: paragraphs of sentences, each with the positions it came from and the items it tells."""

import json
from typing import Any

from projections.summary.document import Document, Note, Paragraph, Reference, Sentence, plain_text

MEDIA_TYPE = "application/json"
EXTENSION = "json"


def render(document: Document) -> bytes:
    """The document as UTF-8 JSON with a newline at its end; equal documents give equal bytes."""
    return (json.dumps(_document(document), ensure_ascii=False, indent=1) + "\n").encode()


def _document(document: Document) -> dict[str, Any]:
    return {
        "meeting": document.meeting,
        "position": document.position,
        "root": document.root,
        "title": document.title,
        "as_of": document.as_of,
        "introduction": _sentence(document.introduction) if document.introduction else None,
        "paragraphs": [_paragraph(paragraph) for paragraph in document.paragraphs],
        "notes": [_note(note) for note in document.notes],
        "references": [_reference(reference) for reference in document.references],
    }


def _paragraph(paragraph: Paragraph) -> dict[str, Any]:
    return {
        "order": paragraph.order,
        "agency": paragraph.agency,
        "sentences": [_sentence(sentence) for sentence in paragraph.sentences],
        "untold": [{"id": untold.id, "reason": untold.reason} for untold in paragraph.untold],
    }


def _sentence(sentence: Sentence) -> dict[str, Any]:
    return {
        "text": sentence.text,
        "positions": list(sentence.positions),
        "tells": list(sentence.tells),
        "plain": sentence.plain,
    }


def _note(note: Note) -> dict[str, Any]:
    return {"number": note.number, "text": plain_text(note.runs)}


def _reference(reference: Reference) -> dict[str, Any]:
    return {"key": reference.key, "text": plain_text(reference.runs), "positions": list(reference.positions)}
