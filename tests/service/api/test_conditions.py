"""Tags of versions: nothing is sent twice, and nobody overwrites what they have not seen."""

from datetime import date

import httpx
import pytest

from service.api.conditions import etag_of_list, etag_of_thing
from service.api.layers import Application
from tests.service.api.publications import assert_problem, calling

pytestmark = pytest.mark.anyio

ADDRESS = "/api/v1/publications/world-population"
REPORT = {"title": "World Population Prospects"}


async def test_what_the_caller_has_is_not_sent_again(client: httpx.AsyncClient) -> None:
    """304 has the tag and no body."""
    etag = (await client.get(ADDRESS)).headers["etag"]
    answer = await client.get(ADDRESS, headers={"If-None-Match": etag})
    assert (answer.status_code, answer.content, answer.headers["etag"]) == (304, b"", etag)
    assert answer.headers["vary"] == "Authorization, Accept"


@pytest.mark.parametrize("wanted", ['"other", {etag}', "W/{etag}", "*", '"a,b",{etag} '])
async def test_if_none_match_may_name_several_tags(client: httpx.AsyncClient, wanted: str) -> None:
    """Lists, weak tags and the star are understood (RFC 9110, 13.1.2)."""
    etag = (await client.get(ADDRESS)).headers["etag"]
    assert (await client.get(ADDRESS, headers={"If-None-Match": wanted.format(etag=etag)})).status_code == 304


async def test_an_older_tag_gets_the_new_version(client: httpx.AsyncClient) -> None:
    """Control: another tag is no reason for 304."""
    answer = await client.get(ADDRESS, headers={"If-None-Match": '"v2;;;1"'})
    assert (answer.status_code, answer.json()["version"]) == (200, 3)


async def test_a_file_that_the_browser_has_is_not_sent_again(client: httpx.AsyncClient) -> None:
    """The large script of the documentation travels once."""
    address = "/static/vendor/swagger-ui/swagger-ui-bundle.js"
    etag = (await client.get(address)).headers["etag"]
    answer = await client.get(address, headers={"If-None-Match": etag})
    assert (answer.status_code, answer.content) == (304, b"")


async def test_one_scope_has_one_tag_and_another_scope_another(application: Application) -> None:
    """A list is tagged by what may be seen, not by the token."""
    tags = []
    for key in ("reader", "unfpa", "secretariat"):
        async with calling(application, key) as client:
            tags.append((await client.get("/api/v1/publications")).headers["etag"])
    assert len(set(tags)) == 3


async def test_replacing_without_a_version_is_refused(client: httpx.AsyncClient) -> None:
    """428 asks for If-Match."""
    assert_problem(await client.put(ADDRESS, json=REPORT), 428, "precondition-required")


async def test_replacing_names_the_version_that_was_read(client: httpx.AsyncClient) -> None:
    """The version in the tag reaches the handler."""
    etag = (await client.get(ADDRESS)).headers["etag"]
    answer = await client.put(ADDRESS, json=REPORT, headers={"If-Match": etag})
    assert (answer.status_code, answer.json()["version"]) == (200, 4)


async def test_the_star_names_no_version(client: httpx.AsyncClient) -> None:
    """`If-Match: *` would overwrite whatever is there."""
    assert_problem(await client.put(ADDRESS, json=REPORT, headers={"If-Match": "*"}), 428, "precondition-required")


@pytest.mark.parametrize("tag", ['W/"v3;;;1"', '"p12.9f3c2a01;;public;1"', "v3", '"v3;;;1", "v4;;;1"', '"v3x"'])
async def test_a_tag_that_names_no_version_of_a_thing_is_refused(client: httpx.AsyncClient, tag: str) -> None:
    """A weak tag, the tag of a list or two tags cannot say what is replaced."""
    assert_problem(await client.put(ADDRESS, json=REPORT, headers={"If-Match": tag}), 400, "bad-request")


def test_a_tag_changes_with_each_thing_that_changes_the_answer() -> None:
    """Version, day, scope and representation each make another tag."""
    day = date(2008, 11, 21)
    tags = {
        etag_of_thing(3),
        etag_of_thing(4),
        etag_of_thing(3, evaluated_on=day),
        etag_of_thing(3, scope="public"),
        etag_of_thing(3, representation="2"),
        etag_of_list("3.9f3c2a01", scope="public"),
        etag_of_list("3.9f3c2a02", scope="public"),
        etag_of_list("3.9f3c2a01", evaluated_on=day, scope="public"),
    }
    assert len(tags) == 8


def test_a_list_is_never_tagged_by_a_bare_position() -> None:
    """After a restore the same number would name another state."""
    with pytest.raises(AssertionError, match="no leaf"):
        etag_of_list("3", scope="public")
