"""What cannot be right is refused with its place and what to do, and leaves the log as it was."""

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest

from tests.loaded_record import Loaded
from tests.service.api.publications import assert_problem
from tests.service.api.record import API, nothing_written

pytestmark = pytest.mark.anyio

Body = dict[str, Any]

REPORT: Body = {"title": "Support to the 2010 round of censuses", "reported_by": "unfpa", "lead": "unfpa"}
TURN: Body = {"order": 27, "agency": "unfpa", "items": [{"type": "context", "text": "UNFPA works in 150 countries."}]}
STATEMENT: Body = {"statement_type": "question", "text": "Who counts those who return?", "by": ["unfpa"]}
ACTIVITY = f"{API}/activities/pd-egm-bangkok"


def with_value(body: Body, pointer: str, value: object) -> Body:
    """The body with a value at a pointer; lists and objects on the way are made where they are missing."""
    changed: Body = json.loads(json.dumps(body))
    place: Any = changed
    *way, last = pointer.removeprefix("/").split("/")
    for step, following in zip(way, [*way, last][1:], strict=True):
        key = int(step) if isinstance(place, list) else step
        if isinstance(place, list):
            place.extend([{}] * (int(step) + 1 - len(place)))
        elif key not in place:
            place[key] = [] if following.isdigit() else {}
        place = place[key]
    if isinstance(place, list):
        place[int(last) : int(last) + 1] = [value]
    else:
        place[last] = value
    return changed


