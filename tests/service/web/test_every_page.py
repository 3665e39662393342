"""What holds for every page of the record, as of today and as of a day in the past."""

from urllib.parse import urlsplit

from tests.loaded_record import Loaded
from tests.service.web.reading_pages import Page, get, read

THE_DAY_SAID_LATER = ("19 May 2011", "2011-05-19")


def test_every_page_is_found(pages: dict[str, Page]) -> None:
    """Every link between the pages leads to a page, and there are pages of every sort."""
    assert {address: page.status for address, page in pages.items() if page.status != 200} == {}
    sorts = {urlsplit(address).path.split("/")[1] for address in pages}
    assert sorts == {
        "", "agencies", "topics", "follow-up", "activities", "mandates", "meetings", "coordination-meetings", "search",
        "statements",
    }  # fmt: skip


def test_every_link_within_a_page_has_its_place(pages: dict[str, Page]) -> None:
    """A link to a part of a page, of the same or of another, leads to a part that is there."""
    missing = []
    for address, page in pages.items():
        for link in page.links:
            target, _, part = link.partition("#")
            if part and (target or address) in pages and part not in pages[target or address].ids:
                missing.append((address, link))
    assert missing == []


async def test_every_other_address_is_served(loaded: Loaded, pages_then: dict[str, Page]) -> None:
    """The API, the style sheet, the documentation and the page as it stands are where pages say; a key may be asked."""
    of_each_sort: dict[tuple[str, ...], str] = {}
    for page in pages_then.values():
        for link in page.links:
            if link.startswith("/") and link not in pages_then:
                of_each_sort[_sort(link)] = link
    assert len(of_each_sort) > 15
    for link in of_each_sort.values():
        answer = await loaded.client.get(link)
        assert answer.status_code == 200, (link, answer.text)


def _sort(link: str) -> tuple[str, ...]:
    parts = urlsplit(link)
    names = tuple(sorted(pair.partition("=")[0] for pair in parts.query.split("&")))
    within = parts.path.split("/")[1 : 4 if link.startswith("/api/") else 2]
    return (*within, str(parts.path.count("/")), *names)


def test_every_page_has_one_heading_a_title_and_a_language(pages: dict[str, Page]) -> None:
    """Whoever hears a page read out knows where they are."""
    for address, page in pages.items():
        assert page.tags.count("h1") == 1, address
        assert page.title.endswith("– Tour de Table"), address
        assert len(page.title) > len("– Tour de Table") + 3, address
        assert page.language == "en", address


def test_every_field_of_a_form_has_a_label(pages: dict[str, Page]) -> None:
    """Each field can be found by its words."""
    for address, page in pages.items():
        assert set(page.controls) <= page.labelled, address
        assert "as-of" in page.controls, address


def test_no_page_needs_a_script_or_a_style_of_its_own(pages: dict[str, Page]) -> None:
    """The policy of the service forbids both, so a page that had one would be broken."""
    for address, page in pages.items():
        assert "script" not in page.tags, address
        assert "style" not in page.tags, address
        assert page.inline == [], address


def test_every_id_is_used_once(pages: dict[str, Page]) -> None:
    """Two parts of one page never share a name."""
    for address, page in pages.items():
        assert len(page.ids) == len(set(page.ids)), address


def test_a_page_that_breaks_the_rules_is_found() -> None:
    """Control: a script, a handler, a second heading and a field without a label are seen."""
    page = read('<html><h1>A</h1><h1 onclick="x">B</h1><script></script><input id="day"><a href="/agencies">A</a>')
    assert (page.tags.count("h1"), "script" in page.tags, page.inline) == (2, True, ["onclick"])
    assert (page.controls, page.labelled, page.language) == (["day"], set(), None)


def test_what_was_said_later_is_nowhere(pages_then: dict[str, Page], pages_today: dict[str, Page]) -> None:
    """As of 2008 no page knows the day on which the debate of 2011 would be; as of today several do."""
    assert [address for address, page in pages_then.items() if _knows_the_day(page)] == []
    assert len([address for address, page in pages_today.items() if _knows_the_day(page)]) > 1


def _knows_the_day(page: Page) -> bool:
    return any(words in page.text for words in THE_DAY_SAID_LATER)


async def test_a_page_that_is_not_there_is_seen(loaded: Loaded) -> None:
    """Control: the walk would notice a link that leads nowhere."""
    assert (await get(loaded.client, "/agencies/league-of-nations")).status == 404
