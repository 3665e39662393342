"""Whoever has the link has the form, for as long as the link holds; and the link itself is told to nobody."""

import string
from pathlib import Path
from typing import Any

import httpx
import pytest
import structlog

from events.log.signed_note import new_signing_key
from service.api import answers, envelope
from service.auth.links import FormLinks
from tests.service.web.form.forms import API, Forms, a_round, day, fields_in, forms_at
from tests.service.web.reading_pages import BROWSER, get
from tests.small_record import serving_at

pytestmark = pytest.mark.anyio

ROUND, POST = "reporting-rounds/now/updates", "posts/desk/updates"
ASSIGNMENT = "reporting-rounds/now/assignments/unfpa/updates"


async def refused(forms: Forms, path: str, status: int) -> str:
    """What the page says, for reading and for sending alike; nothing is written by either."""
    fields = fields_in((await forms.page()).text) if path != forms.path() else {}
    before = (await forms.states())[0]
    page = await forms.page(path)
    sent = await forms.client.post(path, data={**fields, "new.title": "A guide", "new.kind": "publication"})
    assert (page.status, sent.status_code, page.tags.count("h1")) == (status, status, 1)
    assert (await forms.states())[0] == before
    return page.text


async def test_the_link_opens_the_form_without_a_key(forms: Forms) -> None:
    """And a key that is sent with it adds nothing."""
    without = await forms.client.get(forms.path(), headers=BROWSER)
    with_key = await forms.client.get(forms.path(), headers={"Accept": "text/html"})
    assert (without.status_code, with_key.status_code) == (200, 200)
    assert fields_in(without.text).keys() == fields_in(with_key.text).keys()


async def test_a_link_of_which_a_letter_was_changed_opens_nothing(forms: Forms) -> None:
    """Whichever letter: every tenth is tried."""
    path = forms.path()
    for place in range(len("/answers/"), len(path), 10):
        other = next(one for one in string.ascii_letters if one != path[place])
        said = await refused(forms, path[:place] + other + path[place + 1 :], 404)
        assert "Open it from the mail once more, whole." in said


async def test_a_link_of_another_service_opens_nothing(forms: Forms) -> None:
    """Nor does one of the same name with another key."""
    other = FormLinks(new_signing_key("tourdetable.example.org/log")).written(forms.link)
    assert "is that of another service" in await refused(forms, f"/answers/{other}", 404)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"agency": "iom"}, "does not answer for iom"),
        ({"post": "desk-of-iom"}, "does not answer for unfpa"),
        ({"person": "person-noor"}, "held the post “Migration desk” before"),
        ({"reporting_round": "then"}, "There is no reporting round then"),
        ({"until": day(-1)}, "This link could be used until"),
    ],
)
async def test_a_link_that_was_made_for_something_else_is_over(
    forms: Forms, changed: dict[str, str], words: str
) -> None:
    """It was signed by the service, and what it says does not hold, or holds no more."""
    assert words in await refused(forms, forms.path(**changed), 410)


async def test_after_a_handover_the_link_is_over(forms: Forms) -> None:
    """Whoever holds the post now has a link of their own, which opens the form."""
    after = (await forms.tell("persons", {"name": "Noor Haddad", "agency": "unfpa"}))["id"]
    await forms.tell(POST, {"type": "taken", "person": after})
    assert "The next reminder brings one to whoever holds it now." in await refused(forms, forms.path(), 410)
    assert (await forms.page(forms.path(person=after))).status == 200


async def test_after_an_erasure_the_link_is_over(forms: Forms) -> None:
    """With the contacts goes what was sent to them."""
    await forms.tell(f"persons/{forms.link.person}/erasures", {})
    assert "were erased" in await refused(forms, forms.path(), 410)


@pytest.mark.parametrize(
    ("path", "body", "words"),
    [
        (POST, {"type": "closed"}, "was closed, and this link with it"),
        (POST, {"type": "left"}, "held the post “Migration desk” before"),
        (ROUND, {"type": "cancelled", "reason": "The meeting is off."}, "was called off"),
    ],
)
async def test_the_link_is_over_with_the_post_or_the_round(
    forms: Forms, path: str, body: dict[str, Any], words: str
) -> None:
    """Whatever was being filled in."""
    await forms.tell(path, body)
    assert words in await refused(forms, forms.path(), 410)


@pytest.mark.parametrize(
    ("steps", "words"),
    [
        ([(ASSIGNMENT, {"type": "submitted"})], "The answers were handed in on"),
        ([(ASSIGNMENT, {"type": "submitted"}), (ASSIGNMENT, {"type": "accepted"})], "The secretariat accepted"),
        ([(ASSIGNMENT, {"type": "released", "reason": "DESA answers for it."})], "DESA answers for it."),
        ([(ROUND, {"type": "corrected", "due_by": day(-1), "closes": day(-1)})], "The round closed on"),
        ([(ROUND, {"type": "corrected", "opens": day(2)})], "come back from that day on"),
    ],
)
async def test_where_nothing_is_taken_any_more_the_page_is_to_be_read(
    forms: Forms, steps: list[tuple[str, dict[str, Any]]], words: str
) -> None:
    """It says why, shows what was asked, and has no field; what is sent all the same is not taken, and not lost."""
    plan = await forms.plan("A workshop on remittances")
    filled = await forms.filled({f"answer.{plan}": "no_change", f"note.{plan}": "It goes on.", "new.title": "A guide"})
    for path, body in steps:
        await forms.tell(path, body)
    before = (await forms.states())[0]
    page, sent = await forms.page(), await forms.send({**filled, "new.kind": "publication"})
    assert (page.status, words in page.text, page.controls, "button" in page.tags) == (200, True, [], False)
    assert "A workshop on remittances" in page.text
    assert sent.status_code == 422
    assert words in sent.text
    assert "A guide" in sent.text
    assert (await forms.states())[0] == before


