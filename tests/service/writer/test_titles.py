"""The titles of a body: none that is like another is overlooked, and few that are not are looked at."""

from hypothesis import given
from hypothesis import strategies as st

from events.text import likeness
from service.commands.report_alone import LIKENESS_PER_CENT_MIN
from service.writer.titles import TITLES_MAX, Titles

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
    """Every title of which the exact comparison says that it is alike is among those found."""
    titles = Titles((known, known) for known in (*RECORD, *others))
    asked = slipped(title, changes)
    alike = {known for known in (*RECORD, *others) if likeness(known, asked) >= LIKENESS_PER_CENT_MIN}
    assert alike <= set(titles.alike(asked))


def test_titles_that_have_little_in_common_are_passed_over() -> None:
    """Control: a sketch that finds everything would be of no use."""
    titles = Titles((known, known) for known in RECORD)
    assert titles.alike("World migration reports 2008") == ["World Migration Report 2008"]
    assert titles.alike("Trafficking in persons: a global overview") == []


def test_the_oldest_titles_are_given_up() -> None:
    """A body that reports without end does not fill the memory."""
    titles = Titles(("first", RECORD[0]) for _ in range(1))
    for number in range(TITLES_MAX):
        titles.add(f"work-{number}", RECORD[1])
    assert titles.alike(RECORD[0]) == []
    assert len(titles.alike(RECORD[1])) == TITLES_MAX
