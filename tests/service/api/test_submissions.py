"""A submission takes many reports and updates at once: all or none, or each for itself, and once however often sent."""

from typing import Any

import httpx
import pytest

from service.auth.roles import Role
from service.writer.work import Receipt, Work
from service.writer.writer import Overloaded
from tests.loaded_record import Loaded
from tests.service.api.publications import assert_problem
from tests.service.api.record import API

pytestmark = pytest.mark.anyio

ADDRESS = f"{API}/submissions"
Line = dict[str, Any]

REPORT: Line = {"type": "publication", "title": "Atlas of return", "stage": "planned", "lead": "unfpa"}
NEWS: Line = {"type": "update", "activity": "unfpa-census-support", "update": {"type": "no_change"}}
UNKNOWN_TOPIC: Line = {"type": "commitment", "title": "A course", "topics": ["weather"]}
OF_IOM: Line = {"type": "commitment", "title": "A course", "reported_by": "iom"}
STALE: Line = {
    "type": "update", "activity": "unfpa-census-support", "expected_version": 77,
    "update": {"type": "corrected", "description": "Direct support."},
}  # fmt: skip


async def send(client: httpx.AsyncClient, lines: list[Line], key: str | None = "s1", **others: Any) -> httpx.Response:
    """Hand in lines under a key."""
    headers = {"Idempotency-Key": key} if key else {}
    return await client.post(ADDRESS, json={"lines": lines, **others}, headers=headers)


async def position(client: httpx.AsyncClient) -> int:
    """How many events the log has."""
    size: int = (await client.get(f"{API}/log/checkpoint")).json()["size"]
    return size


async def test_all_lines_are_taken_together(loaded_anew: Loaded) -> None:
    """One receipt names what each line made or told, and every event has its position."""
    async with loaded_anew.calling(Role.FOCAL_POINT, "unfpa") as unfpa:
        before = await position(unfpa)
        answer = await send(unfpa, [REPORT, NEWS])
        assert answer.status_code == 201, answer.text
        taken = answer.json()
        assert (taken["atomic"], taken["taken"], taken["refused"]) == (True, 2, 0)
        made, told = taken["receipt"]["items"]
        assert told == "unfpa-census-support"
        assert (await unfpa.get(f"{API}/activities/{made}")).json()["title"] == "Atlas of return"
        assert await position(unfpa) == before + 2 == before + len(taken["receipt"]["positions"])


async def test_a_later_line_sees_what_an_earlier_one_reports(loaded_anew: Loaded) -> None:
    """A report and news of it can go in one submission."""
    about_it = {"type": "update", "activity": "unfpa-atlas", "update": {"type": "progressed", "stage": "in_progress"}}
    async with loaded_anew.calling(Role.FOCAL_POINT, "unfpa") as unfpa:
        answer = await send(unfpa, [{**REPORT, "id": "unfpa-atlas"}, about_it])
        assert answer.status_code == 201, answer.text
        assert (await unfpa.get(f"{API}/activities/unfpa-atlas")).json()["stage"] == "in_progress"


@pytest.mark.parametrize(
    ("wrong", "status", "slug", "pointer"),
    [
        (UNKNOWN_TOPIC, 422, "unknown-reference", "/lines/2/topics/0"),
        (OF_IOM, 403, "not-allowed", "/lines/2"),
        (STALE, 412, "stale-version", "/lines/2"),
    ],
)
async def test_one_refused_line_keeps_all_out(
    loaded_anew: Loaded, wrong: Line, status: int, slug: str, pointer: str
) -> None:
    """Nothing is written, and the fault names the line."""
    async with loaded_anew.calling(Role.FOCAL_POINT, "unfpa") as unfpa:
        before = await position(unfpa)
        problem = assert_problem(await send(unfpa, [REPORT, NEWS, wrong]), status, slug)
        assert problem["faults"][0]["pointer"] == pointer
        assert await position(unfpa) == before


