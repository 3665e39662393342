"""What happens at the table: coordination meetings, turns and statements after their facts."""

from events.coordination_meeting import (
    AgendaItemSet,
    AgendaSpeakerNamed,
    CoordinationMeetingConvened,
    CoordinationMeetingCorrected,
    CoordinationMeetingScheduled,
    PaperListed,
)
from events.honest_date import honest_date
from events.identity import Noun
from events.intervention import (
    ContextPointMade,
    InterventionRecorded,
    InterventionReplaced,
    InterventionWithdrawn,
    Item,
    ItemKind,
    intervention_id,
)
from events.statement import StatementCorrected, StatementLinked, StatementMade, StatementWithdrawn
from events.vocabulary import MeetingOutcome, StatementType
from tests.events.folded import folded

CM7 = CoordinationMeetingConvened(title="Seventh Coordination Meeting", number=7, organizers=("un-desa-pd",))
DATABASE, POINT = Item(kind=ItemKind.ACTIVITY, id="flow-database"), Item(kind=ItemKind.CONTEXT, id="cm7-4-2")
TURN = InterventionRecorded(coordination_meeting="cm7", order=4, agency="escap", items=(DATABASE, POINT), verb="said")
QUESTION = StatementMade(coordination_meeting="cm7", statement_type=StatementType.QUESTION, text="Asks.", by=("iussp",))


def test_a_coordination_meeting_is_scheduled_in_steps() -> None:
    """The days first, and later that it was held."""
    days = CoordinationMeetingScheduled(date=honest_date("2008-11-20/2008-11-21", None))
    meeting = folded(
        Noun.COORDINATION_MEETING, "cm7", CM7, days, CoordinationMeetingScheduled(outcome=MeetingOutcome.HELD)
    )
    assert (meeting.date.latest, meeting.outcome) == ("2008-11-21", MeetingOutcome.HELD)


def test_an_agenda_keeps_its_order_when_an_item_is_set_anew() -> None:
    """The item stays in its place with its new title."""
    items = AgendaItemSet(item="I", title="OPENING"), AgendaItemSet(item="II", title="FORUM")
    meeting = folded(Noun.COORDINATION_MEETING, "cm7", CM7, *items, AgendaItemSet(item="I", title="WELCOME"))
    assert [(item.item, item.title) for item in meeting.agenda] == [("I", "WELCOME"), ("II", "FORUM")]


def test_speakers_and_papers_are_listed_in_the_order_named() -> None:
    """Each with all that was said of it."""
    speaker = AgendaSpeakerNamed(item="I", name="Hania Zlotnik", agency="un-desa-pd")
    paper = PaperListed(kind="contributed_paper", symbol="UN/POP/MIG-7CM/2008/1")
    meeting = folded(Noun.COORDINATION_MEETING, "cm7", CM7, AgendaItemSet(item="I", title="OPENING"), speaker, paper)
    assert [(one.name, one.agency) for one in meeting.speakers] == [("Hania Zlotnik", "un-desa-pd")]
    assert [one.symbol for one in meeting.papers] == ["UN/POP/MIG-7CM/2008/1"]


def test_a_coordination_meeting_is_corrected() -> None:
    """What is not given stays."""
    meeting = folded(Noun.COORDINATION_MEETING, "cm7", CM7, CoordinationMeetingCorrected(number=8, organizers=()))
    assert (meeting.title, meeting.number, meeting.organizers) == (CM7.title, 8, ())


def test_a_turn_has_its_items_in_the_order_told() -> None:
    """Context points follow as facts of their own."""
    turn = folded(Noun.INTERVENTION, "cm7-4", TURN, ContextPointMade(id="cm7-4-2", text="Forty States took part."))
    assert turn.items == (DATABASE, POINT)
    assert [(point.id, point.text, point.position) for point in turn.context_points] == [
        ("cm7-4-2", "Forty States took part.", "2")
    ]
    assert intervention_id("cm7", 4) == turn.id


def test_a_turn_noted_anew_is_wholly_replaced() -> None:
    """All that is not given is empty, but the agency, the meeting and the context points stay."""
    point = ContextPointMade(id="cm7-4-2", text="Forty States took part.")
    turn = folded(Noun.INTERVENTION, "cm7-4", TURN, point, InterventionReplaced(order=5, items=(POINT,)))
    assert (turn.order, turn.items, turn.verb, turn.agency) == (5, (POINT,), None, "escap")
    assert len(turn.context_points) == 1


def test_a_turn_is_withdrawn_and_stays_known() -> None:
    """It leaves the views by its mark."""
    assert folded(Noun.INTERVENTION, "cm7-4", TURN, InterventionWithdrawn()).withdrawn


def test_links_of_a_statement_are_joined() -> None:
    """The same link twice is one link."""
    links = (
        StatementLinked(activities=("report",), in_reply_to=("st-1",)),
        StatementLinked(activities=("report", "survey")),
    )
    statement = folded(Noun.STATEMENT, "st-2", QUESTION, *links)
    assert (statement.activities, statement.in_reply_to) == (("report", "survey"), ("st-1",))


def test_a_statement_is_corrected_and_withdrawn() -> None:
    """What is not given stays; withdrawn, it stays known."""
    correction = StatementCorrected(statement_type=StatementType.CALL, by=())
    statement = folded(Noun.STATEMENT, "st-2", QUESTION, correction, StatementWithdrawn())
    assert (statement.statement_type, statement.text, statement.by) == (StatementType.CALL, "Asks.", ())
    assert statement.withdrawn
