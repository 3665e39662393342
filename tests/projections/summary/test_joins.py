"""Neighbouring items that make one sentence."""

from msgspec.structs import replace

from events.place import Place
from events.vocabulary import Stage, StatementType
from projections.summary.joins import grouped
from projections.summary.told import StatementTold
from tests.projections.summary.told_by_hand import IOM, activity, dated, document_of, partner, texts_of

ADVICE = activity("advise Governments", Stage.STANDING, id="advice")


def test_a_shared_beginning_is_said_once() -> None:
    """Research into one thing and into another."""
    first = activity("carry out research into remittances", Stage.PLANNED, id="remittances")
    second = activity("carry out research into the crisis", Stage.PLANNED, id="crisis")
    assert "carry out research into remittances and into the crisis." in texts_of(ADVICE, first, second)[1]


def test_a_second_thing_of_the_same_sort_is_another() -> None:
    """A country report after one visit and another after another."""
    reports = [
        activity(f"publish a country report after a visit to {name}", id=name) for name in ("Guatemala", "Mexico")
    ]
    assert texts_of(ADVICE, *reports)[1] == (
        "UNFPA had published a country report after a visit to Guatemala and another after a visit to Mexico."
    )


def test_each_of_two_dates_stands_by_its_own() -> None:
    """Different dates do not keep two items apart, and neither is lost."""
    first = activity("examine the report of El Salvador", id="first", date=dated("2007-11"))
    second = activity("examine two further reports", id="second", date=dated("2008"))
    assert texts_of(ADVICE, first, second)[1] == (
        "In November 2007, UNFPA had examined the report of El Salvador and, in 2008, two further reports."
    )


def test_two_short_plans_stand_side_by_side() -> None:
    """Both keep their "to"."""
    first = activity("study the crisis", Stage.PLANNED, id="study")
    second = activity("develop a database", Stage.PLANNED, id="database")
    text = texts_of(ADVICE, first, second)[1]
    assert "study the crisis and" in text
    assert text.endswith("develop a database.")


def test_three_in_a_row_have_semicolons() -> None:
    """The last is joined with a comma and "and"."""
    row = [activity(f"explore {topic}", Stage.IN_PROGRESS, id=topic) for topic in ("fertility", "ageing", "migration")]
    assert texts_of(ADVICE, *row)[1] == "UNFPA was exploring fertility; exploring ageing, and exploring migration."


def test_an_aside_is_not_said_three_times() -> None:
    """The second and the third topic need not be called topics again."""
    asides = ("as one of its topics", "as another topic", "as a further topic")
    row = [activity(f"explore, {aside}, theme {n}", Stage.IN_PROGRESS, id=aside) for n, aside in enumerate(asides)]
    assert texts_of(ADVICE, *row)[1] == (
        "UNFPA was exploring, as one of its topics, theme 0; exploring theme 1, and exploring theme 2."
    )


def test_an_invitation_tells_of_the_meeting_it_invites_to() -> None:
    """One sentence for both, where the invitation says what, where and when."""
    forum = activity(
        "welcome all at the Global Urban Forum", Stage.PLANNED, places=(Place(name="Brazil"),), date=dated("2010")
    )
    words = "The representative of UNFPA asked all to come to the Global Urban Forum in Brazil in 2010."
    invitation = StatementTold(
        id="st-1",
        positions=("9.9f3c2a01",),
        statement_type=StatementType.INVITATION,
        text=words,
        about=(forum.id,),
    )
    sentence = document_of(ADVICE, forum, invitation).paragraphs[0].sentences[1]
    assert sentence.text == "The speaker asked all to come to the Global Urban Forum in Brazil in 2010."
    assert sentence.tells == (forum.id, "st-1")
    assert grouped((replace(forum, date=dated("2011")), invitation)) != [(forum, invitation)]
    assert grouped((forum, replace(invitation, about=()))) == [(forum,), (replace(invitation, about=()),)]


def test_a_joined_sentence_tells_all_and_names_every_source() -> None:
    """The positions and the ids of all its items."""
    first = activity("study the crisis", Stage.PLANNED, id="study", positions=("11.9f3c2a01",))
    second = activity("develop a database", Stage.PLANNED, id="database", positions=("4.9f3c2a01", "6.0b51d7e2"))
    sentence = document_of(ADVICE, first, second).paragraphs[0].sentences[1]
    assert sentence.tells == ("study", "database")
    assert sentence.positions == ("4.9f3c2a01", "6.0b51d7e2", "11.9f3c2a01")


def test_different_bodies_stages_and_partners_stay_apart() -> None:
    """What does not have the same subject, tense and company is told alone."""
    study = activity("study the crisis", Stage.PLANNED)
    for other in (
        activity("study flows", Stage.COMPLETED),
        activity("study flows", Stage.PLANNED, lead=IOM),
        activity("study flows", Stage.PLANNED, partners=(partner(IOM),)),
        activity(None, Stage.PLANNED),
    ):
        assert grouped((study, other)) == [(study,), (other,)]
