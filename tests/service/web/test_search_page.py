"""The search page: what is found as of the day of the page, marked, and what is offered where nothing is."""

import pytest

from tests.loaded_record import Loaded
from tests.service.web.reading_pages import BROWSER, get, read

pytestmark = pytest.mark.anyio


async def test_what_is_found_is_marked_and_leads_to_its_page(loaded: Loaded) -> None:
    """Each hit is called what it is called, with the words marked in it, and its link keeps the day."""
    page = await get(loaded.client, "/search?q=outlook+REMITTANCES&as_of=2008-12-01")
    assert page.status == 200
    assert "<mark>Remittances</mark>: <mark>Outlook</mark> for 2008-2010</a>" in page.text
    assert "/activities/wb-remittance-outlook?as_of=2008-12-01" in page.links


async def test_the_page_shows_only_what_is_public_and_was_said_by_the_day(loaded: Loaded) -> None:
    """Before the day on which a body was first spoken of nobody finds it."""
    assert "/agencies/university-houston" in (await get(loaded.client, "/search?q=houston")).text
    then = await get(loaded.client, "/search?q=houston&as_of=2008-12-01")
    assert "/agencies/university-houston" not in then.text
    assert "Nothing public that was said by 1 December 2008 has this word." in then.text


async def test_a_misspelt_agency_is_offered_where_nothing_is_found(loaded: Loaded) -> None:
    """Who types UNPFA is asked whether UNFPA is meant."""
    page = await get(loaded.client, "/search?q=UNPFA")
    assert "Is one of these agencies meant?" in page.text
    assert "/agencies/unfpa" in page.links


@pytest.mark.parametrize(("words", "sentence"), [("of the", "nearly every text"), ("x" * 300, "at most 200")])
async def test_what_cannot_be_sought_is_said_beside_the_box(loaded: Loaded, words: str, sentence: str) -> None:
    """The box keeps the words, and a sentence says what was expected."""
    answer = await loaded.client.get("/search", params={"q": words}, headers=BROWSER)
    page = read(answer.text, answer.status_code)
    assert page.status == 422
    assert sentence in page.text
    assert 'aria-invalid="true"' in page.text


async def test_words_are_never_read_as_markup(loaded: Loaded) -> None:
    """What was typed stands on the page as text."""
    page = await get(loaded.client, "/search?q=%3Cscript%3Ealert(1)%3C/script%3E")
    assert "<script>" not in page.text
    assert "&lt;script&gt;" in page.text


async def test_the_empty_box_says_how_to_search(loaded: Loaded) -> None:
    """Without words there is the box and how to use it, and nothing was found or refused."""
    page = await get(loaded.client, "/search")
    assert page.status == 200
    assert "sought" in page.controls
    assert 'id="found"' not in page.text
