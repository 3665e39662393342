"""What is not for everybody's eyes is nowhere in what others read: in no view, no count, no feed, at no clock."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from msgspec import Struct

from service.auth.roles import Role
from tests.loaded_record import Loaded, LoadedFile, copy, serving
from tests.service.api.publications import assert_problem
from tests.service.api.record import API, every, numbers

pytestmark = pytest.mark.anyio

HIDDEN: dict[str, dict[str, Any]] = {
    "a draft": {"draft": True},
    "for the secretariat": {"visibility": "secretariat"},
    "under an embargo": {"visibility": "public", "embargo_until": "2999-06-30"},
    "sent back": {"id": "unfpa-seminar-sent-back"},
    "hidden later": {"id": "unfpa-seminar-hidden-later"},
}
AFTER_THE_EMBARGO = "2999-12-31"


class Secret(Struct, frozen=True):
    """An activity that others may not see: its id and the word that is nowhere else in the record."""

    id: str
    word: str


@pytest.fixture(scope="module")
async def service(tmp_path_factory: pytest.TempPathFactory, loaded_file: LoadedFile) -> AsyncIterator[Loaded]:
    """A copy of the record to which UNFPA reports what others may not see."""
    path = tmp_path_factory.mktemp("hidden") / "tour.sqlite3"
    copy(loaded_file.path, path)
    async with serving(path, loaded_file.key) as loaded:
        yield loaded


async def _counted(client: httpx.AsyncClient) -> dict[str, dict[str, int]]:
    counts = (await client.get(f"{API}/follow-up/counts", params={"third_party": True})).json()
    total = (await client.get(f"{API}/activities?limit=1")).json()["total"]
    return {"counts": numbers(counts["counts"]), "activities": {"total": total}}


@pytest.fixture(scope="module")
async def secrets(service: Loaded) -> dict[str, Secret]:
    """The hidden activities of the service that the tests of this file share."""
    return await _hidden_in(service)


async def _hidden_in(service: Loaded) -> dict[str, Secret]:
    """UNFPA tells five activities in its turn at the ninth meeting; each is hidden in another way."""
    items = [
        {
            "type": "planned_meeting",
            "title": f"Seminar {_word(name)} on ageing",
            "description": f"The {_word(name)} room is booked.",
            "predicate": f"hold the seminar {_word(name)}",
            "lead": "unfpa",
            "topics": ["gfmd"],
            "stage": "planned",
            "due": {"as_written": "1 May 2011"},
            "date": {"edtf": "2031-05-01", "as_written": f"on {_word(name)} day"},
            "meeting": "iussp-marrakech-2009",
            "reported_on": "2011-02-18",
            **hidden,
        }
        for name, hidden in HIDDEN.items()
    ]
    body = {"order": 1, "agency": "unfpa", "items": items}
    async with service.calling(Role.FOCAL_POINT, "unfpa") as unfpa:
        made = await unfpa.post(f"{API}/coordination-meetings/cm9/interventions", json=body)
    assert made.status_code == 201, made.text
    secrets = {name: Secret(made.json()["items"][place], _word(name)) for place, name in enumerate(HIDDEN)}
    await _update(service, secrets["sent back"], {"type": "sent_back", "reason": "The date is missing."})
    await _update(service, secrets["hidden later"], {"type": "visibility", "visibility": "secretariat"})
    return secrets


async def _update(service: Loaded, secret: Secret, update: dict[str, str]) -> None:
    path = f"{API}/activities/{secret.id}"
    tag = (await service.client.get(path)).headers["etag"]
    answer = await service.client.post(f"{path}/updates", json=update, headers={"If-Match": tag})
    assert answer.status_code == 200, answer.text


def _word(name: str) -> str:
    """A word that stands nowhere else."""
    return "zz" + "".join(letter for letter in name if letter.isalpha())


LISTS = (
    "activities?limit=500", "follow-up?limit=500&third_party=true", "follow-up/counts", "agencies/unfpa/activities",
    "topics/gfmd/activities", "activities?meeting=iussp-marrakech-2009", "activities?meeting=cm9&limit=500",
    "search?q=zz*&limit=100", "search?q=-none%20seminar&limit=100",
    "activities?review=draft&review=sent_back&review=submitted", "meetings", "meetings/iussp-marrakech-2009",
    "coordination-meetings/cm9", "coordination-meetings/cm9/interventions", "coordination-meetings/cm9/interventions/1",
    "coordination-meetings/cm9/statements", "coordination-meetings/cm9/tour-de-table",
    "coordination-meetings/cm9/tour-de-table.md", "coordination-meetings/cm9/tour-de-table.html",
)  # fmt: skip
FEEDS = (
    "coordination-meetings/cm9/interventions/1/history", "agencies/unfpa/history",
    "log/events?limit=1000", "log/events?tag=agency:unfpa&limit=1000", "log/events?tag=topic:gfmd&limit=1000",
    "log/events?tag=meeting:iussp-marrakech-2009",
)  # fmt: skip
CLOCKS = ("", "as_of=2011-02-18", f"as_of={AFTER_THE_EMBARGO}", "known_at=before")


async def _everything(client: httpx.AsyncClient, secrets: dict[str, Secret]) -> dict[str, str]:
    """Every answer in which the activities could show, as text."""
    events = (await client.get(f"{API}/log/events?limit=1000")).json()["items"]
    before_it_was_hidden = [one for one in events if one["type"] == "planned-meeting-reported"][-1]["position"]
    own = [f"activities/{secret.id}" for secret in secrets.values()]
    addresses = [f"{path}{suffix}" for path in own for suffix in ("", "/history")] + list(FEEDS)
    for clock in CLOCKS:
        asked = clock.replace("before", before_it_was_hidden)
        addresses += [f"{path}{'&' if '?' in path else '?'}{asked}" for path in [*LISTS, *own]]
    addresses += [f"log/events/{event['position']}" for event in events[-12:]]
    answers = {address: await client.get(f"{API}/{address}") for address in addresses}
    assert {answer.status_code for answer in answers.values()} <= {200, 404}
    return {address: answer.text for address, answer in answers.items() if answer.status_code == 200}


@pytest.mark.parametrize(
    ("role", "agency"), [(Role.READER, None), (Role.READER, "unfpa"), (Role.FOCAL_POINT, "iom")], ids=str
)
@pytest.mark.parametrize("name", HIDDEN)
async def test_others_read_nothing_of_it_anywhere(
    service: Loaded, secrets: dict[str, Secret], role: Role, agency: str | None, name: str
) -> None:
    """Neither its words nor an id made of them, in lists, pages, histories, feeds and summaries, at any clock."""
    async with service.calling(role, agency) as client:
        found = await _everything(client, {name: secrets[name]})
    assert [address for address, text in found.items() if secrets[name].word in text] == []


@pytest.mark.parametrize("name", HIDDEN)
async def test_the_secretariat_and_the_agency_read_all_of_it(
    service: Loaded, secrets: dict[str, Secret], name: str
) -> None:
    """Control: the same walk finds the words in the lists, on the page, in the history and in the feed."""
    async with service.calling(Role.FOCAL_POINT, "unfpa") as unfpa:
        for client in (service.client, unfpa):
            found = await _everything(client, {name: secrets[name]})
            telling = {address.partition("?")[0] for address, text in found.items() if secrets[name].word in text}
            own = f"activities/{secrets[name].id}"
            everywhere = {"activities", own, f"{own}/history", "log/events", "agencies/unfpa/activities", "follow-up"}
            assert everywhere <= telling
            assert "coordination-meetings/cm9/interventions" in telling


async def test_hidden_promises_are_not_counted(loaded_anew: Loaded) -> None:
    """For readers the numbers are what they were; for the secretariat there are five more."""
    async with loaded_anew.calling(Role.READER) as reader:
        visible = await _counted(reader)
        secrets = await _hidden_in(loaded_anew)
        assert await _counted(reader) == visible
    assert (await _counted(loaded_anew.client))["activities"]["total"] == visible["activities"]["total"] + len(secrets)


@pytest.mark.parametrize("name", HIDDEN)
async def test_another_agency_can_neither_touch_it_nor_tell_it_again(
    service: Loaded, secrets: dict[str, Secret], name: str
) -> None:
    """What IOM may not see is to IOM as if it were not there."""
    async with service.calling(Role.FOCAL_POINT, "iom") as iom:
        path = f"{API}/activities/{secrets[name].id}"
        assert_problem(await iom.get(path), 404, "not-found")
        assert_problem(await iom.get(f"{path}/history"), 404, "not-found")
        answer = await iom.post(f"{path}/updates", json={"type": "no_change", "reported_by": "iom"})
        assert answer.status_code in (403, 404)
        again = {"title": "A seminar", "lead": "iom", "same_as": secrets[name].id}
        answer = await iom.post(f"{API}/planned-meetings", json=again)
        assert answer.status_code in (403, 404, 422), answer.text


async def test_the_summary_never_prints_a_draft(service: Loaded, secrets: dict[str, Secret]) -> None:
    """Not even for those who may see it: what is printed has been submitted."""
    async with service.calling(Role.FOCAL_POINT, "unfpa") as unfpa:
        for client in (service.client, unfpa):
            printed = (await client.get(f"{API}/coordination-meetings/cm9/tour-de-table.md")).text
            assert [name for name in ("a draft", "sent back") if secrets[name].word in printed] == []


async def test_a_draft_is_no_retelling_of_what_others_see(service: Loaded) -> None:
    """Words that are not yet said cannot change an activity that is public."""
    async with service.calling(Role.FOCAL_POINT, "un-desa") as desa:
        for hidden in ({"draft": True}, {"visibility": "secretariat"}, {"embargo_until": "2999-06-30"}):
            again = {"title": "Not yet said", "reported_by": "un-desa-pd", "same_as": "pd-egm-bangkok", **hidden}
            answer = await desa.post(f"{API}/planned-meetings", json=again)
            problem = assert_problem(answer, 422, "invalid-input")
            assert problem["faults"][0]["pointer"] == f"/{next(iter(hidden))}"


async def test_what_is_submitted_and_shown_is_seen_by_all(service: Loaded) -> None:
    """Control: a draft that is submitted appears for readers, and public after its embargo."""
    report = {"title": "Seminar zzopen", "reported_by": "unfpa", "lead": "unfpa", "draft": True}
    async with service.calling(Role.FOCAL_POINT, "unfpa") as unfpa, service.calling(Role.READER) as reader:
        made = await unfpa.post(f"{API}/commitments", json=report)
        path = made.headers["location"]
        assert (await reader.get(path)).status_code == 404
        answer = await unfpa.post(f"{path}/updates", json={"type": "submitted"}, headers={"If-Match": '"v1"'})
        assert answer.status_code == 200, answer.text
        assert (await reader.get(path)).status_code == 200
        assert "Seminar zzopen" in {one["title"] for one in await every(reader, "agencies/unfpa/activities")}


async def test_the_summary_prints_a_draft_of_the_meeting_once_it_is_submitted(service: Loaded) -> None:
    """An edit holds from when it is made, though what it lets out was said on the day of the meeting."""
    item = {"type": "commitment", "title": "Seminar zzlater", "predicate": "hold the seminar zzlater", "draft": True}
    turn = {"order": 2, "agency": "unfpa", "items": [{**item, "lead": "unfpa", "stage": "planned"}]}
    address = f"{API}/coordination-meetings/cm9/tour-de-table.md"
    async with service.calling(Role.FOCAL_POINT, "unfpa") as unfpa, service.calling(Role.READER) as reader:
        made = await unfpa.post(f"{API}/coordination-meetings/cm9/interventions", json=turn)
        path = f"{API}/activities/{made.json()['items'][0]}"
        assert "zzlater" not in (await reader.get(address)).text
        answer = await unfpa.post(f"{path}/updates", json={"type": "submitted"}, headers={"If-Match": '"v1"'})
        assert answer.status_code == 200, answer.text
        assert "zzlater" in (await reader.get(address)).text
