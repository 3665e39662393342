"""The summary of the Seventh Coordination Meeting as a client gets it: measured against the record and the log."""

import json
import re
from typing import Any

import pytest

from events.fact import number_of
from service.auth.roles import Role
from tests.loaded_record import DEMO, Loaded

PATH = "/api/v1/coordination-meetings/cm7/tour-de-table"
EVENTS = "/api/v1/log/events"


def turns_of_the_record() -> list[tuple[str, list[str]]]:
    """Who spoke, and the ids of what was told in the order told; a context point is called by its place."""
    return [
        (turn["agency"], [_id_of(turn["order"], place, item) for place, item in enumerate(turn["items"], 1)])
        for turn in json.loads((DEMO / "interventions.json").read_text())
    ]


def _id_of(order: int, place: int, item: dict[str, str]) -> str:
    return item.get("activity") or item.get("statement") or f"cm7-{order}-{place}"


async def summary(loaded: Loaded, **clocks: str) -> dict[str, Any]:
    """The summary as JSON."""
    answer = await loaded.client.get(f"{PATH}.json", params=clocks)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def sentences(document: dict[str, Any]) -> list[dict[str, Any]]:
    """Every sentence of every paragraph."""
    return [sentence for paragraph in document["paragraphs"] for sentence in paragraph["sentences"]]


def sentence_telling(document: dict[str, Any], item: str) -> str:
    """The text of the sentence that tells an item."""
    text: str = next(sentence["text"] for sentence in sentences(document) if item in sentence["tells"])
    return text


async def update(loaded: Loaded, activity: str, **body: Any) -> None:
    """Send news of an activity, as the secretariat, who has just read how it stands."""
    tag = (await loaded.client.get(f"/api/v1/activities/{activity}")).headers["etag"]
    headers = {"If-Match": tag}
    answer = await loaded.client.post(f"/api/v1/activities/{activity}/updates", json=body, headers=headers)
    assert answer.is_success, answer.text


async def test_the_json_has_exactly_its_shape(loaded: Loaded) -> None:
    """Other systems find the keys that they were promised, each with the type promised."""
    document = await summary(loaded)
    assert set(document) >= {"meeting", "position", "root", "paragraphs"}
    assert (document["meeting"], len(document["root"])) == ("cm7", 64)
    for paragraph in document["paragraphs"]:
        assert set(paragraph) == {"order", "agency", "sentences", "untold"}
        assert all(set(untold) == {"id", "reason"} for untold in paragraph["untold"])
    for sentence in sentences(document):
        assert set(sentence) == {"text", "positions", "tells", "plain"}
        assert sentence["text"].endswith((".", ".”"))
        assert isinstance(sentence["plain"], bool)
        assert sentence["positions"]
        assert all(re.fullmatch(r"[1-9]\d*\.[0-9a-f]{8}", position) for position in sentence["positions"])
        assert all(isinstance(told, str) for told in sentence["tells"])


async def test_the_26_speakers_stand_in_the_order_of_the_record(loaded: Loaded) -> None:
    """From OHCHR to IUSSP, numbered from 1 to 26."""
    paragraphs = (await summary(loaded))["paragraphs"]
    assert [paragraph["agency"] for paragraph in paragraphs] == [agency for agency, _ in turns_of_the_record()]
    assert [paragraph["order"] for paragraph in paragraphs] == list(range(1, 27))


async def test_every_item_of_the_record_is_told_once_or_listed_with_the_reason(loaded: Loaded) -> None:
    """All 214 items of the 26 turns, in the order told; at most 5 per cent of them untold."""
    record = turns_of_the_record()
    paragraphs = (await summary(loaded))["paragraphs"]
    untold = [one for paragraph in paragraphs for one in paragraph["untold"]]
    for (_, items), paragraph in zip(record, paragraphs, strict=True):
        left_out = {one["id"] for one in paragraph["untold"]}
        told = [item for sentence in paragraph["sentences"] for item in sentence["tells"]]
        assert told == [item for item in items if item not in left_out]
        assert left_out <= set(items)
    assert len(untold) <= 0.05 * sum(len(items) for _, items in record)
    assert all(one["reason"].endswith(".") for one in untold)


async def test_at_most_one_sentence_in_ten_is_plain(loaded: Loaded) -> None:
    """The others are made from the predicate or printed as given."""
    found = sentences(await summary(loaded))
    assert sum(sentence["plain"] for sentence in found) <= 0.1 * len(found)


async def test_every_position_named_is_in_the_log_and_about_what_the_sentence_tells(loaded: Loaded) -> None:
    """The streams of its events are those of its activities and statements, or of the turn for a context point."""
    for sentence in sentences(await summary(loaded)):
        answer = await loaded.client.get(EVENTS, params={"positions": ",".join(sentence["positions"])})
        events = answer.json()["items"]
        assert [event["position"] for event in events] == sentence["positions"]
        for event in events:
            noun, _, thing = event["stream"].partition("-")
            data = event["data"]
            told_again = {data.get("same_as"), data.get("id")} & set(sentence["tells"])
            assert noun in ("activity", "statement", "intervention")
            assert thing in sentence["tells"] or told_again, (event, sentence["tells"])


