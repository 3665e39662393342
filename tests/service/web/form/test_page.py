"""The page of the form says what is asked and what was answered, and shows nothing that is not the agency's to see."""

import sqlite3
from contextlib import closing

import pytest

from projections.activities import ACTIVITIES
from tests.service.web.form.forms import Forms, a_round, day
from tests.service.web.reading_pages import Page, read

pytestmark = pytest.mark.anyio

SCRIPT = "<script>alert('UNFPA')</script> \"quoted\" & more"


async def test_the_page_says_who_is_asked_what_and_by_when(forms: Forms) -> None:
    """In words: the agency, the post, the round with its days and instructions, and how much is answered."""
    words = {"title": "Round of the Seventh Meeting", "instructions": "One line is enough."}
    await forms.tell("reporting-rounds/now/updates", {"type": "corrected", "due_by": day(9), **words})
    plan = await forms.plan("A workshop on remittances", date={"as_written": "in May 2009"}, description="In Bangkok.")
    await forms.plan("A guide", due={"as_written": "soon"})
    text = (await forms.page()).text
    for said in (
        "United Nations Population Fund: what is asked",
        "Round of the Seventh Meeting · Migration desk",
        '<a href="/coordination-meetings/cm7">Seventh Coordination Meeting</a>',
        "One line is enough.",
        "0 of 2 answered",
        "Meeting · planned · in May 2009",
        "In Bangkok.",
        "Its date (in May 2009) has passed. Did it happen?",
        "due soon (no date is read from these words)",
    ):
        assert said in text, said
    await forms.send(await forms.filled({f"answer.{plan}": "cancelled", f"reason.{plan}": "funding"}))
    text = (await forms.page()).text
    assert "1 of 2 answered" in text
    assert "reported it as cancelled; the reason is “funding”." in text


async def test_what_was_said_to_the_agency_and_waits_for_a_reply_is_shown_and_counted(forms: Forms) -> None:
    """By whom, on which day, and whether there was a reply; words are shown as words."""
    said = {"statement_type": "request", "by": ["iom"], "to": ["unfpa"], "text": f"Data, please. {SCRIPT}"}
    made = await forms.tell("coordination-meetings/cm7/statements", said)
    text = (await forms.page()).text
    assert "Said to you at the table" in text
    assert "Data, please. &lt;script&gt;" in text
    assert "0 of 1 answered" in text
    reply = {"statement_type": "reply", "by": ["unfpa"], "text": "Here they are.", "in_reply_to": [made["id"]]}
    await forms.tell("coordination-meetings/cm7/statements", {**reply, "reported_on": day(0)})
    assert "1 of 1 answered" in (await forms.page()).text


def demand_usable(page: Page) -> None:
    """Whoever hears the page, or has no mouse, finds everything by its words."""
    assert page.tags.count("h1") == 1
    assert page.language == "en"
    assert set(page.controls) <= page.labelled
    assert len(page.ids) == len(set(page.ids))
    assert page.tags.count("legend") == page.tags.count("fieldset")
    assert ("script" in page.tags, "style" in page.tags, page.inline) == (False, False, [])
    parts = [link for link in page.links if link.startswith("#")]
    assert {part.removeprefix("#") for part in parts} <= set(page.ids)


async def test_every_field_is_found_by_its_words(forms: Forms) -> None:
    """Also on the page that comes back with what was refused, where each sentence leads to its field."""
    plans = [await forms.plan(f"A workshop, {number}") for number in range(3)]
    await forms.plan("A draft", draft=True)
    first = await forms.page()
    demand_usable(first)
    assert len(first.controls) > 20
    typed = {f"note.{plan}": "It goes on." for plan in plans} | {"new.note": "In two volumes."}
    refused = await forms.send(await forms.filled(typed))
    page = read(refused.text, refused.status_code)
    demand_usable(page)
    assert len([link for link in page.links if link.startswith("#item")]) == 3
    assert page.title.startswith("Not everything was taken: ")


async def test_what_is_not_the_agencys_to_see_is_not_shown(forms: Forms) -> None:
    """Drafts of others, what is under an embargo, and what is the secretariat's: before the round and since."""
    iom = {"reported_by": "iom", "lead": "unfpa"}
    await forms.plan("IOM's draft", draft=True, **iom)
    await forms.plan("IOM's announcement", embargo_until=day(3), **iom)
    await forms.plan("The secretariat's remark", visibility="secretariat", **iom)
    since = await forms.plan("IOM's plan, hidden since", **iom)
    await forms.tell(f"activities/{since}/updates", {"type": "visibility", "visibility": "secretariat"})
    await forms.plan("IOM's newest draft", draft=True, reported_on=day(0), **iom)
    await forms.plan("What IOM told of UNFPA", **iom)
    own = await forms.plan("UNFPA's own draft", draft=True)
    text = (await forms.page()).text
    for hidden in ("IOM's draft", "announcement", "remark", "hidden since", "newest draft"):
        assert hidden.replace("'", "&#39;") not in text, hidden
    assert "What IOM told of UNFPA" in text
    assert "UNFPA&#39;s own draft" in text
    assert f"/activities/{own}" not in text


