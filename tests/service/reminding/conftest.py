"""What the tests of reminders are given: a mail server, and a service that sends through it."""

from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import date, timedelta
from typing import Any

import httpx
import pytest
from msgspec import Struct

from events.log.database import open_database
from service import clock
from service.auth.links import FormLinks
from service.desk import Desk
from service.reminding.posting import Posting, mail_server_at, sender_of
from service.reminding.reminders import Reminders, Run
from tests.events.log.keys import LOG
from tests.loaded_record import Loaded
from tests.service.api.record import API
from tests.service.reminding.mailbox import Mailbox, open_mailbox

LINKS = FormLinks(LOG)


def day(offset: int) -> str:
    """A day so many days from today."""
    return (date.fromisoformat(clock.today()) + timedelta(days=offset)).isoformat()


class Office(Struct, frozen=True):
    """The secretariat of a running service, which sends reminders when it is told to."""

    client: httpx.AsyncClient
    reminders: Reminders
    mailbox: Mailbox
    database_url: str

    async def run(self) -> Run:
        """Send what is due."""
        return await self.reminders.run()

    async def post(self, path: str, **body: Any) -> dict[str, Any]:
        """Hand something in; what was answered."""
        answer = await self.client.post(f"{API}{path}", json=body)
        assert answer.is_success, answer.text
        said: dict[str, Any] = answer.json()
        return said

    async def shown(self, path: str) -> dict[str, Any]:
        """What there is."""
        answer = await self.client.get(f"{API}{path}")
        assert answer.is_success, answer.text
        said: dict[str, Any] = answer.json()
        return said

    async def holder(self, agency: str, name: str, email: str | None = None) -> str:
        """Somebody of an agency in the vault; the id."""
        contacts = {"name": name, "email": email or f"{name.split(maxsplit=1)[0].lower()}@{agency}.example"}
        return str((await self.post("/persons", agency=agency, **contacts))["id"])

    async def held_post(self, agency: str, person: str, post: str | None = None) -> str:
        """A post that answers for an agency, held by somebody since ten days ago; its id."""
        post_id = post or f"{agency}-focal"
        await self.post("/posts", id=post_id, title="Focal point", agency=agency, reported_on=day(-30))
        await self.post(f"/posts/{post_id}/updates", type="taken", person=person, reported_on=day(-10))
        return post_id

    async def round(self, *agencies: str, opens: int = -1, due_by: int = 20, closes: int = 30, **more: Any) -> None:
        """Plan a round by the days from today."""
        days = {"opens": day(opens), "due_by": day(due_by), "closes": day(closes)}
        body = {"id": "now", "coordination_meeting": "cm9", "blockers": [], **days, "agencies": agencies, **more}
        await self.post("/reporting-rounds", reported_on=day(min(opens, 0) - 5), **body)

    async def moved(self, **days: int) -> None:
        """Move the deadlines of the round."""
        await self.updated_round(type="corrected", **{name: day(offset) for name, offset in days.items()})

    async def updated_round(self, **body: Any) -> None:
        """Update the round, as it stands."""
        found = await self.client.get(f"{API}/reporting-rounds/now")
        answer = await self.client.post(
            f"{API}/reporting-rounds/now/updates", json=body, headers={"If-Match": found.headers["etag"]}
        )
        assert answer.is_success, answer.text

    async def digests(self, post: str) -> list[dict[str, Any]]:
        """The digests that were sent to a post."""
        found: list[dict[str, Any]] = (await self.shown(f"/posts/{post}"))["digests"]
        return found


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    """A mail server on loopback."""
    with open_mailbox() as opened:
        yield opened


def posting_through(mailbox: Mailbox) -> Posting:
    """Mail that goes through the server, with links that the service of the tests could have made."""
    sender = sender_of("tour@tour.example.org", "https://tour.example.org/", LINKS)
    return Posting(server=mail_server_at(mailbox.url), sender=sender)


@asynccontextmanager
async def reminding(url: str, mailbox: Mailbox) -> AsyncIterator[Reminders]:
    """The reminders of a process of their own beside the service."""
    desk = Desk(open_database(url))
    await desk.open()
    try:
        yield Reminders(desk, posting_through(mailbox))
    finally:
        await desk.close()


@pytest.fixture
async def office(loaded_anew: Loaded, mailbox: Mailbox) -> AsyncIterator[Office]:
    """A service with the record, and a post of UNFPA that Amara holds."""
    async with AsyncExitStack() as stack:
        reminders = await stack.enter_async_context(reminding(loaded_anew.database_url, mailbox))
        opened = Office(loaded_anew.client, reminders, mailbox, loaded_anew.database_url)
        await opened.held_post("unfpa", await opened.holder("unfpa", "Amara Diallo"))
        yield opened
