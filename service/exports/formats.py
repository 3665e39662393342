"""The formats of documents, written by hand: to add one, a module with `render` and a line here."""

from collections.abc import Callable

from msgspec import Struct

from projections.summary.document import Document
from service.exports import html, json, md


class Format(Struct, frozen=True):
    """A format: the ending of its address, its media type, and what turns a document into bytes."""

    extension: str
    media_type: str
    render: Callable[[Document], bytes]


FORMATS: tuple[Format, ...] = (
    Format(json.EXTENSION, json.MEDIA_TYPE, json.render),
    Format(md.EXTENSION, md.MEDIA_TYPE, md.render),
    Format(html.EXTENSION, html.MEDIA_TYPE, html.render),
)
