"""Words printed as given."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.vocabulary import StatementType
from projections.summary.given import Words, full_stop, statement_text
from projections.summary.told import ContextTold, StatementTold
from tests.projections.summary.told_by_hand import activity, texts_of, told, turn


def statement(text: str, statement_type: StatementType = StatementType.CONCERN) -> StatementTold:
    """A statement of UNFPA."""
    return StatementTold(id="st-1", positions=("5.9f3c2a01",), statement_type=statement_type, text=text)


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Funds had fallen.", "Funds had fallen."),
        ("Calls for urban research.", "The representative called for urban research."),
        ("Welcomes a change in law", "The representative welcomed a change in law."),
        (
            "Crisis likely to cut funding.",
            "The representative expressed concern that the crisis was likely to cut funding.",
        ),
        ("Greater efforts needed.", "The representative expressed concern that greater efforts were needed."),
        ("The representative of UNFPA asked for more.", "The representative of UNFPA asked for more."),
        ("Less money.", "The representative expressed a concern, recorded as “Less money”."),
    ],
)
def test_a_note_becomes_a_sentence(text: str, printed: str) -> None:
    """A sentence is printed as given; a note is given a subject, or quoted."""
    assert statement_text(statement(text)) == printed


@pytest.mark.parametrize("statement_type", list(StatementType))
def test_every_sort_of_statement_can_be_quoted(statement_type: StatementType) -> None:
    """A note without a verb is introduced by what it is."""
    assert statement_text(statement("Less money.", statement_type)).endswith("recorded as “Less money”.")


@given(st.text(min_size=1).filter(str.strip))
def test_a_text_ends_with_one_full_stop(text: str) -> None:
    """Whatever was given, there is one stop at the end and no double space."""
    stopped = full_stop(text)
    assert stopped[-1] in ".!?”"
    assert not stopped.endswith("..")
    assert "  " not in stopped


@pytest.mark.parametrize(
    ("text", "lowered"),
    [
        ("The work of the Fund grew.", "the work of the Fund grew."),
        ("Africa lacked data.", "Africa lacked data."),
        ("UNFPA lacked data.", "UNFPA lacked data."),
        ("Women were migrating.", "women were migrating."),
        ("Mr. Betts spoke.", "Mr. Betts spoke."),
        ("10 countries had signed.", "10 countries had signed."),
    ],
)
def test_a_name_keeps_its_capital_behind_that(text: str, lowered: str) -> None:
    """Only what is no name is put in small letters."""
    table = told(turn(activity("support studies of Africa and of Women in Development")))
    assert Words(table).lowered(text) == lowered


def test_the_first_context_point_is_attributed() -> None:
    """Even where the agency begins with the situation, the paragraph says who spoke."""
    context = ContextTold(id="cm7-1-1", positions=("4.9f3c2a01",), text="The Fund was active in many countries.")
    first = texts_of(context)[0]
    assert first.startswith("The representative of the United Nations Population Fund (UNFPA) ")
    assert first.endswith("that the Fund was active in many countries.")


def test_a_statement_does_not_repeat_whose_representative_speaks() -> None:
    """In the paragraph of UNFPA the representative is that of UNFPA, and a second statement adds to the first."""
    given_twice = "The representative of UNFPA told the meeting that funds had fallen."
    first = activity("advise Governments")
    texts = texts_of(first, statement(given_twice), statement(given_twice))
    assert texts[1] == "The speaker told the meeting that funds had fallen."
    assert texts[2] == "The representative added that funds had fallen."


def test_who_speaks_is_called_in_turn() -> None:
    """ "The representative" and "the speaker" alternate, also where other sentences stand between."""
    said = statement("The representative of UNFPA asked for more.")
    work = activity("study flows", id="flows")
    texts = texts_of(activity("advise Governments"), work, said, work, said)
    assert (texts[-3], texts[-1]) == ("The speaker asked for more.", "The representative asked for more.")


def test_a_named_speaker_is_named() -> None:
    """ "Mr. Alexander Betts, …, reported that …", and later "Mr. Betts"."""
    texts = texts_of(activity("advise Governments"), statement("Calls for data."), speaker="Mr. Alexander Betts")
    assert texts[0].startswith("Mr. Alexander Betts, United Nations Population Fund (UNFPA), ")
    assert texts[1] == "Mr. Betts called for data."


def test_an_agency_own_words_stand() -> None:
    """A predicate marked as the agency's own words is a sentence of its own and is not conjugated."""
    words = "The Fund stood ready to help."
    assert texts_of(activity("advise Governments"), activity(words, own_words=True))[1] == words
