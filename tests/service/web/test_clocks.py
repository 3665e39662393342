"""Every page can be read as of another day and at another position, and says so."""

import re

import pytest

from tests.loaded_record import Loaded
from tests.service.web.reading_pages import BROWSER, get, read


async def test_a_page_of_the_past_says_so_and_leads_back(loaded: Loaded) -> None:
    """A banner names the day; its link leads to the same page as of today, the filter kept."""
    page = await get(loaded.client, "/agencies/unifem?as_of=2008-11-21&sub_entities=true")
    assert "You are reading the record as of <strong>21 November 2008</strong>" in page.text
    assert "/agencies/unifem?sub_entities=true" in page.links


async def test_a_page_of_today_has_no_banner(loaded: Loaded) -> None:
    """Control: whoever reads today's page is told nothing about days."""
    assert "You are reading the record" not in (await get(loaded.client, "/agencies/unifem")).text


async def test_an_empty_day_is_today(loaded: Loaded) -> None:
    """A form that is sent with its field cleared shows today."""
    assert "You are reading the record" not in (await get(loaded.client, "/agencies?as_of=")).text


async def test_a_body_has_its_successor_only_once_that_was_said(loaded: Loaded) -> None:
    """UNIFEM has become part of UN Women in 2010; in 2008 nobody knew."""
    address = "/agencies/unifem"
    assert "/agencies/un-women" not in " ".join((await get(loaded.client, f"{address}?as_of=2008-11-21")).links)
    assert "became part of" in (await get(loaded.client, address)).text


async def test_the_debate_gets_its_day_in_2011(loaded: Loaded) -> None:
    """One activity, told at two meetings: its date is "in 2011" first and 19 May 2011 after."""
    address = "/activities/ga-thematic-debate-planned"
    then = await get(loaded.client, f"{address}?as_of=2008-11-21")
    later = await get(loaded.client, f"{address}?as_of=2011-02-18")
    assert ("in 2011" in then.text, "19 May 2011" in then.text) == (True, False)
    assert "19 May 2011" in later.text


async def test_the_foot_names_where_the_page_stands(loaded: Loaded) -> None:
    """The position with its leaf, the day on which dates are judged, and the same thing in the API."""
    answer = await loaded.client.get("/follow-up?as_of=2009-06-01", headers=BROWSER)
    assert f"<code>{answer.headers['tour-position']}</code>" in answer.text
    assert '<time datetime="2009-06-01">1 June 2009</time>' in answer.text
    assert "/api/v1/follow-up/board?as_of=2009-06-01" in read(answer.text).links


async def test_the_page_as_it_stands_reads_the_same(loaded: Loaded) -> None:
    """The link to cite pins both clocks and shows what was shown."""
    page = await get(loaded.client, "/agencies/unfpa")
    permanent = next(link for link in page.links if "known_at" in link)
    assert "as_of" in permanent
    again = await get(loaded.client, permanent)
    assert re.findall(r"/activities/([a-z0-9-]+)", again.text) == re.findall(r"/activities/([a-z0-9-]+)", page.text)


async def test_a_page_at_an_early_position_knows_little(loaded: Loaded) -> None:
    """What the log took later is not there."""
    first = (await loaded.client.get("/api/v1/log/events?limit=5")).json()["items"][-1]["position"]
    page = await get(loaded.client, f"/?known_at={first}")
    assert f"what the log knew at position <code>{first}</code>" in page.text
    assert "<strong>5</strong> agencies" in page.text
    assert "<strong>0</strong> activities" in page.text


@pytest.mark.parametrize("day", ["2009-02-30", "20081121", "yesterday", "<script>"])
async def test_a_day_that_is_none_is_refused_on_a_page(loaded: Loaded, day: str) -> None:
    """The reader is told what was expected, in HTML."""
    page = await get(loaded.client, f"/agencies?as_of={day}")
    assert (page.status, page.tags.count("h1")) == (422, 1)
    assert "Expected a day of the calendar such as 2008-11-21" in page.text


async def test_a_page_that_the_reader_has_is_not_sent_again(loaded: Loaded) -> None:
    """The tag of a page is honoured until something is recorded."""
    answer = await loaded.client.get("/agencies", headers=BROWSER)
    again = await loaded.client.get("/agencies", headers={**BROWSER, "If-None-Match": answer.headers["etag"]})
    other = await loaded.client.get("/agencies", headers={**BROWSER, "If-None-Match": '"p1.00000000"'})
    assert (again.status_code, again.content) == (304, b"")
    assert other.status_code == 200
