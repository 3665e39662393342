"""The authorization table: for every route a request that would be taken, and who may make it for whom."""

from collections.abc import Callable
from itertools import count
from typing import Any

from msgspec import Struct

from service.auth.roles import Role

Body = dict[str, Any]

numbers = count(1)


class Asking(Struct, frozen=True):
    """A request for a body: where to, with what, and what it leans on, which the secretariat has made before.

    `{position}` stands for the last position of the log, `{made}` for the id of what was made before.
    """

    path: str
    body: Body | None = None
    if_match: str | None = None
    needs: tuple["Asking", ...] = ()


class Row(Struct, frozen=True):
    """A route of the table: its method and path, the door before it, and a request for an agency."""

    method: str
    path: str
    access: str
    asking: Callable[[str], Asking]


class Case(Struct, frozen=True):
    """Somebody who asks: the role, the agency of the key, the body asked for, and whether that may be."""

    name: str
    role: Role | None
    agency: str | None
    body: str
    status: int | None
    """The refusal that is due; None where the request is taken."""


def case_for(access: str) -> tuple[Case, ...]:
    """Who is let through a door, and for whom: role by role, and for focal points relation by relation."""
    if access == "reads":
        return (
            Case("no key", None, None, "escap", 401),
            Case("reader", Role.READER, None, "escap", None),
            Case("focal point for another", Role.FOCAL_POINT, "unfpa", "iom", None),
            Case("secretariat", Role.SECRETARIAT, None, "escap", None),
        )
    reports = access in ("reports", "owns")
    secretariat_alone = None if reports else 403
    return (
        Case("no key", None, None, "escap", 401),
        Case("reader", Role.READER, None, "escap", 403),
        Case("reader of the agency", Role.READER, "escap", "escap", 403),
        Case("focal point for its agency", Role.FOCAL_POINT, "escap", "escap", secretariat_alone),
        Case("focal point for a sub-entity", Role.FOCAL_POINT, "un-desa", "un-desa-pd", secretariat_alone),
        Case(
            "focal point for an agency that granted it", Role.FOCAL_POINT, "rcnyo", "eca",
            403 if access == "owns" else secretariat_alone,
        ),
        Case("focal point for another", Role.FOCAL_POINT, "unfpa", "iom", 403),
        Case("focal point for its parent", Role.FOCAL_POINT, "un-desa-pd", "un-desa", 403),
        Case("secretariat", Role.SECRETARIAT, None, "escap", None),
    )  # fmt: skip


def _at(path: str) -> Callable[[str], Asking]:
    """A question that is the same for every body."""
    return lambda _agency: Asking(path)


def _of(path: str) -> Callable[[str], Asking]:
    """A question about the body."""
    return lambda agency: Asking(path.format(agency=agency))


def _report(path: str) -> Callable[[str], Asking]:
    return lambda agency: Asking(path, _report_of(agency))


def _report_of(agency: str) -> Body:
    number = next(numbers)
    return {"title": f"Course {number} on migration", "reported_by": agency, "lead": agency, "id": f"course-{number}"}


def _submission(agency: str) -> Asking:
    return Asking("/submissions", {"lines": [{"type": "commitment", **_report_of(agency)}]})


def _news(agency: str) -> Asking:
    report = _report_of(agency)
    made = Asking("/commitments", report)
    news = {"type": "no_change", "reported_by": agency}
    return Asking(f"/activities/{report['id']}/updates", news, needs=(made,))


def _grant(agency: str) -> Asking:
    return Asking(f"/agencies/{agency}/updates", {"type": "granted", "granted_to": "oecd"})


def _turn(agency: str) -> Asking:
    number = next(numbers)
    item = {"type": "commitment", **_report_of(agency)}
    return Asking("/coordination-meetings/cm9/interventions", {"order": number, "agency": agency, "items": [item]})


def _turn_anew(agency: str) -> Asking:
    made = _turn(agency)
    assert made.body is not None
    path = f"{made.path}/{made.body['order']}"
    body = {**made.body, "items": [{"type": "activity", "id": made.body["items"][0]["id"]}]}
    return Asking(path, body, if_match=path, needs=(made,))


def _statement(agency: str) -> Asking:
    number = next(numbers)
    body = {"id": f"remark-{number}", "statement_type": "remark", "text": "Data are few.", "by": [agency]}
    return Asking("/coordination-meetings/cm9/statements", body)


def _statement_linked(agency: str) -> Asking:
    made = _statement(agency)
    assert made.body is not None
    link = {"type": "linked", "activities": ["pd-egm-bangkok"]}
    return Asking(f"/statements/{made.body['id']}/updates", link, needs=(made,))


def _redaction(agency: str) -> Asking:
    """The words of the report that was made last."""
    body = {"field": "title", "reason": "Withheld on request."}
    return Asking("/log/events/{position}/redactions", body, needs=(Asking("/commitments", _report_of(agency)),))


def _person(agency: str) -> Asking:
    return Asking("/persons", {"name": "Amara Diallo", "agency": agency})


