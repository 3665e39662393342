"""The board of the follow-up: every number is the length of the list behind its link, and what it counts is told."""

import json
from collections.abc import Iterator
from typing import Any, get_args
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from service.api.board_numbers import By
from service.auth.roles import Role
from tests.loaded_record import Loaded
from tests.service.api.record import API, Entry, every, firsts, kind, shown, stage
from tests.small_record import serving_at

BOARD = "follow-up/board"
ENDED = ("completed", "cancelled", "superseded")
GROUPINGS: tuple[str, ...] = get_args(By)
DAYS = ("2008-11-21", "2009-12-31", "2011-02-18")
ROUND = {
    "id": "round7", "coordination_meeting": "cm7", "opens": "2026-01-05", "due_by": "2026-12-30",
    "closes": "2026-12-31", "agencies": ["un-desa", "unfpa"], "blockers": [],
}  # fmt: skip


def numbers_in(answer: Any, place: str = "") -> Iterator[tuple[str, Entry]]:
    """Every number of an answer that has a link, with where it stands."""
    if isinstance(answer, dict) and {"count", "link"} <= set(answer):
        yield place, answer
    inner = enumerate(answer) if isinstance(answer, list) else answer.items() if isinstance(answer, dict) else ()
    for name, one in inner:
        yield from numbers_in(one, f"{place}/{name}")


async def listed(client: httpx.AsyncClient, link: str) -> list[str]:
    """The ids of what a link lists, walked to its end."""
    address = urlsplit(link)
    asked = {**parse_qs(address.query), "fields": ["id"], "limit": ["500"]}
    return [one["id"] for one in await every(client, address.path.removeprefix(f"{API}/"), **asked)]


async def all_are_lists(client: httpx.AsyncClient, board: Entry) -> int:
    """Follow every link of a board; how many of them list anything."""
    known: dict[str, list[str]] = {}
    for place, number in numbers_in(board):
        if number["link"] not in known:
            known[number["link"]] = await listed(client, number["link"])
        behind = known[number["link"]]
        assert len(set(behind)) == len(behind) == number["count"], f"{place} of the board by {board['by']}"
    return sum(map(bool, known.values()))


@pytest.mark.parametrize("by", GROUPINGS)
@pytest.mark.parametrize("day", DAYS)
async def test_every_number_on_the_record_is_the_list_behind_its_link(loaded: Loaded, by: str, day: str) -> None:
    """Every row on the newest of the days, and the rows of most open promises on the others."""
    board = await shown(loaded.client, BOARD, by=by, as_of=day, rows="500" if day == DAYS[-1] else "3")
    assert await all_are_lists(loaded.client, board) > (3 if by == "round" else 10)


async def test_every_number_of_every_board_is_its_list_on_either_database(small_url: str) -> None:
    """By each of the five groupings, with a filter, for the secretariat; a round asks about what it lists."""
    async with serving_at(small_url) as client:
        answer = await client.post(f"{API}/reporting-rounds", json=ROUND)
        assert answer.is_success, answer.text
        for by in GROUPINGS:
            board = await shown(client, BOARD, by=by, filter=json.dumps({"not": {"kind": ["ongoing_work"]}}))
            assert board["rows"], f"The board by {by} has rows."
            assert await all_are_lists(client, board) > 3


def plainly_promised(entry: Entry) -> bool:
    """Whether an entry of the record is a promise: not standing, of a stage, and ongoing work only where it is due."""
    is_due = kind(entry) != "ongoing_work" or entry["due_edtf"] is not None
    return stage(entry) not in (None, "standing") and is_due


async def test_the_board_by_agency_counts_what_the_files_of_the_record_tell(loaded: Loaded) -> None:
    """Each lead's promises on the word of its own body, the open and the done ones, one by one."""
    board = await shown(loaded.client, BOARD, by="agency", rows="500")
    told = {entry["id"]: entry for entry in firsts() if plainly_promised(entry)}
    hearsay = {item["id"] for item in await every(loaded.client, "activities", assurance="third_party")}
    for row in board["rows"]:
        own = {one: entry for one, entry in told.items() if entry["lead"] == row["value"] and one not in hearsay}
        done = {one for one, entry in own.items() if stage(entry) in ENDED}
        assert set(await listed(loaded.client, row["done"]["link"])) == done, row["value"]
        assert set(await listed(loaded.client, row["open"]["link"])) == set(own) - done, row["value"]
    assert sum(row["promises"]["count"] for row in board["rows"]) == len(set(told) - hearsay)


async def test_what_stands_under_two_topics_is_counted_once_in_all(loaded: Loaded) -> None:
    """The rows by topic come to more than there is and say so; those by agency come to what there is."""
    for by, repeats in (("topic", True), ("agency", False)):
        board = await shown(loaded.client, BOARD, by=by, as_of="2009-12-31", rows="500")
        assert board["repeats"] is repeats
        in_rows = sum(row["promises"]["count"] for row in board["rows"])
        assert (in_rows > board["in_all"]["promises"]["count"]) == repeats


