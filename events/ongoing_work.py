"""Ongoing work: reported work that is no commitment, publication, meeting or follow-up; a third of what is said."""

from typing import ClassVar

from events.activity import ActivityReported
from events.vocabulary import ActivityKind


class OngoingWorkReported(ActivityReported, frozen=True, kw_only=True):
    """An agency reported work that goes on, or that is done, with nothing promised."""

    TYPE: ClassVar[str] = "ongoing-work-reported"
    KIND: ClassVar[ActivityKind] = ActivityKind.ONGOING_WORK
