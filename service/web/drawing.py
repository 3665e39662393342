"""Draws a page from a template; everything that a template prints is escaped."""

import hashlib
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from projections.event_sentences.runs import day_in_words
from service.web import words

TEMPLATES = Path(__file__).parent / "templates"
HTML = "text/html"


def draw(template: str, **context: Any) -> bytes:
    """The page as bytes in UTF-8."""
    return _ENVIRONMENT.get_template(template).render(context).encode()


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    environment.filters |= {
        "day": day_in_words,
        "said": words.date_in_words,
        "plain": words.plain_word,
        "capitalized": words.capitalized,
    }
    environment.globals |= {"words": words}
    return environment


def _form_of_pages() -> str:
    """A digest of all templates: a page is sent again when its form has changed, even if the facts have not."""
    digest = hashlib.sha256()
    for path in sorted(TEMPLATES.glob("*.html")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


_ENVIRONMENT = _environment()
FORM_OF_PAGES = _form_of_pages()
