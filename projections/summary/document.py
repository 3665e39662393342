"""The summary as a tree: sections of paragraphs, paragraphs of sentences, and every sentence names its source.

Each printed form (Markdown, HTML, JSON and others) is one renderer of this tree; none of them makes a sentence.
"""

from msgspec import Struct


class SentenceWithoutSource(ValueError):
    """A sentence must name at least one position of the log from which it was made."""


class EmptySentence(ValueError):
    """A sentence must have at least one word."""


class Document(Struct, frozen=True, kw_only=True):
    """The summary of one tour de table at one point of the log.

    `position` is public (`1234.9f3c2a01`) and `root` is the hex root of the log's tree at that size. `as_of` is the
    day (YYYY-MM-DD) up to which was read, None for all.
    """

    meeting: str
    title: str
    position: str
    root: str
    introduction: "Sentence | None"
    sections: tuple["Section", ...]
    notes: tuple["Note", ...] = ()
    references: tuple["Reference", ...] = ()
    as_of: str | None = None

    @property
    def paragraphs(self) -> tuple["Paragraph", ...]:
        """Every paragraph of every section, in order."""
        return tuple(paragraph for section in self.sections for paragraph in section.paragraphs)


class Section(Struct, frozen=True, kw_only=True):
    """A part of the document under its own heading (None where the title of the document is heading enough)."""

    heading: str | None
    paragraphs: tuple["Paragraph", ...] = ()
    tables: tuple["Table", ...] = ()


class Paragraph(Struct, frozen=True, kw_only=True):
    """One turn at the table: its place in the order of speaking, the id of the agency and what is told."""

    order: int
    agency: str
    agency_name: str
    sentences: tuple["Sentence", ...]
    untold: tuple["Untold", ...] = ()


class Sentence(Struct, frozen=True, kw_only=True):
    """The words that tell one item of a turn, or several items joined.

    It is one sentence as a rule; the words that an agency gave stay together even where they are several.
    `positions` are those of the events it came from, `tells` the ids of the items told, and `plain` marks a sentence
    made from kind, stage and title because the item had no predicate.
    Raises `SentenceWithoutSource` and `EmptySentence`.
    """

    runs: tuple["Run", ...]
    positions: tuple[str, ...]
    tells: tuple[str, ...] = ()
    plain: bool = False

    def __post_init__(self) -> None:
        if not self.text.strip():
            raise EmptySentence("A sentence was expected to have words, and none were found.")
        if not self.positions:
            raise SentenceWithoutSource(f"The sentence “{self.text}” names no position of the log as its source.")

    @property
    def text(self) -> str:
        """The plain words: titles without markup, no marks of notes."""
        return plain_text(self.runs)


class Untold(Struct, frozen=True, kw_only=True):
    """An item of a turn that the paragraph does not tell, and the reason, as a sentence for a person."""

    id: str
    reason: str


class Text(Struct, frozen=True, tag="text"):
    """Words in the type of the paragraph."""

    text: str


class Italic(Struct, frozen=True, tag="italic"):
    """Words in italics: the title of a publication."""

    text: str


class Link(Struct, frozen=True, tag="link"):
    """A web address, printed as it is."""

    url: str


class NoteMark(Struct, frozen=True, tag="note"):
    """The mark of an endnote, by its number."""

    number: int


Run = Text | Italic | Link | NoteMark


class Note(Struct, frozen=True, kw_only=True):
    """An endnote, numbered through the document from 1."""

    number: int
    runs: tuple[Run, ...]


class Reference(Struct, frozen=True, kw_only=True):
    """An entry of the list of references, with the positions of the events that told of the work."""

    key: str
    runs: tuple[Run, ...]
    positions: tuple[str, ...]


class Table(Struct, frozen=True, kw_only=True):
    """An annex in rows; every row names its source as a sentence does."""

    title: str
    columns: tuple[str, ...]
    rows: tuple["Row", ...] = ()


class Row(Struct, frozen=True, kw_only=True):
    """One line of a table: a cell of runs for each column."""

    cells: tuple[tuple[Run, ...], ...]
    positions: tuple[str, ...]


def plain_text(runs: tuple[Run, ...]) -> str:
    """The words of some runs without markup and without marks of notes."""
    return "".join(run.url if isinstance(run, Link) else "" if isinstance(run, NoteMark) else run.text for run in runs)