async def test_without_a_signing_key_there_are_no_links(small_sqlite_url: str, forms: Forms) -> None:
    """The page says so; the form itself is not said to exist or not."""
    async with serving_at(small_sqlite_url) as client:
        page = await get(client, forms.path())
    assert (page.status, "This service has no signing key" in page.text) == (404, True)


@pytest.mark.parametrize("path", ["", "x", "/deeper"])
async def test_every_answer_at_such_an_address_keeps_it_to_itself(forms: Forms, path: str) -> None:
    """No cache keeps it, no other site is told where its reader came from, and no search engine lists it."""
    address = forms.path() + path
    asked = [await forms.client.request(method, address) for method in ("GET", "HEAD", "POST", "DELETE", "OPTIONS")]
    for answer in asked:
        told = {name: answer.headers[name] for name in ("cache-control", "referrer-policy", "x-robots-tag")}
        assert told == {
            "cache-control": "no-store", "referrer-policy": "no-referrer", "x-robots-tag": "noindex, nofollow",
        }  # fmt: skip


async def test_other_pages_are_told_of_as_before(forms: Forms) -> None:
    """Control: what is no key is no secret."""
    headers = (await forms.client.get("/agencies", headers=BROWSER)).headers
    assert (headers["referrer-policy"], "x-robots-tag" in headers) == ("same-origin", False)


async def test_the_link_stands_in_no_journal_and_in_no_answer(forms: Forms, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither where it is taken nor where it is refused, and not in the log of events either."""
    written = structlog.testing.LogCapture()
    journal = structlog.wrap_logger(
        None,
        processors=[structlog.contextvars.merge_contextvars, written],
        wrapper_class=structlog.make_filtering_bound_logger("debug"),
    )
    monkeypatch.setattr(envelope, "logger", journal)
    monkeypatch.setattr(answers, "logger", journal)
    monkeypatch.setattr("service.web.answers.form_page", _breaks)
    link = forms.path().removeprefix("/answers/")
    told = [
        await forms.client.get(forms.path()),
        await forms.client.get(forms.path() + "x"),
        await forms.client.get(forms.path() + "/deeper"),
        await forms.client.put(forms.path()),
        await forms.client.post(forms.path(), json={}),
        await forms.client.post(forms.path(), data={"new.title": "A guide", "new.kind": "publication"}),
        await forms.client.get(f"{API}/log/events?after=0&limit=1000"),
    ]
    assert [answer.status_code for answer in told] == [500, 404, 404, 405, 415, 303, 200]
    assert [link in answer.text for answer in told] == [False] * 7
    assert [answer.json()["instance"] for answer in told[:5]] == ["/answers/"] * 5
    lines = [entry for entry in written.entries if entry["event"] in ("request", "request_failed")]
    assert {entry["path"] for entry in lines} == {"/answers/", f"{API}/log/events"}
    assert link not in str(written.entries)
    assert {entry["actor"] for entry in lines if entry.get("status") == 303} == {"key:link-digest-1"}


async def _breaks(*_: object, **__: object) -> bytes:
    raise RuntimeError("The page cannot be drawn.")


async def test_requests_are_counted_for_whoever_the_link_was_made_for(small_sqlite_url: str, tmp_path: Path) -> None:
    """One busy agency does not silence the others, and a link that is none is counted for the address it came from."""
    async with forms_at(small_sqlite_url, tmp_path, requests_per_minute=8) as forms:
        statuses = [(await forms.page()).status for _ in range(9)]
        assert (statuses[0], statuses[-1]) == (200, 429)
        assert (await forms.page("/agencies")).status == 200
        guessed = [(await forms.page(f"{forms.path()}{number}")).status for number in range(9)]
        assert (guessed[0], guessed[-1]) == (404, 429)


async def test_another_round_is_another_form(forms: Forms) -> None:
    """A link opens the form of one round and nothing else."""
    await forms.tell("reporting-rounds", a_round(id="next", title="The round of next year"))
    assert "The round of next year" not in (await forms.page()).text
    assert "The round of next year" in (await forms.page(forms.path(reporting_round="next"))).text


def test_the_help_of_these_tests_reads_a_form_as_a_browser_does() -> None:
    """Control: what is chosen and typed is sent, and what is not is sent empty."""
    page = (
        '<input name="a" value="1"><select name="b"><option value="">-</option><option value="2" selected>Two</option>'
        '</select><select name="c"><option value="3">Three</option></select><textarea name="d">\nIn words</textarea>'
    )
    assert fields_in(page) == {"a": "1", "b": "2", "c": "", "d": "In words"}


async def test_a_browser_is_never_led_elsewhere(forms: Forms) -> None:
    """What is sent leads back to the form by the same link."""
    sent: httpx.Response = await forms.send(await forms.filled({}))
    assert (sent.status_code, sent.headers["location"].partition("?")[0]) == (303, forms.path())
