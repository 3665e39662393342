"""A pointer from one thing to another: what sort of thing is meant, and its id."""

from enum import StrEnum

from msgspec import Struct

from events.identity import Noun, stream_of


class Referable(StrEnum):
    """The sorts of things that an activity can answer, produce or concern."""

    ACTIVITY = "activity"
    MANDATE = "mandate"
    MEETING = "meeting"
    STATEMENT = "statement"


class Reference(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A thing by its sort and its id, such as the mandate `ga-res-63-225`."""

    kind: Referable
    id: str

    @property
    def stream(self) -> str:
        """The stream of the thing meant."""
        return stream_of(Noun(self.kind.value), self.id)

    @property
    def tag(self) -> str:
        """The thing as a tag, such as `mandate:ga-res-63-225`."""
        return f"{self.kind}:{self.id}"
