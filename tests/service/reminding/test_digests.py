"""Digests, through a real mail server: one for each post and occasion, whatever was missed, answered or handed over."""

import re

import pytest

from service.auth.links import FormLink
from tests.service.reminding.conftest import LINKS, Office, day
from tests.service.reminding.mailbox import text_of

pytestmark = pytest.mark.anyio

AMARA, BEN = "amara@unfpa.example", "ben@unfpa.example"


async def test_one_digest_tells_the_holder_of_a_post_and_a_second_run_tells_nobody(office: Office) -> None:
    """It is noted at the post, without a name or an address in the log."""
    await office.round("unfpa", "iom")
    assert (await office.run()).sent == 1
    assert (await office.run()).sent == 0
    assert office.mailbox.recipients() == [AMARA]
    (digest,) = await office.digests("unfpa-focal")
    assert (digest["delivery"], digest["reply"], digest["day"]) == ("sent", 250, day(0))
    assert digest["reminders"] == [{"assignment": "now-unfpa", "occasion": "opened", "day": day(-1)}]
    log = (await office.client.get("/api/v1/log/events", params={"tag": "post:unfpa-focal"})).text
    assert "post-reminded" in log
    assert "Amara" not in log
    assert "unfpa.example" not in log


async def test_the_mail_says_what_is_asked_and_opens_the_form_of_that_assignment(office: Office) -> None:
    """As text and as a page; nothing that the agency may not see stands in it."""
    new = {"stage": "planned", "lead": "unfpa", "reported_by": "unfpa", "reported_on": day(-40)}
    await office.post("/planned-meetings", title="A workshop on <remittances> & more", **new)
    hidden = {**new, "reported_by": "iom", "visibility": "secretariat"}
    await office.post("/planned-meetings", title="A secret workshop", **hidden)
    await office.round("unfpa", title="Reporting for the Ninth Meeting", instructions="Dates, please.")
    await office.run()
    ((_, message),) = office.mailbox.mails
    assignment = await office.shown("/reporting-rounds/now/assignments/unfpa")
    (digest,) = await office.digests("unfpa-focal")
    assert message["Subject"] == f"UNFPA: your report is asked for by {plain_day(day(20))}"
    assert message["To"] == f"Amara Diallo <{AMARA}>"
    assert message["Message-ID"] == f"<{digest['id']}@tour.example.org>"
    assert message["Auto-Submitted"] == "auto-generated"
    text, page = text_of(message), text_of(message, "html")
    assert "A workshop on <remittances> & more" in text
    assert "A workshop on &lt;remittances&gt; &amp; more" in page
    for body in (text, page):
        assert "Dear Amara Diallo," in body
        assert "Reporting for the Ninth Meeting" in body
        assert "Dates, please." in body
        assert "A secret workshop" not in body
        (address,) = set(re.findall(r"https://tour\.example\.org/answers/([\w.-]+)", body))
        link = FormLink("now", "unfpa", "unfpa-focal", digest["person"], digest["id"], day(60))
        assert LINKS.read(address) == link
    told = [item["activity"]["title"] for item in assignment["items"] if item["activity"]["title"] in text]
    assert len(told) == min(20, assignment["total"] - 1)
    assert f"0 of {assignment['total'] - 1} items are answered" in text


async def test_runs_that_were_missed_are_made_up_for_by_one_digest(office: Office) -> None:
    """Of the newest occasion; the opening, which nobody was told of, is not told any more."""
    await office.round("unfpa", opens=-20, due_by=3, closes=10)
    await office.run()
    await office.run()
    ((_, message),) = office.mailbox.mails
    assert "due by" in message["Subject"]
    assert "in 3 days" in text_of(message)
    assert [one["occasion"] for one in (await office.digests("unfpa-focal"))[0]["reminders"]] == ["due_soon"]


async def test_an_answer_between_two_runs_stops_the_reminders(office: Office) -> None:
    """Control: another agency, which did not answer, is reminded."""
    await office.held_post("iom", await office.holder("iom", "Zoe Lund"))
    await office.round("unfpa", "iom")
    assert (await office.run()).sent == 2
    await office.post("/reporting-rounds/now/assignments/unfpa/updates", type="submitted")
    await office.moved(opens=-6, due_by=-2)
    await office.run()
    assert sorted(office.mailbox.recipients()) == [AMARA, "zoe@iom.example", "zoe@iom.example"]


async def test_a_post_that_was_handed_over_between_two_digests_gets_one_in_the_right_hands(office: Office) -> None:
    """What its holder before was told is not told again; the next occasion is told to who holds it by then."""
    await office.round("unfpa")
    await office.run()
    ben = await office.holder("unfpa", "Ben Okri")
    await office.post("/posts/unfpa-focal/updates", type="taken", person=ben)
    assert (await office.run()).sent == 0
    await office.moved(opens=-6, due_by=-2)
    await office.run()
    assert office.mailbox.recipients() == [AMARA, BEN]
    assert "was due by" in office.mailbox.mails[1][1]["Subject"]


