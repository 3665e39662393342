"""Document symbols: the many ways in which one document is cited."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.symbol import Symbol, aliases, canonical_symbol


@pytest.mark.parametrize(
    ("cited", "kind"),
    [
        ("A/RES/63/225", None),
        ("a / res / 63/225", None),
        ("63/225", None),
        ("63/225", "resolution"),
        ("A/63/225", "resolution"),
        ("Resolution A/63/225", None),
        ("General Assembly resolution 63/225 of 19 December 2008", None),
        ("General Assembly 63/225", "resolution"),
        ("GA Res. 63/225.", None),
        ("A/RES/63/225", "report"),
    ],
)
def test_a_resolution_is_one_however_it_is_cited(cited: str, kind: str | None) -> None:
    """Every way of citing resolution 63/225 of the General Assembly has one canonical form."""
    assert canonical_symbol(cited, kind) == Symbol(canonical="A/RES/63/225", kind="resolution")


@pytest.mark.parametrize("kind", ["report_of_the_secretary_general", "draft_resolution", "report"])
def test_a_report_keeps_its_symbol(kind: str) -> None:
    """A report of the Secretary-General is never taken for a resolution."""
    assert canonical_symbol("A/63/265", kind) == Symbol(canonical="A/63/265", kind="document")


def test_without_its_kind_both_readings_are_kept() -> None:
    """A/63/225 alone may be either, so that it is found under both forms."""
    symbol = canonical_symbol("A/63/225")
    assert symbol == Symbol(canonical="A/63/225", kind="resolution_or_document")
    assert aliases(symbol) == ("A/63/225", "A/RES/63/225")


@pytest.mark.parametrize(
    ("cited", "canonical", "kind"),
    [
        ("UN/POP/MIG-9CM/2011/17", "UN/POP/MIG-9CM/2011/17", "document"),
        ("POP/DB/MIG/Rev.08.", "POP/DB/MIG/Rev.08", "document"),
        ("A/63/265/add.1", "A/63/265/Add.1", "document"),
        ("document A/63/49 (Vol. I)", "A/63/49(Vol.I)", "document"),
        ("draft resolution A/63/L.12", "A/63/L.12", "document"),
        ("E/CN.9/2008/3", "E/CN.9/2008/3", "document"),
        ("A/HRC/RES/9/5", "A/HRC/RES/9/5", "resolution"),
        ("S-27/2", "A/RES/S-27/2", "resolution"),
        ("A/RES/54/49 A", "A/RES/54/49 A", "resolution"),
        ("Security Council resolution 1325 (2000)", "S/RES/1325(2000)", "resolution"),
        ("E.98.XVII.14", "E.98.XVII.14", "sales_number"),
        ("United Nations publication, Sales No. E.98.XVII.14", "E.98.XVII.14", "sales_number"),
        ("Sales No. 02.XVII.11", "02.XVII.11", "sales_number"),
    ],
)
def test_other_symbols_are_read(cited: str, canonical: str, kind: str) -> None:
    """Documents, resolutions of other bodies and sales numbers have a canonical form as well."""
    symbol = canonical_symbol(cited)
    assert symbol is not None
    assert (symbol.canonical, symbol.kind) == (canonical, kind)


@pytest.mark.parametrize(
    "cited",
    [
        "",
        "resolution",
        "General Recommendation No. 26",
        "Series M. No. 58, Rev. 1",
        "UN/DESA",
        "and/or",
        "24/7",
        "9/5",
        "217 A (III)",
        "in the spring of 2009",
        "A/" + "9/" * 1000,
    ],
)
def test_what_is_no_symbol_stays_as_written(cited: str) -> None:
    """Names, other numbers and words are not forced into a symbol."""
    assert canonical_symbol(cited) is None


def test_a_bare_number_is_not_a_report() -> None:
    """A report is never cited by a bare number, so none is made up for it."""
    assert canonical_symbol("58/208", "report_of_the_secretary_general") is None


def test_aliases_hold_every_form_in_use() -> None:
    """A resolution is found under its number, a sales number also without its language."""
    assert aliases(Symbol(canonical="A/RES/58/208", kind="resolution")) == ("A/RES/58/208", "A/58/208", "58/208")
    assert aliases(Symbol(canonical="S/RES/1325(2000)", kind="resolution")) == ("S/RES/1325(2000)", "1325(2000)")
    assert aliases(Symbol(canonical="E.98.XVII.14", kind="sales_number")) == ("E.98.XVII.14", "98.XVII.14")
    assert aliases(Symbol(canonical="A/63/265", kind="document")) == ("A/63/265",)


CITATION = st.one_of(
    st.builds(
        "{}{}/{}".format, st.sampled_from(["", "A/", "A/RES/", "resolution "]), st.integers(1, 99), st.integers(1, 999)
    ),
    st.from_regex(r"\A[AES](/[A-Z0-9][A-Z0-9.]{0,4}){1,4}\Z"),
    st.from_regex(r"\A[0-9]{1,4} ?\((19|20)[0-9]{2}\)\Z"),
    st.text(max_size=30),
)


@given(CITATION, st.sampled_from([None, "resolution", "report_of_the_secretary_general", "convention"]))
def test_a_canonical_form_is_its_own(cited: str, kind: str | None) -> None:
    """Reading a canonical form, or the alias of a resolution or a document, gives the same symbol again."""
    symbol = canonical_symbol(cited, kind)
    if symbol is None:
        return
    said_kind = None if symbol.kind == "resolution_or_document" else symbol.kind
    assert aliases(symbol)[0] == symbol.canonical
    assert canonical_symbol(symbol.canonical, said_kind) == symbol
    if symbol.kind in ("resolution", "document"):
        assert {canonical_symbol(alias, said_kind) for alias in aliases(symbol)} == {symbol}
