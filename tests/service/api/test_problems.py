"""Every error has one shape, and none tells more than it should."""

import re
from html import escape

import httpx
import pytest
import structlog

from service.api.problems import PROBLEMS
from tests.service.api.publications import assert_problem

pytestmark = pytest.mark.anyio


async def test_an_address_that_does_not_exist_is_a_problem(client: httpx.AsyncClient) -> None:
    """Whoever mistypes an address is told so in the shape of every other error."""
    problem = assert_problem(await client.get("/api/v1/pulbications"), 404, "not-found")
    assert problem["detail"] == "Nothing is at /api/v1/pulbications."


async def test_a_method_that_an_address_does_not_take_names_those_it_takes(client: httpx.AsyncClient) -> None:
    """405 names every method, HEAD and OPTIONS included (RFC 9110, 15.5.6)."""
    answer = await client.delete("/api/v1/publications")
    assert_problem(answer, 405, "method-not-allowed")
    assert answer.headers["allow"] == "GET, HEAD, OPTIONS, POST"


async def test_a_thing_that_is_not_there_is_refused_in_the_words_of_its_handler(client: httpx.AsyncClient) -> None:
    """A problem raised below a handler keeps its own sentence."""
    problem = assert_problem(await client.get("/api/v1/publications/atlas"), 404, "not-found")
    assert problem["detail"] == "No publication is called atlas."


async def test_a_bug_shows_nothing_of_itself(client: httpx.AsyncClient) -> None:
    """500 tells the caller the request id and nothing of what was raised."""
    answer = await client.get("/api/v1/failure")
    assert_problem(answer, 500, "internal-error")
    assert "hunter2" not in answer.text
    assert "Traceback" not in answer.text


async def test_a_bug_is_in_the_journal_under_the_request_id_without_the_key(client: httpx.AsyncClient) -> None:
    """Who looks for the request id finds the traceback, but never the caller's key."""
    with structlog.testing.capture_logs(processors=[structlog.contextvars.merge_contextvars]) as journal:
        answer = await client.get("/api/v1/failure")
    [line] = [line for line in journal if line["event"] == "request_failed"]
    assert line["request_id"] == answer.headers["x-request-id"]
    assert "RuntimeError: the password is hunter2" in line["traceback"]
    assert "Bearer secretariat" not in str(journal)


async def test_an_overloaded_service_says_when_to_come_back(client: httpx.AsyncClient) -> None:
    """503 carries Retry-After."""
    answer = await client.get("/api/v1/crowd")
    assert_problem(answer, 503, "overloaded")
    assert answer.headers["retry-after"] == "2"


async def test_every_type_of_problem_leads_to_a_page(client: httpx.AsyncClient) -> None:
    """The `type` of each problem resolves, for people and for programs."""
    for problem in PROBLEMS:
        page = await client.get(problem.type(), headers={"Accept": "text/html"})
        assert (page.status_code, escape(problem.meaning) in page.text) == (200, True), problem
        description = (await client.get(problem.type(), headers={"Accept": "application/json"})).json()
        assert description["remedy"] == problem.remedy


async def test_a_page_of_problems_comes_as_html_without_a_wish(client: httpx.AsyncClient) -> None:
    """A person who follows the link sees a page."""
    assert (await client.get("/problems")).headers["content-type"] == "text/html; charset=utf-8"


async def test_a_type_of_problem_that_is_not_known_is_itself_a_problem(client: httpx.AsyncClient) -> None:
    """The table of problems has an end."""
    assert_problem(await client.get("/problems/bad-weather"), 404, "not-found")


async def test_a_format_that_is_not_offered_is_refused(client: httpx.AsyncClient) -> None:
    """Whoever wants a picture of a problem is told which formats there are."""
    problem = assert_problem(await client.get("/problems", headers={"Accept": "image/png"}), 406, "not-acceptable")
    assert "text/html, application/json" in problem["detail"]


def test_slugs_are_stable_and_one_of_a_kind() -> None:
    """A type is an identifier that programs compare."""
    slugs = [problem.slug for problem in PROBLEMS]
    assert len(set(slugs)) == len(slugs)
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", slug) for slug in slugs)


def test_explanations_are_sentences() -> None:
    """What a person reads on a page ends with a full stop."""
    assert all(text.endswith(".") for problem in PROBLEMS for text in (problem.meaning, problem.remedy))
