"""A whole turn at the table: told in order, all or nothing, and noted anew."""

import pytest
from msgspec.structs import replace

from events.activity_news import ActivityCompleted, ActivityProgressed
from events.commitment import CommitmentReported
from events.identity import Noun
from events.intervention import ContextPointMade, InterventionRecorded, InterventionReplaced, Item, ItemKind
from events.reference import Referable, Reference
from events.statement import StatementMade
from events.vocabulary import Assurance, Stage, StatementType
from service.commands.activity_updates import Complete, ReportProgress, Withdraw
from service.commands.commitment import ReportCommitment
from service.commands.fields import DateSaid
from service.commands.follow_up_action import ReportFollowUpAction
from service.commands.intervention import RecordIntervention, ReplaceIntervention, Turn
from service.commands.intervention_items import (
    ItemBody,
    TellActivity,
    TellContext,
    TellKnownStatement,
    TellStatement,
    TellUpdate,
)
from tests.service.commands.given import of
from tests.service.commands.seventh_meeting import ESCAP, NEW_YORK_OFFICE, SEVENTH_MEETING, UNFPA

HIGH_POINT = TellContext(text="The meeting had been the high point of the year.")
QUESTION = TellStatement(statement_type=StatementType.QUESTION, text="Asks who will collect the data.", to=("iom",))
DATABASE = ReportCommitment(id="flow-database", title="Database on migration flows", stage=Stage.PLANNED)
TRAINING = of(
    Noun.ACTIVITY,
    "iom-training",
    CommitmentReported(
        id="iom-training", title="Training", reported_by="escap", lead="iom", assurance=Assurance.THIRD_PARTY
    ),
    "2008-11-20",
)
KNOWN = SEVENTH_MEETING.and_then(TRAINING)


def turn(*items: ItemBody, order: int = 4, agency: str = "escap", meeting: str = "cm7") -> RecordIntervention:
    """A turn of ESCAP at the Seventh Meeting, with these items."""
    return RecordIntervention(coordination_meeting=meeting, turn=Turn(order=order, agency=agency, items=items))


def anew(*items: ItemBody, version: int | None = 2, order: int = 4, agency: str = "escap") -> ReplaceIntervention:
    """The fourth turn noted anew with these items."""
    asked = Turn(order=order, agency=agency, items=items)
    return ReplaceIntervention(coordination_meeting="cm7", order=4, turn=asked, expected_version=version)


@pytest.mark.parametrize("day", ["2999-01-01", "2009-02-30"])
def test_a_statement_of_a_turn_was_said_on_a_real_day_up_to_today(day: str) -> None:
    """As anywhere else: not in the future, and on no day that there is not."""
    said = turn(replace(QUESTION, reported_on=day))
    KNOWN.when(said, by=ESCAP).then_refused("impossible-date", "/items/0/reported_on")


def test_a_whole_turn_is_noted_in_order() -> None:
    """A new report, news of something known, a statement and a context point, then the turn with its items in order."""
    progress = TellUpdate(activity="iom-training", update=ReportProgress(stage=Stage.IN_PROGRESS))
    outcome = KNOWN.when(turn(HIGH_POINT, DATABASE, progress, QUESTION), by=ESCAP)
    outcome.then(
        CommitmentReported(
            id="flow-database",
            title="Database on migration flows",
            stage=Stage.PLANNED,
            reported_by="escap",
            coordination_meeting="cm7",
            agenda_item="VIII",
        ),
        ActivityProgressed(stage=Stage.IN_PROGRESS, reported_by="escap", coordination_meeting="cm7"),
        StatementMade(
            coordination_meeting="cm7",
            statement_type=StatementType.QUESTION,
            text="Asks who will collect the data.",
            agenda_item="VIII",
            by=("escap",),
            to=("iom",),
        ),
        InterventionRecorded(
            coordination_meeting="cm7",
            order=4,
            agency="escap",
            agenda_item="VIII",
            items=(
                Item(kind=ItemKind.CONTEXT, id="cm7-4-1"),
                Item(kind=ItemKind.ACTIVITY, id="flow-database"),
                Item(kind=ItemKind.ACTIVITY, id="iom-training"),
                Item(kind=ItemKind.STATEMENT, id="cm7-4-4"),
            ),
        ),
        ContextPointMade(id="cm7-4-1", text=HIGH_POINT.text),
    )
    assert outcome.decision.items == ("cm7-4-1", "flow-database", "iom-training", "cm7-4-4")


