"""Files are read by a process of their own: good ones as they are, bad ones refused with a sentence, within limits."""

import asyncio
import signal
from collections.abc import Callable
from datetime import date, datetime
from zipfile import ZIP_STORED

import pytest

from service.sheets.child import Readers, ReadersBusy, read_rows, rows_of
from service.sheets.reading import NO_MEMORY, rows_in
from service.sheets.table import Table, table_of
from service.sheets.unreadable import MEMORY_BYTES_MAX, ROWS_MAX, SECONDS_MAX, Unreadable
from tests.service.sheets.files import (
    HEADINGS,
    ROW,
    bomb,
    bombs_of_entities,
    hidden_in_comment,
    inline,
    many_rows,
    read,
    repacked,
    text,
    with_part,
    with_sheet,
    workbook,
)

pytestmark = pytest.mark.anyio

GOOD = (
    pytest.param(lambda: workbook(ROW), "xlsx", id="a workbook"),
    pytest.param(lambda: workbook(ROW, title="Sheet1"), "xlsx", id="one sheet under another name"),
    pytest.param(lambda: workbook((), ROW, (), ()), "xlsx", id="rows without anything in them"),
    pytest.param(lambda: repacked(workbook(ROW), {}, ZIP_STORED), "xlsx", id="a workbook that is not packed"),
    pytest.param(lambda: text(ROW), "csv", id="UTF-8"),
    pytest.param(lambda: text(ROW, encoding="utf-8-sig"), "csv", id="UTF-8 with its mark"),
    pytest.param(lambda: text(ROW, encoding="utf-16"), "csv", id="UTF-16 with its mark"),
    pytest.param(lambda: text(ROW, delimiter=";"), "csv", id="semicolons"),
    pytest.param(lambda: text(ROW, delimiter="\t"), "csv", id="tabs"),
    pytest.param(lambda: text(ROW).replace(b"\r\n", b"\n"), "csv", id="line feeds alone"),
    pytest.param(lambda: text(ROW, headings=[one.upper() for one in HEADINGS]), "csv", id="headings in capitals"),
)


def sheet_of(file: bytes, form: str) -> Table:
    """The sheet that a file holds, read here, without a process for each file."""
    return table_of(tuple((number, tuple(cells)) for number, cells in rows_in(form, file)))


@pytest.mark.parametrize(("make", "form"), GOOD)
def test_a_good_file_is_read(make: Callable[[], bytes], form: str) -> None:
    """Control: whatever a program makes of a sheet, its row is the same."""
    table = sheet_of(make(), form)
    assert [list(row.cells.values()) for row in table.rows] == [list(ROW)]


def without(*headings: str) -> bytes:
    """A sheet that lacks columns."""
    return text(ROW[len(headings) :], headings=[one for one in HEADINGS if one not in headings])


