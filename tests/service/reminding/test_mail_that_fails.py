"""What goes wrong with mail: nothing is lost that was not sent, and nothing is sent twice that may have been."""

import asyncio
from pkgutil import resolve_name as resolve

import pytest

from events.post import Post
from service.reminding import reminders
from service.reminding.mail_server import Session
from tests.service.reminding.conftest import Office, day, reminding
from tests.service.reminding.mailbox import Mailbox
from tests.small_record import serving_at

pytestmark = pytest.mark.anyio

AMARA = "amara@unfpa.example"


async def test_while_the_mail_server_is_away_nothing_is_claimed_and_then_it_is_sent(office: Office) -> None:
    """The run says what is the matter."""
    await office.round("unfpa")
    url, office.mailbox.url = office.mailbox.url, "smtp://127.0.0.1:1"
    async with reminding(office.database_url, office.mailbox) as cut_off:
        away = await cut_off.run()
    office.mailbox.url = url
    assert away.away is not None
    assert "cannot be used" in away.away
    assert await office.digests("unfpa-focal") == []
    assert (await office.run()).sent == 1


async def test_an_address_that_is_never_taken_is_noted_and_others_are_told(office: Office) -> None:
    """It is tried again on another day, not in the next minute."""
    await office.held_post("iom", await office.holder("iom", "Zoe Lund"))
    await office.round("unfpa", "iom")
    office.mailbox.refused = {"zoe@iom.example": "550 No such user"}
    run = await office.run()
    assert (run.sent, run.refused) == (1, 1)
    assert office.mailbox.recipients() == [AMARA]
    (digest,) = await office.digests("iom-focal")
    assert (digest["delivery"], digest["reply"]) == ("refused", 550)
    offers = office.mailbox.offers
    await office.run()
    assert office.mailbox.offers == offers


async def test_an_address_that_is_not_taken_now_is_tried_again_and_leaves_no_trace(office: Office) -> None:
    """As a server does that wants to be asked twice."""
    await office.round("unfpa")
    office.mailbox.refused = {AMARA: "451 Try again later"}
    assert (await office.run()).sent == 0
    assert await office.digests("unfpa-focal") == []
    office.mailbox.refused = {}
    assert (await office.run()).sent == 1


async def test_a_text_that_is_refused_is_noted(office: Office) -> None:
    """With the code of the mail server."""
    await office.round("unfpa")
    office.mailbox.at_data = "554 Too much text"
    assert (await office.run()).refused == 1
    assert [(one["delivery"], one["reply"]) for one in await office.digests("unfpa-focal")] == [("refused", 554)]


async def test_a_mail_that_may_have_been_taken_is_not_sent_again(office: Office) -> None:
    """The server broke off after the text; control: it has the mail, so that a second one would be one too many."""
    await office.round("unfpa")
    office.mailbox.breaks_off = True
    assert (await office.run()).unknown == 1
    office.mailbox.breaks_off = False
    assert (await office.run()).sent == 0
    assert office.mailbox.recipients() == [AMARA]
    (digest,) = await office.digests("unfpa-focal")
    assert digest.get("delivery", "unknown") == "unknown"


async def test_names_with_line_ends_are_written_in_one_line(office: Office) -> None:
    """As a spreadsheet has them: of a person in To, of an agency in the subject."""
    await office.post("/agencies", id="two-lines", name="An\nAgency", kind="un_fund_programme", reported_on=day(-30))
    await office.held_post("two-lines", await office.holder("two-lines", "Zoe\nLund", "zoe@iom.example"))
    await office.round("two-lines", "unfpa")
    assert (await office.run()).sent == 2
    assert sorted(office.mailbox.recipients()) == [AMARA, "zoe@iom.example"]
    (message,) = [message for recipient, message in office.mailbox.mails if recipient != AMARA]
    assert message["To"] == "Zoe Lund <zoe@iom.example>"
    assert message["Subject"].startswith("An Agency: ")


@pytest.mark.parametrize(("step", "claimed"), [("letter_of", 0), ("recipient_of", 0), ("Session.send", 1)])
async def test_a_digest_that_fails_for_no_known_reason_leaves_the_others_alone(
    office: Office, monkeypatch: pytest.MonkeyPatch, step: str, claimed: int
) -> None:
    """It is told as soon as it can be, unless it was claimed, and may have been sent."""
    await office.held_post("iom", await office.holder("iom", "Zoe Lund"))
    await office.round("unfpa", "iom")
    place = f"{reminders.__name__}.{step}"
    works, calls = resolve(place), []

    def fails_once(*given: object) -> object:
        calls.append(given)
        if len(calls) == 1:
            raise ValueError("It cannot be written.")
        return works(*given)

    with monkeypatch.context() as patched:
        patched.setattr(place, fails_once)
        assert (await office.run()).sent == 1
    assert office.mailbox.recipients() == [AMARA]
    assert len(await office.digests("iom-focal")) == claimed
    assert (await office.run()).sent == 1 - claimed


async def test_two_processes_at_once_tell_nobody_twice(
    small_postgresql_url: str, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Control: where nobody looks at what was claimed, the next run tells all of them again."""
    async with (
        serving_at(small_postgresql_url) as client,
        reminding(small_postgresql_url, mailbox) as one,
        reminding(small_postgresql_url, mailbox) as other,
    ):
        office = Office(client, one, mailbox, small_postgresql_url)
        await office.post("/coordination-meetings", id="cm9", title="Ninth Coordination Meeting", number=9)
        for agency in ("unfpa", "iom", "oecd"):
            await office.held_post(agency, await office.holder(agency, "Amara Diallo"))
        await office.round("unfpa", "iom", "oecd")
        both = await asyncio.gather(one.run(), other.run())
        assert sum(run.sent for run in both) == 3
        told = ["amara@iom.example", "amara@oecd.example", AMARA]
        assert sorted(mailbox.recipients()) == told
        monkeypatch.setattr(Post, "was_told", lambda *_: False)
        await other.run()
        assert sorted(mailbox.recipients()) == sorted(2 * told)


async def test_a_process_that_died_before_it_sent_what_it_claimed_is_not_doubled(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The claim stands, its fate unknown; the next occasion is told all the same."""
    await office.round("unfpa")

    class Died(BaseException):
        """The process is gone."""

    def dies(*_: object) -> None:
        raise Died

    with monkeypatch.context() as patched:
        patched.setattr(Session, "send", dies)
        with pytest.raises(Died):
            await office.run()
    assert (await office.run()).sent == 0
    assert len(await office.digests("unfpa-focal")) == 1
    await office.moved(opens=-6, due_by=-2)
    assert (await office.run()).sent == 1
