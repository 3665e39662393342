"""What pages show and what they keep to themselves."""

from typing import Any

import pytest

from tests.loaded_record import Loaded
from tests.service.web.reading_pages import BROWSER, get

SCRIPT = "<script>alert('UNFPA')</script> \"quoted\" & more"


async def reported(loaded: Loaded, **fields: Any) -> str:
    """The id of a publication that the secretariat reports for UNFPA."""
    body = {"title": "Guide to remittances", "reported_by": "unfpa", "lead": "unfpa", "stage": "planned", **fields}
    answer = await loaded.client.post("/api/v1/publications", json=body)
    assert answer.status_code == 201, answer.text
    made: str = answer.json()["id"]
    return made


async def test_words_are_never_taken_for_markup(loaded_anew: Loaded) -> None:
    """A title with a script in it is printed as it was written, wherever it stands."""
    made = await reported(loaded_anew, id="guide-to-remittances", title=SCRIPT, description=SCRIPT, visibility="public")
    for address in (f"/activities/{made}", "/agencies/unfpa", "/follow-up"):
        page = await get(loaded_anew.client, address)
        assert "script" not in page.tags, address
        assert "&lt;script&gt;alert(&#39;UNFPA&#39;)&lt;/script&gt; &#34;quoted&#34; &amp; more" in page.text, address


async def test_what_is_not_public_has_no_page_and_no_name(loaded_anew: Loaded) -> None:
    """A report for participants is neither shown nor listed, and what belongs to it does not give its title away."""
    hidden = await reported(loaded_anew, title="Staffing of the Migration Desk")
    part = await reported(loaded_anew, title="Annex on figures", part_of=hidden, visibility="public")
    assert (await get(loaded_anew.client, f"/activities/{hidden}")).status == 404
    for address in ("/agencies/unfpa", f"/activities/{part}", "/follow-up"):
        page = await get(loaded_anew.client, address)
        assert page.status == 200
        assert "igration Desk" not in page.text, address


async def test_what_is_public_is_shown(loaded_anew: Loaded) -> None:
    """Control: the same report, opened to the public, stands on all these pages."""
    shown = await reported(loaded_anew, title="Staffing of the Migration Desk", visibility="public")
    part = await reported(loaded_anew, title="Annex on figures", part_of=shown, visibility="public")
    for address in ("/agencies/unfpa", f"/activities/{part}", "/follow-up", f"/activities/{shown}"):
        assert "Staffing of the Migration Desk" in (await get(loaded_anew.client, address)).text, address


async def test_nobody_is_called_overdue_for_what_another_told(loaded: Loaded) -> None:
    """The debate of the General Assembly was told by the Population Division and never confirmed: it has no badge."""
    page = await get(loaded.client, "/activities/ga-thematic-debate-planned")
    assert "has not confirmed it" in page.text
    assert "overdue" not in page.text


async def test_an_own_promise_that_was_missed_is_overdue(loaded: Loaded) -> None:
    """Control: the forum that UNHCR planned for December 2008 is overdue a month later, and not in its month."""
    address = "/follow-up?agency=unhcr"
    assert 'class="badge overdue"' in (await get(loaded.client, f"{address}&as_of=2009-01-01")).text
    assert 'class="badge overdue"' not in (await get(loaded.client, f"{address}&as_of=2008-12-31")).text


async def test_each_activity_of_an_agency_stands_once(loaded: Loaded) -> None:
    """Lead, reporter and partner are three sections; what ESCAP leads and reported is not listed twice."""
    page = await get(loaded.client, "/agencies/escap")
    activities = [link for link in page.links if link.startswith("/activities/")]
    assert len(activities) > 5
    assert len(activities) == len(set(activities))


async def test_sub_entities_are_added_where_asked(loaded: Loaded) -> None:
    """The page of UN/DESA shows the Population Division's work on demand only."""
    without = await get(loaded.client, "/agencies/un-desa")
    with_them = await get(loaded.client, "/agencies/un-desa?sub_entities=true")
    assert "Global Migration Database" not in without.text
    assert "Global Migration Database" in with_them.text