async def test_each_line_stands_for_itself_where_that_is_asked(loaded_anew: Loaded) -> None:
    """What can be taken is taken; every other line says why not, with the place in it."""
    async with loaded_anew.calling(Role.FOCAL_POINT, "unfpa") as unfpa:
        before = await position(unfpa)
        answer = (await send(unfpa, [REPORT, UNKNOWN_TOPIC, OF_IOM, NEWS, STALE], atomic=False)).json()
        assert (answer["taken"], answer["refused"], await position(unfpa)) == (2, 3, before + 2)
    assert [line["receipt"] is not None for line in answer["lines"]] == [True, False, False, True, False]
    assert [line["problem"] for line in answer["lines"]] == [
        None, "/problems/unknown-reference", "/problems/not-allowed", None, "/problems/stale-version",
    ]  # fmt: skip
    assert answer["lines"][1]["faults"][0]["pointer"] == "/lines/1/topics/0"
    assert all(line["detail"].endswith(".") for line in answer["lines"] if line["problem"])


@pytest.mark.parametrize("atomic", [True, False])
async def test_sent_again_it_is_answered_again_to_the_byte(loaded_anew: Loaded, atomic: bool) -> None:
    """Taken or refused, the log stays where it was, and the answer is the first one."""
    async with loaded_anew.calling(Role.FOCAL_POINT, "unfpa") as unfpa:
        for key, lines in (("taken", [REPORT, NEWS]), ("mixed", [NEWS, UNKNOWN_TOPIC, STALE])):
            first = await send(unfpa, lines, key, atomic=atomic)
            stands = await position(unfpa)
            again = await send(unfpa, lines, key, atomic=atomic)
            assert again.status_code == first.status_code
            assert _said(again) == _said(first)
            assert await position(unfpa) == stands


def _said(answer: httpx.Response) -> bytes | dict[str, Any]:
    """The bytes of the answer; of a problem all but the id of the request, which is that of each request."""
    if answer.is_success:
        return answer.content
    problem: dict[str, Any] = answer.json()
    return {name: value for name, value in problem.items() if name != "request_id"}


@pytest.mark.parametrize("atomic", [True, False])
async def test_a_key_names_one_submission(loaded_anew: Loaded, atomic: bool) -> None:
    """Other lines under the same key are refused, and so is the same under another word of the request."""
    async with loaded_anew.calling(Role.FOCAL_POINT, "unfpa") as unfpa:
        await send(unfpa, [REPORT], "one", atomic=atomic)
        before = await position(unfpa)
        other = await send(unfpa, [{**REPORT, "title": "Another atlas"}], "one", atomic=atomic)
        longer = await send(unfpa, [REPORT, NEWS], "one", atomic=atomic)
        otherwise = await send(unfpa, [REPORT], "one", atomic=not atomic)
        for answer in (other, longer, otherwise):
            assert_problem(answer, 409, "key-reused")
        assert await position(unfpa) == before


async def test_a_service_that_is_busy_refuses_no_line(loaded_anew: Loaded, monkeypatch: pytest.MonkeyPatch) -> None:
    """It says 503 for the whole; sent again under its key the rest is taken, and what was taken is not taken twice."""
    desk = loaded_anew.application.dependencies["desk"].dependency()  # type: ignore[union-attr]
    submit, submitted = desk.writer.submit, 0

    async def busy(work: Work) -> Receipt:
        nonlocal submitted
        submitted += 1
        if submitted == 2:
            raise Overloaded("Many wait before it.")
        receipt: Receipt = await submit(work)
        return receipt

    monkeypatch.setattr(desk.writer, "submit", busy)
    async with loaded_anew.calling(Role.FOCAL_POINT, "unfpa") as unfpa:
        before = await position(unfpa)
        assert_problem(await send(unfpa, [REPORT, NEWS], atomic=False), 503, "overloaded")
        again = (await send(unfpa, [REPORT, NEWS], atomic=False)).json()
        assert (again["taken"], again["refused"], await position(unfpa)) == (2, 0, before + 2)


async def test_without_a_key_nothing_is_taken(loaded: Loaded) -> None:
    """It could not be sent again safely."""
    before = await position(loaded.client)
    assert_problem(await send(loaded.client, [REPORT], key=None), 428, "precondition-required")
    assert await position(loaded.client) == before


async def test_more_lines_than_fit_are_refused(loaded: Loaded) -> None:
    """Five hundred at most, so that no submission keeps the others waiting."""
    problem = assert_problem(await send(loaded.client, [NEWS] * 501), 422, "invalid-input")
    assert problem["faults"][0]["pointer"] == "/lines"