def test_a_turn_is_told_on_the_last_day_of_its_meeting() -> None:
    """Unless another day is given, or the meeting has no day yet: then it is today."""
    assert set(KNOWN.when(turn(DATABASE, HIGH_POINT)).days) == {"2008-11-21"}
    assert set(KNOWN.when(turn(DATABASE, HIGH_POINT, meeting="cm9")).days) == {"2011-02-20"}


def test_the_secretary_types_the_turn_of_an_agency() -> None:
    """What is told is the word of the agency whose turn it is, also news of another's work."""
    outcome = KNOWN.when(turn(TellUpdate(activity="iom-training", update=Complete())))
    outcome.then_said(ActivityCompleted, reported_by="escap", coordination_meeting="cm7")


def test_one_speaker_for_two_bodies() -> None:
    """The New York Office takes the turn, and may take that of ESCWA, but not that of ESCAP."""
    speaks = Turn(order=6, agency="rcnyo", on_behalf_of=("escwa",), items=(HIGH_POINT,), speaker="Ms. Nour")
    asked = RecordIntervention(coordination_meeting="cm7", turn=speaks)
    KNOWN.when(asked, by=NEW_YORK_OFFICE).then_said(InterventionRecorded, on_behalf_of=("escwa",), speaker="Ms. Nour")
    KNOWN.when(turn(HIGH_POINT, agency="escwa"), by=NEW_YORK_OFFICE).then_said(InterventionRecorded, agency="escwa")
    KNOWN.when(turn(HIGH_POINT), by=NEW_YORK_OFFICE).then_refused("not-allowed")


def test_an_item_can_answer_one_before_it() -> None:
    """A question of this very turn is answered by an action of it."""
    asked = TellStatement(statement_type=StatementType.REQUEST, text="Asks for data.", id="st-data")
    action = ReportFollowUpAction(title="Data", answers=(Reference(kind=Referable.STATEMENT, id="st-data"),))
    assert KNOWN.when(turn(asked, action)).facts
    KNOWN.when(turn(action, asked)).then_refused("unknown-reference", "/items/0/answers/0")


def test_faults_point_into_the_turn() -> None:
    """Every fault of every item is told at once, with the place of the item and of the fault in it."""
    no_topic = ReportCommitment(title="Census", topics=("census",))
    no_day = ReportCommitment(title="Survey", due=DateSaid(edtf="2009-02-30"))
    outcome = KNOWN.when(turn(HIGH_POINT, no_topic, DATABASE, no_day, TellActivity(id="nothing")))
    pointers = ("/items/1/topics/0", "/items/3/due/edtf", "/items/4/id")
    outcome.then_refused("invalid-input", *pointers)


def test_what_is_told_must_be_there() -> None:
    """An activity, an update of one, or a statement that nobody knows is pointed at."""
    for item, pointer in (
        (TellActivity(id="nothing"), "/items/1/id"),
        (TellUpdate(activity="nothing", update=Complete()), "/items/1/activity"),
        (TellKnownStatement(id="nothing"), "/items/1/id"),
        (TellContext(text="The high point.", id="cm7-4-9"), "/items/1/id"),
    ):
        outcome = KNOWN.when(turn(DATABASE, item))
        assert outcome.refused is not None
        assert [fault.pointer for fault in outcome.refused.faults] == [pointer]


def test_a_refusal_names_its_item() -> None:
    """An id that is taken, or what may not be written, is refused for its own reason with the item's place."""
    taken = ReportCommitment(id="iom-training", title="Training")
    KNOWN.when(turn(DATABASE, taken)).then_refused(
        "already-reported", "/items/1", link="/api/v1/activities/iom-training"
    )
    other = ReportCommitment(title="Census", reported_by="unfpa")
    KNOWN.when(turn(DATABASE, other), by=ESCAP).then_refused("not-allowed", "/items/1")


