"""The titles of a body: none that is like another is overlooked, and few that are not are looked at."""

from hypothesis import given
from hypothesis import strategies as st

from events.text import LIKENESS_PER_CENT_MIN, likeness
from service.writer.titles import PAGE, Titles

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
    found = {one.told_as: min(one.percent, 99) for one in Titles((one, one) for one in known).alike(asked)}
    alike = {one: min(likeness(one, asked), 99) for one in known}
    assert found == {one: percent for one, percent in alike.items() if percent >= LIKENESS_PER_CENT_MIN}


def test_titles_that_have_little_in_common_are_passed_over() -> None:
    """Control: what finds everything would be of no use."""
    titles = Titles((known, known) for known in RECORD)
    assert [one.title for one in titles.alike("World migration reports 2008")] == ["World Migration Report 2008"]
    assert titles.alike("Trafficking in persons: a global overview") == []


def test_the_oldest_titles_are_given_up() -> None:
    """A body that reports without end does not fill the memory, and a page of its newest titles is always known."""
    titles = Titles([("first", RECORD[0])])
    for number in range(2 * PAGE):
        titles.add(f"work-{number}", RECORD[1])
    assert titles.alike(RECORD[0]) == []
    assert PAGE <= len(titles.alike(RECORD[1])) <= 2 * PAGE
