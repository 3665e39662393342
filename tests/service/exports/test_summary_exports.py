"""The summary in Markdown, HTML and JSON: one tree, three renderers."""

import json as standard_json
import re
from html.parser import HTMLParser
from pathlib import Path
from types import ModuleType

import pytest

from projections.summary.compose import compose
from projections.summary.document import (
    Document,
    Italic,
    Link,
    Note,
    NoteMark,
    Paragraph,
    Row,
    Section,
    Sentence,
    Table,
    Text,
    Untold,
)
from projections.summary.told import TourDeTableTold
from service.exports import html, json, md

HOSTILE = "Migration <script>alert(1)</script> *and* [data](x) & “gaps” _now_"


def document_of(*runs: Text | Italic | Link | NoteMark, **fields: object) -> Document:
    """A document of one sentence by UNFPA."""
    sentence = Sentence(runs=runs, positions=("3.9f3c2a01", "4.0b51d7e2"), tells=("census-support",))
    paragraph = Paragraph(order=1, agency="unfpa", agency_name="United Nations Population Fund", sentences=(sentence,))
    defaults: dict[str, object] = {
        "meeting": "cm7",
        "title": "Seventh Coordination Meeting",
        "position": "9.9f3c2a01",
        "root": "5b" * 32,
        "introduction": None,
        "sections": (Section(heading=None, paragraphs=(paragraph,)),),
    }
    return Document(**{**defaults, **fields})  # type: ignore[arg-type]


