"""A follow-up action: what is done, or asked for, in answer to a request, a recommendation or an earlier promise."""

from collections.abc import Iterable
from typing import ClassVar

from events.activity import ActivityReported
from events.reference import Reference
from events.vocabulary import ActivityKind


class FollowUpActionReported(ActivityReported, frozen=True, kw_only=True):
    """An agency reported a follow-up action: what it answers, and the bodies that it is assigned to."""

    TYPE: ClassVar[str] = "follow-up-action-reported"
    KIND: ClassVar[ActivityKind] = ActivityKind.FOLLOW_UP_ACTION

    answers: tuple[Reference, ...] = ()
    assigned_to: tuple[str, ...] = ()

    def tags(self) -> Iterable[str]:
        yield from ActivityReported.tags(self)
        yield from (answered.tag for answered in self.answers)
        yield from (f"agency:{agency}" for agency in self.assigned_to)
