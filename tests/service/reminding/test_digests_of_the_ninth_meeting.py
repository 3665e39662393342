"""The digests of the round of the Ninth Meeting, day by day on the record, held against a plain model.

Every agency that is asked has a post. The calendar is moved forward a day at a time; some days no run takes place,
some agencies answer, and some posts are handed over. The model is a list of thresholds and a set of what was told; it
shares no rule with the service.
"""

import re
from datetime import UTC, date, datetime, timedelta
from textwrap import shorten

import pytest

from service import clock
from tests.loaded_record import Loaded
from tests.service.api.plain_round import expected
from tests.service.reminding.conftest import LINKS, Office, reminding
from tests.service.reminding.mailbox import Mailbox, text_of

pytestmark = pytest.mark.anyio

OPENS = date(2027, 1, 11)
DUE, CLOSES = OPENS + timedelta(47), OPENS + timedelta(57)
# Counted from the opening: no run on the day on which it is due soon, nor on the day of the closing reminder.
WITHOUT_A_RUN = {*range(38, 43), 55}
ANSWERS_ON, HANDED_OVER_ON = 20, 45


class Model:
    """Who is to be told what on a day, by thresholds alone."""

    def __init__(self, agencies: list[str]) -> None:
        self.holder = dict.fromkeys(agencies, "first")
        self.answered: set[str] = set()
        self.told: set[tuple[str, str]] = set()
        self.mails: list[tuple[date, str]] = []

    def run(self, today: date) -> None:
        """A run on a day: whoever has not answered is told of the last threshold that was passed, once."""
        soon, late, end = DUE - timedelta(7), DUE + timedelta(1), CLOSES - timedelta(2)
        thresholds = [(OPENS, "opened"), (soon, "soon"), (late, "late"), (end, "end")]
        passed = [name for day, name in thresholds if day <= today]
        if not passed or today > CLOSES:
            return
        for agency in sorted(self.holder):
            if agency not in self.answered and (agency, passed[-1]) not in self.told:
                self.told.add((agency, passed[-1]))
                self.mails.append((today, f"{self.holder[agency]}@{agency}.example"))


async def waiting(office: Office, agency: str) -> list[str]:
    """What was said to an agency at the table and waits for its reply."""
    shown = await office.shown(f"/reporting-rounds/cm9/assignments/{agency}")
    return [one["statement"]["text"] for one in shown["statements"] if not one["answered"]]


async def test_every_digest_of_the_round_goes_to_whom_the_model_says_on_the_day_it_says(
    loaded_anew: Loaded, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And the first one names the agency's open items of the two meetings and what it was told there, nothing else."""
    items = expected(("cm7", "cm9"))
    agencies = sorted(items)
    moment = datetime(2027, 1, 1, 9, tzinfo=UTC)
    monkeypatch.setattr(clock, "instant", lambda: moment)
    async with reminding(loaded_anew.database_url, mailbox) as reminders:
        office = Office(loaded_anew.client, reminders, mailbox, loaded_anew.database_url)
        for agency in agencies:
            await office.held_post(agency, await office.holder(agency, "First Holder"))
        days = {"opens": OPENS.isoformat(), "due_by": DUE.isoformat(), "closes": CLOSES.isoformat()}
        round_of_nine = {"id": "cm9", "coordination_meeting": "cm9", "blockers": [], **days, "agencies": agencies}
        await office.post("/reporting-rounds", **round_of_nine)
        model = Model(agencies)
        sent: list[tuple[date, str]] = []
        for offset in range(-2, 60):
            today = OPENS + timedelta(offset)
            moment = datetime(today.year, today.month, today.day, 9, tzinfo=UTC)
            if offset == ANSWERS_ON:
                for agency in agencies[::3]:
                    await office.post(f"/reporting-rounds/cm9/assignments/{agency}/updates", type="submitted")
                    model.answered.add(agency)
            if offset == HANDED_OVER_ON:
                for agency in agencies[1::3]:
                    second = await office.holder(agency, "Second Holder")
                    await office.post(f"/posts/{agency}-focal/updates", type="taken", person=second)
                    model.holder[agency] = "second"
            if offset not in WITHOUT_A_RUN:
                before = len(mailbox.mails)
                await office.run()
                sent += [(today, recipient) for recipient in mailbox.recipients()[before:]]
                model.run(today)
        assert sent == model.mails
        said = {agency: await waiting(office, agency) for agency in agencies}
        titles = {one: (await office.shown(f"/activities/{one}"))["title"] for of in items.values() for one in of}
        assert len(sent) == 4 * len(agencies) - 3 * len(model.answered)
    for agency, (recipient, message) in zip(agencies, mailbox.mails, strict=False):
        assert recipient == f"first@{agency}.example"
        text = text_of(message)
        quoted = re.findall(r"- “(.+)”", text)
        assert quoted == [
            words if len(words) <= 240 else shorten(words, 240, placeholder=" …") for words in said[agency]
        ]
        named = {line.removeprefix("- ").strip() for line in text.splitlines() if re.match("- [^“]", line)}
        wanted = {titles[item] for item in items[agency]}
        more = re.search(r"and (\d+) more", text)
        listed = {line for line in named if not line.startswith("and ")}
        assert listed <= wanted
        assert len(listed) == len(wanted) if more is None else int(more[1]) == len(items[agency]) - 20
        (link,) = re.findall(r"/answers/([\w.-]+)", text)
        assert (LINKS.read(link).agency, LINKS.read(link).until) == (agency, (CLOSES + timedelta(30)).isoformat())
