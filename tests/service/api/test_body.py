"""A body is taken whole and strictly, or refused with every fault at its place."""

import json
from collections.abc import AsyncIterator

import httpx
import pytest

from service.api.body import BODY_BYTES_MAX
from tests.service.api.publications import assert_problem

pytestmark = pytest.mark.anyio

ADDRESS = "/api/v1/publications"
JSON = {"Content-Type": "application/json"}


async def test_a_whole_report_is_taken(client: httpx.AsyncClient) -> None:
    """Control: what is right passes, in any script."""
    answer = await client.post(ADDRESS, json={"title": "مستقبل السكان 🌍", "authors": [{"name": "UNFPA"}]})
    assert (answer.status_code, answer.json()["title"]) == (201, "مستقبل السكان 🌍")


async def test_all_faults_are_told_at_once(client: httpx.AsyncClient) -> None:
    """A focal point mends a report in one go."""
    report = {
        "authors": [{"name": "UNFPA"}, {"name": 26, "role": "printer"}],
        "news": [{"news": "issued", "year": 1800}, {"news": "lost"}],
        "pages": "300",
        "labels": {"a/b": 1},
        "titel": "World Population Prospects",
    }
    problem = assert_problem(await client.post(ADDRESS, json=report), 422, "invalid-input")
    assert problem["detail"] == "The body has 8 faults."
    assert {fault["pointer"]: fault["detail"] for fault in problem["faults"]} == {
        "/title": "The field title is required and was not given.",
        "/authors/1/name": "Expected text, found 26.",
        "/authors/1/role": 'Expected one of author, co_author, found "printer".',
        "/news/0/year": "Expected a whole number at least 1945, found 1800.",
        "/news/1/news": 'Expected one of issued, delayed, found "lost".',
        "/pages": 'Expected a whole number or null, found "300".',
        "/labels/a~1b": "Expected text, found 1.",
        "/titel": "The field titel is not known here; the fields are title, authors, news, pages, labels.",
    }


async def test_a_number_in_quotation_marks_is_no_number(client: httpx.AsyncClient) -> None:
    """The framework would read "300" as 300; a typed API does not guess."""
    answer = await client.post(ADDRESS, json={"title": "Atlas", "pages": "300"})
    assert assert_problem(answer, 422, "invalid-input")["faults"][0]["pointer"] == "/pages"


async def test_a_body_that_is_no_object_is_refused_as_a_whole(client: httpx.AsyncClient) -> None:
    """The pointer of the whole body is the empty text."""
    problem = assert_problem(await client.post(ADDRESS, content=b"[1]", headers=JSON), 422, "invalid-input")
    assert problem["faults"] == [{"pointer": "", "detail": "Expected an object, found a list.", "source": "body"}]


@pytest.mark.parametrize(
    ("body", "place"),
    [
        (b'{"title" "Atlas"}', "at byte 9"),
        (b'{"title": "Atlas"', "at byte 17"),
        (b'{"title": "Atl\xff"}', "at offset 14"),
        (b'{"title": NaN}', "at byte 10"),
        (b'\xef\xbb\xbf{"title": "Atlas"}', "at byte 0"),
        (b'{"title": "Atlas"} and more', "trailing characters"),
        (b'{"pages": 1e999}', "number out of range"),
        (b"[" * 100_000, "nested too deeply"),
        (b"", "found none"),
    ],
)
async def test_a_body_that_cannot_be_read_names_the_place(client: httpx.AsyncClient, body: bytes, place: str) -> None:
    """400 says where the bytes stop being JSON."""
    problem = assert_problem(await client.post(ADDRESS, content=body, headers=JSON), 400, "bad-request")
    assert place in problem["detail"]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (rb"\u0000", "U+0000"),
        (rb"\ud800", "U+D800"),
        (rb"\udc00x", "U+DC00"),
        (rb"\ud800\u0041", "U+D800"),
        (rb"\ufffe", "U+FFFE"),
        (b"\xef\xbf\xbf", "U+FFFF"),
        (rb"\u001b[31m", "U+001B"),
        (rb"\r\n", "U+000D"),
    ],
)
async def test_a_text_that_cannot_be_kept_is_refused_at_its_place(
    client: httpx.AsyncClient, text: bytes, named: str
) -> None:
    """Half a character, a NUL or a control sequence never reaches the log."""
    body = b'{"title": "Atlas", "authors": [{"name": "' + text + b'"}]}'
    problem = assert_problem(await client.post(ADDRESS, content=body, headers=JSON), 422, "invalid-text")
    assert problem["faults"][0]["pointer"] == "/authors/0/name"
    assert named in problem["detail"]


async def test_tab_line_feed_and_a_pair_of_surrogates_may_stand_in_a_text(client: httpx.AsyncClient) -> None:
    """Control: what can be kept passes."""
    answer = await client.post(ADDRESS, content=rb'{"title": "a\tb\nc \ud83c\udf0d"}', headers=JSON)
    assert answer.json()["title"] == "a\tb\nc 🌍"


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Content-Type": "text/plain"},
        {"Content-Type": "application/x-www-form-urlencoded"},
        {"Content-Type": "application/json; charset=latin-1"},
        {"Content-Type": "application/json", "Content-Encoding": "gzip"},
    ],
)
async def test_a_body_in_another_format_is_refused(client: httpx.AsyncClient, headers: dict[str, str]) -> None:
    """415, where the framework alone says 400."""
    answer = await client.post(ADDRESS, content=b'{"title": "Atlas"}', headers=headers)
    assert_problem(answer, 415, "wrong-media-type")


@pytest.mark.parametrize("content_type", ["application/json; charset=utf-8", "application/JSON;charset=UTF-8"])
async def test_json_in_utf_8_may_say_so(client: httpx.AsyncClient, content_type: str) -> None:
    """Control: the usual ways of writing the header pass."""
    answer = await client.post(ADDRESS, content=b'{"title": "Atlas"}', headers={"Content-Type": content_type})
    assert answer.status_code == 201


async def test_a_body_over_the_limit_is_refused(client: httpx.AsyncClient) -> None:
    """413 with the limit in the sentence."""
    body = json.dumps({"title": "x" * BODY_BYTES_MAX}).encode()
    problem = assert_problem(await client.post(ADDRESS, content=body, headers=JSON), 413, "body-too-large")
    assert str(BODY_BYTES_MAX) in problem["detail"]


async def test_a_body_in_pieces_is_measured_as_well(client: httpx.AsyncClient) -> None:
    """A caller that does not announce the length is stopped at the limit."""

    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(5):
            yield b" " * (BODY_BYTES_MAX // 4)

    assert_problem(await client.post(ADDRESS, content=pieces(), headers=JSON), 413, "body-too-large")


async def test_a_body_at_the_limit_is_read(client: httpx.AsyncClient) -> None:
    """Control: exactly the limit passes, and is judged by its content."""
    body = b'{"title": "Atlas"}'.ljust(BODY_BYTES_MAX)
    assert (await client.post(ADDRESS, content=body, headers=JSON)).status_code == 201


async def test_only_so_many_faults_are_told(client: httpx.AsyncClient) -> None:
    """A body full of faults does not become a larger answer."""
    answer = await client.post(ADDRESS, json={"title": "Atlas", "authors": [1] * 1000})
    assert len(assert_problem(answer, 422, "invalid-input")["faults"]) == 100
