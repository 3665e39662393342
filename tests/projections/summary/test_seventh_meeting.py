"""The summary of the Seventh Coordination Meeting, loaded over HTTP: compared with the golden file, and measured."""

import re
from collections import Counter
from itertools import zip_longest

import pytest

from projections.summary.compose import compose
from projections.summary.document import Document, Sentence
from projections.summary.told import TourDeTableTold
from tests.projections.summary.write_golden import GOLDEN, prose_of


def sentences(document: Document) -> list[Sentence]:
    """Every sentence of every paragraph."""
    return [sentence for paragraph in document.paragraphs for sentence in paragraph.sentences]


def test_the_summary_reads_as_the_golden_file(document: Document) -> None:
    """Every paragraph is that of the golden file; write_golden.py says how to renew it."""
    for written, golden in zip_longest(prose_of(document).split("\n\n"), GOLDEN.read_text().split("\n\n")):
        assert written == golden


def test_the_same_record_gives_the_same_summary(told: TourDeTableTold, document: Document) -> None:
    """Composing twice gives equal documents."""
    assert compose(told) == document


def test_the_26_speakers_stand_in_the_order_in_which_they_spoke(told: TourDeTableTold, document: Document) -> None:
    """There is one paragraph a turn, from OHCHR to IUSSP."""
    assert [paragraph.agency for paragraph in document.paragraphs] == [turn.agency.id for turn in told.turns]
    assert [paragraph.order for paragraph in document.paragraphs] == list(range(1, 27))


def test_every_item_is_told_exactly_once(told: TourDeTableTold, document: Document) -> None:
    """No item of a turn is lost and none is told by two sentences, in the order told."""
    for turn, paragraph in zip(told.turns, document.paragraphs, strict=True):
        told_here = [item for sentence in paragraph.sentences for item in sentence.tells]
        told_here += [untold.id for untold in paragraph.untold]
        assert told_here == [item.id for item in turn.items]


def test_at_most_one_item_in_twenty_is_left_untold(told: TourDeTableTold, document: Document) -> None:
    """At most 5 per cent of the items are listed as untold."""
    untold = sum(len(paragraph.untold) for paragraph in document.paragraphs)
    assert untold <= 0.05 * sum(len(turn.items) for turn in told.turns)


def test_at_most_one_sentence_in_ten_is_plain(document: Document) -> None:
    """At most 10 per cent of the sentences are made from kind, stage and title alone."""
    assert sum(sentence.plain for sentence in sentences(document)) <= 0.1 * len(sentences(document))


def test_a_sentence_has_the_positions_of_all_that_it_tells(told: TourDeTableTold, document: Document) -> None:
    """The source of a sentence is the events of its items, no more and no less."""
    positions = {item.id: item.positions for turn in told.turns for item in turn.items}
    for sentence in sentences(document):
        assert set(sentence.positions) == {position for item in sentence.tells for position in positions[item]}


def test_every_sentence_is_well_formed(document: Document) -> None:
    """A capital first, one full stop last, no word twice in a row, no double space, comma or placeholder."""
    for sentence in sentences(document):
        text = sentence.text
        assert re.match(r"[A-Z0-9“]", text), text
        assert re.search(r"[^.]\.$|[^.]\.”$", text), text
        assert not re.search(r"  |,,| ,| \.|\{|\}|[\ue000\ue001]", text), text
        assert not re.search(r"\b(\w+) \1\b", text), text


def test_every_paragraph_says_first_who_spoke(told: TourDeTableTold, document: Document) -> None:
    """The first sentence names the body in full with its acronym, or the speaker by name; only the first does."""
    for turn, paragraph in zip(told.turns, document.paragraphs, strict=True):
        first, *later = [sentence.text for sentence in paragraph.sentences]
        assert first.startswith(turn.speaker or "The representative of the "), first
        assert turn.agency.name in first
        assert turn.agency.acronym is None or f"({turn.agency.acronym})" in first
        assert not any(f"The representative of the {turn.agency.name}" in text for text in later)


def test_it_never_follows_another_subject(told: TourDeTableTold, document: Document) -> None:
    """A sentence that opens with "It" and tells an activity follows a sentence about the same body."""
    leads = {item.id: getattr(item, "lead", None) for turn in told.turns for item in turn.items}
    for paragraph in document.paragraphs:
        for before, sentence in zip(paragraph.sentences, paragraph.sentences[1:], strict=False):
            if re.search(r"^It |, it (?:had|was|would|could)", sentence.text) and leads[sentence.tells[0]]:
                assert leads[before.tells[-1]] == leads[sentence.tells[0]], sentence.text


def test_no_three_sentences_in_a_row_begin_alike(document: Document) -> None:
    """The subjects rotate."""
    for paragraph in document.paragraphs:
        openings = [" ".join(sentence.text.split()[:2]) for sentence in paragraph.sentences]
        assert not any(len(set(openings[place : place + 3])) == 1 for place in range(len(openings) - 2)), openings


def test_an_acronym_is_spelt_out_before_it_is_used(told: TourDeTableTold, document: Document) -> None:
    """Where the acronym of a body stands for its name, an earlier sentence, or this one, has spelt it out."""
    acronyms = {
        agency.acronym
        for turn in told.turns
        for agency in (turn.agency, *turn.on_behalf_of)
        if agency.acronym is not None
    }
    text = " ".join(sentence.text for sentence in sentences(document))
    for acronym in acronyms:
        used = re.search(rf"(?<!\()\b{re.escape(acronym)}\b(?!-)", text)
        assert used is None or text.index(f"({acronym})") < used.start(), acronym


@pytest.mark.parametrize("phrase", ["by the the", "of Population Division", "had been working to protect", "a an "])
def test_known_blemishes_stay_away(document: Document, phrase: str) -> None:
    """Slips seen in earlier versions do not come back."""
    assert not any(phrase in sentence.text for sentence in sentences(document))


def test_the_references_are_the_works_cited_each_once(document: Document) -> None:
    """The list is in alphabetical order, with letters where an author has several works of one year."""
    keys = [reference.key for reference in document.references]
    assert keys == sorted(keys, key=str.lower)
    assert Counter(keys).most_common(1)[0][1] == 1
    assert {"Betts, Alexander, 2008a", "International Organization for Migration, 2008d"} <= set(keys)


def test_the_endnotes_are_numbered_through(document: Document) -> None:
    """Notes are numbered from 1 in the order of their marks."""
    marked = [run.number for sentence in sentences(document) for run in sentence.runs if hasattr(run, "number")]
    assert marked == [note.number for note in document.notes] == list(range(1, len(marked) + 1))