async def test_one_digest_tells_of_all_rounds_that_ask_the_agency(office: Office) -> None:
    """Two rounds, one mail, two forms."""
    await office.round("unfpa")
    await office.round("unfpa", id="other", opens=-3)
    assert (await office.run()).sent == 1
    ((_, message),) = office.mailbox.mails
    assert message["Subject"] == "UNFPA: your answer is awaited in 2 reporting rounds"
    links = re.findall(r"/answers/([\w.-]+)", text_of(message))
    assert sorted(LINKS.read(link).reporting_round for link in links) == ["now", "other"]


async def test_what_was_sent_back_is_told_with_its_reason(office: Office) -> None:
    """And only once."""
    await office.round("unfpa")
    await office.run()
    steps = "/reporting-rounds/now/assignments/unfpa/updates"
    await office.post(steps, type="submitted")
    assert (await office.run()).sent == 0
    await office.post(steps, type="sent_back", reason="Two dates are missing.")
    assert ((await office.run()).sent, (await office.run()).sent) == (1, 0)
    assert "Two dates are missing." in text_of(office.mailbox.mails[1][1])


async def test_what_was_said_to_an_agency_is_told_beside_its_items(office: Office) -> None:
    """Until it has replied; items are counted alone."""
    made = {"statement_type": "question", "by": ["iom"], "to": ["unfpa"]}
    said = await office.post(
        "/coordination-meetings/cm7/statements",
        text="Which days are meant?" + " And why?" * 40,
        reported_on=day(-40),
        **made,
    )
    await office.round("unfpa")
    await office.run()
    ((_, message),) = office.mailbox.mails
    total = len((await office.shown("/reporting-rounds/now/assignments/unfpa"))["items"])
    for body in (text_of(message), text_of(message, "html")):
        assert f"0 of {total} items are answered" in body
        assert "Said at the table, and waiting for a reply of yours:" in body
        assert "“Which days are meant? And why?" in body
        assert "And why? …”" in body
        assert "This was asked at the table; what is the answer?" in body
    reply = {"statement_type": "reply", "by": ["unfpa"], "in_reply_to": [said["id"]]}
    await office.post("/coordination-meetings/cm7/statements", text="Those of May.", reported_on=day(0), **reply)
    await office.post("/coordination-meetings/cm7/statements", text="何时" * 200, reported_on=day(-40), **made)
    await office.moved(due_by=7)
    await office.run()
    assert "Which days are meant?" not in text_of(office.mailbox.mails[1][1])
    assert "“" + "何时" * 119 + " …”" in text_of(office.mailbox.mails[1][1])


@pytest.mark.parametrize("first", ["unfpa", "iom"])
async def test_who_is_asked_again_after_a_release_is_told_again(office: Office, first: str) -> None:
    """And only once, be it on the day on which it was first asked."""
    await office.round(first)
    if first != "unfpa":
        await office.updated_round(type="agencies_asked", agencies=["unfpa"])
    assert (await office.run()).sent == 1
    await office.post("/reporting-rounds/now/assignments/unfpa/updates", type="released", reason="No work.")
    await office.updated_round(type="agencies_asked", agencies=["unfpa"])
    assert ((await office.run()).sent, (await office.run()).sent) == (1, 0)
    (_, message) = office.mailbox.mails[1]
    assert message["Subject"] == f"UNFPA: your report is asked for again by {plain_day(day(20))}"
    assert "The secretariat asks again for your report" in text_of(message)


async def test_who_cannot_be_told_is_shown_with_what_to_do(office: Office) -> None:
    """No post, no holder, no address; they are told as soon as they can be."""
    await office.post("/posts", id="escap-focal", title="Focal point", agency="escap", reported_on=day(-30))
    nobody = (await office.post("/persons", agency="eca", name="No Mail"))["id"]
    await office.held_post("eca", nobody)
    await office.round("unfpa", "iom", "escap", "eca")
    due = await office.shown("/reminders")
    assert [(one["post"], one["agency"]) for one in due["items"]] == [("unfpa-focal", "unfpa")]
    found = {(one["rule"], one["agency"], one["post"]) for one in due["hindrances"]}
    assert found == {
        ("no-post", "iom", None),
        ("no-holder", "escap", "escap-focal"),
        ("no-address", "eca", "eca-focal"),
    }
    assert (await office.run()).sent == 1
    person = await office.holder("escap", "Lin Wu")
    await office.post("/posts/escap-focal/updates", type="taken", person=person)
    assert (await office.run()).sent == 1
    assert office.mailbox.recipients() == [AMARA, "lin@escap.example"]
    assert (await office.shown("/reminders"))["items"] == []


async def test_who_was_erased_is_written_to_no_more(office: Office) -> None:
    """The post counts as held by nobody."""
    await office.round("unfpa")
    holder = (await office.shown("/posts/unfpa-focal"))["tenures"][-1]["person"]
    await office.post(f"/persons/{holder}/erasures", reason="Left the organization.")
    assert (await office.run()).sent == 0
    assert [one["rule"] for one in (await office.shown("/reminders"))["hindrances"]] == ["no-holder"]


def plain_day(day_of_calendar: str) -> str:
    """A day as the mails write it, by the calendar of the standard library."""
    from datetime import date

    read = date.fromisoformat(day_of_calendar)
    return f"{read.day} {read:%B %Y}"
