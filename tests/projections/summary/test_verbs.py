"""English verbs in the forms that the summary needs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projections.summary.verbs import COORDINATED, IRREGULAR, Form, conjugate, inflect, third_person


@pytest.mark.parametrize(
    ("base", "past", "participle", "gerund"),
    [
        ("publish", "published", "published", "publishing"),
        ("release", "released", "released", "releasing"),
        ("study", "studied", "studied", "studying"),
        ("survey", "surveyed", "surveyed", "surveying"),
        ("map", "mapped", "mapped", "mapping"),
        ("submit", "submitted", "submitted", "submitting"),
        ("develop", "developed", "developed", "developing"),
        ("co-organize", "co-organized", "co-organized", "co-organizing"),
        ("agree", "agreed", "agreed", "agreeing"),
        ("undertake", "undertook", "undertaken", "undertaking"),
        ("draw", "drew", "drawn", "drawing"),
        ("hold", "held", "held", "holding"),
        ("lie", "lay", "lain", "lying"),
        ("focus", "focused", "focused", "focusing"),
        ("oversee", "oversaw", "overseen", "overseeing"),
    ],
)
def test_a_verb_has_its_english_forms(base: str, past: str, participle: str, gerund: str) -> None:
    """Regular, irregular and doubled verbs are inflected as in the dictionary."""
    assert [inflect(base, form) for form in (Form.PAST, Form.PARTICIPLE, Form.GERUND)] == [past, participle, gerund]


@pytest.mark.parametrize(
    ("phrase", "participle"),
    [
        ("jointly organize a conference", "jointly organized a conference"),
        ("collect and publish data on migrant stock", "collected and published data on migrant stock"),
        ("collect, analyse and publish data", "collected, analysed and published data"),
        ("publish a handbook and disseminate it", "published a handbook and disseminated it"),
        (
            "work to protect migrants and to obtain ratifications",
            "worked to protect migrants and to obtain ratifications",
        ),
        ("help countries to collect and publish data", "helped countries to collect and publish data"),
        ("draw up a plan, and research its effects", "drawn up a plan, and research its effects"),
        ("fund research and training", "funded research and training"),
        ("set up a body that would train and assist officials", "set up a body that would train and assist officials"),
    ],
)
def test_coordinated_verbs_follow_the_head_and_governed_ones_do_not(phrase: str, participle: str) -> None:
    """A verb coordinated with the head takes its form; one that hangs on "to" or "that" keeps its own."""
    assert conjugate(phrase, Form.PARTICIPLE) == participle


@given(st.sampled_from(sorted(COORDINATED | set(IRREGULAR))), st.sampled_from(list(Form)))
def test_a_verb_phrase_keeps_all_its_other_words(verb: str, form: Form) -> None:
    """Only the verb changes, and it stays one lower-case word."""
    conjugated = conjugate(f"{verb} a report of 2008 on Asia", form)
    head, _, rest = conjugated.partition(" ")
    assert rest == "a report of 2008 on Asia"
    assert head.isalpha()
    assert head.islower()


@given(st.sampled_from(sorted(COORDINATED)))
def test_a_gerund_ends_in_ing_and_a_regular_past_in_ed(verb: str) -> None:
    """The endings hold for every verb that is not irregular."""
    assert inflect(verb, Form.GERUND).endswith("ing")
    assert verb in IRREGULAR or inflect(verb, Form.PAST).endswith("ed")


@given(st.text(max_size=40))
def test_any_text_can_be_conjugated(text: str) -> None:
    """A phrase that is no verb phrase comes back without an error."""
    assert isinstance(conjugate(text, Form.PAST), str)


def test_a_note_in_the_third_person_gives_its_verb() -> None:
    """ "Calls for research" is the verb "call"; a noun in the plural is no verb."""
    assert third_person("Calls for urban research.") == ("call", " for urban research.")
    assert third_person("Expresses concern.") == ("express", " concern.")
    assert third_person("Countries differed.") is None