async def test_the_follow_up_is_narrowed_by_both_fields(loaded: Loaded) -> None:
    """The form's agency and its answer narrow the list together, and an unknown word is refused."""
    page = await get(loaded.client, "/follow-up?agency=iussp&timeliness=overdue")
    assert "International population conference" in page.text
    assert "Forum on protracted refugee situations" not in page.text
    assert (await get(loaded.client, "/follow-up?timeliness=late")).status == 422
    assert (await get(loaded.client, "/follow-up?agency=league-of-nations")).status == 404


async def test_the_turns_stand_in_the_order_of_speakers(loaded: Loaded) -> None:
    """All 26 turns of the Seventh Meeting, each under its number."""
    page = await get(loaded.client, "/coordination-meetings/cm7")
    assert [name for name in page.ids if name.startswith("turn-")] == [f"turn-{order}" for order in range(1, 27)]


async def test_a_sentence_of_the_summary_leads_to_its_sources(loaded: Loaded) -> None:
    """Behind each ring stands a page with the events, in words."""
    summary = await get(loaded.client, "/coordination-meetings/cm7/tour-de-table")
    rings = [link for link in summary.links if link.startswith("/sources?positions=")]
    assert len(rings) > 150
    sources = await get(loaded.client, rings[1])
    assert sources.status == 200
    assert "reported" in sources.text
    assert "/api/v1/log/events?positions=" not in summary.text


@pytest.mark.parametrize(
    ("positions", "status"), [("1.00000000", 409), ("one", 400), ("", 400), (",".join(["1.00000000"] * 201), 400)]
)
async def test_sources_that_the_log_does_not_have_are_refused(loaded: Loaded, positions: str, status: int) -> None:
    """A position with another leaf is another history; anything else is no position, and there is a limit."""
    assert (await get(loaded.client, f"/sources?positions={positions}")).status == status


async def test_sources_do_not_tell_what_is_not_public(loaded_anew: Loaded) -> None:
    """The event of a hidden report is counted and not told; that of a public one is told."""
    await reported(loaded_anew, title="Staffing of the Migration Desk")
    hidden = (await loaded_anew.client.get("/api/v1/log/checkpoint")).json()["position"]
    await reported(loaded_anew, title="Annex on figures", visibility="public")
    shown = (await loaded_anew.client.get("/api/v1/log/checkpoint")).json()["position"]
    page = await get(loaded_anew.client, f"/sources?positions={hidden},{shown}")
    assert "igration Desk" not in page.text
    assert "1 event is not shown" in page.text
    assert "Annex on figures" in page.text


async def test_sources_stand_under_the_day_as_it_was_corrected(loaded_anew: Loaded) -> None:
    """An event whose day was put right is a source as of that day, and not before."""
    made = await reported(loaded_anew, title="Annex on figures", visibility="public", reported_on="2010-05-04")
    position = (await loaded_anew.client.get("/api/v1/log/checkpoint")).json()["position"]
    wrong = {"type": "reported_on_corrected", "position": position, "said_on": "2010-05-03"}
    answer = await loaded_anew.client.post(
        f"/api/v1/activities/{made}/updates", json=wrong, headers={"If-Match": '"v1"'}
    )
    assert answer.is_success, answer.text
    on_the_day = await get(loaded_anew.client, f"/sources?positions={position}&as_of=2010-05-03")
    before = await get(loaded_anew.client, f"/sources?positions={position}&as_of=2010-05-02")
    assert "Annex on figures" in on_the_day.text
    assert "Annex on figures" not in before.text


async def test_a_browser_gets_a_page_for_what_is_not_there(loaded: Loaded) -> None:
    """A person reads a page with a way on; a program gets the problem it can read."""
    page = await get(loaded.client, "/agencies/league-of-nations")
    assert (page.status, page.tags.count("h1")) == (404, 1)
    assert "There is no agency with the id league-of-nations" in page.text
    program = await loaded.client.get("/agencies/league-of-nations")
    assert program.headers["content-type"].startswith("application/problem+json")


async def test_pages_come_under_the_strict_policy(loaded: Loaded) -> None:
    """Nothing but our own style sheet and images is loaded, and no other site may frame a page."""
    answer = await loaded.client.get("/", headers=BROWSER)
    assert answer.headers["content-security-policy"].startswith("default-src 'none'; style-src 'self';")
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
