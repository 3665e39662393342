"""What is in a sheet, and what is never in it; files over HTTP, good and bad."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from service.api.body import BODY_BYTES_MAX
from service.auth.roles import Role
from service.sheets.columns import COLUMNS
from tests.loaded_record import Loaded
from tests.service.api.publications import assert_problem
from tests.service.api.record import API, nothing_written
from tests.service.api.sheet_calls import TYPES, address, by_row, downloaded, edited_workbook, lines_of, planned
from tests.service.sheets.files import ROW, bomb, many_rows, text, with_part, workbook

pytestmark = pytest.mark.anyio


async def test_a_workbook_that_was_edited_in_another_program_is_read(loaded_anew: Loaded) -> None:
    """What people type into cells, be it a day that their program takes for one."""
    async with loaded_anew.calling(Role.FOCAL_POINT, "iom") as iom:
        file = await downloaded(iom, "iom", "xlsx")
        places = {column.name: place for place, column in enumerate(COLUMNS, start=1)}

        def edit(items: Any) -> None:
            items.cell(2, places["due"]).value = date(2027, 6, 1)
            items.cell(items.max_row + 1, places["kind"]).value = "Ongoing work"
            items.cell(items.max_row, places["title"]).value = 2027

        plan = await planned(iom, "iom", edited_workbook(file, edit), "xlsx")
        (changed,), (new,) = by_row(plan, "changed"), by_row(plan, "new")
        assert (changed["changes"][0]["after"], changed["changes"][0]["read_as"]) == ("2027-06-01", "2027-06-01")
        assert (new["title"], new["updates"]) == ("2027", ["ongoing_work"])


async def test_the_workbook_helps_whoever_fills_it_in(loaded: Loaded) -> None:
    """Headings stay, codes are chosen from lists, what may not be changed is locked, and a sheet explains."""
    file = await downloaded(loaded.client, "iom", "xlsx")
    assert file == await downloaded(loaded.client, "iom", "xlsx"), "the same items are the same bytes"
    workbook = load_workbook(BytesIO(file))
    items = workbook["Items"]
    assert workbook.sheetnames == ["Items", "How to fill in"]
    assert [cell.value for cell in items[1]] == [column.heading for column in COLUMNS]
    assert items.freeze_panes == "F2"
    lists = {str(rule.sqref).rstrip("0123456789")[:1]: rule.formula1 for rule in items.data_validations.dataValidation}
    assert sum(bool(column.codes) for column in COLUMNS) == len(lists)
    assert lists["H"].startswith('"proposed,requested,under consideration')
    assert items.column_dimensions["B"].hidden
    assert items.protection.sheet
    assert items["A2"].protection.locked
    assert not items["E2"].protection.locked
    assert {cell.number_format for row in items.iter_rows(min_row=2) for cell in row} == {"@"}
    explained = {cell.value for row in workbook["How to fill in"].iter_rows() for cell in row}
    assert {column.heading for column in COLUMNS if not column.is_hidden} <= explained


async def test_what_is_asked_stands_in_the_sheet(loaded: Loaded) -> None:
    """The same items with the same questions as in the list of open items, answers named as in the list to choose."""
    listed = (await loaded.client.get(f"{API}/agencies/eclac/open-items")).json()["items"]
    expected = {item["activity"]["id"]: " ".join(one["sentence"] for one in item["asked"]) for item in listed}
    lines = lines_of(await downloaded(loaded.client, "eclac"))
    found = {line["Id"]: line["What is asked"].replace("no change", "no_change") for line in lines}
    assert {one: asked.replace("not ours", "not_ours") for one, asked in found.items()} == expected


async def test_drafts_are_in_the_sheet_of_their_own_agency_alone(loaded_anew: Loaded) -> None:
    """A draft that another body wrote of UNFPA is not in UNFPA's sheet, and not found by its id."""
    draft = {"title": "A draft of IOM", "lead": "unfpa", "draft": True}
    async with (
        loaded_anew.calling(Role.FOCAL_POINT, "iom") as iom,
        loaded_anew.calling(Role.FOCAL_POINT, "unfpa") as unfpa,
    ):
        made = (await iom.post(f"{API}/commitments", json=draft)).json()["id"]
        assert made in {line["Id"] for line in lines_of(await downloaded(iom, "iom"))}
        assert made not in {line["Id"] for line in lines_of(await downloaded(unfpa, "unfpa", items="all"))}
        file = f"Id,Version,Stage\n{made},1,standing\n".encode()
        refused = by_row(await planned(unfpa, "unfpa", file), "refused")[0]
        assert "There is no activity" in refused["faults"][0]["sentence"]
        assert "draft of IOM" not in str(refused)


BAD: tuple[Any, ...] = (
    pytest.param(lambda: b"PK but no archive", "xlsx", "", id="no archive"),
    pytest.param(lambda: bomb(60), "xlsx", "", id="a bomb"),
    pytest.param(lambda: with_part("xl/externalLinks/externalLink1.xml"), "xlsx", "", id="links"),
    pytest.param(lambda: workbook(("", "", "=A1", "x")), "xlsx", "/cells/C2", id="a formula"),
    pytest.param(lambda: text(("\xe9",), encoding="latin-1"), "csv", "", id="another encoding"),
    pytest.param(lambda: text(ROW, headings=("Id", "Version", "Kind", "Title", "X")), "csv", "/cells/E1", id="column"),
    pytest.param(lambda: b"", "csv", "", id="nothing"),
)


@pytest.mark.parametrize(("make", "form", "pointer"), BAD)
async def test_a_bad_file_is_a_problem_and_no_event(
    loaded: Loaded, make: Callable[[], bytes], form: str, pointer: str
) -> None:
    """With a sentence, and the cell where it shows in one; neither dry run nor confirmation writes anything."""
    file, headers = make(), {"Content-Type": TYPES[form], "Idempotency-Key": "bad"}
    async with nothing_written(loaded.client):
        for path in ("", f"/confirmed?confirm={'0' * 64}"):
            answer = await loaded.client.post(address("iom") + path, content=file, headers=headers)
            problem = assert_problem(answer, 422, "invalid-input")
            assert problem["faults"][0]["pointer"] == pointer


async def test_a_file_that_is_too_large_or_of_another_sort_is_not_opened(loaded: Loaded) -> None:
    """413 and 415, as for every other body."""
    large = {"Content-Type": TYPES["csv"]}
    answer = await loaded.client.post(address("iom"), content=b"a" * (BODY_BYTES_MAX + 1), headers=large)
    assert_problem(answer, 413, "body-too-large")
    for headers in ({"Content-Type": "application/json"}, {"Content-Type": TYPES["csv"], "Content-Encoding": "gzip"}):
        answer = await loaded.client.post(address("iom"), content=b"Id", headers=headers)
        assert_problem(answer, 415, "wrong-media-type")
    assert len(many_rows(5_000)) < BODY_BYTES_MAX, "what is taken at most fits into a body"


async def test_an_agency_that_there_is_not_has_no_sheet(loaded: Loaded) -> None:
    """Neither to be downloaded nor to be sent."""
    assert_problem(await loaded.client.get(f"{address('nobody')}.csv"), 404, "not-found")
    headers = {"Content-Type": TYPES["csv"]}
    assert_problem(await loaded.client.post(address("nobody"), content=b"Id", headers=headers), 404, "not-found")
