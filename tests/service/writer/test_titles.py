"""The titles of a body: none that is like another is overlooked, and few that are not are looked at."""

from hypothesis import given
from hypothesis import strategies as st

from events.resemblance import Span, overlap
from events.text import LIKENESS_PER_CENT_MIN, likeness
from service.writer.titles import PAGE, Titled, Titles

RECORD = (
    "World Migration Report 2008",
    "International Migration Outlook",
    "Estimates of migrant stock for 230 countries and territories",
    "Remittances and the financial crisis in Latin America and the Caribbean",
    "Handbook on the measurement of international migration through censuses",
)
slips = st.lists(st.tuples(st.integers(0, 60), st.sampled_from("abc xyz-é")), max_size=3)


def slipped(title: str, changes: list[tuple[int, str]]) -> str:
    """The title with some slips of the pen."""
    for place, letter in changes:
        title = title[:place] + letter + title[place + 1 :]
    return title


@given(title=st.sampled_from(RECORD), changes=slips, others=st.lists(st.text(max_size=80), max_size=5))
def test_whatever_is_alike_is_found(title: str, changes: list[tuple[int, str]], others: list[str]) -> None:
    """What is found is just what the comparison of two titles says, but that the same groups need not be the same."""
    known = {*RECORD, *others}
    asked = slipped(title, changes)
    titles = Titles(Titled(one, one) for one in known)
    found = {one.told_as: min(one.percent, 99) for one in titles.alike(asked)}
    alike = {one: min(likeness(one, asked), 99) for one in known}
    assert found == {one: percent for one, percent in alike.items() if percent >= LIKENESS_PER_CENT_MIN}


SPANS: tuple[Span | None, ...] = (
    None,
    ("2008-09-01", "2008-09-30"),
    ("2008-09-20", "2008-09-21"),
    ("2011-05-19", "2011-05-19"),
)


@given(
    title=st.sampled_from(RECORD), changes=slips, span=st.sampled_from(SPANS), spans=st.lists(st.sampled_from(SPANS))
)
def test_whatever_is_somewhat_alike_at_the_same_time_is_found(
    title: str, changes: list[tuple[int, str]], span: Span | None, spans: list[Span | None]
) -> None:
    """With a date that overlaps, a title counts from a lower likeness on; without, as if there were no dates."""
    asked = slipped(title, changes)
    known = [Titled(f"{place}", RECORD[place % len(RECORD)], span) for place, span in enumerate(spans)]
    found = {one.told_as for one in Titles(known).alike(asked, span)}
    least = {one.id: 55 if overlap(span, one.span) else LIKENESS_PER_CENT_MIN for one in known}
    assert found == {one.id for one in known if likeness(one.title, asked) >= least[one.id]}


def test_titles_that_have_little_in_common_are_passed_over() -> None:
    """Control: what finds everything would be of no use."""
    titles = Titles(Titled(known, known) for known in RECORD)
    assert [one.title for one in titles.alike("World migration reports 2008")] == ["World Migration Report 2008"]
    assert titles.alike("Trafficking in persons: a global overview") == []


def test_the_oldest_titles_are_given_up() -> None:
    """A body that reports without end does not fill the memory, and a page of its newest titles is always known."""
    titles = Titles([Titled("first", RECORD[0])])
    for number in range(2 * PAGE):
        titles.add(Titled(f"work-{number}", RECORD[1]))
    assert titles.alike(RECORD[0]) == []
    assert PAGE <= len(titles.alike(RECORD[1])) <= 2 * PAGE
