"""A meeting of experts that three bodies told apart, and what merges and parts them."""

from typing import Any

from events.activity_state import Activity
from events.vocabulary import PartnerRole, Stage
from service.commands.activity import PartnerBody
from service.commands.activity_news import UpdateActivity
from service.commands.activity_updates import (
    Merge,
    PartAgain,
)
from service.commands.deliberation import Deliberation
from service.commands.fields import DateSaid
from service.commands.planned_meeting import ReportPlannedMeeting
from tests.service.commands.given import FRESH_ID, SECRETARIAT, TODAY, Given, focal_point
from tests.service.commands.seventh_meeting import SEVENTH_MEETING

PD = focal_point("un-desa-pd")
FIRST, SECOND, THIRD = "pd-egm-bangkok", "escap-egm-bangkok", "iom-egm-bangkok"


def reported(activity_id: str, reporter: str, **fields: Any) -> ReportPlannedMeeting:
    """A meeting of an expert group, as one body tells it at the Seventh Meeting."""
    told = {"title": f"Expert meeting, told by {reporter}", "lead": reporter, "reported_on": "2008-11-21"}
    return ReportPlannedMeeting(**{**told, "id": activity_id, "reported_by": reporter, **fields})


PARTNERS = (PartnerBody(agency="iom", role=PartnerRole.FUNDER),)
APART = SEVENTH_MEETING.after(
    reported(FIRST, "un-desa-pd", topics=("remittances",), coordination_meeting="cm7"),
    reported(
        SECOND,
        "escap",
        partners=PARTNERS,
        stage=Stage.PLANNED,
        date=DateSaid(edtf="2008-09", as_written="in September"),
        topics=("migration-development",),
        coordination_meeting="cm9",
    ),
    reported(THIRD, "iom"),
)


def merging(activity_id: str = SECOND, into: str = FIRST, version: int | None = 1, **fields: Any) -> UpdateActivity:
    """The update by which one is merged into the other."""
    return UpdateActivity(id=activity_id, update=Merge(into=into, **fields), expected_version=version)


def parting(activity_id: str = FIRST, other: str = SECOND, version: int | None = 2, **fields: Any) -> UpdateActivity:
    """The update by which the two are parted."""
    return UpdateActivity(id=activity_id, update=PartAgain(activity=other, **fields), expected_version=version)


def told(activity_id: str, update: Any, version: int | None = None) -> UpdateActivity:
    """Any update of an activity."""
    return UpdateActivity(id=activity_id, update=update, expected_version=version)


MERGED = APART.after(merging())


def seen(known: Given, activity_id: str) -> Activity:
    """The activity as a decision sees it, under any of its ids."""
    activity = Deliberation(known.world, SECRETARIAT, TODAY, FRESH_ID).activity(activity_id)
    assert activity is not None
    return activity
