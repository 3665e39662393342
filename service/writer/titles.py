"""The newest titles of a body, in a form that tells at once which of them are like another one."""

import sys
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from events.activity import ActivityReported
from events.identity import Noun
from events.log.database import Transaction
from events.resemblance import FIRST_DAY, LAST_DAY, LIKENESS_WITH_DATES_PER_CENT_MIN, Span, overlap, span_of
from events.text import LIKENESS_PER_CENT_MIN, letter_groups, likeness_of_groups
from projections.activities import ACTIVITIES
from projections.newest_titles import TitleListed, read_newest_titles
from projections.runner import ACTIVE, view_states
from service.commands.world import Alike
from service.writer.remembered import forget_older_half

# Of each body between PAGE and twice as many titles are known.
PAGE = 64
BODIES_MAX = 200
LANE_BITS = 16
AGENCY_TAG = f"{Noun.AGENCY}:"


class Titled(NamedTuple):
    """A title, the id under which it was told, and the days between which its date lies, None where it names none."""

    id: str
    title: str
    span: Span | None = None


class Told(NamedTuple):
    """What was told, and how many groups of letters its title has."""

    titled: Titled
    groups: int


class Page:
    """Up to PAGE titles, and for each group of letters the titles that have it.

    These titles are one number in which each title has a lane of LANE_BITS bits. The sum of the numbers of another
    title's groups has in each lane how many groups the two have in common: all are counted in some fifty additions.
    """

    def __init__(self) -> None:
        self.told: list[Told] = []
        self._having: dict[str, int] = {}

    def add(self, titled: Titled) -> None:
        """Take in a title."""
        groups = letter_groups(titled.title)
        mark = 1 << LANE_BITS * len(self.told)
        for group in groups:
            self._having[group] = self._having.get(group, 0) | mark
        self.told.append(Told(titled, len(groups)))

    def in_common(self, groups: Iterable[str]) -> memoryview:
        """How many of these groups each of the titles has."""
        lanes = sum(filter(None, map(self._having.get, groups)))
        return memoryview(lanes.to_bytes(LANE_BITS // 8 * PAGE, sys.byteorder)).cast("H")


class Titles:
    """The titles of the last activities in which a body has a part: a page that is filled, and the one before it."""

    def __init__(self, known: Iterable[Titled] = ()) -> None:
        """`known` are what was told, the oldest first."""
        self._pages = [Page()]
        for titled in known:
            self.add(titled)

    def add(self, titled: Titled) -> None:
        """Take in a title."""
        if len(self._pages[-1].told) == PAGE:
            self._pages = [self._pages[-1], Page()]
        self._pages[-1].add(titled)

    def alike(self, title: str, span: Span | None = None) -> list[Alike]:
        """All whose title is like this one, or somewhat like it with a date that overlaps these days."""
        groups = letter_groups(title)
        number = len(groups)
        least = common_min(number, LIKENESS_PER_CENT_MIN if span is None else LIKENESS_WITH_DATES_PER_CENT_MIN)
        found = []
        for page in self._pages:
            lanes = page.in_common(groups)
            for place in [place for place, common in enumerate(lanes) if common >= least]:
                (told_as, known, days), number_of_other = page.told[place]
                percent = likeness_of_groups(lanes[place], number, number_of_other)
                if percent >= LIKENESS_PER_CENT_MIN or (
                    percent >= LIKENESS_WITH_DATES_PER_CENT_MIN and overlap(span, days)
                ):
                    found.append(Alike(told_as, known, percent))
        return found


def common_min(number: int, per_cent_min: int) -> int:
    """How many groups a title of so many has at least in common with one that is so much like it.

    The other one has no fewer groups than they have in common, and at that number the two are likest.
    """
    return -(-number * per_cent_min // (200 - per_cent_min)) or 1


class TitlesOfBodies:
    """The titles of every body that was asked for, kept as the log goes on; of one that was not, it is noted."""

    def __init__(self) -> None:
        self._known: dict[str, Titles] = {}
        self._missed: dict[str, None] = {}
        self._unread: set[str] = set()

    @property
    def has_missed(self) -> bool:
        """Whether a body was asked for whose titles were not read yet."""
        return bool(self._missed)

    def forget_some(self) -> None:
        """Forget those whose earlier titles could not be read, and half of the bodies once there are many."""
        for agency_id in self._unread:
            self._known.pop(agency_id, None)
        self._unread.clear()
        if len(self._known) > BODIES_MAX:
            forget_older_half(self._known)

    def knows(self, agency_id: str) -> bool:
        """Whether the titles of a body were read; noted as missed where not."""
        if agency_id not in self._known:
            self._missed[agency_id] = None
        return agency_id in self._known

    def alike(self, agency_id: str, title: str, span: Span | None) -> list[Alike]:
        """All of the body whose title is like this one, or somewhat like it with a date that overlaps these days."""
        return self._known[agency_id].alike(title, span)

    def take(self, fact: ActivityReported, tags: Iterable[str]) -> None:
        """Take in a report, for each body that has a part in it."""
        titled = _titled(fact)
        for tag in tags:
            if tag.startswith(AGENCY_TAG) and (titles := self._known.get(tag[len(AGENCY_TAG) :])) is not None:
                titles.add(titled)

    async def load(self, transaction: Transaction, decided: Sequence[ActivityReported], *, from_the_view: bool) -> None:
        """Read what was missed, and add what the batch under way decided, which is in no view yet.

        Where the view cannot be asked, nothing earlier is known for this batch: a view never vetoes a fact.
        """
        missed = list(self._missed)
        self._missed.clear()
        can_be_asked = bool(missed) and from_the_view and await _is_active(transaction)
        for agency_id in missed:
            known = await read_newest_titles(transaction, agency_id, 2 * PAGE) if can_be_asked else ()
            titles = Titles(map(_as_listed, known))
            if not can_be_asked:
                self._unread.add(agency_id)
            for fact in decided:
                if f"{AGENCY_TAG}{agency_id}" in fact.tags():
                    titles.add(_titled(fact))
            self._known[agency_id] = titles


def _titled(fact: ActivityReported) -> Titled:
    return Titled(fact.id, fact.title, span_of((fact.date, fact.due)))


def _as_listed(known: TitleListed) -> Titled:
    """What the view lists; of a due period it knows the last day alone, and a command looks at what is found again."""
    first, last = (known.earliest, known.latest) if known.earliest or known.latest else (None, known.due)
    return Titled(known.id, known.title, (first or FIRST_DAY, last or LAST_DAY) if first or last else None)


async def _is_active(transaction: Transaction) -> bool:
    states = await view_states(transaction)
    known = states.get((ACTIVITIES.name, ACTIVITIES.version))
    return known is not None and known.state == ACTIVE
