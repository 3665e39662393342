"""The tree of the summary: a sentence has words and a source, or it cannot be made."""

import pytest

from projections.summary.document import (
    EmptySentence,
    Italic,
    NoteMark,
    Sentence,
    SentenceWithoutSource,
    Text,
)


def test_a_sentence_without_positions_cannot_be_made() -> None:
    """The constructor refuses, and names the sentence."""
    with pytest.raises(SentenceWithoutSource, match="UNFPA had published"):
        Sentence(runs=(Text("UNFPA had published a report."),), positions=())


@pytest.mark.parametrize("runs", [(), (Text(" "),), (NoteMark(1),)])
def test_a_sentence_with_nothing_in_it_cannot_be_made(runs: tuple[Text | NoteMark, ...]) -> None:
    """Blanks and marks of notes are no words."""
    with pytest.raises(EmptySentence):
        Sentence(runs=runs, positions=("1.9f3c2a01",))


def test_the_text_of_a_sentence_is_plain() -> None:
    """Titles lose their italics and notes their marks."""
    runs = (Text("UNFPA had issued "), Italic("State of World Population"), Text("."), NoteMark(2))
    assert Sentence(runs=runs, positions=("1.9f3c2a01",)).text == "UNFPA had issued State of World Population."
