"""The authorization table: for every route a request that would be taken, and who may make it for whom."""

from collections.abc import Callable

from msgspec import Struct

from service.auth.roles import Role
from tests.service import access_askings as ask


class Row(Struct, frozen=True):
    """A route of the table: its method and path, the door before it, and a request for an agency."""

    method: str
    path: str
    access: str
    asking: Callable[[str], ask.Asking]


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
    # What is theirs who hold a post is taken from none of these keys, which are nobody's own.
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


API_ROWS = (
    Row("GET", "/search", "reads", ask.at("/search?q=migration")),
    Row("GET", "/agency-names", "reads", ask.of("/agency-names?name={agency}")),
    Row("GET", "/posts", "reads", ask.of("/posts?agency={agency}")),
    Row("POST", "/posts", "keeps", ask.a_post),
    Row("GET", "/posts/{post_id}", "reads", ask.of_post("")),
    Row("GET", "/posts/{post_id}/history", "reads", ask.of_post("/history")),
    Row("POST", "/posts/{post_id}/updates", "holds", ask.of_post("/updates", ask.RETITLED)),
    Row("GET", "/reminders", "keeps", ask.of("/reminders")),
    Row("GET", "/reporting-rounds", "reads", ask.of("/reporting-rounds")),
    Row("POST", "/reporting-rounds", "keeps", ask.a_round),
    Row("GET", "/reporting-rounds/{round_id}", "reads", ask.of_round("")),
    Row("GET", "/reporting-rounds/{round_id}/history", "reads", ask.of_round("/history")),
    Row("GET", "/reporting-rounds/{round_id}/board", "reads", ask.of_round("/board")),
    Row("POST", "/reporting-rounds/{round_id}/updates", "keeps", ask.of_round("/updates", ask.CALLED_OFF)),
    Row("GET", "/reporting-rounds/{round_id}/assignments/{agency_id}", "reads", ask.of_round("/assignments/{agency}")),
    Row(
        "GET",
        "/reporting-rounds/{round_id}/assignments/{agency_id}/history",
        "reads",
        ask.of_round("/assignments/{agency}/history"),
    ),
    Row(
        "POST",
        "/reporting-rounds/{round_id}/assignments/{agency_id}/updates",
        "reports",
        ask.of_round("/assignments/{agency}/updates", {"type": "submitted"}),
    ),
    Row("GET", "/activities", "reads", ask.of("/activities?agency={agency}&limit=1")),
    Row("GET", "/activities/facets", "reads", ask.of("/activities/facets?agency={agency}&facet=kind")),
    Row("POST", "/activities/facets", "reads", ask.whose("/activities/facets")),
    Row("POST", "/activities/query", "reads", ask.whose("/activities/query")),
    Row("GET", "/activities/{activity_id}", "reads", ask.at("/activities/pd-egm-bangkok")),
    Row("GET", "/activities/{activity_id}/history", "reads", ask.at("/activities/pd-egm-bangkok/history")),
    Row("GET", "/activities/{activity_id}/thread", "reads", ask.at("/activities/pd-egm-bangkok/thread")),
    Row("POST", "/activities/{activity_id}/updates", "reports", ask.some_news),
    Row("GET", "/agencies", "reads", ask.at("/agencies")),
    Row("POST", "/agencies", "keeps", ask.kept("/agencies", {"id": "", "name": "A new body", "kind": "ngo"})),
    Row("GET", "/agencies/{agency_id}", "reads", ask.of("/agencies/{agency}")),
    Row("GET", "/agencies/{agency_id}/activities", "reads", ask.of("/agencies/{agency}/activities?limit=1")),
    Row("GET", "/agencies/{agency_id}/open-items", "reads", ask.of("/agencies/{agency}/open-items")),
    Row("GET", "/agencies/{agency_id}/sheet.csv", "reports", ask.of("/agencies/{agency}/sheet.csv")),
    Row("GET", "/agencies/{agency_id}/sheet.xlsx", "reports", ask.of("/agencies/{agency}/sheet.xlsx")),
    Row("POST", "/agencies/{agency_id}/sheet", "reports", ask.a_sheet),
    Row("POST", "/agencies/{agency_id}/sheet/confirmed", "reports", ask.sheet_confirmed),
    Row("GET", "/agencies/{agency_id}/history", "reads", ask.of("/agencies/{agency}/history")),
    Row("POST", "/agencies/{agency_id}/updates", "owns", ask.a_grant),
    Row("POST", "/commitments", "reports", ask.a_report("/commitments")),
    Row("GET", "/coordination-meetings", "reads", ask.at("/coordination-meetings")),
    Row(
        "POST", "/coordination-meetings", "keeps",
        ask.kept("/coordination-meetings", {"id": "", "title": "The tenth meeting", "number": 10}),
    ),
    Row("GET", "/coordination-meetings/{meeting_id}", "reads", ask.at("/coordination-meetings/cm7")),
    Row(
        "GET", "/coordination-meetings/{meeting_id}/changes", "reads",
        ask.at("/coordination-meetings/cm9/changes?limit=1"),
    ),
    Row("GET", "/coordination-meetings/{meeting_id}/history", "reads", ask.at("/coordination-meetings/cm7/history")),
    Row(
        "GET", "/coordination-meetings/{meeting_id}/interventions", "reads",
        ask.at("/coordination-meetings/cm7/interventions"),
    ),
    Row("POST", "/coordination-meetings/{meeting_id}/interventions", "reports", ask.a_turn),
    Row(
        "GET", "/coordination-meetings/{meeting_id}/interventions/{order}", "reads",
        ask.at("/coordination-meetings/cm7/interventions/1"),
    ),
    Row("PUT", "/coordination-meetings/{meeting_id}/interventions/{order}", "reports", ask.turn_anew),
    Row(
        "GET", "/coordination-meetings/{meeting_id}/interventions/{order}/history", "reads",
        ask.at("/coordination-meetings/cm7/interventions/1/history"),
    ),
    Row(
        "GET",
        "/coordination-meetings/{meeting_id}/statements",
        "reads",
        ask.at("/coordination-meetings/cm7/statements"),
    ),
    Row("POST", "/coordination-meetings/{meeting_id}/statements", "reports", ask.a_statement),
    *(
        Row(
            "GET", f"/coordination-meetings/{{meeting_id}}/tour-de-table{extension}", "reads",
            ask.at(f"/coordination-meetings/cm7/tour-de-table{extension}"),
        )
        for extension in ("", ".html", ".json", ".md")
    ),
    Row(
        "POST", "/coordination-meetings/{meeting_id}/updates", "keeps",
        ask.kept("/coordination-meetings/cm9/updates", {"type": "scheduled", "outcome": "held"}),
    ),
    Row("GET", "/follow-up", "reads", ask.of("/follow-up?agency={agency}&limit=1")),
    Row("POST", "/follow-up-actions", "reports", ask.a_report("/follow-up-actions")),
    Row("GET", "/follow-up/board", "reads", ask.of("/follow-up/board?agency={agency}")),
    Row("GET", "/follow-up/counts", "reads", ask.of("/follow-up/counts?agency={agency}")),
    Row("GET", "/log/checkpoint", "reads", ask.at("/log/checkpoint")),
    Row("GET", "/log/checkpoint.txt", "reads", ask.at("/log/checkpoint.txt")),
    Row("GET", "/log/consistency", "reads", ask.at("/log/consistency?old_size=1")),
    Row("GET", "/log/events", "reads", ask.of("/log/events?tag=agency:{agency}&limit=1")),
    Row("GET", "/log/events/{position}", "reads", ask.at("/log/events/{position}")),
    Row("GET", "/log/events/{position}/proof", "reads", ask.at("/log/events/{position}/proof")),
    Row("GET", "/log/stream", "reads", ask.of("/log/stream?tag=agency:{agency}&seconds=0")),
    Row("GET", "/log/tiles/checkpoint", "reads", ask.at("/log/tiles/checkpoint")),
    Row("GET", "/log/tiles/tile/{address}", "reads", ask.at("/log/tiles/tile/0/000")),
    Row("POST", "/log/events/{position}/redactions", "keeps", ask.a_redaction),
    Row("GET", "/mandates", "reads", ask.at("/mandates")),
    Row("POST", "/mandates", "keeps", ask.kept("/mandates", {"id": "", "kind": "resolution"})),
    Row("GET", "/mandates/{mandate_id}", "reads", ask.at("/mandates/ga-res-63-225")),
    Row("GET", "/mandates/{mandate_id}/history", "reads", ask.at("/mandates/ga-res-63-225/history")),
    Row(
        "POST", "/mandates/{mandate_id}/updates", "keeps",
        ask.kept("/mandates/ga-res-63-225/updates", {"type": "adopted", "status": "adopted"}),
    ),
    Row("GET", "/meetings", "reads", ask.at("/meetings")),
    Row("POST", "/meetings", "keeps", ask.kept("/meetings", {"id": "", "title": "A seminar", "kind": "seminar"})),
    Row("GET", "/meetings/{meeting_id}", "reads", ask.at("/meetings/cm7")),
    Row("GET", "/meetings/{meeting_id}/history", "reads", ask.at("/meetings/cm7/history")),
    Row(
        "POST", "/meetings/{meeting_id}/updates", "keeps",
        ask.kept("/meetings/ga-63/updates", {"type": "scheduled", "outcome": "held"}),
    ),
    Row("POST", "/ongoing-work", "reports", ask.a_report("/ongoing-work")),
    Row("GET", "/persons", "keeps", ask.at("/persons")),
    Row("POST", "/persons", "keeps", ask.a_person),
    Row("GET", "/persons/{person_id}", "keeps", ask.of_person("/persons/{made}")),
    Row("POST", "/persons/{person_id}/erasures", "keeps", ask.of_person("/persons/{made}/erasures", {})),
    Row("POST", "/planned-meetings", "reports", ask.a_report("/planned-meetings")),
    Row("POST", "/publications", "reports", ask.a_report("/publications")),
    Row("GET", "/statements/{statement_id}", "reads", ask.at("/statements/st-ii-04")),
    Row("GET", "/statements/{statement_id}/history", "reads", ask.at("/statements/st-ii-04/history")),
    Row("GET", "/statements/{statement_id}/thread", "reads", ask.at("/statements/st-ii-04/thread")),
    Row("POST", "/statements/{statement_id}/updates", "reports", ask.statement_linked),
    Row("POST", "/submissions", "reports", ask.a_submission),
    Row("GET", "/topics", "reads", ask.at("/topics")),
    Row("POST", "/topics", "keeps", ask.kept("/topics", {"id": "", "label": "Return"})),
    Row("GET", "/topics/{topic_id}", "reads", ask.at("/topics/gfmd")),
    Row("GET", "/topics/{topic_id}/activities", "reads", ask.at("/topics/gfmd/activities?limit=1")),
    Row("GET", "/topics/{topic_id}/history", "reads", ask.at("/topics/gfmd/history")),
    Row(
        "POST", "/topics/{topic_id}/updates", "keeps",
        ask.kept("/topics/gfmd/updates", {"type": "relabelled", "label": "Global Forum"}),
    ),
)  # fmt: skip

OPEN_TO_ALL = frozenset(
    {
        "/", "/activities/{activity_id}", "/agencies", "/agencies/{agency_id}", "/answers/{link}",
        "/coordination-meetings/{meeting_id}",
        "/coordination-meetings/{meeting_id}/tour-de-table", "/docs", "/follow-up", "/health/live", "/health/ready",
        "/coordination-meetings/{meeting_id}/changes", "/mandates/{mandate_id}", "/meetings/{meeting_id}", "/openapi",
        "/openapi/openapi.json", "/openapi/{path}", "/problems", "/problems/{slug}", "/search", "/sources",
        "/static/{file_path}", "/topics", "/topics/{topic_id}",
        "/statements/{statement_id}",
    }
)  # fmt: skip
"""Pages, documentation and health: no key is asked for, and what is not public is not shown."""

OPENED_BY_LINK = frozenset({"/answers/{link}"})
"""What is open to all and takes something all the same: there the address is the key (tests/service/web/form)."""
