"""Reminders over HTTP, for the secretariat: what is due today and was not told yet, and what stands in the way."""

from litestar import Response, get
from msgspec import Struct

from events.reminding import Reminder
from service.api.asking import Listing, TheDesk, headers_of_list, reading, stands
from service.api.body import CheckedRequest
from service.auth.guards import keeps
from service.reminding.due import USES, Hindrance, due_today


class DigestDue(Struct, frozen=True, kw_only=True):
    """A digest that the next run sends to whoever holds a post, by the id of the person alone."""

    post: str
    agency: str
    person: str
    reminders: tuple[Reminder, ...]


class ReminderList(Listing, frozen=True, kw_only=True):
    """What is due today. What was sent stands at each post, under `digests`."""

    items: tuple[DigestDue, ...]
    hindrances: tuple[Hindrance, ...]


@get("/api/v1/reminders", guards=[keeps], tags=["rounds"])
async def list_reminders(request: CheckedRequest, desk: TheDesk) -> Response[ReminderList]:
    """The digests that are due today and were not sent yet, and why others cannot be sent."""
    async with reading(desk, uses=USES) as read:
        headers = {**headers_of_list(request, read), "Cache-Control": "no-store"}
        due = await due_today(read)
        items = tuple(
            DigestDue(
                post=one.post.id,
                agency=one.post.agency or "",
                person=one.person.person_id,
                reminders=one.reminders,
            )
            for one in due.digests
        )
        return Response(
            ReminderList(**stands(read), total=len(items), items=items, hindrances=due.hindrances), headers=headers
        )


ROUTES = (list_reminders,)
