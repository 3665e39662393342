"""The log as a stream: all is told in order, a reader goes on where it stopped, and nothing hidden is told."""

from collections import Counter
from typing import Any

import httpx
import msgspec
import pytest

from service.api.log_stream import STREAMS_MAX, STREAMS_OF_ONE_MAX
from service.auth.roles import Role
from tests.loaded_record import Loaded
from tests.service.api.publications import assert_problem
from tests.service.api.record import API

pytestmark = pytest.mark.anyio

STREAM = f"{API}/log/stream"


async def streamed(client: httpx.AsyncClient, headers: dict[str, str] | None = None, **parameters: Any) -> list[Any]:
    """The events of a stream that ends once it has told what there is."""
    answer = await client.get(STREAM, params={"seconds": 0, **parameters}, headers=headers)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith("text/event-stream")
    return events_in(answer.text)


def events_in(text: str) -> list[Any]:
    """The events of a stream as a browser reads them: fields up to an empty line; without data there is no event."""
    found = []
    for block in text.split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.split("\n") if ": " in line and not line.startswith(":"))
        if "data" in fields:
            event = msgspec.json.decode(fields["data"])
            assert (fields["id"], fields["event"]) == (event["position"], event["type"])
            found.append(event)
    return found


async def every_event(client: httpx.AsyncClient, **parameters: Any) -> list[Any]:
    """All events, page by page."""
    found: list[Any] = []
    after = "0"
    while after:
        page = (await client.get(f"{API}/log/events", params={"after": after, "limit": 400, **parameters})).json()
        found += page["items"]
        after = page.get("next")
    return found


async def test_the_stream_tells_the_whole_log_in_order(loaded: Loaded) -> None:
    """It gives what /log/events gives, event by event, over more than one reading of the log."""
    told = await streamed(loaded.client)
    assert told == await every_event(loaded.client)
    assert len(told) > 500


async def test_a_reader_goes_on_after_the_last_event_that_arrived(loaded: Loaded) -> None:
    """Last-Event-ID says where, and comes before the address that the stream was first opened with."""
    whole = await every_event(loaded.client)
    here = whole[699]["position"]
    assert await streamed(loaded.client, {"Last-Event-ID": here}, after="0") == whole[700:]
    assert await streamed(loaded.client, after=here) == whole[700:]
    assert await streamed(loaded.client, after=whole[-1]["position"]) == []


async def test_under_a_tag_only_what_has_it_is_told(loaded: Loaded) -> None:
    """As in /log/events; and the last id lets a reader pass over the rest."""
    told = await streamed(loaded.client, tag="agency:unfpa")
    assert told == await every_event(loaded.client, tag="agency:unfpa")
    answer = await loaded.client.get(STREAM, params={"seconds": 0, "tag": "agency:unfpa"})
    head = (await loaded.client.get(f"{API}/log/checkpoint")).json()["position"]
    assert answer.text.rstrip().endswith(f"id: {head}")


async def test_a_draft_of_another_agency_is_not_told(loaded_anew: Loaded) -> None:
    """Its event has no data in the whole stream, and is not there under a tag."""
    draft = {"title": "A secret survey", "reported_by": "unfpa", "lead": "unfpa", "draft": True}
    assert (await loaded_anew.client.post(f"{API}/commitments", json=draft)).status_code == 201
    async with loaded_anew.calling(Role.FOCAL_POINT, "iom") as other:
        assert (await streamed(other))[-1]["data"] is None
        assert "secret" not in str(await streamed(other, tag="agency:unfpa"))
    assert (await streamed(loaded_anew.client))[-1]["data"]["title"] == "A secret survey"


async def test_a_position_that_is_none_is_refused_with_its_place(loaded: Loaded) -> None:
    """The fault names the header, before a stream has begun."""
    answer = await loaded.client.get(STREAM, headers={"Last-Event-ID": "yesterday"})
    problem = assert_problem(answer, 422, "invalid-input")
    detail = "Expected a position such as 1234.9f3c2a01, found yesterday."
    assert problem["faults"] == [{"pointer": "/Last-Event-ID", "detail": detail, "source": "header"}]


async def test_a_position_of_another_log_is_refused(loaded: Loaded) -> None:
    """A mirror of a log that was restored must begin anew, and not go on with another history."""
    answer = await loaded.client.get(STREAM, headers={"Last-Event-ID": "7.00000000"})
    assert_problem(answer, 409, "log-diverged")


async def test_streams_are_limited(loaded: Loaded, monkeypatch: pytest.MonkeyPatch) -> None:
    """More than there may be, in all or of one owner, are refused with the time after which to come again."""
    desk = loaded.application.dependencies["desk"].dependency()  # type: ignore[union-attr]
    await streamed(loaded.client)
    (owner,) = desk.tail.readers
    for readers in ({"key:others": STREAMS_MAX}, {owner: STREAMS_OF_ONE_MAX}):
        monkeypatch.setattr(desk.tail, "readers", Counter(readers))
        answer = await loaded.client.get(STREAM, params={"seconds": 0})
        assert_problem(answer, 503, "overloaded")
        assert answer.headers["retry-after"] == "30"
    monkeypatch.undo()
    await streamed(loaded.client)
    assert desk.tail.readers.total() == 0