async def test_what_is_public_leads_to_its_page(forms: Forms) -> None:
    """Control: there is a page to lead to; an activity for participants has none yet."""
    shown = await forms.plan("A public workshop", visibility="public")
    kept = await forms.plan("A workshop for participants")
    page = await forms.page()
    assert (f"/activities/{shown}" in page.links, f"/activities/{kept}" in page.links) == (True, False)


async def test_words_are_never_taken_for_markup(forms: Forms) -> None:
    """Neither those of the record nor those that were just typed."""
    plan = await forms.plan(SCRIPT, description=SCRIPT)
    await forms.tell("reporting-rounds/now/updates", {"type": "corrected", "instructions": SCRIPT})
    refused = await forms.send(await forms.filled({f"note.{plan}": SCRIPT, "new.date": SCRIPT}))
    for text in ((await forms.page()).text, refused.text):
        assert "script" not in read(text).tags
        assert "&lt;script&gt;" in text


async def test_why_something_was_sent_back_is_told_to_whoever_mends_it(forms: Forms) -> None:
    """Of an item, and of the answers as a whole."""
    plan = await forms.plan("A workshop on remittances")
    await forms.tell(f"activities/{plan}/updates", {"type": "sent_back", "reason": "Which country?"})
    assignment = "reporting-rounds/now/assignments/unfpa/updates"
    await forms.tell(assignment, {"type": "submitted"})
    await forms.tell(assignment, {"type": "sent_back", "reason": "Two dates are missing."})
    text = (await forms.page()).text
    assert "The secretariat asks: Which country?" in text
    assert "Two dates are missing." in text


async def test_what_was_reported_since_the_round_opened_stands_apart(forms: Forms) -> None:
    """With what is still to be said of it; what others reported stands with them."""
    new = await forms.plan("A workshop of today", reported_on=day(0), draft=True)
    await forms.plan("A workshop of IOM", reported_on=day(0), lead="iom", reported_by="iom")
    page = await forms.page()
    asked, _, since = page.text.partition("Reported since the round opened")
    assert ("A workshop of today" in asked, "A workshop of today" in since) == (False, True)
    assert f'name="answer.{new}"' in since
    assert "A workshop of IOM" not in page.text


async def test_a_page_that_is_behind_says_so(forms: Forms, small_sqlite_url: str) -> None:
    """What is answered meanwhile is kept, though the page cannot show all of it yet; nobody is asked for it again."""
    plan = await forms.plan("A workshop on remittances")
    assert "This page is not up to date" not in (await forms.page()).text
    with closing(sqlite3.connect(small_sqlite_url.removeprefix("sqlite:///"))) as file, file:
        refusal = "BEGIN SELECT RAISE(ABORT, 'This view takes nothing.'); END"
        file.execute(f"CREATE TRIGGER never BEFORE INSERT ON {ACTIVITIES.table.name} {refusal}")
    sent = await forms.send(await forms.filled({f"answer.{plan}": "no_change", f"note.{plan}": "It goes on."}))
    page = await forms.page(sent.headers["location"])
    assert (page.status, "This page is not up to date" in page.text) == (200, True)
    assert "It goes on." in page.text


async def test_a_round_without_a_question_still_takes_what_is_new(forms: Forms) -> None:
    """The page says so."""
    await forms.tell("reporting-rounds", a_round(id="next", agencies=["unfpa"]))
    page = await forms.page(forms.path(reporting_round="next"))
    assert "Nothing is asked; if there is something new, report it here." in page.text
    assert "new-title" in page.controls


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("saved=0&handed_in=0", "Nothing was filled in"),
        ("saved=1&handed_in=0", "1 answer was saved."),
        ("saved=<b>&handed_in=0", ""),
        ("saved=99999999999&handed_in=1", ""),
        ("utm_source=mail", ""),
    ],
)
async def test_the_address_says_what_was_taken_and_no_more(forms: Forms, query: str, words: str) -> None:
    """Counts alone are told; whatever a mail program adds is passed over."""
    page = await forms.page(f"{forms.path()}?{query}")
    assert (page.status, words in page.text, "<b>" in page.text) == (200, True, False)
    assert ('role="status"' in page.text) == bool(words)