async def test_a_row_is_called_as_on_the_day(loaded: Loaded) -> None:
    """UNIFEM keeps its promises and its name in 2011, when it had become part of UN Women."""
    board = await shown(loaded.client, BOARD, by="agency", as_of="2011-02-18", rows="500")
    row = next(row for row in board["rows"] if row["value"] == "unifem")
    assert row["name"] == "United Nations Development Fund for Women"


async def test_rows_beyond_those_asked_for_are_counted(loaded: Loaded) -> None:
    """The first rows are those of most open promises; what is left out is told."""
    whole = await shown(loaded.client, BOARD, by="agency", rows="500")
    cut = await shown(loaded.client, BOARD, by="agency", rows="2")
    assert [row["value"] for row in cut["rows"]] == [row["value"] for row in whole["rows"][:2]]
    assert cut["further"] == len(whole["rows"]) - 2
    assert cut["in_all"]["promises"]["count"] == whole["in_all"]["promises"]["count"]


async def test_what_may_not_be_seen_is_in_no_number(small_url: str, loaded: Loaded) -> None:
    """A draft of an agency is counted for the agency and the secretariat, and for nobody else."""
    draft = {"title": "Draft promise", "lead": "unfpa", "reported_by": "unfpa", "stage": "planned", "draft": True}
    async with loaded.calling(Role.READER) as reader:
        board = await shown(reader, BOARD, by="agency")
        assert await all_are_lists(reader, board | {"rows": board["rows"][:2]}) > 3
    async with serving_at(small_url) as client:
        before = await shown(client, BOARD)
        answer = await client.post(f"{API}/commitments", json=draft)
        assert answer.is_success, answer.text
        assert (await shown(client, BOARD))["total"] == before["total"] + 1


# What is said first and later, by when; then by how many days it slipped, None where it did not.
SLIPS: tuple[tuple[str, dict[str, Any], float | None], ...] = (
    ("2010", {"type": "rescheduled", "due": {"edtf": "2011"}}, 365.0),
    ("2010", {"type": "rescheduled", "due": {"edtf": "2010-05-19"}}, None),
    ("2010", {"type": "rescheduled", "due": {"edtf": "2009-12"}}, None),
    ("2010-05-19", {"type": "rescheduled", "due": {"edtf": "2010-05"}}, 12.0),
    (
        "2010-05-19",
        {"type": "completed", "date": {"edtf": "2010-06-01"}, "reported_on": "2010-06-02", "note": "Done."},
        13.0,
    ),
    ("2010-05-19", {"type": "completed", "date": {"edtf": "2010"}, "note": "Done."}, None),
    ("2010-05-19", {"type": "completed", "reported_on": "2010-05-20", "note": "Done."}, 1.0),
    ("2010-05-19", {"type": "cancelled", "reason": "funding"}, None),
)


@pytest.mark.parametrize(("first", "news", "days"), SLIPS)
async def test_a_promise_slips_only_to_a_later_day(
    small_sqlite_url: str, first: str, news: dict[str, Any], days: float | None
) -> None:
    """From the last day first said to the newest or to that of its completion; made more exact it did not slip."""
    body = {
        "id": "mou", "title": "Memorandum on data", "lead": "iom", "reported_by": "iom", "stage": "planned",
        "due": {"edtf": first}, "reported_on": "2009-01-01",
    }  # fmt: skip
    async with serving_at(small_sqlite_url) as client:
        assert (await client.post(f"{API}/commitments", json=body)).is_success
        answer = await client.post(f"{API}/activities/mou/updates", json={"reported_on": "2010-05-01", **news})
        assert answer.is_success, answer.text
        slippage = (await shown(client, BOARD, agency="iom"))["in_all"]["slippage"]
        assert slippage["median"]["days"] == days
        assert slippage["slipped"]["count"] == (days is not None)
        assert await listed(client, slippage["dated"]["link"]) == ["mou"]


async def test_the_rate_is_of_what_was_due_by_the_day(small_sqlite_url: str) -> None:
    """Late or in time is all the same; what is not due yet, has no date or was superseded is not asked for."""
    async with serving_at(small_sqlite_url) as client:
        delivery = (await shown(client, BOARD, as_of="2026-01-01"))["in_all"]["delivery"]
        assert await listed(client, delivery["due"]["link"]) == ["unfpa-atlas", "pd-seminar"]
        assert await listed(client, delivery["delivered"]["link"]) == ["unfpa-atlas"]
        assert delivery["rate"] == 0.5
        early = (await shown(client, BOARD, as_of="2009-05-31"))["in_all"]["delivery"]
        assert (early["due"]["count"], early["rate"]) == (0, None)
