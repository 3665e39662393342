"""Documents made from what was told, whatever that is."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events.honest_date import HonestDate
from events.place import Place
from events.vocabulary import ActivityKind, PartnerRole, Stage, StatementType
from projections.summary.compose import compose
from projections.summary.told import ActivityTold, ContextTold, ItemTold, LeftOut, NamedAgency, StatementTold
from tests.projections.summary.told_by_hand import (
    BANGKOK,
    IOM,
    MEXICO,
    POPULATION_DIVISION,
    UNFPA,
    WORLD_BANK,
    activity,
    dated,
    document_of,
    later_text,
    partner,
    texts_of,
    told,
    turn,
)

AGENCIES = st.sampled_from([UNFPA, IOM, POPULATION_DIVISION, WORLD_BANK, MEXICO])
PREDICATES = st.sampled_from(
    [
        *("publish {title}, with data on women", "publish the {title}", "hold a seminar on data", "study flows"),
        *("organize the Expert Group Meeting on Migration, attended by 30 experts", "work to protect migrants"),
        *("carry out research into remittances", "carry out research into the crisis", "continue to advise States"),
        *("collect and publish data", "examine, as one of its topics, ageing", "take part in a project", "agree"),
    ]
)
DATES = st.sampled_from(
    [dated("2008"), dated("2008-09-20/2008-09-21"), dated("2005/.."), HonestDate(as_written="soon")]
)
POSITIONS = st.integers(1, 10**6).map("{}.9f3c2a01".format)
ACTIVITIES = st.builds(
    ActivityTold,
    id=st.uuids().map(str),
    positions=st.lists(POSITIONS, min_size=1, max_size=3).map(tuple),
    kind=st.sampled_from(ActivityKind),
    stage=st.none() | st.sampled_from(Stage),
    title=st.sampled_from(["Support to censuses", "Migration <and> data"]),
    predicate=st.none() | PREDICATES,
    lead=st.none() | AGENCIES,
    lead_text=st.none() | st.sampled_from(["participating countries", "An expert meeting", "(not stated)"]),
    reported_by=AGENCIES,
    partners=st.lists(st.builds(partner, AGENCIES, st.sampled_from(PartnerRole)), max_size=5).map(tuple),
    partners_text=st.none() | st.just("national statistical offices"),
    date=st.none() | DATES,
    due=st.none() | DATES,
    recurrence=st.none() | st.sampled_from(["annual", "once every four years"]),
    places=st.lists(st.sampled_from([BANGKOK, Place(name="Brazil")]), max_size=2, unique=True).map(tuple),
    publication_title=st.none() | st.sampled_from(["The State of Migration", "World Migration 2008", "10-point plan"]),
)
TEXTS = st.sampled_from(
    ["Africa lacked data.", "The Fund was small. It grew.", "Calls for data.", "For IOM, it mattered"]
)
ITEMS: st.SearchStrategy[ItemTold] = st.one_of(
    ACTIVITIES,
    st.builds(ContextTold, id=st.uuids().map(str), positions=st.just(("3.9f3c2a01",)), text=TEXTS),
    st.builds(
        StatementTold,
        id=st.uuids().map(str),
        positions=st.just(("4.9f3c2a01",)),
        statement_type=st.sampled_from(StatementType),
        text=TEXTS,
    ),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(ITEMS, max_size=8), AGENCIES)
def test_whatever_is_told_becomes_well_formed_sentences(items: list[ItemTold], agency: NamedAgency) -> None:
    """Capital, one full stop, a source, no placeholder, no double space or comma; each item told once, in order."""
    document = compose(told(turn(*items, agency=agency)))
    (paragraph,) = document.paragraphs
    assert [item for sentence in paragraph.sentences for item in sentence.tells] == [item.id for item in items]
    for sentence in paragraph.sentences:
        assert sentence.positions
        assert re.match(r"[A-Z0-9“]", sentence.text), sentence.text
        assert re.search(r"[^.]\.$|\.”$", sentence.text), sentence.text
        assert not re.search(r"  |,,| ,| \.|[{}\ue000\ue001]|\ba an?\b|\bthe the\b", sentence.text), sentence.text


@settings(max_examples=25, deadline=None)
@given(st.lists(ITEMS, min_size=1, max_size=4))
def test_the_first_sentence_says_who_spoke(items: list[ItemTold]) -> None:
    """The representative is named in full, once."""
    texts = texts_of(*items)
    assert texts[0].startswith("The representative of the United Nations Population Fund (UNFPA) "), texts[0]


@pytest.mark.parametrize("typed", ["To publish a  report.", "Publish a report", "publish a report "])
def test_a_predicate_is_tidied(typed: str) -> None:
    """A capital, a "to", a full stop or a blank too many does not reach the page."""
    assert later_text(activity(typed)) == "UNFPA had published a report."


def test_a_blank_predicate_is_none() -> None:
    """The sentence is made from the title, and marked as plain."""
    assert document_of(activity(" ")).paragraphs[0].sentences[0].plain


def test_an_item_without_a_source_is_listed_as_untold() -> None:
    """A sentence without a source cannot be made, and the item is not dropped in silence."""
    (paragraph,) = document_of(activity("study it", positions=())).paragraphs
    assert [untold.id for untold in paragraph.untold] == ["census-support"]
    assert paragraph.untold[0].reason == "No event of the log was named as its source."


def test_an_item_without_words_is_listed_as_untold() -> None:
    """A blank context point tells nothing."""
    (paragraph,) = document_of(ContextTold(id="cm7-1-1", positions=("4.9f3c2a01",), text=" . ")).paragraphs
    assert [untold.id for untold in paragraph.untold] == ["cm7-1-1"]


def test_a_turn_without_items_still_says_who_spoke() -> None:
    """A speaker is never dropped."""
    (paragraph,) = document_of().paragraphs
    assert [sentence.text for sentence in paragraph.sentences] == [
        "The representative of the United Nations Population Fund (UNFPA) took the floor."
    ]


@pytest.mark.parametrize("kind", list(ActivityKind))
def test_an_activity_without_predicate_is_told_plainly(kind: ActivityKind) -> None:
    """Kind, stage and title make a sentence, marked as plain."""
    sentence = document_of(activity(None, kind=kind)).paragraphs[0].sentences[0]
    assert sentence.plain
    assert "“Support to the 2010 round of censuses”" in sentence.text


@pytest.mark.parametrize(
    ("title", "printed"),
    [
        ("Seventh Coordination Meeting on Migration", "held the Seventh Coordination Meeting on Migration"),
        ("Expert meeting on remittances", "held an expert meeting on remittances"),
        ("Six regional consultations", "held six regional consultations"),
        ("Civil Society Days", "held a meeting under the heading “Civil Society Days”"),
    ],
)
def test_a_meeting_without_predicate_is_called_what_it_is(title: str, printed: str) -> None:
    """A title that names a meeting, a workshop or a consultation needs no quotation marks."""
    assert printed in later_text(activity(None, kind=ActivityKind.PLANNED_MEETING, title=title))


def test_an_activity_with_a_predicate_is_not_plain() -> None:
    """The mark is for what was made from the title only."""
    assert not document_of(activity("study it")).paragraphs[0].sentences[0].plain


def test_a_title_is_in_italics() -> None:
    """The placeholder becomes a run of its own."""
    report = activity("publish {title}, with data", publication_title="World Migration 2008")
    runs = document_of(report).paragraphs[0].sentences[0].runs
    assert [getattr(run, "text", "") for run in runs][1] == "World Migration 2008"


@pytest.mark.parametrize(
    ("predicate", "title", "printed"),
    [
        ("publish the {title}", "The Hague Declaration", "published The Hague Declaration"),
        ("draw up a {title}", "10-point plan", "drawn up a 10-point plan"),
        ("draw up a {title}", "Agenda for Action", "drawn up an Agenda for Action"),
        ("issue {title}", "Compendium of Migration Law", "issued the Compendium of Migration Law"),
    ],
)
def test_a_title_has_one_article(predicate: str, title: str, printed: str) -> None:
    """Neither "the The" nor "a Agenda"."""
    assert printed in later_text(activity(predicate, publication_title=title))


def test_a_third_party_is_the_subject_of_its_own_work() -> None:
    """What UNFPA tells of IOM has IOM as its subject."""
    assert later_text(activity("publish a report", lead=IOM)).startswith("The International Organization for Migration")


def test_work_that_nobody_is_named_for_is_told_by_the_representative() -> None:
    """ "stressed" is said by the one at the microphone."""
    text = later_text(activity("stress the need for data", Stage.IN_PROGRESS, lead=None))
    assert text == "The speaker stressed the need for data."


def test_one_may_speak_for_two() -> None:
    """On whose behalf is said once, with the names in full."""
    texts = texts_of(activity("study it"), on_behalf_of=(IOM, WORLD_BANK))
    assert ", speaking on behalf of the International Organization for Migration (IOM) and the World Bank, " in texts[0]


def test_for_whom_one_speaks_is_not_said_twice() -> None:
    """Where the first words name the bodies themselves, these spell them out."""
    context = ContextTold(id="cm7-1-1", positions=("4.9f3c2a01",), text="The work of IOM and the World Bank grew.")
    (text,) = texts_of(context, on_behalf_of=(IOM, WORLD_BANK))
    assert text.endswith("the work of the International Organization for Migration (IOM) and the World Bank grew.")
    assert "on behalf of" not in text


def test_what_the_log_no_longer_tells_is_listed_as_untold() -> None:
    """A withdrawn statement leaves the prose, and the reason stands in the list."""
    (paragraph,) = document_of(left_out=(LeftOut(id="st-1", reason="It was withdrawn."),)).paragraphs
    assert [(untold.id, untold.reason) for untold in paragraph.untold] == [("st-1", "It was withdrawn.")]


def test_a_stage_that_was_not_said_is_marked() -> None:
    """The sentence does not pretend to know how far the work has come."""
    assert later_text(activity("study flows", None)) == "UNFPA was concerned with studying flows (stage not stated)."


def test_the_introduction_counts_the_speakers() -> None:
    """Its source is the events that say who spoke."""
    introduction = compose(told(turn(), turn(agency=IOM))).introduction
    assert introduction is not None
    assert introduction.text.startswith(
        "The floor was taken by two speakers at the meeting, held from 20 to 21 November"
    )
    assert introduction.positions == ("1.9f3c2a01",)
