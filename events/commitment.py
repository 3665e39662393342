"""A commitment: what an agency promises to do."""

from typing import ClassVar

from events.activity import ActivityReported
from events.vocabulary import ActivityKind


class CommitmentReported(ActivityReported, frozen=True, kw_only=True):
    """An agency committed itself. `condition` are the words of what it depends on, where it depends on something."""

    TYPE: ClassVar[str] = "commitment-reported"
    KIND: ClassVar[ActivityKind] = ActivityKind.COMMITMENT

    condition: str | None = None
