"""How a command of the model tests becomes one of the service: the body that the API reads, and what it makes of it."""

from collections.abc import Callable
from typing import Any

from service.commands.activity_news import UpdateActivity
from service.commands.activity_updates import ActivityUpdate
from service.commands.agency import AgencyUpdate, RegisterAgency, UpdateAgency
from service.commands.coordination_meeting import (
    ConveneCoordinationMeeting,
    CoordinationMeetingUpdate,
    UpdateCoordinationMeeting,
)
from service.commands.deliberation import Command
from service.commands.intervention import RecordIntervention, ReplaceIntervention, Turn
from service.commands.intervention_items import ReportItem
from service.commands.mandate import MandateUpdate, RegisterMandate, UpdateMandate
from service.commands.meeting import MeetingUpdate, RegisterMeeting, UpdateMeeting
from service.commands.statement import MakeStatement, MakeStatementAt, StatementUpdate, UpdateStatement
from service.commands.submission import Submission, SubmitTogether
from service.commands.topic import RegisterTopic, TopicUpdate, UpdateTopic
from tests.consistency.plain_model import Asked

REGISTERED: dict[str, Any] = {
    "agency": (RegisterAgency, AgencyUpdate, UpdateAgency),
    "topic": (RegisterTopic, TopicUpdate, UpdateTopic),
    "mandate": (RegisterMandate, MandateUpdate, UpdateMandate),
    "meeting": (RegisterMeeting, MeetingUpdate, UpdateMeeting),
    "coordination-meeting": (ConveneCoordinationMeeting, CoordinationMeetingUpdate, UpdateCoordinationMeeting),
}

Maker = Callable[[Any], Command]


def command_of(asked: Asked) -> tuple[Any, Maker]:
    """The type of the body, and the function from the body to the command."""
    thing_id, expected = asked.id, asked.expected
    match asked.what:
        case "register":
            return REGISTERED[asked.noun][0], lambda body: body
        case "update":
            _, updates, update = REGISTERED[asked.noun]
            return updates, lambda body: update(id=thing_id, update=body, expected_version=expected)
        case "report":
            return ReportItem, lambda body: body
        case "tell":
            return ActivityUpdate, lambda body: UpdateActivity(id=thing_id, update=body, expected_version=expected)
        case "state":
            return MakeStatement, lambda body: MakeStatementAt(coordination_meeting=thing_id, statement=body)
        case "correct":
            return StatementUpdate, lambda body: UpdateStatement(id=thing_id, update=body, expected_version=expected)
        case "submit":
            return Submission, lambda body: SubmitTogether(submission=body, id=thing_id)
        case "take_the_floor":
            return Turn, lambda body: RecordIntervention(coordination_meeting=thing_id, turn=body)
        case _:
            return Turn, lambda body: ReplaceIntervention(
                coordination_meeting=thing_id, order=asked.order, turn=body, expected_version=expected
            )
