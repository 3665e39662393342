"""What is true of every noun's state: nothing comes from nothing, and the order said is the order folded."""

import pytest

from events.activity_news import ActivityProgressed
from events.fact import Fact, ReportedOnCorrected
from events.identity import Noun
from events.states import FOLDINGS, fold, in_order_said
from events.vocabulary import Stage
from tests.events.folded import facts_of, folded, recorded

REPORTED = facts_of(Noun.ACTIVITY)[0]
EVERY_FACT = [(noun, fact) for noun in FOLDINGS for fact in facts_of(noun)]


def fact_name(part: object) -> str:
    """The name of a parameter of a test."""
    return part.TYPE if isinstance(part, Fact) else str(part)


@pytest.mark.parametrize(("noun", "fact"), EVERY_FACT, ids=fact_name)
def test_a_thing_begins_with_its_first_fact_alone(noun: Noun, fact: Fact) -> None:
    """Only a registration or a report makes a thing; news of something unreported changes nothing."""
    begins = {"registered", "convened", "made", "recorded", "reported", "enrolled", "planned"}
    state = folded(noun, "golden", fact)
    is_first = fact.TYPE.rpartition("-")[2] in begins and fact.TYPE != "context-point-made"
    assert (state is not None) == is_first


@pytest.mark.parametrize("noun", FOLDINGS)
def test_news_before_the_first_fact_is_lost_on_the_thing(noun: Noun) -> None:
    """What was said before a thing was known is as if nobody had said it."""
    first, news = facts_of(noun)[0], facts_of(noun)[-1]
    after = folded(noun, "golden", ("2008-11-20", news), ("2008-11-21", first))
    assert after.positions == ("2",)


@pytest.mark.parametrize("noun", FOLDINGS)
def test_every_fact_raises_the_version_and_leaves_its_position(noun: Noun) -> None:
    """The version is that of the stream, and the positions name every event that shaped the thing."""
    first, *others = facts_of(noun)
    told = [first, *(fact for fact in others if folded(noun, "golden", fact) is None)]
    state = folded(noun, "golden", *told)
    assert state.version == len(told)
    assert state.positions == tuple(str(position) for position in range(1, len(told) + 1))


@pytest.mark.parametrize("noun", FOLDINGS)
def test_a_thing_is_named_after_its_stream(noun: Noun) -> None:
    """The id is what the stream's name ends in."""
    assert folded(noun, "golden", facts_of(noun)[0]).id == "golden"


def test_nothing_folded_is_nothing() -> None:
    """Without facts there is no thing."""
    assert fold(Noun.TOPIC, []) is None


def test_facts_are_folded_by_the_day_they_were_said() -> None:
    """By day, then by position, whatever order they are given in."""
    events = recorded(
        Noun.ACTIVITY,
        "unfpa-census-support",
        ("2008-11-21", REPORTED),
        ("2011-02-18", ActivityProgressed(note="third")),
        ("2009-03-02", ActivityProgressed(note="second")),
        ("2011-02-18", ActivityProgressed(note="fourth")),
    )
    assert [event.position for event in in_order_said(events)] == [1, 3, 2, 4]


def test_a_corrected_day_is_the_day_of_the_event() -> None:
    """The correction counts from then on, and goes with the event that it corrects."""
    events = recorded(
        Noun.ACTIVITY,
        "unfpa-census-support",
        ("2008-11-21", REPORTED),
        ("2011-02-18", ActivityProgressed(stage=Stage.IN_PROGRESS)),
        ("2011-02-20", ReportedOnCorrected(position=2, reported_on="2009-03-02")),
    )
    days = [(event.position, event.reported_on) for event in in_order_said(events)]
    assert days == [(1, "2008-11-21"), (2, "2009-03-02"), (3, "2009-03-02")]


def test_the_newest_correction_of_a_day_holds() -> None:
    """An earlier correction leaves no trace, and stands with the event that both correct."""
    events = recorded(
        Noun.ACTIVITY,
        "unfpa-census-support",
        ("2008-11-21", REPORTED),
        ("2011-02-20", ReportedOnCorrected(position=1, reported_on="2008-11-12")),
        ("2011-02-20", ReportedOnCorrected(position=1, reported_on="2008-11-20")),
    )
    assert {event.reported_on for event in in_order_said(events)} == {"2008-11-20"}