async def test_a_position_with_another_leaf_is_refused(loaded: Loaded) -> None:
    """The control: the check above would notice a position that is not of this log."""
    position = sentences(await summary(loaded))[0]["positions"][0]
    number, _, leaf = position.partition(".")
    other = f"{number}.{'0' * 8 if leaf != '0' * 8 else '1' * 8}"
    answer = await loaded.client.get(EVENTS, params={"positions": other})
    assert (answer.status_code, answer.json()["type"]) == (409, "/problems/log-diverged")


async def test_position_and_root_are_those_of_the_checkpoint(loaded: Loaded) -> None:
    """Who holds the paper can verify it against the log."""
    checkpoint = (await loaded.client.get("/api/v1/log/checkpoint")).json()
    document = await summary(loaded)
    assert (document["position"], document["root"]) == (checkpoint["position"], checkpoint["root"])


async def test_a_title_is_escaped_in_the_page(loaded_anew: Loaded) -> None:
    """A publication may be called anything; the page does not run it."""
    title = "Flows <script>alert(1)</script> & Stocks"
    corrected = {"type": "corrected", "publication_title": title, "reported_on": "2008-11-21"}
    await update(loaded_anew, "pd-flows-2008", **corrected)
    page = (await loaded_anew.client.get(f"{PATH}.html")).text
    assert "<cite>Flows &lt;script&gt;alert(1)&lt;/script&gt; &amp; Stocks</cite>" in page
    assert "<script>" not in page


async def test_the_summary_is_as_of_the_last_day_of_the_meeting(loaded_anew: Loaded) -> None:
    """What was completed in 2009 is no part of the report on 2008, unless a later day is asked for."""
    before = await summary(loaded_anew)
    await update(loaded_anew, "pd-flows-2008", type="completed", note="It is in print.", reported_on="2009-06-30")
    after = await summary(loaded_anew)
    assert after["as_of"] == "2008-11-21"
    assert after["paragraphs"] == before["paragraphs"]
    later = await summary(loaded_anew, as_of="2009-12-31")
    assert "would issue" in sentence_telling(after, "pd-flows-2008")
    assert "had issued" in sentence_telling(later, "pd-flows-2008")


async def test_a_slip_corrected_for_the_day_of_the_meeting_is_corrected_in_the_summary(loaded_anew: Loaded) -> None:
    """The log as it was known before still gives the old words."""
    before = await summary(loaded_anew)
    corrected = {"type": "corrected", "predicate": "hold a round table on Mode 4 of GATS", "reported_on": "2008-11-21"}
    await update(loaded_anew, "wto-mode4-symposium", **corrected)
    after = await summary(loaded_anew)
    assert "a symposium devoted to Mode 4" in sentence_telling(before, "wto-mode4-symposium")
    assert "had held a round table on Mode 4" in sentence_telling(after, "wto-mode4-symposium")
    known = await summary(loaded_anew, known_at=before["position"])
    assert known == before


async def test_the_summary_as_the_log_knew_it_has_the_turns_entered_by_then(loaded: Loaded) -> None:
    """While the secretariat types, the summary grows; what it stands on was in the log by then."""
    whole = await summary(loaded)
    tenth = whole["introduction"]["positions"][9]
    known = await summary(loaded, known_at=tenth)
    assert known["position"] == tenth
    assert [paragraph["order"] for paragraph in known["paragraphs"]] == list(range(1, 11))
    named = [position for sentence in sentences(known) for position in sentence["positions"]]
    assert max(number_of(position) for position in named) <= number_of(tenth)


async def test_what_was_withdrawn_is_listed_as_untold(loaded_anew: Loaded) -> None:
    """No item of a turn goes missing without a word."""
    await update(loaded_anew, "wto-mode4-symposium", type="withdrawn", reported_on="2008-11-21")
    document = await summary(loaded_anew)
    (wto,) = [paragraph for paragraph in document["paragraphs"] if paragraph["agency"] == "wto"]
    assert [untold["id"] for untold in wto["untold"]] == ["wto-mode4-symposium"]
    assert all("wto-mode4-symposium" not in sentence["tells"] for sentence in sentences(document))


async def test_a_word_of_another_report_does_not_slip_in_without_its_source(loaded: Loaded) -> None:
    """That UNIFEM's programme runs since 2001 was said at another item of the agenda, in a report of its own."""
    assert "2001" not in sentence_telling(await summary(loaded), "unifem-women-workers-programme")


@pytest.mark.parametrize("extension", ["md", "html", "json"])
async def test_a_reader_gets_what_the_secretariat_gets(loaded: Loaded, extension: str) -> None:
    """What was said at the table is public in the sample data."""
    async with loaded.calling(Role.READER) as reader:
        assert (await reader.get(f"{PATH}.{extension}")).content == (
            await loaded.client.get(f"{PATH}.{extension}")
        ).content


async def test_a_meeting_without_turns_has_a_summary_without_paragraphs(loaded: Loaded) -> None:
    """The Ninth Meeting had no tour de table on record; its last day is said by an activity."""
    answer = await loaded.client.get("/api/v1/coordination-meetings/cm9/tour-de-table.json")
    assert (answer.json()["paragraphs"], answer.json()["as_of"]) == ([], "2011-02-18")
