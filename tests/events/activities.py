"""Activities for tables of rules: one that keeps every rule, but for what a test says of it."""

from typing import Any

from events.activity_state import Activity
from events.honest_date import honest_date
from events.vocabulary import ActivityKind, Assurance, Review, Stage, Visibility


def activity(
    kind: ActivityKind = ActivityKind.COMMITMENT, edtf: str | None = "2010-05", due: str | None = None, **own: Any
) -> Activity:
    """An activity that keeps every rule, but for what is said of it here."""
    said: dict[str, Any] = {
        "id": "unfpa-census",
        "title": "Census round",
        "kind": kind,
        "stage": Stage.PLANNED,
        "date": honest_date(edtf, None) if edtf else None,
        "due": honest_date(due, None) if due else None,
        "reported_by": "unfpa",
        "lead": "unfpa",
        "assurance": Assurance.SELF_REPORTED,
        "review": Review.SUBMITTED,
        "visibility": Visibility.PARTICIPANTS,
        "first_reported_on": "2008-11-21",
        "last_heard_on": "2008-11-21",
        "reports": (),
        "version": 1,
        "positions": (),
        "days": (),
    }
    return Activity(**{**said, **own})
