"""The fields of the form as they are sent: of each item, of something new, and of the page as a whole."""

from collections.abc import Mapping

from msgspec import Struct

HAND_IN = "hand_in"
DRAFT = "draft"


class Typed(Struct, frozen=True, kw_only=True):
    """What was typed about one item; empty words where nothing was. `version` is that of the activity looked at."""

    answer: str = ""
    date: str = ""
    note: str = ""
    evidence: str = ""
    reason: str = ""
    version: str = ""

    @property
    def said(self) -> tuple[str, ...]:
        """What was filled in, field by field."""
        return tuple(filter(None, (self.answer, self.date, self.note, self.evidence, self.reason)))

    @property
    def version_seen(self) -> int | None:
        """The version that was looked at; None where the field holds no number."""
        is_number = self.version.isascii() and self.version.isdigit() and len(self.version) < 10
        return int(self.version) if is_number else None


class TypedNew(Struct, frozen=True, kw_only=True):
    """What was typed about something new; `hold` is DRAFT where it is to be kept as a draft."""

    title: str = ""
    kind: str = ""
    stage: str = ""
    date: str = ""
    note: str = ""
    hold: str = ""

    @property
    def said(self) -> tuple[str, ...]:
        """What was filled in; the choice of a stage or of a draft alone says nothing."""
        return tuple(filter(None, (self.title, self.kind, self.date, self.note)))


class Form(Struct, frozen=True, kw_only=True):
    """A form as it was sent. `nonce` was drawn with the page: the same form sent again has the same one."""

    nonce: str = ""
    hands_in: bool = False
    items: Mapping[str, Typed] = {}
    new: TypedNew = TypedNew()


def name_of(field: str, item: str) -> str:
    """The name of a field of an item, as it is sent."""
    return f"{field}.{item}"


def form_in(fields: Mapping[str, str]) -> Form:
    """The form in the fields that were sent; items of which nothing was filled in are left out."""
    ids = [item for name in fields for field, _, item in [name.partition(".")] if field in Typed.__struct_fields__]
    typed = {
        item: Typed(**{field: fields.get(name_of(field, item), "") for field in Typed.__struct_fields__})
        for item in dict.fromkeys(ids)
    }
    return Form(
        nonce=fields.get("nonce", ""),
        hands_in=fields.get("then") == HAND_IN,
        items={item: one for item, one in typed.items() if one.said},
        new=TypedNew(**{field: fields.get(f"new.{field}", "") for field in TypedNew.__struct_fields__}),
    )
