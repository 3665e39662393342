"""What a paragraph remembers while it is written: its subjects, the dates just named and whose turn a phrase is."""

import re
from dataclasses import dataclass, field

from events.vocabulary import Stage
from projections.summary.acronyms import Acronyms
from projections.summary.given import Words
from projections.summary.notes import Notes
from projections.summary.subjects import Subjects
from projections.summary.told import NamedAgency, TurnTold


@dataclass
class Telling:
    """The state of one paragraph. `said_around` is what the neighbours of the item say, against telling it twice."""

    turn: TurnTold
    acronyms: Acronyms
    words: Words
    notes: Notes
    subjects: Subjects
    day: str | None = None
    sentence_before: str = ""
    called_before: str = ""
    said_around: str = ""
    said_before: str = ""
    attribution: str = ""
    spoke_before: bool = False
    spoke_just_before: bool = False
    is_first: bool = True
    date_before: str = ""
    fronted_in_a_row: int = 0
    is_last: bool = False
    stage_before: tuple[str, Stage | None] | None = None
    also_before: bool = False
    places_before: tuple[str, ...] = ()
    turns_taken: dict[str, int] = field(default_factory=dict)

    @property
    def representative(self) -> str:
        """Who speaks, after the first sentence: "Mr. Betts", or "the representative" and "the speaker" in turn."""
        words = (self.turn.speaker or "").split(" ")
        if len(words) > 1:
            return f"{words[0]} {words[-1]}"
        if self.called_before:
            return "the representative" if self.called_before == "speaker" else "the speaker"
        return "the speaker" if self.sentence_before.startswith("The representative") else "the representative"

    def take_turn(self, of: str) -> int:
        """How often this kind of phrase has stood in the paragraph before; the paragraph's number sets the start."""
        start = {"planned": self.turn.order, "together": self.turn.order - 1}
        taken = self.turns_taken.get(of, start.get(of, 0))
        self.turns_taken[of] = taken + 1
        return taken

    def notice(self, text: str) -> None:
        """Remember how a sentence began and which bodies it named, so that a short word for them is clear."""
        called = re.match(r"The (representative|speaker)\b", text)
        if called and self.sentence_before:
            self.called_before = called[1]
        self.sentence_before = text
        for agency in self.acronyms.agencies.values():
            if _names(text, agency):
                self.subjects.mention(agency)


def _names(text: str, agency: NamedAgency) -> bool:
    if agency.name in text:
        return True
    return agency.acronym is not None and f" {agency.acronym} " in f" {text} "
