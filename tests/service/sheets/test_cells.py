"""Cells are written for people and read back as the same; no text becomes a formula on its way."""

import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.date_phrase import read_phrase
from events.honest_date import HonestDate, honest_date
from events.text import FAULT
from service.sheets.cells import date_shown, read_code, read_date, read_ids, read_links, said, shown_code
from service.sheets.columns import COLUMNS, Sort
from service.sheets.explaining import CODES
from service.sheets.guarding import DANGEROUS, GUARD, guarded, unguarded
from service.sheets.steps import CLEARED, CORRECTED, OF_A_STAGE

TEXTS = st.text().filter(lambda text: not FAULT.search(text))
BEGINNINGS = st.sampled_from(sorted({*DANGEROUS, "''", "'=", "''=", " =", ""}))


@given(BEGINNINGS, TEXTS)
def test_what_is_guarded_comes_back_as_it_was(beginning: str, text: str) -> None:
    """However it begins, also where it looks like a guard itself."""
    assert unguarded(guarded(beginning + text)) == beginning + text


@given(BEGINNINGS, TEXTS)
def test_no_guarded_cell_is_a_formula(beginning: str, text: str) -> None:
    """What a program would take for a formula stands behind an apostrophe."""
    written = guarded(beginning + text)
    assert written[:1] not in DANGEROUS - {GUARD}


@given(st.lists(st.tuples(BEGINNINGS, TEXTS), min_size=1))
def test_guarded_cells_survive_a_file(cells: list[tuple[str, str]]) -> None:
    """Quotation marks, delimiters and lines within cells included."""
    texts = [said(beginning + text) for beginning, text in cells]
    written = StringIO(newline="")
    csv.writer(written).writerow([guarded(text) for text in texts])
    found = next(csv.reader(StringIO(written.getvalue(), newline=""), strict=True))
    assert [unguarded(cell) for cell in found] == texts


@pytest.mark.parametrize("cell", ["in progress", "In Progress", " in_progress ", "IN-PROGRESS"])
def test_a_code_is_known_however_it_is_written(cell: str) -> None:
    """With blanks, underscores, hyphens or capitals."""
    assert read_code(cell) == "in_progress"


@pytest.mark.parametrize("column", [column for column in COLUMNS if column.codes], ids=lambda column: column.name)
def test_every_code_is_read_as_it_is_shown_and_explained(column: object) -> None:
    """Whoever chooses from a list finds its meaning on the sheet that explains."""
    codes = next(one.codes for one in COLUMNS if one is column)
    assert [read_code(shown_code(code)) for code in codes] == list(codes)
    assert codes in [tuple(code for code, _ in meanings) for _, meanings in CODES]


def test_lists_to_choose_from_fit_into_a_workbook() -> None:
    """A list that stands in the rule itself has at most 255 characters."""
    for column in COLUMNS:
        assert len(",".join(column.codes)) <= 255, column.name


@pytest.mark.parametrize(
    ("date", "shown"),
    [
        (None, ""),
        (honest_date("2009-21", "in the spring of 2009"), "in the spring of 2009"),
        (honest_date("2009-21", None), "the spring of 2009"),
        (honest_date("2008-09-20/2008-09-21", None), "20 to 21 September 2008"),
        (honest_date(None, "as soon as possible"), "as soon as possible"),
        (HonestDate(), ""),
    ],
)
def test_a_date_is_shown_as_it_was_said(date: HonestDate | None, shown: str) -> None:
    """In the words that were used, else in ours; nothing is made more exact."""
    assert date_shown(date) == shown


@pytest.mark.parametrize("edtf", ["2009", "2009-05", "2011-05-19", "2009-21", "2008-09-20/2008-09-21", "../2009-02-28"])
def test_a_date_shown_in_our_words_is_read_as_the_same(edtf: str) -> None:
    """Whoever copies a date from one row into another says the same date."""
    assert read_phrase(date_shown(honest_date(edtf, None))) == edtf


@pytest.mark.parametrize(
    ("cell", "fields"),
    [
        ("in June 2027", {"as_written": "in June 2027"}),
        ("198X", {"edtf": "198X", "as_written": "198X"}),
        ("2005/..", {"edtf": "2005/..", "as_written": "2005/.."}),
        ("some day", {"as_written": "some day"}),
        ("30 February 2027", {"as_written": "30 February 2027"}),
    ],
)
def test_a_date_is_read_from_words_or_from_its_form(cell: str, fields: dict[str, str]) -> None:
    """Words are read later, where an impossible day is refused; what is EDTF and no phrase is taken as such."""
    assert read_date(cell) == fields


def test_lists_in_cells_are_taken_apart() -> None:
    """Ids by commas or blanks, links by lines, each once."""
    assert read_ids("remittances, gender;remittances\ntrade") == ["remittances", "gender", "trade"]
    links = read_links("https://unfpa.org/atlas\n ESA/P/WP.209 \n\nhttps://unfpa.org/atlas")
    assert links == [{"url": "https://unfpa.org/atlas"}, {"symbol": "ESA/P/WP.209"}]


def test_every_column_that_may_be_changed_becomes_an_update() -> None:
    """No column is offered of which nothing would come."""
    moved, said_anew = {"date", "due", "stage", "visibility"}, {"answer", "note", "evidence"}
    of_a_stage = {name for name, _, _ in OF_A_STAGE}
    free = {column.name for column in COLUMNS if not column.fixed}
    assert free == moved | said_anew | of_a_stage | set(CORRECTED)
    assert set(CLEARED) <= free
    assert {column.name for column in COLUMNS if column.sort is Sort.DATE} == {"date", "due", "resumes"}
