"""What is asked in the authorization table: a request for a body, and what it leans on, which is made before."""

from collections.abc import Callable
from itertools import count
from typing import Any

from msgspec import Struct

Body = dict[str, Any]

numbers = count(1)


class Asking(Struct, frozen=True):
    """A request for a body: where to, with what, and what it leans on, which the secretariat has made before.

    `{position}` stands for the last position of the log, `{made}` for the id of what was made before, or the token that
    it gave.
    """

    path: str
    body: Body | None = None
    sheet: bytes | None = None
    """A sheet as text, in place of a body in JSON."""
    if_match: str | None = None
    needs: tuple["Asking", ...] = ()


def at(path: str) -> Callable[[str], Asking]:
    """A question that is the same for every body."""
    return lambda _agency: Asking(path)


def of(path: str) -> Callable[[str], Asking]:
    """A question about the body."""
    return lambda agency: Asking(path.format(agency=agency))


def whose(path: str) -> Callable[[str], Asking]:
    """A question for the activities of the body."""
    return lambda agency: Asking(path, {"filter": {"agency": [agency]}})


def a_report(path: str) -> Callable[[str], Asking]:
    return lambda agency: Asking(path, report_of(agency))


def report_of(agency: str) -> Body:
    number = next(numbers)
    return {"title": f"Course {number} on migration", "reported_by": agency, "lead": agency, "id": f"course-{number}"}


def a_submission(agency: str) -> Asking:
    return Asking("/submissions", {"lines": [{"type": "commitment", **report_of(agency)}]})


def a_sheet(agency: str) -> Asking:
    """A sheet with one new report."""
    sheet = f"Id,Version,Kind,Title\n,,commitment,Course {next(numbers)}"
    return Asking(f"/agencies/{agency}/sheet", sheet=sheet.encode())


def sheet_confirmed(agency: str) -> Asking:
    """The same after its dry run, which the secretariat has made; `{made}` stands for its token."""
    planned = a_sheet(agency)
    return Asking(f"{planned.path}/confirmed?confirm={{made}}", sheet=planned.sheet, needs=(planned,))


def some_news(agency: str) -> Asking:
    report = report_of(agency)
    made = Asking("/commitments", report)
    news = {"type": "no_change", "reported_by": agency}
    return Asking(f"/activities/{report['id']}/updates", news, needs=(made,))


def a_grant(agency: str) -> Asking:
    return Asking(f"/agencies/{agency}/updates", {"type": "granted", "granted_to": "oecd"})


def a_turn(agency: str) -> Asking:
    number = next(numbers)
    item = {"type": "commitment", **report_of(agency)}
    return Asking("/coordination-meetings/cm9/interventions", {"order": number, "agency": agency, "items": [item]})


def turn_anew(agency: str) -> Asking:
    made = a_turn(agency)
    assert made.body is not None
    path = f"{made.path}/{made.body['order']}"
    body = {**made.body, "items": [{"type": "activity", "id": made.body["items"][0]["id"]}]}
    return Asking(path, body, if_match=path, needs=(made,))


def a_statement(agency: str) -> Asking:
    number = next(numbers)
    body = {"id": f"remark-{number}", "statement_type": "remark", "text": "Data are few.", "by": [agency]}
    return Asking("/coordination-meetings/cm9/statements", body)


def statement_linked(agency: str) -> Asking:
    made = a_statement(agency)
    assert made.body is not None
    link = {"type": "linked", "activities": ["pd-egm-bangkok"]}
    return Asking(f"/statements/{made.body['id']}/updates", link, needs=(made,))


def a_redaction(agency: str) -> Asking:
    """The words of the report that was made last."""
    body = {"field": "title", "reason": "Withheld on request."}
    return Asking("/log/events/{position}/redactions", body, needs=(Asking("/commitments", report_of(agency)),))


def a_person(agency: str) -> Asking:
    return Asking("/persons", {"name": "Amara Diallo", "agency": agency})


def of_person(path: str, body: Body | None = None) -> Callable[[str], Asking]:
    """A question about somebody who was just enrolled."""
    return lambda agency: Asking(path, body, needs=(a_person(agency),))


RETITLED: Body = {"type": "retitled", "title": "Desk officer"}


def a_post(agency: str) -> Asking:
    return Asking("/posts", {"id": f"post-{next(numbers)}", "title": "Focal point", "agency": agency})


def of_post(path: str, body: Body | None = None) -> Callable[[str], Asking]:
    """A question about a post that was just registered."""

    def asking(agency: str) -> Asking:
        made = a_post(agency)
        assert made.body is not None
        return Asking(f"/posts/{made.body['id']}{path}", body, needs=(made,))

    return asking


ROUND: Body = {"coordination_meeting": "cm9", "opens": "2026-01-05", "due_by": "2026-12-30", "closes": "2026-12-31"}
CALLED_OFF: Body = {"type": "cancelled", "reason": "The meeting was called off."}


def a_round(agency: str) -> Asking:
    return Asking("/reporting-rounds", {**ROUND, "id": f"round{next(numbers)}", "agencies": [agency], "blockers": []})


def of_round(path: str, body: Body | None = None) -> Callable[[str], Asking]:
    """A question about a round that was just planned, in which the agency is asked."""

    def asking(agency: str) -> Asking:
        made = a_round(agency)
        assert made.body is not None
        return Asking(f"/reporting-rounds/{made.body['id']}{path.format(agency=agency)}", body, needs=(made,))

    return asking


def kept(path: str, body: Body) -> Callable[[str], Asking]:
    """Something that only the secretariat keeps, under a new id where it has one."""
    return lambda _agency: Asking(path, {**body, "id": f"thing-{next(numbers)}"} if "id" in body else body)
