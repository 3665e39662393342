"""The words of a sentence about an event: plain text, and things named in it that a page can link to."""

from collections.abc import Callable, Iterable

from msgspec import Struct

from events.edtf import DateProblem
from events.fact import Fact, ReportedOnCorrected
from events.honest_date import HonestDate, bare
from events.identity import Noun
from events.place import Place
from events.reference import Reference
from events.vocabulary import MeetingOutcome


class Named(Struct, frozen=True):
    """A thing named in a sentence: which one it is, and the words for it."""

    noun: Noun
    id: str
    words: str


Run = str | Named
Runs = tuple[Run, ...]
NameOf = Callable[[Noun, str], str]
"""What a thing is called, for whoever reads."""


def plain(runs: Runs) -> str:
    """The sentence as plain text."""
    return "".join(run if isinstance(run, str) else run.words for run in runs)


def things_named(runs: Runs) -> tuple[Named, ...]:
    """The things that a sentence names."""
    return tuple(run for run in runs if isinstance(run, Named))


def quoted(words: str) -> str:
    """The words in quotation marks."""
    return f"“{words}”"


def closing(words: str) -> str:
    """The words in quotation marks at the end of a sentence, with its full stop unless they bring their own."""
    return quoted(words) if words.endswith((".", "!", "?", "…")) else f"{quoted(words)}."


def spoken(word: str) -> str:
    """A word of a closed list as it stands in a sentence: "in progress" for `in_progress`."""
    return word.replace("_", " ")


def in_days(said: HonestDate) -> str:
    """A date as it was written, or as its expression reads where no words were kept."""
    if said.as_written or said.edtf is None:
        return said.as_written or "a day that was not said"
    return day_in_words(said.edtf)


def day_in_words(edtf: str) -> str:
    """A day or another date in words: "21 November 2008" for 2008-11-21; as it stands where it cannot be read."""
    try:
        return bare(edtf)
    except DateProblem:
        return edtf


def listed(names: Iterable[Run]) -> Runs:
    """Names in a row: "ECA and ESCWA", "OHCHR, UNFPA and IOM"."""
    given = list(names)
    runs: list[Run] = []
    for place, name in enumerate(given):
        if place:
            runs.append(" and " if place == len(given) - 1 else ", ")
        runs.append(name)
    return tuple(runs)


def scheduled(date: HonestDate | None, place: Place | None, outcome: MeetingOutcome | None) -> Runs:
    """The secretariat's word on when and where a meeting is and whether it was held."""
    told = (in_days(date) if date else "", f"in {place.name}" if place else "", spoken(outcome) if outcome else "")
    return (f"The secretariat noted when and where it takes place: {', '.join(filter(None, told)) or 'nothing'}.",)


def day_corrected(fact: ReportedOnCorrected) -> Runs:
    """The same for every noun."""
    day = day_in_words(fact.reported_on)
    return (f"The day on which the event at position {fact.position} was said was corrected to {day}.",)


def fields_given(fact: Fact, *, but: tuple[str, ...] = ()) -> str:
    """The names of the fields that a correction gives, in words."""
    passed_over = {"cleared", *but}
    names = [name for name in fact.__struct_fields__ if name not in passed_over and getattr(fact, name) is not None]
    return plain(listed(spoken(name) for name in names)) or "nothing"


class Naming:
    """Makes the named things of a sentence, with the words of whoever reads."""

    def __init__(self, name_of: NameOf) -> None:
        self._name_of = name_of

    def thing(self, noun: Noun, thing_id: str) -> Named:
        """A thing by its noun and id."""
        return Named(noun, thing_id, self._name_of(noun, thing_id))

    def agency(self, agency_id: str) -> Named:
        """A body by its id."""
        return self.thing(Noun.AGENCY, agency_id)

    def agencies(self, ids: Iterable[str]) -> Runs:
        """Bodies in a row."""
        return listed(self.agency(agency_id) for agency_id in ids)

    def references(self, links: Iterable[Reference]) -> Runs:
        """The things that references mean, in a row."""
        return listed(self.thing(Noun(link.kind.value), link.id) for link in links)
