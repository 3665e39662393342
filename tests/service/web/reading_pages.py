"""Reading pages as a browser does: what they link to, their headings, labels and words."""

from collections import deque
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urlsplit

import httpx
from msgspec import Struct, field

BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "Authorization": ""}
CONTROLS = ("input", "select", "textarea")
ONE_AGENCY, ONE_TOPIC = "unfpa", "remittances"


class Page(Struct):
    """What a test looks at in a page."""

    status: int = 0
    text: str = ""
    links: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    language: str | None = None
    title: str = ""
    labelled: set[str] = field(default_factory=set)
    controls: list[str] = field(default_factory=list)
    inline: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self._open = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._page.tags.append(tag)
        self._open = tag
        if tag in ("a", "link") and "href" in given:
            self._page.links.append(given["href"])
        if tag == "html":
            self._page.language = given.get("lang")
        if tag == "label":
            self._page.labelled.add(given["for"])
        if tag in CONTROLS and given.get("type") != "hidden":
            self._page.controls.append(given.get("id", "without an id"))
        if "id" in given:
            self._page.ids.append(given["id"])
        self._page.inline += [name for name in given if name == "style" or name.startswith("on")]

    def handle_data(self, data: str) -> None:
        if self._open == "title":
            self._page.title += data.strip()
            self._open = ""


def read(text: str, status: int = 200) -> Page:
    """The page in a text."""
    page = Page(status=status, text=text)
    _Reader(page).feed(text)
    return page


async def get(client: httpx.AsyncClient, address: str) -> Page:
    """The page at an address, asked for as a browser does: for HTML and without a key."""
    answer = await client.get(address, headers=BROWSER)
    return read(answer.text, answer.status_code)


async def crawl(client: httpx.AsyncClient, start: str) -> dict[str, Page]:
    """Every page that can be reached from one within the clocks of that one, by address."""
    clocks = urlsplit(start).query
    found: dict[str, Page] = {}
    waiting = deque([start])
    while waiting:
        address = waiting.popleft()
        if address in found:
            continue
        found[address] = await get(client, address)
        waiting += [link for link in map(_without_fragment, found[address].links) if _is_page(link, clocks)]
    return found


def _without_fragment(link: str) -> str:
    return link.partition("#")[0]


def _is_page(link: str, clocks: str) -> bool:
    """Whether it is one of our pages at these clocks.

    Single sources are left out, and of the cells of the follow-up all but those of one agency and one topic.
    """
    parts = urlsplit(link)
    if parts.path == "/follow-up":
        narrowed = dict(parse_qsl(parts.query))
        chosen = {narrowed.get("agency", ONE_AGENCY), narrowed.get("topic", ONE_TOPIC)}
        if chosen != {ONE_AGENCY, ONE_TOPIC}:
            return False
    others = ("/api/", "/static/", "/docs", "/problems", "/sources")
    same_clocks = clocks in parts.query if clocks else "as_of" not in parts.query
    return link.startswith("/") and not link.startswith(others) and same_clocks and "known_at" not in parts.query
