"""A date as it was said: never more exact than the words, and the words always kept."""

from msgspec import Struct


class HonestDate(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What was said of a date: its EDTF form, the words, and the days between which it lies.

    `edtf` is an ISO 8601-2 (EDTF) expression, or None where the words name no date. `as_written` keeps the
    words of the source. `earliest` and `latest` are days (YYYY-MM-DD), inclusive; None is an open end.
    """

    edtf: str | None = None
    as_written: str | None = None
    earliest: str | None = None
    latest: str | None = None