def _of_person(path: str, body: Body | None = None) -> Callable[[str], Asking]:
    """A question about somebody who was just enrolled."""
    return lambda agency: Asking(path, body, needs=(_person(agency),))


ROUND: Body = {"coordination_meeting": "cm9", "opens": "2026-01-05", "due_by": "2026-12-30", "closes": "2026-12-31"}
CALLED_OFF: Body = {"type": "cancelled", "reason": "The meeting was called off."}


def _round(agency: str) -> Asking:
    return Asking("/reporting-rounds", {**ROUND, "id": f"round-{next(numbers)}", "agencies": [agency], "blockers": []})


def _of_round(path: str, body: Body | None = None) -> Callable[[str], Asking]:
    """A question about a round that was just planned, in which the agency is asked."""

    def asking(agency: str) -> Asking:
        made = _round(agency)
        assert made.body is not None
        return Asking(f"/reporting-rounds/{made.body['id']}{path.format(agency=agency)}", body, needs=(made,))

    return asking


def _kept(path: str, body: Body) -> Callable[[str], Asking]:
    """Something that only the secretariat keeps, under a new id where it has one."""
    return lambda _agency: Asking(path, {**body, "id": f"thing-{next(numbers)}"} if "id" in body else body)


API_ROWS = (
    Row("GET", "/reporting-rounds", "reads", _of("/reporting-rounds")),
    Row("POST", "/reporting-rounds", "keeps", _round),
    Row("GET", "/reporting-rounds/{round_id}", "reads", _of_round("")),
    Row("GET", "/reporting-rounds/{round_id}/history", "reads", _of_round("/history")),
    Row("GET", "/reporting-rounds/{round_id}/board", "reads", _of_round("/board")),
    Row("POST", "/reporting-rounds/{round_id}/updates", "keeps", _of_round("/updates", CALLED_OFF)),
    Row("GET", "/reporting-rounds/{round_id}/assignments/{agency_id}", "reads", _of_round("/assignments/{agency}")),
    Row(
        "POST",
        "/reporting-rounds/{round_id}/assignments/{agency_id}/updates",
        "reports",
        _of_round("/assignments/{agency}/updates", {"type": "submitted"}),
    ),
    Row("GET", "/activities", "reads", _of("/activities?agency={agency}&limit=1")),
    Row("GET", "/activities/{activity_id}", "reads", _at("/activities/pd-egm-bangkok")),
    Row("GET", "/activities/{activity_id}/history", "reads", _at("/activities/pd-egm-bangkok/history")),
    Row("POST", "/activities/{activity_id}/updates", "reports", _news),
    Row("GET", "/agencies", "reads", _at("/agencies")),
    Row("POST", "/agencies", "keeps", _kept("/agencies", {"id": "", "name": "A new body", "kind": "ngo"})),
    Row("GET", "/agencies/{agency_id}", "reads", _of("/agencies/{agency}")),
    Row("GET", "/agencies/{agency_id}/activities", "reads", _of("/agencies/{agency}/activities?limit=1")),
    Row("GET", "/agencies/{agency_id}/open-items", "reads", _of("/agencies/{agency}/open-items")),
    Row("GET", "/agencies/{agency_id}/history", "reads", _of("/agencies/{agency}/history")),
    Row("POST", "/agencies/{agency_id}/updates", "owns", _grant),
    Row("POST", "/commitments", "reports", _report("/commitments")),
    Row("GET", "/coordination-meetings", "reads", _at("/coordination-meetings")),
    Row(
        "POST", "/coordination-meetings", "keeps",
        _kept("/coordination-meetings", {"id": "", "title": "The tenth meeting", "number": 10}),
    ),
    Row("GET", "/coordination-meetings/{meeting_id}", "reads", _at("/coordination-meetings/cm7")),
    Row("GET", "/coordination-meetings/{meeting_id}/history", "reads", _at("/coordination-meetings/cm7/history")),
    Row(
        "GET", "/coordination-meetings/{meeting_id}/interventions", "reads",
        _at("/coordination-meetings/cm7/interventions"),
    ),
    Row("POST", "/coordination-meetings/{meeting_id}/interventions", "reports", _turn),
    Row(
        "GET", "/coordination-meetings/{meeting_id}/interventions/{order}", "reads",
        _at("/coordination-meetings/cm7/interventions/1"),
    ),
    Row("PUT", "/coordination-meetings/{meeting_id}/interventions/{order}", "reports", _turn_anew),
    Row(
        "GET", "/coordination-meetings/{meeting_id}/interventions/{order}/history", "reads",
        _at("/coordination-meetings/cm7/interventions/1/history"),
    ),
    Row("GET", "/coordination-meetings/{meeting_id}/statements", "reads", _at("/coordination-meetings/cm7/statements")),
    Row("POST", "/coordination-meetings/{meeting_id}/statements", "reports", _statement),
    *(
        Row(
            "GET", f"/coordination-meetings/{{meeting_id}}/tour-de-table{extension}", "reads",
            _at(f"/coordination-meetings/cm7/tour-de-table{extension}"),
        )
        for extension in ("", ".html", ".json", ".md")
    ),
    Row(
        "POST", "/coordination-meetings/{meeting_id}/updates", "keeps",
        _kept("/coordination-meetings/cm9/updates", {"type": "scheduled", "outcome": "held"}),
    ),
    Row("GET", "/follow-up", "reads", _of("/follow-up?agency={agency}&limit=1")),
    Row("POST", "/follow-up-actions", "reports", _report("/follow-up-actions")),
    Row("GET", "/follow-up/counts", "reads", _of("/follow-up/counts?agency={agency}")),
    Row("GET", "/log/checkpoint", "reads", _at("/log/checkpoint")),
    Row("GET", "/log/checkpoint.txt", "reads", _at("/log/checkpoint.txt")),
    Row("GET", "/log/consistency", "reads", _at("/log/consistency?old_size=1")),
    Row("GET", "/log/events", "reads", _of("/log/events?tag=agency:{agency}&limit=1")),
    Row("GET", "/log/events/{position}", "reads", _at("/log/events/{position}")),
    Row("GET", "/log/events/{position}/proof", "reads", _at("/log/events/{position}/proof")),
    Row("GET", "/log/stream", "reads", _of("/log/stream?tag=agency:{agency}&seconds=0")),
    Row("GET", "/log/tiles/checkpoint", "reads", _at("/log/tiles/checkpoint")),
    Row("GET", "/log/tiles/tile/{address}", "reads", _at("/log/tiles/tile/0/000")),
    Row("POST", "/log/events/{position}/redactions", "keeps", _redaction),
    Row("GET", "/mandates", "reads", _at("/mandates")),
    Row("POST", "/mandates", "keeps", _kept("/mandates", {"id": "", "kind": "resolution"})),
    Row("GET", "/mandates/{mandate_id}", "reads", _at("/mandates/ga-res-63-225")),
    Row("GET", "/mandates/{mandate_id}/history", "reads", _at("/mandates/ga-res-63-225/history")),
    Row(
        "POST", "/mandates/{mandate_id}/updates", "keeps",
        _kept("/mandates/ga-res-63-225/updates", {"type": "adopted", "status": "adopted"}),
    ),
    Row("GET", "/meetings", "reads", _at("/meetings")),
    Row("POST", "/meetings", "keeps", _kept("/meetings", {"id": "", "title": "A seminar", "kind": "seminar"})),
    Row("GET", "/meetings/{meeting_id}", "reads", _at("/meetings/cm7")),
    Row("GET", "/meetings/{meeting_id}/history", "reads", _at("/meetings/cm7/history")),
    Row(
        "POST", "/meetings/{meeting_id}/updates", "keeps",
        _kept("/meetings/ga-63/updates", {"type": "scheduled", "outcome": "held"}),
    ),
    Row("POST", "/ongoing-work", "reports", _report("/ongoing-work")),
    Row("GET", "/persons", "keeps", _at("/persons")),
    Row("POST", "/persons", "keeps", _person),
    Row("GET", "/persons/{person_id}", "keeps", _of_person("/persons/{made}")),
    Row("POST", "/persons/{person_id}/erasures", "keeps", _of_person("/persons/{made}/erasures", {})),
    Row("POST", "/planned-meetings", "reports", _report("/planned-meetings")),
    Row("POST", "/publications", "reports", _report("/publications")),
    Row("GET", "/statements/{statement_id}", "reads", _at("/statements/st-ii-04")),
    Row("GET", "/statements/{statement_id}/history", "reads", _at("/statements/st-ii-04/history")),
    Row("POST", "/statements/{statement_id}/updates", "reports", _statement_linked),
    Row("POST", "/submissions", "reports", _submission),
    Row("GET", "/topics", "reads", _at("/topics")),
    Row("POST", "/topics", "keeps", _kept("/topics", {"id": "", "label": "Return"})),
    Row("GET", "/topics/{topic_id}", "reads", _at("/topics/gfmd")),
    Row("GET", "/topics/{topic_id}/activities", "reads", _at("/topics/gfmd/activities?limit=1")),
    Row("GET", "/topics/{topic_id}/history", "reads", _at("/topics/gfmd/history")),
    Row(
        "POST", "/topics/{topic_id}/updates", "keeps",
        _kept("/topics/gfmd/updates", {"type": "relabelled", "label": "Global Forum"}),
    ),
)  # fmt: skip

OPEN_TO_ALL = frozenset(
    {
        "/", "/activities/{activity_id}", "/agencies", "/agencies/{agency_id}", "/coordination-meetings/{meeting_id}",
        "/coordination-meetings/{meeting_id}/tour-de-table", "/docs", "/follow-up", "/health/live", "/health/ready",
        "/mandates/{mandate_id}", "/meetings/{meeting_id}", "/openapi", "/openapi/openapi.json", "/openapi/{path}",
        "/problems", "/problems/{slug}", "/sources", "/static/{file_path}", "/topics", "/topics/{topic_id}",
    }
)  # fmt: skip
"""Pages, documentation and health: no key is asked for, and what is not public is not shown."""
