"""The round trip of a sheet: downloaded, edited, looked at and confirmed, with nothing lost and nothing doubled."""

import asyncio

import pytest

from service.auth.roles import Role
from service.sheets.child import Readers, Rows
from service.sheets.reading import rows_in
from service.writer.work import Receipt, Work
from service.writer.writer import Overloaded
from tests.loaded_record import Loaded
from tests.service.api.publications import assert_problem
from tests.service.api.record import API, nothing_written
from tests.service.api.sheet_calls import (
    TYPES,
    address,
    by_row,
    confirmed,
    downloaded,
    edited,
    lines_of,
    planned,
    size,
    taken,
)
from tests.service.keeping.keeping import findings
from tests.small_record import serving_at

pytestmark = pytest.mark.anyio

NEW = {"Kind": "commitment", "Title": "A course on censuses", "Due": "by the end of June 2027"}


@pytest.mark.parametrize("form", ["csv", "xlsx"])
async def test_what_is_not_edited_is_unchanged(loaded: Loaded, form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every activity of the real record, agency by agency: downloaded and sent back, no row says anything."""

    async def read(_readers: Readers, file: bytes, form: str) -> Rows:
        # The reader itself, without a process for each of a hundred files.
        return tuple((number, tuple(cells)) for number, cells in rows_in(form, file))

    monkeypatch.setattr(Readers, "read", read)
    agencies = (await loaded.client.get(f"{API}/agencies")).json()["items"]
    rows = 0
    for agency in agencies:
        file = await downloaded(loaded.client, agency["id"], form, items="all", sub_entities="false")
        if form == "csv" and not lines_of(file):
            continue
        answer = await loaded.client.post(address(agency["id"]), content=file, headers={"Content-Type": TYPES[form]})
        if answer.status_code == 422:
            assert "no row under them" in answer.json()["detail"]
            continue
        plan = answer.json()
        assert plan["unchanged"] == len(plan["rows"]), by_row(plan, "refused") + by_row(plan, "changed")
        assert plan["confirm"] is None
        rows += plan["unchanged"]
    activities = (await loaded.client.get(f"{API}/activities?limit=1")).json()["total"]
    assert rows >= activities == 235


async def test_a_sheet_is_edited_looked_at_and_confirmed(small_url: str) -> None:
    """On either kind of database: one event a change under one tag, refused rows told, the others taken."""
    async with serving_at(small_url) as client:
        file = await edited(
            client,
            "un-desa",
            {"pd-seminar": {"Title": "Seminar on remittances and gender", "Due": "in 2011", "Note": "No venue yet."}},
            NEW,
            {"Kind": "commitment", "Title": "A course", "Topics": "weather"},
        )
        before = await size(client)
        plan = await planned(client, "un-desa", file)
        counts = {name: plan[name] for name in ("new", "changed", "unchanged", "refused")}
        assert counts == {"new": 1, "changed": 1, "unchanged": 0, "refused": 1}
        assert await size(client) == before, "a dry run writes nothing"
        (changed,), (refused,) = by_row(plan, "changed"), by_row(plan, "refused")
        assert changed["updates"] == ["corrected", "rescheduled"]
        assert changed["changes"][1] == {"column": "due", "before": "in 2010", "after": "in 2011", "read_as": "2011"}
        assert (refused["row"], refused["faults"][0]["cell"]) == (4, "R4")
        answer = (await confirmed(client, "un-desa", file, plan["confirm"])).json()
        assert (answer["taken"], answer["refused"], await size(client)) == (2, 1, before + 3)
        events = (await client.get(f"{API}/log/events", params={"tag": answer["batch"]})).json()["items"]
        types = [event["type"] for event in events]
        assert types == ["activity-corrected", "activity-rescheduled", "commitment-reported"]
        told = [position for row in answer["rows"] if "receipt" in row for position in row["receipt"]["positions"]]
        assert told == [event["position"] for event in events]
        seminar = (await client.get(f"{API}/activities/pd-seminar")).json()
        assert (seminar["title"], seminar["due"]["edtf"]) == ("Seminar on remittances and gender", "2011")
    assert await findings(small_url) == [], "the tag of a sheet follows from what the log says of its events"


async def test_a_confirmed_sheet_that_is_sent_again_has_one_effect(small_url: str) -> None:
    """Under its key the first answer comes again to the byte; in a new dry run all of it is so already."""
    async with serving_at(small_url) as client:
        file = await edited(client, "un-desa", {"pd-seminar": {"Answer": "no change", "Note": "All well."}}, NEW)
        plan = await planned(client, "un-desa", file)
        first = await confirmed(client, "un-desa", file, plan["confirm"])
        stands = await size(client)
        again = await confirmed(client, "un-desa", file, plan["confirm"])
        assert again.content == first.content
        late = await planned(client, "un-desa", file)
        assert (late["unchanged"], late["refused"], late["confirm"]) == (1, 1, None)
        there = by_row(late, "refused")[0]
        assert there["links"]["existing"] == f"/api/v1/activities/{by_row(first.json(), 'new')[0]['id']}"
        assert await size(client) == stands


async def test_a_stale_row_is_refused_with_the_newer_value(loaded_anew: Loaded) -> None:
    """The others are taken, and what was edited in another column of a changed row as well."""
    async with loaded_anew.calling(Role.FOCAL_POINT, "iom") as iom:
        lines = lines_of(await downloaded(iom, "iom"))
        stale, other = lines[0]["Id"], lines[1]["Id"]
        file = await edited(iom, "iom", {stale: {"Due": "in 2013"}, other: {"Description": "Another text."}})
        for activity in (stale, other):
            news = {"type": "rescheduled", "due": {"as_written": "in 2012"}, "reported_by": "iom"}
            assert (await iom.post(f"{API}/activities/{activity}/updates", json=news)).is_success
        plan = await planned(iom, "iom", file)
    refused, changed = by_row(plan, "refused"), by_row(plan, "changed")
    assert [row["id"] for row in refused] == [stale]
    assert (refused[0]["faults"][0]["column"], refused[0]["faults"][0]["cell"]) == ("due", "J2")
    assert "is “in 2012” now" in refused[0]["faults"][0]["sentence"]
    assert [(row["id"], row["updates"]) for row in changed] == [(other, ["corrected"])]


async def test_a_sheet_that_would_do_something_else_by_now_is_not_taken(loaded_anew: Loaded) -> None:
    """What was confirmed is what the dry run showed; nothing is written, and a new dry run is asked for."""
    async with loaded_anew.calling(Role.FOCAL_POINT, "iom") as iom:
        first = lines_of(await downloaded(iom, "iom"))[0]["Id"]
        file = await edited(iom, "iom", {first: {"Due": "in 2013"}}, NEW)
        plan = await planned(iom, "iom", file)
        news = {"type": "rescheduled", "due": {"as_written": "in 2012"}, "reported_by": "iom"}
        assert (await iom.post(f"{API}/activities/{first}/updates", json=news)).is_success
        async with nothing_written(iom):
            problem = assert_problem(await confirmed(iom, "iom", file, plan["confirm"]), 412, "stale-version")
            assert "1 new, 0 changed," in problem["detail"]
            assert_problem(await confirmed(iom, "iom", file, "0" * 64), 412, "stale-version")
            assert_problem(await confirmed(iom, "iom", file, "yes"), 422, "invalid-input")
        assert (await taken(iom, "iom", file))["taken"] == 1


async def test_all_or_none_where_that_is_asked(loaded_anew: Loaded) -> None:
    """One refused row keeps all out, each fault with row and column; without it all come under one receipt."""
    async with loaded_anew.calling(Role.FOCAL_POINT, "iom") as iom:
        ids = [line["Id"] for line in lines_of(await downloaded(iom, "iom"))][:2]
        edits = {one: {"Answer": "no change"} for one in ids}
        bad = await edited(iom, "iom", edits, {**NEW, "Topics": "weather"})
        plan = await planned(iom, "iom", bad)
        async with nothing_written(iom):
            answer = await confirmed(iom, "iom", bad, plan["confirm"], atomic="true")
            problem = assert_problem(answer, 422, "invalid-input")
            assert problem["faults"][0]["pointer"] == f"/rows/{len(plan['rows']) + 1}/topics"
        good = await edited(iom, "iom", edits, NEW)
        plan = await planned(iom, "iom", good)
        first = await confirmed(iom, "iom", good, plan["confirm"], atomic="true")
        assert (first.json()["taken"], len(first.json()["receipt"]["positions"])) == (3, 3)
        async with nothing_written(iom):
            again = await confirmed(iom, "iom", good, plan["confirm"], atomic="true")
            assert again.content == first.content
            assert_problem(await confirmed(iom, "iom", good, plan["confirm"]), 409, "key-reused")


async def test_a_key_names_one_sheet(loaded_anew: Loaded) -> None:
    """Another sheet under the same key is refused before a row of it is taken."""
    async with loaded_anew.calling(Role.FOCAL_POINT, "iom") as iom:
        first = await edited(iom, "iom", {}, NEW)
        await taken(iom, "iom", first, "one")
        other = await edited(iom, "iom", {}, {**NEW, "Title": "Another course"}, {**NEW, "Title": "A third course"})
        plan = await planned(iom, "iom", other)
        async with nothing_written(iom):
            assert_problem(await confirmed(iom, "iom", other, plan["confirm"], "one"), 409, "key-reused")


async def test_without_a_key_nothing_is_taken(loaded: Loaded) -> None:
    """It could not be sent again safely."""
    headers = {"Content-Type": "text/csv"}
    async with nothing_written(loaded.client):
        answer = await loaded.client.post(
            f"{address('iom')}/confirmed?confirm={'0' * 64}", content=b"", headers=headers
        )
        assert_problem(answer, 428, "precondition-required")


async def test_two_who_send_the_same_new_row_make_one_activity(loaded_anew: Loaded) -> None:
    """At the same moment, under two keys: under the lock the second one finds the first."""
    async with loaded_anew.calling(Role.FOCAL_POINT, "iom") as iom:
        file = await edited(iom, "iom", {}, NEW)
        plan = await planned(iom, "iom", file)
        before = await size(iom)
        answers = await asyncio.gather(*(confirmed(iom, "iom", file, plan["confirm"], key) for key in ("one", "two")))
        assert sum(answer.json().get("taken", 0) for answer in answers) == 1
        assert await size(iom) == before + 1


async def test_a_service_that_is_busy_refuses_no_row(loaded_anew: Loaded, monkeypatch: pytest.MonkeyPatch) -> None:
    """It says 503 for the whole; sent again under its key the rest is taken, and what was taken is not taken twice."""
    desk = loaded_anew.application.dependencies["desk"].dependency()  # type: ignore[union-attr]
    submit, submitted = desk.writer.submit, 0

    async def busy(work: Work) -> Receipt:
        nonlocal submitted
        submitted += 1
        if submitted == 2:
            raise Overloaded("Many wait before it.")
        receipt: Receipt = await submit(work)
        return receipt

    monkeypatch.setattr(desk.writer, "submit", busy)
    async with loaded_anew.calling(Role.FOCAL_POINT, "iom") as iom:
        file = await edited(iom, "iom", {}, NEW, {**NEW, "Title": "Another course"}, {**NEW, "Title": "A third course"})
        plan = await planned(iom, "iom", file)
        before = await size(iom)
        assert_problem(await confirmed(iom, "iom", file, plan["confirm"]), 503, "overloaded")
        assert await size(iom) == before + 2
        again = (await confirmed(iom, "iom", file, plan["confirm"])).json()
        assert (again["taken"], again["refused"], await size(iom)) == (3, 0, before + 3)
        events = (await iom.get(f"{API}/log/events", params={"tag": again["batch"]})).json()["items"]
        assert len(events) == 3
