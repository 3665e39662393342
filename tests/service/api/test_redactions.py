"""Redactions over HTTP: the words are gone from every answer about every day, and every proof stays valid."""

import asyncio
from collections.abc import AsyncIterator

import httpx
import msgspec
import pytest
import sqlalchemy as sa

from events.log.database import Statement, open_database
from events.log.merkle import leaf_hash
from events.log.tables import command_log
from events.withholding import NAME_WITHHELD, TEXT_WITHHELD
from service.writer.command_log import REFUSED
from service.writer.withholding import cleaned_answer
from service.writer.work import RefusalKept
from tests.service.api.publications import assert_problem
from tests.service.keeping.keeping import findings
from tests.small_record import API, position_of, serving_at, withhold

pytestmark = pytest.mark.anyio

NAME = "Keiko Osaki"
DESCRIPTION = "Call Ms. Keiko Osaki for the programme."
SEMINAR = f"{API}/activities/pd-seminar"


@pytest.fixture
async def client(small_url: str) -> AsyncIterator[httpx.AsyncClient]:
    """A service with a small record, once on each kind of database."""
    async with serving_at(small_url) as client:
        yield client


@pytest.fixture
async def described(client: httpx.AsyncClient) -> str:
    """The position of the report whose description names somebody."""
    return await position_of(client, "planned-meeting-reported", id="pd-seminar")


async def everything(client: httpx.AsyncClient, known_at: str) -> str:
    """What the service answers about the seminar and its meeting, now and as known before."""
    paths = [SEMINAR, f"{SEMINAR}/history", f"{API}/activities", f"{API}/log/events?limit=1000", f"{API}/follow-up"]
    paths += [f"{API}/coordination-meetings/cm7/tour-de-table{form}" for form in (".json", ".md", ".html")]
    paths += ["/activities/pd-seminar", "/coordination-meetings/cm7", "/follow-up"]
    asked = [f"{path}{'&' if '?' in path else '?'}known_at={known_at}" for path in paths if "log" not in path]
    texts = []
    for path in paths + asked:
        answer = await client.get(path)
        if "history" not in path or answer.status_code != 422:
            assert answer.status_code == 200, f"{path}: {answer.text}"
        texts.append(answer.text)
    return "\n".join(texts)


async def test_the_words_are_in_no_answer_about_any_day(client: httpx.AsyncClient, described: str) -> None:
    """Before, the description is told; after, neither now nor as known before is it told anywhere."""
    before = (await client.get(f"{API}/log/checkpoint")).json()["position"]
    assert NAME in await everything(client, before)
    assert (await withhold(client, described, "description")).status_code == 200
    assert NAME not in await everything(client, before)
    for clocks in ({}, {"known_at": before}, {"as_of": "2009-01-01", "known_at": before}):
        assert (await client.get(SEMINAR, params=clocks)).json()["description"] == TEXT_WITHHELD


async def test_the_event_names_what_was_withheld(client: httpx.AsyncClient, described: str) -> None:
    """The event keeps its place and its leaf, goes without the field, and the history tells of the redaction."""
    await withhold(client, described, "description")
    event = (await client.get(f"{API}/log/events/{described}")).json()
    assert event["withheld"] == ["description"]
    assert "description" not in event["data"]
    last = (await client.get(f"{SEMINAR}/history")).json()["items"][-1]
    assert (last["type"], last["data"]["field"]) == ("event-redacted", "description")
    assert f"{last['data']['position']}.{last['data']['leaf']}" == described
    assert "The text of description at position" in (await client.get("/activities/pd-seminar")).text


async def test_a_kept_copy_is_no_longer_current(client: httpx.AsyncClient, described: str) -> None:
    """Whoever has the old answer gets the new one, for the thing has another tag."""
    tag = (await client.get(SEMINAR)).headers["etag"]
    assert (await client.get(SEMINAR, headers={"If-None-Match": tag})).status_code == 304
    await withhold(client, described, "description")
    assert (await client.get(SEMINAR, headers={"If-None-Match": tag})).status_code == 200


async def test_proofs_made_before_stay_valid(client: httpx.AsyncClient, described: str, small_url: str) -> None:
    """The root of then is the root of the first events of now, the proof of the event is the same, all verifies."""
    proof = f"{API}/log/events/{described}/proof"
    before = (await client.get(f"{API}/log/checkpoint")).json()
    proven = (await client.get(proof, params={"size": before["size"]})).json()
    await withhold(client, described, "description")
    grown = await client.get(f"{API}/log/consistency", params={"old_size": before["size"]})
    assert grown.json()["old_root"] == before["root"]
    assert (await client.get(proof, params={"size": before["size"]})).json() == proven
    assert await findings(small_url) == []


