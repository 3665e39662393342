"""The dates that the model tests say, each with the days between which it lies, worked out by hand."""

from typing import Any, NamedTuple


class PlainDate(NamedTuple):
    """What was said of a date, with its first and last day; None is an open end, or no date at all."""

    edtf: str | None
    as_written: str | None
    earliest: str | None
    latest: str | None


READ: tuple[tuple[dict[str, Any], PlainDate], ...] = (
    ({"edtf": "2009"}, PlainDate("2009", None, "2009-01-01", "2009-12-31")),
    ({"edtf": "2011-02"}, PlainDate("2011-02", None, "2011-02-01", "2011-02-28")),
    ({"edtf": "2011-03-05"}, PlainDate("2011-03-05", None, "2011-03-05", "2011-03-05")),
    ({"edtf": "2010-09-20/2010-09-21"}, PlainDate("2010-09-20/2010-09-21", None, "2010-09-20", "2010-09-21")),
    ({"edtf": "2012/.."}, PlainDate("2012/..", None, "2012-01-01", None)),
    (
        {"edtf": "2008-11-21", "as_written": "at the table"},
        PlainDate("2008-11-21", "at the table", *["2008-11-21"] * 2),
    ),
    ({"as_written": "in 2010"}, PlainDate("2010", "in 2010", "2010-01-01", "2010-12-31")),
    ({"as_written": "when funds allow"}, PlainDate(None, "when funds allow", None, None)),
    ({"edtf": None, "as_written": "'; soon"}, PlainDate(None, "'; soon", None, None)),
)
REFUSED: tuple[tuple[dict[str, Any], str], ...] = (
    ({"edtf": "2009-02-30"}, "impossible-date"),
    ({"edtf": "2010/2009"}, "impossible-date"),
    ({"edtf": "next week"}, "invalid-input"),
    ({"edtf": None}, "invalid-input"),
    ({}, "invalid-input"),
)
TAKEN: tuple[dict[str, Any], ...] = tuple(said for said, _ in READ)
NOT_TAKEN: tuple[dict[str, Any], ...] = tuple(said for said, _ in REFUSED)


def date_of(body: dict[str, Any], name: str) -> PlainDate | None:
    """The date that a body says in a field; None where it says none, or none that can be taken."""
    return next((date for said, date in READ if said == body.get(name)), None)


def refusal_of(body: dict[str, Any], name: str) -> str | None:
    """Why the date in a field of a body is refused; None where it is not."""
    return next((slug for said, slug in REFUSED if said == body.get(name)), None)
