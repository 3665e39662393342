"""The fields that bodies of commands are made of: ids, titles, words, days, and dates as somebody said them."""

from typing import Annotated

from msgspec import UNSET, Meta, Struct, UnsetType

from events.identity import ID_LENGTH_MAX, ID_PATTERN

__all__ = [
    "UNSET",
    "Code",
    "DateSaid",
    "Day",
    "Id",
    "Ids",
    "Name",
    "Names",
    "PublicPosition",
    "Title",
    "UnsetType",
    "Url",
    "Words",
]

LIST_LENGTH_MAX = 200

Id = Annotated[str, Meta(pattern=ID_PATTERN, max_length=ID_LENGTH_MAX, examples=["unfpa"])]
Title = Annotated[str, Meta(pattern=r"\S", max_length=1_000)]
Name = Annotated[str, Meta(pattern=r"\S", max_length=300)]
Ids = Annotated[tuple[Id, ...], Meta(max_length=LIST_LENGTH_MAX)]
Names = Annotated[tuple[Name, ...], Meta(max_length=LIST_LENGTH_MAX)]
Words = Annotated[str, Meta(max_length=20_000)]
Code = Annotated[str, Meta(pattern=r"^[a-z0-9_]+$(?!\n)", max_length=60)]
Url = Annotated[str, Meta(pattern=r"^https?://\S+$(?!\n)", max_length=2_000)]
PublicPosition = Annotated[str, Meta(pattern=r"^[1-9][0-9]{0,15}\.[0-9a-f]{8}$(?!\n)", examples=["1234.9f3c2a01"])]
Day = Annotated[str, Meta(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$(?!\n)", examples=["2008-11-21"])]


class DateSaid(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A date as somebody said it: its EDTF form, the words for it, or both.

    Without `edtf` the words are read; with `"edtf": null` they are kept and no date is made of them. A day that
    there is not (30 February), or an end before its start, is refused.
    """

    edtf: Annotated[str, Meta(max_length=60)] | UnsetType | None = UNSET
    as_written: Annotated[str, Meta(max_length=300)] | None = None