class Page(HTMLParser):
    """What a browser sees: the tags with their attributes, and the text."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def test_json_has_its_fixed_shape(document: Document) -> None:
    """Meeting, position, root and paragraphs of sentences, as other systems read them."""
    written = standard_json.loads(json.render(document))
    assert written["meeting"] == "cm7"
    assert written["position"] == document.position
    assert len(written["paragraphs"]) == 26
    first = written["paragraphs"][0]
    assert set(first) == {"order", "agency", "sentences", "untold"}
    assert (first["order"], first["agency"], first["untold"]) == (1, "ohchr", [])
    assert set(first["sentences"][0]) == {"text", "positions", "tells", "plain"}


def test_json_lists_what_is_untold_with_its_reason() -> None:
    """Nothing is dropped in silence."""
    untold = Untold(id="census-support", reason="It was recorded without words.")
    paragraph = Paragraph(order=1, agency="unfpa", agency_name="UNFPA", sentences=(), untold=(untold,))
    document = document_of(Text("."), sections=(Section(heading=None, paragraphs=(paragraph,)),))
    written = standard_json.loads(json.render(document))
    assert written["paragraphs"][0]["untold"] == [
        {"id": "census-support", "reason": "It was recorded without words."},
    ]


def test_html_carries_the_source_of_every_sentence(document: Document) -> None:
    """Positions and items stand at the sentence, and its mark leads to the events."""
    page = Page(html.render(document))
    spans = [attributes for tag, attributes in page.tags if tag == "span" and attributes.get("data-tells")]
    sentences = [sentence for paragraph in document.paragraphs for sentence in paragraph.sentences]
    assert [span["data-tells"] for span in spans] == [" ".join(sentence.tells) for sentence in sentences]
    assert [span["data-positions"] for span in spans] == [" ".join(s.positions) for s in sentences]
    marks = [attributes["href"] for tag, attributes in page.tags if attributes.get("class") == "source"]
    positions = ",".join(sentences[0].positions)
    assert f"/api/v1/log/events?positions={positions}" in marks


def test_html_passes_a_strict_policy(document: Document) -> None:
    """No script, no style but the linked sheet, no handler, nothing from elsewhere."""
    page = Page(html.render(document))
    tags = {tag for tag, _ in page.tags}
    assert not tags & {"script", "style", "img", "iframe", "object"}
    assert not any(name.startswith("on") or name == "style" for _, attributes in page.tags for name in attributes)
    assert ("link", {"rel": "stylesheet", "href": "/static/summary.css"}) in page.tags


def test_html_is_a_page_that_can_be_heard(document: Document) -> None:
    """A language, a title, one main heading, headings for what follows, unique ids, links with names."""
    page = Page(html.render(document))
    assert ("html", {"lang": "en"}) in page.tags
    assert [tag for tag, _ in page.tags].count("h1") == 1
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    targets = {str(attributes.get("href")) for tag, attributes in page.tags if tag == "a"}
    assert {target[1:] for target in targets if target.startswith("#")} <= set(ids)


@pytest.mark.parametrize("run", [Text(HOSTILE), Italic(HOSTILE)])
def test_html_escapes_what_was_told(run: Text | Italic) -> None:
    """A title with a script in it is read, not run."""
    document = document_of(run, title=HOSTILE)
    page = Page(html.render(document))
    assert "script" not in {tag for tag, _ in page.tags}
    assert HOSTILE in page.text


def test_html_never_links_to_a_script() -> None:
    """An address that is not of the web is printed and not linked."""
    page = Page(html.render(document_of(Link("javascript:alert(1)"))))
    assert not any(str(attributes.get("href")).startswith("javascript") for _, attributes in page.tags)
    assert "javascript:alert(1)" in page.text


def test_markdown_escapes_what_was_told() -> None:
    """No character of a title has a meaning in Markdown."""
    written = md.render(document_of(Text(HOSTILE))).decode()
    assert "<script>" not in written
    assert r"\*and\* \[data\](x) &amp; “gaps” \_now\_" in written


def test_markdown_is_no_list_where_a_sentence_begins_with_a_figure() -> None:
    """ "2008. …" at the start of a paragraph would be the 2008th item of a list."""
    assert "2008\\. That year" in md.render(document_of(Text("2008. That year was good."))).decode()


def test_markdown_maps_every_sentence_to_its_positions(document: Document) -> None:
    """The prose is clean, and the appendix names paragraph, sentence and positions."""
    prose, _, appendix = md.render(document).decode().partition("## Sources")
    for paragraph in document.paragraphs:
        for place, sentence in enumerate(paragraph.sentences, 1):
            assert f"{paragraph.order}.{place}: {', '.join(sentence.positions)}" in appendix
    assert not re.search(r"\d+\.\d+: \d", prose)


@pytest.mark.parametrize("renderer", [md, html])
def test_the_foot_says_where_to_verify(renderer: ModuleType) -> None:
    """The position, the root and the addresses of the checkpoint and of the proofs."""
    written = renderer.render(document_of(Text("UNFPA spoke."), as_of="2008-11-21")).decode()
    for fact in ("9.9f3c2a01", "5b" * 32, "/api/v1/log/checkpoint", "/api/v1/log/events/", "21 November 2008"):
        assert fact in written


def test_notes_are_marked_and_printed() -> None:
    """A mark leads to its note in HTML, and is a footnote in Markdown."""
    note = Note(number=1, runs=(Text("Plan, available at "), Link("http://www.unhcr.org/plan"), Text(".")))
    document = document_of(Text("UNHCR had a plan."), NoteMark(1), notes=(note,))
    assert "plan.[^1]" in md.render(document).decode()
    assert "[^1]: Plan, available at <http://www.unhcr.org/plan>." in md.render(document).decode()
    page = Page(html.render(document))
    assert any(attributes.get("href") == "#note-1" for _, attributes in page.tags)
    assert any(attributes.get("id") == "note-1" for _, attributes in page.tags)


def test_an_annex_is_a_table() -> None:
    """Rows with their sources, in both printed forms."""
    row = Row(cells=((Text("Census seminar"),), (Text("Bangkok | Thailand"),)), positions=("5.77aa01c4",))
    table = Table(title="Planned meetings", columns=("Meeting", "Place"), rows=(row,))
    document = document_of(Text("."), sections=(Section(heading="Annex", tables=(table,)),))
    assert "| Census seminar | Bangkok \\| Thailand |" in md.render(document).decode()
    page = Page(html.render(document))
    assert ("tr", {"data-positions": "5.77aa01c4"}) in page.tags
    assert "Annex" in page.text


@pytest.mark.parametrize("renderer", [md, html, json])
def test_equal_documents_give_equal_bytes(renderer: ModuleType, told: TourDeTableTold, document: Document) -> None:
    """An adopted summary can be compared by its digest."""
    render = renderer.render
    assert render(document) == render(compose(told))


def test_the_three_formats_say_what_they_are() -> None:
    """The media type and the extension by which they are asked for."""
    assert [(renderer.EXTENSION, renderer.MEDIA_TYPE.partition(";")[0]) for renderer in (md, html, json)] == [
        ("md", "text/markdown"),
        ("html", "text/html"),
        ("json", "application/json"),
    ]


def test_no_file_of_the_page_is_missing() -> None:
    """The style sheet that the page links stands among the static files."""
    static = Path(html.__file__).parents[1] / "web" / "static"
    assert re.search(r"@media print", (static / Path(html.STYLESHEET).name).read_text())
