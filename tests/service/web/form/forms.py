"""The form of UNFPA in a round, as its focal point has it: the page is read, and sent, as a browser does."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import httpx
from msgspec import Struct
from msgspec.structs import replace

from service import clock
from service.app import create_app
from service.auth.links import FormLink, FormLinks
from service.auth.roles import Role
from service.loading.load import in_process
from service.settings import Settings
from service.signing_key import write_signing_key
from tests.events.log.keys import LOG
from tests.loaded_record import key_for
from tests.service.web.reading_pages import BROWSER, Page, read

API = "/api/v1"
AGENCY = "unfpa"
Fields = dict[str, str]


class Forms(Struct, frozen=True):
    """A service with a round that is open, a client of the secretariat, and UNFPA's link to its form."""

    client: httpx.AsyncClient
    application: Any
    link: FormLink

    def path(self, **changed: str) -> str:
        """The address of the form, or of one that a link with other facts would open."""
        return f"/answers/{FormLinks(LOG).written(replace(self.link, **changed))}"

    async def page(self, path: str = "") -> Page:
        """The form, as a browser shows it."""
        answer = await self.client.get(path or self.path(), headers=BROWSER)
        return read(answer.text, answer.status_code)

    async def filled(self, typed: Fields) -> Fields:
        """The fields of the form as it stands, with what is typed into some of them."""
        fields = fields_in((await self.page()).text)
        assert set(typed) <= set(fields), f"The form has no fields {set(typed) - set(fields)}."
        return {**fields, **typed}

    async def send(self, fields: Fields) -> httpx.Response:
        """Press a button: what the service answers, before a browser would follow it."""
        return await self.client.post(self.path(), data=fields, headers=BROWSER)

    async def tell(self, path: str, body: dict[str, Any]) -> Any:
        """A request of the secretariat that is taken; an update is one of the thing as it stands."""
        thing, is_update, _ = path.rpartition("/updates")
        headers = {"If-Match": (await self.client.get(f"{API}/{thing}")).headers["etag"]} if is_update else {}
        answer = await self.client.post(f"{API}/{path}", json=body, headers=headers)
        assert answer.is_success, answer.text
        return answer.json()

    async def ask(self, path: str) -> Any:
        """What the API answers to the secretariat."""
        answer = await self.client.get(f"{API}/{path}")
        assert answer.is_success, answer.text
        return answer.json()

    async def plan(self, title: str, **fields: Any) -> str:
        """The id of a plan of UNFPA, told a month ago unless another day is given."""
        body = {"title": title, "stage": "planned", "lead": AGENCY, "reported_by": AGENCY, "reported_on": day(-30)}
        return str((await self.tell("planned-meetings", {**body, **fields}))["id"])

    async def states(self) -> tuple[int, str]:
        """How many events the log has, and the state of the assignment."""
        position = (await self.ask("log/checkpoint"))["position"]
        shown = await self.ask(f"reporting-rounds/now/assignments/{AGENCY}")
        return int(position.partition(".")[0]), shown["assignment"]["state"]


def day(offset: int) -> str:
    """A day so many days from today."""
    return (date.fromisoformat(clock.today()) + timedelta(days=offset)).isoformat()


@asynccontextmanager
async def forms_at(url: str, folder: Path, requests_per_minute: int = 0) -> AsyncIterator[Forms]:
    """The service on the small record, with a signing key, a round that is open since yesterday, and a post."""
    key_file = folder / "signing-key.txt"
    write_signing_key(LOG, key_file)
    key = await key_for(url, Role.SECRETARIAT)
    settings = Settings(database_url=url, requests_per_minute=requests_per_minute, signing_key=str(key_file))
    application = create_app(settings)
    async with in_process(application, key) as client:
        forms = Forms(client, application, FormLink("now", AGENCY, "desk", "", "digest-1", day(20)))
        person = (await forms.tell("persons", {"name": "Amara Diallo", "agency": AGENCY}))["id"]
        await forms.tell("posts", {"id": "desk", "title": "Migration desk", "agency": AGENCY})
        await forms.tell("posts/desk/updates", {"type": "taken", "person": person})
        await forms.tell("reporting-rounds", a_round())
        yield replace(forms, link=replace(forms.link, person=person))


def a_round(**fields: Any) -> dict[str, Any]:
    """A round for the Seventh Meeting that asks UNFPA, and stands in nobody's way."""
    days = {"opens": day(-1), "due_by": day(10), "closes": day(20), "reported_on": day(-2)}
    return {"id": "now", "coordination_meeting": "cm7", "agencies": [AGENCY], "blockers": [], **days, **fields}


def fields_in(page: str) -> Fields:
    """What a browser would send of a page as it stands."""
    reader = _Fields()
    reader.feed(page)
    return reader.found


class _Fields(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: Fields = {}
        self._open = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name = given.get("name", "")
        if tag == "input" and name:
            self.found[name] = given.get("value", "")
        if tag in ("select", "textarea"):
            self._open = name
            self.found[name] = ""
        if tag == "option" and "selected" in given:
            self.found[self._open] = given["value"]

    def handle_data(self, data: str) -> None:
        if self._open and self.get_starttag_text() and str(self.get_starttag_text()).startswith("<textarea"):
            self.found[self._open] += data.removeprefix("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("select", "textarea"):
            self._open = ""