BAD = (
    pytest.param(lambda: b"", "xlsx", "damaged or of another sort", None, id="nothing"),
    pytest.param(lambda: b"%PDF-1.7 and so on", "xlsx", "damaged or of another sort", None, id="no archive"),
    pytest.param(lambda: workbook(ROW)[:-500], "xlsx", "damaged or of another sort", None, id="cut off"),
    pytest.param(lambda: bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 4096, "xlsx", "password", None, id="password"),
    pytest.param(lambda: bomb(30), "xlsx", "to 1, as no sheet is", None, id="packed too well"),
    pytest.param(lambda: bomb(60), "xlsx", "Unpacked it has 6", None, id="too large once unpacked"),
    pytest.param(lambda: many_rows(1_000_000), "xlsx", "more than 5,000 rows", None, id="a million rows"),
    pytest.param(lambda: many_rows(ROWS_MAX + 1), "xlsx", "more than 5,000 rows", None, id="one row too many"),
    pytest.param(lambda: text(*[ROW] * 5_001), "csv", "more than 5,000 rows", None, id="one line too many"),
    pytest.param(lambda: text(*[()] * 30_000, ROW), "csv", "more than 5,000 rows", None, id="empty lines"),
    pytest.param(lambda: with_part("xl/externalLinks/externalLink1.xml"), "xlsx", "other files", None, id="links"),
    pytest.param(lambda: with_part("xl/vbaProject.bin"), "xlsx", "macros", None, id="macros"),
    pytest.param(lambda: with_part("xl/embeddings/o.bin"), "xlsx", "embedded objects", None, id="embedded objects"),
    pytest.param(lambda: with_part("xl/connections.xml"), "xlsx", "data elsewhere", None, id="connections"),
    pytest.param(bombs_of_entities, "xlsx", "declares entities", None, id="entities"),
    pytest.param(hidden_in_comment, "xlsx", "cannot be read", None, id="entities behind a comment"),
    pytest.param(lambda: workbook(("", "", "=A1", "x")), "xlsx", "holds a formula", "C2", id="a formula"),
    pytest.param(lambda: workbook(("", "", "#REF!", "x")), "xlsx", "the error #REF!", "C2", id="an error"),
    pytest.param(lambda: text(("", "", "=1+1", "x")), "csv", "begins with =", "C2", id="a formula in text"),
    pytest.param(lambda: text(("", "", "＝1", "x")), "csv", "begins with =", "C2", id="a formula in wide letters"),
    pytest.param(lambda: text(("", "", "x" * 40_000)), "csv", "longer than 32,767", None, id="a long cell"),
    pytest.param(
        lambda: with_sheet(inline(*HEADINGS) + inline("a" * 40_000)),
        "xlsx",
        "at most 32,767 fit",
        "A2",
        id="a long text",
    ),
    pytest.param(lambda: text(ROW + ("x",) * 60), "csv", "at most 60 were", None, id="too many cells"),
    pytest.param(lambda: workbook(ROW + ("x",) * 60), "xlsx", "more than 60 columns", None, id="too many columns"),
    pytest.param(lambda: text(("é",), encoding="latin-1"), "csv", "found 0xE9 at byte", None, id="another encoding"),
    pytest.param(lambda: text(ROW, encoding="utf-16-le"), "csv", "found a file of another sort", None, id="no mark"),
    pytest.param(lambda: workbook(ROW), "csv", "", None, id="a workbook as text"),
    pytest.param(lambda: b'Id,Version\n"a,b\n', "csv", "quotation mark", None, id="an open quotation mark"),
    pytest.param(lambda: b"", "csv", "is empty", None, id="no text"),
    pytest.param(lambda: b"Id,Version", "csv", "no row under them", None, id="headings alone"),
    pytest.param(lambda: without("Id"), "csv", "none called Id", None, id="no ids"),
    pytest.param(lambda: without("Id", "Version"), "csv", "none called Id or Version", None, id="nothing to match by"),
    pytest.param(
        lambda: text(ROW, headings=(*HEADINGS[:4], "Colour")), "csv", "Colour (E1)", "E1", id="unknown column"
    ),
    pytest.param(lambda: text(ROW, headings=(*HEADINGS[:4], "kind")), "csv", "twice", "E1", id="a column twice"),
    pytest.param(lambda: text((*ROW, "lost")), "csv", "under no heading", "F2", id="a cell under no heading"),
    pytest.param(
        lambda: text(("cm9", "1"), ("iom", "1"), ("cm9", "2")), "csv", "two rows, 2 and 4", "A4", id="an id twice"
    ),
)


@pytest.mark.parametrize(("make", "form", "told", "cell"), BAD)
def test_a_bad_file_is_refused_with_a_sentence(
    make: Callable[[], bytes], form: str, told: str, cell: str | None
) -> None:
    """What is wrong is said, and in which cell, where it is in one."""
    with pytest.raises(Unreadable) as found:
        sheet_of(make(), form)
    assert told in found.value.sentence
    assert found.value.sentence.endswith(".")
    assert found.value.cell == cell


