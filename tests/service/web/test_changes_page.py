"""The page of what changed since the meeting before: in words, before and after, under the names of the day."""

from typing import Any

import pytest

from tests.loaded_record import Loaded
from tests.service.web.reading_pages import Page, get, read

NINTH = "/coordination-meetings/cm9/changes"


async def say(loaded: Loaded, path: str, **body: Any) -> None:
    """Say something as the secretariat does."""
    answer = await loaded.client.post(f"/api/v1/{path}", json=body)
    assert answer.is_success, answer.text


async def promise(loaded: Loaded, **fields: Any) -> None:
    """A public promise of UNFPA of the seventh meeting."""
    said = {"id": "unfpa-guide", "title": "Guide to remittances", "lead": "unfpa", "reported_by": "unfpa"}
    said |= {"stage": "planned", "visibility": "public", "reported_on": "2008-11-21"}
    await say(loaded, "commitments", **said, **fields)


def section(page: Page, agency: str) -> str:
    """The part of the page under an agency."""
    return page.text.partition(f'id="of-{agency}"')[2].partition("</section>")[0]


async def test_the_page_says_between_which_days_it_compares(loaded: Loaded) -> None:
    """From the last day of the seventh meeting to the last day of the ninth, and that none lies between on record."""
    page = await get(loaded.client, NINTH)
    assert "Since the Seventh United Nations Coordination Meeting on International Migration</h1>" in page.text
    for words in ("the end of 21 November 2008", "the end of 18 February 2011", "are not on record with their days"):
        assert words in page.text


async def test_a_change_is_told_before_and_after_in_words(loaded: Loaded) -> None:
    """The debate stands under the body that told it, with its date and its lead as they were and as they are."""
    told = section(await get(loaded.client, NINTH), "un-desa-pd")
    assert "<del>in 2011</del> → <ins>on 19 May 2011</ins>" in told
    assert ">General Assembly</a></del> → <ins>" in told
    assert "Date more exact" in told


async def test_what_slipped_says_by_how_many_days(loaded_anew: Loaded) -> None:
    """From May to July 2011 the last day moved by 61 days."""
    await promise(loaded_anew, due={"edtf": "2011-05"})
    moved = {"type": "rescheduled", "due": {"as_written": "in July 2011"}, "reported_on": "2011-02-18"}
    await say(loaded_anew, "activities/unfpa-guide/updates", **moved)
    told = section(await get(loaded_anew.client, NINTH), "unfpa")
    assert "<h3>Late: put off</h3>" in told
    assert "<strong>61 days later</strong>" in told
    assert "<del>May 2011</del> → <ins>in July 2011</ins>" in told


async def test_who_is_silent_stands_at_the_end_with_what_is_overdue(loaded: Loaded) -> None:
    """An agency of which nothing was heard has one line, with how much of it is open."""
    page = await get(loaded.client, NINTH)
    silent = page.text.partition('id="silent"')[2]
    assert "International Labour Organization: 7 open</summary>" in silent
    assert 'id="of-iom"' not in silent, "Of IOM something was heard."
    assert "1 of them overdue" in silent


@pytest.mark.parametrize(
    ("query", "there", "gone"),
    [
        ("?class=new", "Contributed paper to the Ninth", "<del>in 2011</del>"),
        ("?class=more_exact", "<del>in 2011</del>", "Contributed paper to the Ninth"),
        ("?agency=un-desa-pd", "<del>in 2011</del>", "Fostering research on South-South"),
    ],
)
async def test_the_page_is_narrowed(loaded: Loaded, query: str, there: str, gone: str) -> None:
    """By what became of the activities and by agency; the link for programs asks for the same."""
    page = await get(loaded.client, NINTH + query)
    assert (there in page.text, gone in page.text) == (True, False)
    assert f"/api/v1{NINTH}{query}" in page.links


@pytest.mark.parametrize(("query", "status"), [("?class=late", 422), ("?agency=nobody", 404), ("?since=cm6", 422)])
async def test_a_question_that_means_nothing_is_refused_on_the_page(loaded: Loaded, query: str, status: int) -> None:
    """In HTML, with a sentence."""
    page = await get(loaded.client, NINTH + query)
    assert (page.status, page.tags.count("h1")) == (status, 1)


async def test_the_first_meeting_with_days_begins_the_record(loaded: Loaded) -> None:
    """Everything is new, and nobody is silent."""
    page = await get(loaded.client, "/coordination-meetings/cm7/changes")
    assert "Since the beginning of the record</h1>" in page.text
    assert 'id="silent"' not in page.text


async def test_words_of_agencies_are_never_taken_for_markup(loaded_anew: Loaded) -> None:
    """Neither before nor after."""
    await promise(loaded_anew, description="<script>alert(1)</script>")
    tag = (await loaded_anew.client.get("/api/v1/activities/unfpa-guide")).headers["etag"]
    correction = {"type": "corrected", "description": "<b>bold</b>", "reported_on": "2011-02-18"}
    path = "/api/v1/activities/unfpa-guide/updates"
    assert (await loaded_anew.client.post(path, json=correction, headers={"If-Match": tag})).is_success
    page = await get(loaded_anew.client, NINTH)
    assert "<del>&lt;script&gt;" in page.text
    assert "script" not in page.tags


async def test_what_is_not_public_is_on_no_page_of_changes(loaded_anew: Loaded) -> None:
    """Neither the report itself nor its part in the counts."""
    before = await get(loaded_anew.client, NINTH)
    hidden = {"title": "Staffing of the desk", "lead": "unfpa", "reported_by": "unfpa", "reported_on": "2011-02-18"}
    await say(loaded_anew, "commitments", **hidden)
    after = await get(loaded_anew.client, NINTH)
    assert "Staffing of the desk" not in after.text
    assert section(after, "unfpa") == section(before, "unfpa")


async def test_bodies_are_called_as_they_were_on_the_day_of_the_report(loaded_anew: Loaded) -> None:
    """A name taken since, and a body that ended since, change no page of then: UNIFEM was UNIFEM in 2008."""
    renamed = {"type": "renamed", "name": "United Nations Fund for People", "valid_from": "2020-01-01"}
    await say(loaded_anew, "agencies/unfpa/updates", **renamed)
    page = await get(loaded_anew.client, NINTH)
    assert "United Nations Population Fund" in page.text
    assert "United Nations Fund for People" not in page.text
    assert "United Nations Fund for People" in (await get(loaded_anew.client, "/agencies/unfpa")).text
    for address in ("/coordination-meetings/cm7/changes", "/agencies/unifem?as_of=2008-11-21"):
        assert "UN Women" not in (await get(loaded_anew.client, address)).text
    assert "UN Women" in (await get(loaded_anew.client, "/agencies/unifem")).text


async def test_the_page_and_the_summary_that_are_cited_read_the_same(loaded_anew: Loaded) -> None:
    """A summary is read as of the last day of its meeting, and its permanent address says so."""
    addresses = (NINTH, "/coordination-meetings/cm7/tour-de-table")
    cited = [_cited(await get(loaded_anew.client, address)) for address in addresses]
    assert "as_of=2008-11-21" in cited[1]
    before = [(await get(loaded_anew.client, address)).text for address in cited]
    await promise(loaded_anew, due={"edtf": "2009"})
    assert [(await get(loaded_anew.client, address)).text for address in cited] == before
    assert "Guide to remittances" in (await get(loaded_anew.client, "/coordination-meetings/cm7/changes")).text


def _cited(page: Page) -> str:
    return next(link for link in read(page.text).links if "known_at" in link)