async def test_what_was_said_later_stands_on_the_gap(client: httpx.AsyncClient, described: str) -> None:
    """News after a redaction is taken, and the writer has forgotten the words that it remembered."""
    await withhold(client, described, "title")
    told = await client.post(
        f"{SEMINAR}/updates", json={"type": "completed", "note": "It is done.", "reported_on": "2009-09-30"}
    )
    assert told.status_code == 200, told.text
    seminar = (await client.get(SEMINAR)).json()
    assert (seminar["stage"], seminar["title"]) == ("completed", TEXT_WITHHELD)


async def test_a_published_name_reads_as_withheld_in_the_summary(client: httpx.AsyncClient) -> None:
    """The summary issued again says that the name is withheld, in every form."""
    turn = await position_of(client, "intervention-recorded", agency="unfpa")
    address = f"{API}/coordination-meetings/cm7/tour-de-table"
    assert "Guzmán" in (await client.get(f"{address}.md")).text
    assert (await withhold(client, turn, "speaker")).status_code == 200
    for form in (".json", ".md", ".html"):
        text = (await client.get(address + form)).text
        assert "Guzmán" not in text
        assert NAME_WITHHELD in text.lower().replace("\\", "")


@pytest.mark.parametrize(
    ("event_type", "field", "path", "shown"),
    [
        ("publication-reported", "predicate", f"{API}/activities/unfpa-atlas", ("predicate", None)),
        ("publication-reported", "authors", f"{API}/activities/unfpa-atlas", ("authors", NAME_WITHHELD)),
        (
            "publication-reported",
            "due",
            f"{API}/activities/unfpa-atlas",
            ("due", {"edtf": None, "as_written": TEXT_WITHHELD, "earliest": None, "latest": None}),
        ),
        ("topic-registered", "alternative_labels", f"{API}/topics/remittances", ("alternative_labels", [])),
        ("meeting-registered", "title", f"{API}/meetings/gfmd-2", ("title", TEXT_WITHHELD)),
    ],
)
async def test_each_sort_of_words_reads_as_a_gap(
    client: httpx.AsyncClient, event_type: str, field: str, path: str, shown: tuple[str, object]
) -> None:
    """Texts and names say that they are withheld; lists are empty; what a sentence is made from is not there."""
    listed = (await client.get(f"{API}/log/events", params={"limit": 1000})).json()["items"]
    place = next(one["position"] for one in listed if one["type"] == event_type and field in one["data"])
    answer = await withhold(client, place, field)
    assert answer.status_code == 200, answer.text
    name, expected = shown
    assert (await client.get(path)).json().get(name) == expected


@pytest.mark.parametrize(
    ("event_type", "data", "field", "sentence"),
    [
        ("planned-meeting-reported", {"id": "pd-seminar"}, "lead", "holds no words of anybody"),
        ("planned-meeting-reported", {"id": "pd-seminar"}, "partners", "holds no words of anybody"),
        ("planned-meeting-reported", {"id": "pd-seminar"}, "venue", "has no field venue"),
        ("mandate-registered", {}, "symbol", "holds no words of anybody"),
    ],
)
async def test_what_holds_no_words_stays(
    client: httpx.AsyncClient, event_type: str, data: dict[str, str], field: str, sentence: str
) -> None:
    """A field that says who, which or how many is refused, with the fields of words that the event has."""
    place = await position_of(client, event_type, **data)
    problem = assert_problem(await withhold(client, place, field), 422, "invalid-input")
    assert sentence in problem["detail"]
    assert problem["faults"][0]["pointer"] == "/field"


async def test_a_field_is_withheld_once(client: httpx.AsyncClient, described: str) -> None:
    """The second request is refused as a conflict; the same one again under its key has the same answer."""
    body = {"field": "description", "reason": "Withheld on request."}
    address, headers = f"{API}/log/events/{described}/redactions", {"Idempotency-Key": "letter-of-3-march"}
    first = await client.post(address, json=body, headers=headers)
    assert (await client.post(address, json=body, headers=headers)).json() == first.json()
    assert_problem(await withhold(client, described, "description"), 409, "conflict")