def test_a_workbook_without_its_sheet_is_refused() -> None:
    """Where there are several sheets, none of them called Items, nobody can know which is meant."""
    from io import BytesIO

    from openpyxl import Workbook

    made = Workbook()
    made.create_sheet("Budget")
    packed = BytesIO()
    made.save(packed)
    assert read(packed.getvalue()).refused == "Expected a sheet called Items, found Sheet, Budget."


def test_cells_of_every_sort_are_read_as_text() -> None:
    """A day that a program took for one is a day, a whole number has no fraction, and words keep their lines."""
    cells = ("cm9", 7, date(2027, 6, 1), datetime(2027, 6, 1, 9, 30), "one\ntwo")  # noqa: DTZ001 - a cell has no zone
    table = sheet_of(workbook(cells), "xlsx")
    assert list(table.rows[0].cells.values()) == ["cm9", "7", "2027-06-01", "2027-06-01 09:30", "one\ntwo"]


async def test_the_process_reads_the_same() -> None:
    """Rows and refusals come through as they are."""
    for file, form in ((workbook(ROW), "xlsx"), (text(ROW), "csv")):
        assert table_of(await read_rows(file, form)) == sheet_of(file, form)
    with pytest.raises(Unreadable, match="holds a formula") as found:
        await read_rows(workbook(("=A1",)), "xlsx")
    assert found.value.cell == "A2"


def test_the_memory_of_the_process_has_an_end() -> None:
    """A file that passes every look at its packing and needs more memory than there is, is refused for that."""
    greedy = with_sheet(inline(*HEADINGS) + inline("a" * 44_000_000 + "😀"), compression=ZIP_STORED)
    found = read(greedy)
    assert found.refused == NO_MEMORY
    assert found.memory_bytes < MEMORY_BYTES_MAX
    modest = read(workbook(ROW))
    assert (modest.refused, modest.memory_bytes < MEMORY_BYTES_MAX / 2) == (None, True)


def test_the_time_of_the_process_has_an_end() -> None:
    """A file that would take long to read is given up by the system itself, and that is told as well."""
    slow = with_sheet(inline(*HEADINGS) + ("<row>" + "<c/>" * 450 + "</row>") * 19_000, compression=ZIP_STORED)
    found = read(slow)
    assert found.status in (-signal.SIGKILL, -signal.SIGXCPU)
    assert found.rows == []
    with pytest.raises(Unreadable, match="could not be read with the memory and the 3 seconds"):
        rows_of(b"", found.status)


async def test_a_process_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the clock runs out, the process is ended, and the sender told that nothing is wrong with the sheet."""
    monkeypatch.setattr("service.sheets.child.SECONDS_MAX", 0.01)
    with pytest.raises(ReadersBusy, match="was not read within"):
        await read_rows(workbook(ROW), "xlsx")


async def test_a_file_that_was_just_read_is_not_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is confirmed was looked at a moment before; another file is another one, and the oldest are forgotten."""
    readers = Readers()
    files = [text((*ROW[:4], stage)) for stage in ("planned", "standing", "requested", "proposed", "conditional")]
    first = await readers.read(files[0], "csv")
    monkeypatch.setattr("service.sheets.child.read_rows", lambda file, form: no_rows())
    assert await readers.read(files[0], "csv") == first
    assert [await readers.read(file, "csv") for file in files[1:]] == [(), (), (), ()]
    assert await readers.read(files[0], "csv") == ()


async def no_rows() -> tuple[()]:
    """What a reader says of another file here."""
    return ()


async def test_too_many_files_at_once_wait_and_are_sent_away(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two are read at a time; who waits for too long is told to come again."""
    monkeypatch.setattr("service.sheets.child.WAITING_SECONDS_MAX", 0.01)
    readers = Readers()
    found = await asyncio.gather(*(readers.read(workbook(ROW), "xlsx") for _ in range(3)), return_exceptions=True)
    assert [type(one) for one in found] == [tuple, tuple, ReadersBusy]


def test_the_whole_takes_no_longer_than_is_promised() -> None:
    """The limit leaves half a second of the five for the rest of the answer."""
    assert SECONDS_MAX <= 4.5