FAULTY = [
    ("commitments", REPORT, "/title", 7, "/title", "invalid-input"),
    ("commitments", REPORT, "/title", "", "/title", "invalid-input"),
    ("commitments", REPORT, "/colour", "blue", "/colour", "invalid-input"),
    ("commitments", REPORT, "/partners/0", {"agency": "undp", "colour": "blue"}, "/partners/0/colour", "invalid-input"),
    ("commitments", REPORT, "/stage", "nearly", "/stage", "invalid-input"),
    ("commitments", REPORT, "/lead", "unfpaa", "/lead", "unknown-reference"),
    ("commitments", REPORT, "/lead", "UNFPA", "/lead", "invalid-input"),
    ("publications", REPORT, "/partners/0", {"agency": "unfpaa"}, "/partners/0/agency", "unknown-reference"),
    ("ongoing-work", REPORT, "/topics/0", "weather", "/topics/0", "unknown-reference"),
    ("ongoing-work", REPORT, "/places/0", {"name": "Atlantis", "iso3166": "XX"}, "/places/0", "unknown-reference"),
    ("ongoing-work", REPORT, "/responds_to/0", {"kind": "mandate", "id": "a"}, "/responds_to/0", "unknown-reference"),
    ("planned-meetings", REPORT, "/organizers/0", "unfpaa", "/organizers/0", "unknown-reference"),
    ("planned-meetings", REPORT, "/meeting", "marrakech", "/meeting", "unknown-reference"),
    ("follow-up-actions", REPORT, "/assigned_to/0", "unfpaa", "/assigned_to/0", "unknown-reference"),
    ("follow-up-actions", REPORT, "/part_of", "nothing", "/part_of", "unknown-reference"),
    ("follow-up-actions", REPORT, "/same_as", "nothing", "/same_as", "unknown-reference"),
    ("commitments", REPORT, "/date", {"edtf": "2009-02-30"}, "/date/edtf", "impossible-date"),
    ("commitments", REPORT, "/date", {"as_written": "30 February 2009"}, "/date/as_written", "impossible-date"),
    ("commitments", REPORT, "/due", {"edtf": "2009-12/2009-03"}, "/due/edtf", "impossible-date"),
    ("commitments", REPORT, "/due", {"edtf": "next spring"}, "/due/edtf", "invalid-input"),
    ("commitments", REPORT, "/due", {"edtf": None, "as_written": "30 February 2009"}, "/due", "impossible-date"),
    ("commitments", REPORT, "/due", {}, "/due", "invalid-input"),
    ("commitments", REPORT, "/reported_on", "2009-02-30", "/reported_on", "impossible-date"),
    ("commitments", REPORT, "/reported_on", "2999-01-01", "/reported_on", "impossible-date"),
    ("commitments", REPORT, "/embargo_until", "2031-02-30", "/embargo_until", "impossible-date"),
    ("publications", {**REPORT, "stage": "completed"}, "/due", {"edtf": "2009"}, "/due", "due-on-completed"),
    ("publications", REPORT, "/year", "recent", "/year", "invalid-input"),
    ("publications", REPORT, "/evidence/0", {"url": "ftp://unfpa.org"}, "/evidence/0/url", "invalid-input"),
    ("publications", REPORT, "/evidence/0", {"label": "A paper"}, "/evidence/0", "invalid-input"),
    ("coordination-meetings/cm7/interventions", TURN, "/items/0", {"type": "song"}, "/items/0", "invalid-input"),
    ("coordination-meetings/cm7/interventions", TURN, "/order", 0, "/order", "invalid-input"),
    ("coordination-meetings/cm7/interventions", TURN, "/agency", "unfpaa", "/agency", "unknown-reference"),
    (
        "coordination-meetings/cm7/interventions", TURN, "/items/1",
        {"type": "commitment", **REPORT, "lead": "unfpaa"}, "/items/1/lead", "unknown-reference",
    ),
    (
        "coordination-meetings/cm7/interventions", TURN, "/items/1",
        {"type": "commitment", **REPORT, "date": {"edtf": "2009-02-30"}}, "/items/1/date/edtf", "impossible-date",
    ),
    (
        "coordination-meetings/cm7/interventions", TURN, "/items/1",
        {"type": "update", "activity": "nothing", "update": {"type": "no_change"}},
        "/items/1/activity", "unknown-reference",
    ),
    ("coordination-meetings/cm7/statements", STATEMENT, "/to/0", "unfpaa", "/to/0", "unknown-reference"),
    ("coordination-meetings/cm7/statements", STATEMENT, "/statement_type", "song", "/statement_type", "invalid-input"),
    ("activities/pd-egm-bangkok/updates", {"type": "no_change"}, "/type", "sung", "/type", "invalid-input"),
    ("activities/pd-egm-bangkok/updates", {"type": "no_change"}, "/colour", "blue", "/colour", "invalid-input"),
    ("activities/hdr-2009/updates", {"type": "rescheduled"}, "/due", {"edtf": "2010-13"}, "/due/edtf", None),
    ("activities/hdr-2009/updates", {"type": "rescheduled"}, "/note", "Later.", "/date", "invalid-input"),
    ("agencies", {"id": "unfpa-2", "name": "UNFPA"}, "/kind", "club", "/kind", "invalid-input"),
    (
        "agencies", {"id": "unfpa-2", "name": "UNFPA", "kind": "ngo", "valid_from": "2010-07-02"},
        "/valid_to", "2009-07-02", "/valid_to", "impossible-date",
    ),
    ("agencies/unfpa/updates", {"type": "moved"}, "/parent", "unfpaa", "/parent", "unknown-reference"),
    ("topics", {"id": "return", "label": "Return"}, "/broader", "weather", "/broader", "unknown-reference"),
    ("mandates", {"id": "a-res-1", "kind": "resolution"}, "/date", {"edtf": "2009-02-30"}, "/date/edtf", None),
    ("meetings", {"id": "paris", "title": "Paris", "kind": "seminar"}, "/host", "unfpaa", "/host", "unknown-reference"),
    (
        "coordination-meetings/cm9/updates", {"type": "agenda_item", "item": "I", "title": "A", "starts_at": "11:00"},
        "/ends_at", "10:00", "/ends_at", "impossible-date",
    ),
    (
        "coordination-meetings/cm9/updates", {"type": "agenda_item", "item": "IX", "title": "Tour de table"},
        "/day", "2011-02-30", "/day", "impossible-date",
    ),
    ("submissions", {"lines": []}, "/lines", [], "/lines", "invalid-input"),
    (
        "submissions", {}, "/lines/0", {"type": "commitment", **REPORT, "lead": "unfpaa"},
        "/lines/0/lead", "unknown-reference",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("path", "body", "pointer", "value", "fault", "slug"), FAULTY)
async def test_a_fault_is_refused_with_its_place(
    loaded: Loaded, path: str, body: Body, pointer: str, value: object, fault: str, slug: str | None
) -> None:
    """The stable type, a pointer to the fault, a sentence that says what to do; nothing is written."""
    async with nothing_written(loaded.client):
        answer = await loaded.client.post(
            f"{API}/{path}",
            json=with_value(body, pointer, value),
            headers={"Idempotency-Key": "refused"} if path == "submissions" else {},
        )
    problem = assert_problem(answer, 422, slug or answer.json()["type"].removeprefix("/problems/"))
    assert any(one["pointer"].startswith(fault) for one in problem["faults"]), problem["faults"]
    assert all(one["detail"].endswith(".") for one in problem["faults"])


async def test_all_faults_are_told_at_once(loaded: Loaded) -> None:
    """A focal point mends everything in one go."""
    body = {**REPORT, "topics": ["weather", "return"], "date": {"edtf": "2009-02-30"}, "meeting": "nowhere"}
    problem = assert_problem(await loaded.client.post(f"{API}/commitments", json=body), 422, "invalid-input")
    assert {one["pointer"] for one in problem["faults"]} == {"/topics/0", "/topics/1", "/date/edtf", "/meeting"}


@pytest.mark.parametrize(
    ("path", "body"),
    [("commitments", REPORT), ("activities/hdr-2009/updates", {"type": "no_change"}), ("submissions", {"lines": []})],
)
@pytest.mark.parametrize(
    ("content", "headers", "status", "slug"),
    [
        (b'{"title": "\xff"}', {}, 400, "bad-request"),
        (b'{"title": ', {}, 400, "bad-request"),
        (b"[" * 100_000, {}, 400, "bad-request"),
        (b'{"a":' * 50_000 + b"1" + b"}" * 50_000, {}, 400, "bad-request"),
        (b"", {}, 400, "bad-request"),
        (b"{}", {"Content-Type": "text/plain"}, 415, "wrong-media-type"),
        (b"{}", {"Content-Type": "application/json; charset=latin-1"}, 415, "wrong-media-type"),
        (b"{}", {"Content-Encoding": "gzip"}, 415, "wrong-media-type"),
        (b"[]", {}, 422, "invalid-input"),
        (b"null", {}, 422, "invalid-input"),
        (b'{"title": 1e999}', {}, 422, None),
        (b'{"title": NaN}', {}, 400, "bad-request"),
    ],
    ids=str,
)
async def test_bytes_that_are_no_body_are_refused(
    loaded: Loaded, path: str, body: Body, content: bytes, headers: dict[str, str], status: int, slug: str | None
) -> None:
    """Whatever is wrong with the bytes, the answer is a problem and never a failure of the service."""
    usual = {"Content-Type": "application/json", "Idempotency-Key": "bytes"}
    async with nothing_written(loaded.client):
        answer = await loaded.client.post(f"{API}/{path}", content=content, headers={**usual, **headers})
    assert answer.status_code == status or (slug is None and answer.status_code in (400, 422)), answer.text
    assert_problem(answer, answer.status_code, slug or answer.json()["type"].removeprefix("/problems/"))


async def test_a_header_of_a_wrong_form_is_shown_as_it_came(loaded: Loaded) -> None:
    """The sentence says what was found in the header, not that nothing was."""
    async with nothing_written(loaded.client):
        answer = await loaded.client.post(f"{API}/commitments", json=REPORT, headers={"Idempotency-Key": "two words"})
    (fault,) = assert_problem(answer, 422, "invalid-input")["faults"]
    assert (fault["source"], fault["pointer"]) == ("header", "/Idempotency-Key")
    assert fault["detail"].endswith("found two words.") or fault["detail"].endswith('found "two words".'), fault


@pytest.mark.parametrize("chunked", [False, True], ids=["with its length", "chunked"])
async def test_ten_megabytes_are_refused(loaded: Loaded, chunked: bool) -> None:
    """Also where the caller does not say how long the body will be."""
    content = json.dumps({**REPORT, "description": "x" * 10_000_000}).encode()

    async def chunks() -> AsyncIterator[bytes]:
        for start in range(0, len(content), 65_536):
            yield content[start : start + 65_536]

    async with nothing_written(loaded.client):
        answer = await loaded.client.post(
            f"{API}/commitments",
            content=chunks() if chunked else content,
            headers={"Content-Type": "application/json"},
        )
    assert_problem(answer, 413, "body-too-large")


BAD_TEXTS = {
    "NUL": '"a\\u0000b"', "escape": '"a\\u001bb"', "carriage return": '"a\\rb"', "delete": '"a\\u007fb"',
    "C1 control": '"a\\u0085b"', "half of a pair": '"a\\ud800b"', "the other half": '"a\\udc00b"',
    "a pair the wrong way": '"\\udc00\\ud800"', "U+FFFE": '"a\\ufffeb"', "U+FFFF": '"a\\uffffb"',
    "U+FDD0": '"a\\ufdd0b"', "U+1FFFE": '"a\\ud83f\\udffeb"', "raw U+FFFE": '"a\ufffeb"',
}  # fmt: skip
TEXT_FIELDS = [
    ("commitments", REPORT, "/title"),
    ("commitments", REPORT, "/description"),
    ("publications", REPORT, "/partners/0/role_text"),
    ("publications", REPORT, "/places/0/name"),
    ("planned-meetings", REPORT, "/evidence/0/label"),
    ("activities/hdr-2009/updates", {"type": "no_change"}, "/note"),
    ("coordination-meetings/cm7/interventions", TURN, "/items/0/text"),
    ("coordination-meetings/cm9/interventions", TURN, "/items/1/evidence/0/label"),
    ("agencies", {"id": "unfpa-2", "kind": "ngo"}, "/name"),
    ("agencies", {"id": "unfpa-2", "kind": "ngo", "name": "UNFPA"}, "/aliases/0"),
    ("topics", {"id": "return"}, "/label"),
    ("submissions", {}, "/lines/0/title"),
]


@pytest.mark.parametrize("bad", BAD_TEXTS.values(), ids=BAD_TEXTS)
@pytest.mark.parametrize(("path", "body", "pointer"), TEXT_FIELDS)
async def test_a_text_that_cannot_be_kept_is_refused(
    loaded: Loaded, path: str, body: Body, pointer: str, bad: str
) -> None:
    """In fields, in lists and in objects in lists: the fault points at the very text."""
    content = json.dumps(with_value(body, pointer, "@")).replace('"@"', bad).encode()
    async with nothing_written(loaded.client):
        answer = await loaded.client.post(
            f"{API}/{path}", content=content, headers={"Content-Type": "application/json", "Idempotency-Key": "text"}
        )
    assert assert_problem(answer, 422, "invalid-text")["faults"][0]["pointer"] == pointer


async def test_raw_halves_of_pairs_are_no_utf_8(loaded: Loaded) -> None:
    """A surrogate written as three bytes is refused before it is text."""
    content = b'{"title": "a\xed\xa0\x80b"}'
    headers = {"Content-Type": "application/json"}
    assert_problem(await loaded.client.post(f"{API}/commitments", content=content, headers=headers), 400, "bad-request")


async def test_tabs_line_feeds_and_every_script_are_kept(loaded_anew: Loaded) -> None:
    """Control: what people write is taken and comes back as it was."""
    words = "Tabs\tand\nlines, Raúl, Ελλάδα, 中文, العربية, 👩‍💻 and a\u00a0space."
    made = await loaded_anew.client.post(f"{API}/commitments", json={**REPORT, "description": words})
    assert made.status_code == 201, made.text
    shown = (await loaded_anew.client.get(made.headers["location"])).json()
    assert shown["description"] == words
