"""The search over HTTP: the record in four scripts, at both clocks, for those who may read, and nothing withheld."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
import sqlalchemy as sa

from events.log.database import Statement, open_database
from projections.activities import ACTIVITIES
from service.auth.roles import Role
from tests.loaded_record import Loaded
from tests.service.api.record import API, Entry, entries, every, total
from tests.small_record import position_of, serving_at, withhold

pytestmark = pytest.mark.anyio

TITLES = {
    "国际移民统计报告": ("移民统计", "统计", "移"),
    "Отчёт о международной миграции": ("отчет", "миграции", "МЕЖДУНАР*"),
    "تقرير عن الهجرة الدولية": ("الهِجرة", "الدول*", "تقـريـر"),
    "Étude sur l’œuvre de l'Organisation": ("etude", "OEUVRE", "l'oeuvre"),
    "รายงานแรงงานข้ามชาติ": ("แรงงาน", "ข้ามชาติ"),
}


async def found(client: httpx.AsyncClient, words: str, **more: str) -> list[Entry]:
    return await every(client, "search", q=words, limit="100", **more)


async def ids(client: httpx.AsyncClient, words: str, **more: str) -> list[str]:
    return [one["id"] for one in await found(client, words, **more)]


def marked(hit: Entry, field: str) -> list[str]:
    texts = (one["pieces"] for one in hit["highlights"] if one["field"] == field)
    return ["".join(f"[{piece['text']}]" if piece.get("found") else piece["text"] for piece in text) for text in texts]


@pytest.fixture
async def small(small_url: str) -> AsyncIterator[httpx.AsyncClient]:
    """A service with a small record, once on each kind of database."""
    async with serving_at(small_url) as client:
        yield client


async def reported(client: httpx.AsyncClient, title: str, **more: Any) -> str:
    body = {"title": title, "lead": "unfpa", "reported_by": "unfpa", "reported_on": "2009-01-05", **more}
    answer = await client.post(f"{API}/commitments", json=body)
    assert answer.is_success, answer.text
    made: str = answer.json()["id"]
    return made


async def updated(client: httpx.AsyncClient, activity_id: str, **update: Any) -> None:
    path = f"{API}/activities/{activity_id}"
    tag = (await client.get(path)).headers["etag"]
    answer = await client.post(f"{path}/updates", json=update, headers={"If-Match": tag})
    assert answer.is_success, answer.text


@pytest.mark.parametrize("title", TITLES)
async def test_a_title_is_found_by_a_word_inside_it(small: httpx.AsyncClient, title: str) -> None:
    """In any script, whatever the case, the accents and the blanks, on both databases, with the word marked."""
    made = await reported(small, title)
    for words in TITLES[title]:
        (hit,) = await found(small, words)
        assert (hit["noun"], hit["id"]) == ("activity", made)
        assert any("[" in shown for shown in marked(hit, "title"))
        assert "".join(marked(hit, "title")).replace("[", "").replace("]", "") == title


async def test_every_agency_of_the_record_is_found_by_each_of_its_names(loaded: Loaded) -> None:
    """Its acronym, its name and its aliases are each found in it, and its whole name puts it before all others."""
    for agency in entries("agencies"):
        for name in filter(None, (agency["acronym"], agency["name"], *agency["aliases"])):
            hits = await ids(loaded.client, name, **{"in": "agencies"})
            assert agency["id"] in hits, name
        best = (await found(loaded.client, agency["name"], **{"in": "agencies"}))[0]
        assert best["score"] >= 4, agency["name"]


async def test_every_title_of_the_record_is_found_first_by_itself(loaded: Loaded) -> None:
    """Who types a whole title finds what is called so before anything else."""
    for entry in entries("activities"):
        if not entry.get("same_as"):
            hits = await found(loaded.client, entry["title"][:200], **{"in": "activities"})
            assert entry["id"] in [one["id"] for one in hits if one["score"] == hits[0]["score"]], entry["title"]


async def test_hits_are_of_every_noun_and_say_what_they_are(loaded: Loaded) -> None:
    """A hit has its noun, what one would show of it, and its words marked; a question may be for some nouns alone."""
    hits = await found(loaded.client, "remittances")
    nouns = {hit["noun"] for hit in hits}
    assert nouns == {"activity", "statement", "topic"}
    assert all(hit["highlights"] for hit in hits)
    assert {hit["noun"] for hit in await found(loaded.client, "remittances", **{"in": "topics"})} == {"topic"}
    statement = next(hit for hit in hits if hit["noun"] == "statement")
    assert statement["coordination_meeting"] == "cm7"
    assert statement["statement_type"]


async def test_the_best_comes_first_and_a_walk_repeats_nothing(loaded: Loaded) -> None:
    """Scores never grow along the walk, and its pages together are the whole."""
    whole = await found(loaded.client, "international migration")
    assert [hit["score"] for hit in whole] == sorted((hit["score"] for hit in whole), reverse=True)
    assert len({(hit["noun"], hit["id"]) for hit in whole}) == len(whole) > 40
    walked = await every(loaded.client, "search", q="international migration", limit="7")
    assert walked == whole
    assert await total(loaded.client, "search", q="international migration") == len(whole)


async def test_a_walk_reads_the_state_that_its_first_page_read(loaded_anew: Loaded) -> None:
    """What is reported meanwhile is on no later page."""
    client = loaded_anew.client
    before = await ids(client, "remittances")
    first = (await client.get(f"{API}/search", params={"q": "remittances", "limit": 5})).json()
    await reported(client, "Remittances and more remittances")
    rest = await ids(client, "remittances", cursor=first["next"])
    assert [one["id"] for one in first["items"]] + rest == before
    assert len(await ids(client, "remittances")) == len(before) + 1


async def test_a_title_that_was_corrected_is_found_by_its_old_words_only_then(small: httpx.AsyncClient) -> None:
    """Now by the new words alone; as the log knew it before, by the old ones alone; by neither before it was said."""
    made = await reported(small, "Compendium of Zanzibar")
    before = (await small.get(f"{API}/log/checkpoint")).json()["position"]
    await updated(small, made, type="corrected", title="Compendium of Pemba", reason="Misread.")
    assert await ids(small, "pemba") == [made]
    assert await ids(small, "zanzibar") == []
    assert await ids(small, "zanzibar", known_at=before) == [made]
    assert await ids(small, "pemba", known_at=before) == []
    assert await ids(small, "compendium", as_of="2009-01-04") == []


async def test_an_answer_at_a_position_stays_as_it_is(small: httpx.AsyncClient) -> None:
    """Whatever is said later, the search as known at a position has the same hits, scores and order."""
    for number in range(3):
        await reported(small, f"Census {number}")
    before = (await small.get(f"{API}/log/checkpoint")).json()["position"]
    then = await found(small, "census", known_at=before)
    await updated(small, await reported(small, "Census of fishers"), type="no_change")
    await reported(small, "Census and census")
    assert await found(small, "census", known_at=before) == then
    assert then


async def test_words_that_were_withheld_are_found_nowhere(small: httpx.AsyncClient, small_url: str) -> None:
    """At no clock and in no row of the index, while the other words of the thing are found as before."""
    before = (await small.get(f"{API}/log/checkpoint")).json()["position"]
    described = await position_of(small, "planned-meeting-reported", id="pd-seminar")
    assert await ids(small, "osaki") == ["pd-seminar"]
    assert await total(small, "activities", text="osaki") == 1
    assert (await withhold(small, described, "description")).is_success
    for clocks in ({}, {"known_at": before}, {"as_of": "2009-12-31"}):
        assert await ids(small, "osaki", **clocks) == []
        assert await ids(small, "withheld", **clocks) == []
        assert await total(small, "activities", text="osaki", **clocks) == 0
    assert "pd-seminar" in await ids(small, "seminar")
    assert await rows_of(small_url, "osaki") == 0


async def rows_of(url: str, word: str) -> int:
    """How many rows of the index of activities have a word."""
    table = ACTIVITIES.word_table
    assert table is not None
    counted = Statement(sa.select(sa.func.count()).select_from(table).where(table.c.word == word))
    database = open_database(url)
    await database.open()
    try:
        async with database.reading() as transaction:
            row = await transaction.fetch_one(counted)
    finally:
        await database.close()
    return row[0] if row else 0


async def test_what_may_not_be_seen_is_neither_found_nor_counted(loaded_anew: Loaded) -> None:
    """A draft, what is for the secretariat or under an embargo, and what was hidden since, for every reader."""
    secretariat = loaded_anew.client
    hidden = [
        await reported(secretariat, "Zanzibar draft", draft=True),
        await reported(secretariat, "Zanzibar for us", visibility="secretariat"),
        await reported(secretariat, "Zanzibar later", visibility="public", embargo_until="2999-01-01"),
    ]
    seen = await reported(secretariat, "Zanzibar for all")
    since = await reported(secretariat, "Zanzibar for some")
    before = (await secretariat.get(f"{API}/log/checkpoint")).json()["position"]
    await updated(secretariat, since, type="visibility", visibility="secretariat")
    assert set(await ids(secretariat, "zanzibar")) == {*hidden, seen, since}
    async with loaded_anew.calling(Role.READER) as reader:
        for clocks in ({}, {"known_at": before}, {"as_of": "2999-12-31"}):
            assert await ids(reader, "zanzibar", **clocks) == [seen]
            assert await total(reader, "search", q="zanzibar", **clocks) == 1
            assert await ids(reader, "draft", **clocks) == []
    async with loaded_anew.calling(Role.FOCAL_POINT, "unfpa") as unfpa:
        assert set(await ids(unfpa, "zanzibar")) == {*hidden, seen, since}


async def test_a_statement_is_found_by_those_who_may_hear_it(loaded_anew: Loaded) -> None:
    """What participants heard is found by them and not by the public, and what was withdrawn by nobody."""
    said = {"statement_type": "remark", "text": "Zanzibar was not heard.", "by": ["unfpa"]}
    path = f"{API}/coordination-meetings/cm7/statements"
    for name, visibility in (("heard", "participants"), ("published", "public"), ("taken-back", "public")):
        answer = await loaded_anew.client.post(path, json={"id": name, "visibility": visibility, **said})
        assert answer.is_success, answer.text
    statement = f"{API}/statements/taken-back"
    tag = (await loaded_anew.client.get(statement)).headers["etag"]
    taken_back = {"type": "withdrawn", "reason": "Misheard."}
    answer = await loaded_anew.client.post(f"{statement}/updates", json=taken_back, headers={"If-Match": tag})
    assert answer.is_success, answer.text
    async with loaded_anew.calling(Role.READER) as reader:
        assert set(await ids(reader, "zanzibar")) == {"heard", "published"}
    page = (await loaded_anew.client.get("/search?q=zanzibar", headers={"Authorization": ""})).text
    assert page.count("<mark>Zanzibar</mark>") == 1


async def test_both_databases_answer_alike(small_sqlite_url: str, small_postgresql_url: str) -> None:
    """Word by word of the small record and of others, hits, scores, order and marks are the same."""
    answers = []
    for url in (small_sqlite_url, small_postgresql_url):
        async with serving_at(url) as client:
            for number, title in enumerate(TITLES):
                await reported(client, title, id=f"title-{number}", description="A seminar on the census of data")
            words = [*(word for of_title in TITLES.values() for word in of_title), "census", "seminar", "data*", "un*"]
            answers.append([await found(client, word) for word in words])
    assert answers[0] == answers[1]
    assert all(answers[0])