def test_a_turn_replaces_nothing_said_before() -> None:
    """What needs the version that was seen is sent by itself."""
    withdraw = TellUpdate(activity="iom-training", update=Withdraw())
    KNOWN.when(turn(withdraw)).then_refused("precondition-required", "/items/0")


def test_nothing_is_told_twice_in_one_turn() -> None:
    """The second place is pointed at; a statement and an activity of one name are two things."""
    KNOWN.when(turn(DATABASE, HIGH_POINT, TellActivity(id="flow-database"))).then_refused(
        "invalid-input", "/items/2", said="told twice"
    )
    same_name = TellStatement(statement_type=StatementType.REMARK, text="Remarks on it.", id="flow-database")
    assert KNOWN.when(turn(DATABASE, same_name)).facts


def test_a_turn_is_noted_once() -> None:
    """The second time it is told that it can be replaced."""
    noted = KNOWN.after(turn(HIGH_POINT))
    again = noted.when(turn(DATABASE))
    again.then_refused("already-reported", link="/api/v1/coordination-meetings/cm7/interventions/4")
    assert noted.when(turn(DATABASE, order=5)).facts


@pytest.mark.parametrize("agency", ["unfpa", "ilo"])
def test_only_the_agency_and_the_secretariat_note_its_turn(agency: str) -> None:
    """ESCAP cannot take the turn of UNFPA; a body that is not registered is pointed at."""
    outcome = KNOWN.when(turn(HIGH_POINT, agency=agency), by=ESCAP)
    if agency == "unfpa":
        outcome.then_refused("not-allowed")
    else:
        outcome.then_refused("unknown-reference", "/agency")


def test_there_is_no_turn_without_its_meeting() -> None:
    """A meeting that is no coordination meeting has no turns."""
    KNOWN.when(turn(HIGH_POINT, meeting="gfmd-2")).then_refused("not-found")


def test_a_turn_noted_anew_keeps_its_context_points() -> None:
    """With their ids they keep their place in the log; a new one gets an id of its own, changed words a new event."""
    noted = KNOWN.after(turn(HIGH_POINT, DATABASE))
    kept = TellContext(text=HIGH_POINT.text, id="cm7-4-1")
    new = TellContext(text="Forty States had taken part.")
    outcome = noted.when(anew(new, TellActivity(id="flow-database"), kept))
    outcome.then(
        InterventionReplaced(
            order=4,
            agenda_item="VIII",
            items=(
                Item(kind=ItemKind.CONTEXT, id="cm7-4-1-2"),
                Item(kind=ItemKind.ACTIVITY, id="flow-database"),
                Item(kind=ItemKind.CONTEXT, id="cm7-4-1"),
            ),
        ),
        ContextPointMade(id="cm7-4-1-2", text="Forty States had taken part."),
    )
    changed = noted.when(anew(TellContext(text="The high point of two years.", id="cm7-4-1")))
    changed.then_said(ContextPointMade, id="cm7-4-1", text="The high point of two years.")


def test_a_turn_noted_anew_names_the_version_seen() -> None:
    """Without it, or with an old one, nothing is replaced; nor is a turn that there is not, or another's."""
    noted = KNOWN.after(turn(HIGH_POINT))
    noted.when(anew(DATABASE, version=None)).then_refused("precondition-required")
    noted.when(anew(DATABASE, version=1)).then_refused("stale-version")
    noted.when(anew(DATABASE, agency="unfpa")).then_refused("invalid-input", "/agency")
    noted.when(anew(DATABASE), by=UNFPA).then_refused("not-allowed")
    KNOWN.when(anew(DATABASE)).then_refused("not-found")


def test_a_statement_added_later_gets_an_id_of_its_own() -> None:
    """Also where an earlier statement of the turn had the place in which it stands now."""
    noted = KNOWN.after(turn(QUESTION))
    remark = TellStatement(statement_type=StatementType.REMARK, text="Thanks the Forum.")
    outcome = noted.when(anew(remark, TellKnownStatement(id="cm7-4-1"), version=1))
    assert outcome.decision.items == ("cm7-4-1-2", "cm7-4-1")