async def test_a_reason_does_not_repeat_the_words(client: httpx.AsyncClient, described: str) -> None:
    """What everybody may read about a redaction must not say it again."""
    answer = await withhold(client, described, "description", reason=f"He said: {DESCRIPTION}")
    assert assert_problem(answer, 422, "invalid-input")["faults"][0]["pointer"] == "/reason"


async def test_an_event_of_another_history_is_not_touched(client: httpx.AsyncClient, described: str) -> None:
    """A position with the wrong leaf is refused before anything is asked of the writer."""
    number = described.partition(".")[0]
    assert leaf_hash(b"")[:4].hex() != described.partition(".")[2]
    answer = await withhold(client, f"{number}.{leaf_hash(b'')[:4].hex()}", "description")
    assert_problem(answer, 409, "log-diverged")


async def test_the_receipt_warns_of_the_same_words_elsewhere(client: httpx.AsyncClient) -> None:
    """Words that a correction said again, and an id that was made of them, stay until they are dealt with too."""
    body = {"title": "Course by Raúl Ruíz", "lead": "iom", "reported_by": "iom"}
    made = (await client.post(f"{API}/commitments", json=body)).json()
    again = {
        "title": "Course by Raúl Ruíz",
        "lead": "iom",
        "reported_by": "iom",
        "same_as": made["id"],
        "id": "course-2",
    }
    assert (await client.post(f"{API}/commitments", json=again)).status_code in (200, 201)
    warnings = (await withhold(client, made["position"], "title")).json()["warnings"]
    assert [warning["rule"] for warning in warnings] == ["said-elsewhere", "named-after"]
    assert not any("Raúl" in warning["sentence"] for warning in warnings)


async def test_answers_that_were_kept_lose_the_words(client: httpx.AsyncClient, small_url: str) -> None:
    """A warning quoted them; the answer stays without them, and the digest of the request confirms no guess."""
    address, headers = f"{API}/commitments", {"Idempotency-Key": "letter-of-4-march"}
    body = {"title": "A promise", "lead": "iom", "reported_by": "iom", "due": {"as_written": f"when {NAME} is back"}}
    made = await client.post(address, json=body, headers=headers)
    assert NAME in made.json()["warnings"][0]["sentence"]
    assert NAME in await kept_answers(small_url)
    assert (await withhold(client, made.json()["position"], "due")).status_code == 200
    kept = await kept_answers(small_url)
    assert NAME not in kept
    assert TEXT_WITHHELD in kept
    assert_problem(await client.post(address, json=body, headers=headers), 409, "key-reused")


async def kept_answers(database_url: str) -> str:
    """Everything that the command log holds of its answers."""
    database = open_database(database_url)
    await database.open()
    async with database.reading() as transaction:
        rows = await transaction.fetch_all(Statement(sa.select(command_log.c.answer)))
    await database.close()
    return "\n".join(answer for (answer,) in rows)


@pytest.mark.parametrize(("words", "whole"), [('a "quoted" name', False), ("Li", True)])
def test_a_refusal_that_was_kept_loses_the_words(words: str, whole: bool) -> None:
    """In the sentence and in each fault; of words that are too short to be sought for, no sentence is left."""
    refused = RefusalKept(slug="invalid-input", sentence=f"Found {words}.", faults=(("/speaker", f"{words}.", "x"),))
    answer = msgspec.json.encode(refused).decode()
    cleaned = msgspec.json.decode(cleaned_answer(REFUSED, answer, words, whole=whole), type=RefusalKept)
    assert words not in cleaned.sentence + cleaned.faults[0][1]
    assert (cleaned.slug, cleaned.faults[0][0]) == ("invalid-input", "/speaker")


async def test_other_commands_that_wait_are_decided_after_it(client: httpx.AsyncClient, described: str) -> None:
    """Handed in at once with others, a redaction ends its batch, and each of the others has its effect once."""
    news = {"type": "no_change"}
    answers = await asyncio.gather(
        *(client.post(f"{SEMINAR}/updates", json=news) for _ in range(5)),
        withhold(client, described, "description"),
        withhold(client, described, "title"),
        *(client.post(f"{SEMINAR}/updates", json=news) for _ in range(5)),
    )
    assert [answer.status_code for answer in answers] == [200] * 12
    assert len({answer.json()["position"] for answer in answers}) == 12
    assert (await client.get(f"{API}/log/events/{described}")).json()["withheld"] == ["description", "title"]
