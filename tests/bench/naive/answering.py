"""Showing an activity: from the row with its child rows to the answer, and how its promise stands today."""

from datetime import date, timedelta

from tests.bench.naive.bodies import ActivityAnswer, DateAnswer, PartnerAnswer, PlaceBody, ReferenceBody
from tests.bench.naive.tables import Activity

DUE_SOON_DAYS = 30

# The fields of the answer that the row has under the same name.
COPIED = (
    "id", "kind", "title", "reference", "lead_text", "assurance", "review", "visibility", "description", "predicate",
    "language", "partners_text", "stage", "recurrence", "agenda_item", "speaker", "note", "source", "output_type",
    "publication_title", "authors", "series", "symbol", "sales_number", "publisher", "year", "url", "citation",
    "reported_on", "version",
)  # fmt: skip


def activity_answer(activity: Activity, today: date) -> ActivityAnswer:
    """The activity as lists show it."""
    return ActivityAnswer(
        **{name: getattr(activity, name) for name in COPIED},
        reported_by=activity.reported_by_id,
        lead=activity.lead_id,
        coordination_meeting=activity.coordination_meeting_id,
        partners=[PartnerAnswer.model_validate(partner) for partner in activity.partners],
        topics=[topic.topic_id for topic in activity.topics],
        places=[PlaceBody.model_validate(place) for place in activity.places],
        responds_to=[ReferenceBody(kind="mandate", id=mandate.mandate_id) for mandate in activity.mandates],
        date=_date(activity.date_edtf, activity.date_as_written, activity.date_earliest, activity.date_latest),
        due=_date(activity.due_edtf, activity.due_as_written, activity.due_earliest, activity.due_latest),
        timeliness=timeliness(activity, today),
    )


def _date(edtf: str | None, as_written: str | None, earliest: date | None, latest: date | None) -> DateAnswer | None:
    if edtf is None and as_written is None:
        return None
    return DateAnswer(edtf=edtf, as_written=as_written, earliest=earliest, latest=latest)


def timeliness(activity: Activity, today: date) -> str | None:
    """How a promise stands on a day; None for what promises nothing."""
    if activity.stage == "completed":
        return "done"
    if activity.stage not in ("planned", "in_progress", "conditional", "proposed"):
        return None
    if activity.due_latest is None:
        return "undated"
    if activity.due_latest < today:
        return "overdue"
    return "due_soon" if activity.due_latest <= today + timedelta(days=DUE_SOON_DAYS) else "not_due"
