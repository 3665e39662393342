"""Endnotes and the list of references."""

from projections.summary.document import plain_text
from projections.summary.notes import Notes
from projections.summary.references import references
from projections.summary.told import NamedLink
from tests.projections.summary.told_by_hand import activity, document_of, told, turn

PLAN = NamedLink(url="http://www.unhcr.org/plan.pdf", label="10-point plan", accessed_on="2009-04-20")


def test_a_note_says_what_where_and_when() -> None:
    """The label, the address and the day on which it was last seen there."""
    notes = Notes()
    assert notes.mark((PLAN,)) == (1,)
    assert plain_text(notes.notes[0].runs) == (
        "10-point plan, available at http://www.unhcr.org/plan.pdf (accessed 20 April 2009)."
    )


def test_a_note_on_what_is_no_document_says_that_it_is_information() -> None:
    """A conference cannot be read at its website, only about it."""
    notes = Notes()
    notes.mark((NamedLink(url="http://www.iussp.org", label="International population conference", is_document=False),))
    assert plain_text(notes.notes[0].runs) == (
        "International population conference: information available at http://www.iussp.org."
    )


def test_a_note_without_a_label_is_the_address() -> None:
    """The address is not printed twice where nothing better was given."""
    notes = Notes()
    notes.mark((NamedLink(url="http://unmigration.org", label="http://unmigration.org"),))
    assert plain_text(notes.notes[0].runs) == "Available at http://unmigration.org."


def test_an_address_named_twice_has_one_note() -> None:
    """The second mark repeats the first number."""
    notes = Notes()
    assert notes.mark((PLAN, PLAN)) == (1, 1)
    assert len(notes.notes) == 1


def test_the_mark_follows_the_full_stop() -> None:
    """The mark is a run of its own, so that the plain text does not show it."""
    sentence = document_of(activity("draw up a plan", links=(PLAN,))).paragraphs[0].sentences[0]
    assert getattr(sentence.runs[-1], "number", None) == 1
    assert sentence.text.endswith("a plan.")


def keys(*citations: str) -> list[str]:
    """The keys of the list made from these citations."""
    works = [activity("publish it", id=str(place), citation=text) for place, text in enumerate(citations)]
    return [reference.key for reference in references(told(turn(*works)))]


def test_works_of_one_year_get_letters() -> None:
    """In the order of their titles."""
    assert keys("IOM (2008). World Migration.", "IOM (2008). Climate.", "IOM (2007). Law.") == [
        *("IOM, 2007", "IOM, 2008a", "IOM, 2008b"),
    ]


def test_letters_that_differ_are_kept() -> None:
    """Other papers cite them so."""
    assert keys("Betts (2008b). Refugees.", "Betts (2008a). Soft Law.") == ["Betts, 2008a", "Betts, 2008b"]


def test_a_work_cited_twice_stands_once_with_both_sources() -> None:
    """The positions of both events are kept."""
    works = [
        activity("publish it", id=str(p), positions=(f"{p}.9f3c2a01",), citation="IOM (2007). *Law*.") for p in (30, 5)
    ]
    (reference,) = references(told(turn(*works)))
    assert reference.positions == ("5.9f3c2a01", "30.9f3c2a01")
    assert plain_text(reference.runs) == "IOM (2007). Law."


def test_a_citation_without_year_is_listed_as_it_stands() -> None:
    """It is neither dropped nor changed."""
    assert keys("Census Handbook, in preparation.") == ["Census Handbook, in preparation."]
