"""What was forgotten, as a journal notes it: which field of which event, or which person, and never the words."""

from msgspec import Struct


class NotNoted(Exception):
    """What was to be forgotten could not be noted outside the database, and so it was not forgotten."""


class FieldForgotten(Struct, frozen=True, kw_only=True, tag_field="forgotten", tag="field"):
    """Words that were withheld: the position of their event with the digits of its leaf, the field and the reason."""

    position: str
    field: str
    reason: str
    recorded_at: str


class PersonForgotten(Struct, frozen=True, kw_only=True, tag_field="forgotten", tag="person"):
    """Somebody whose contacts were erased."""

    person_id: str
    recorded_at: str
    reason: str | None = None


Forgotten = FieldForgotten | PersonForgotten
