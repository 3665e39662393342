"""What words may hold, and how two titles are compared."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

_NONCHARACTERS = "\ufdd0-\ufdef" + "".join(
    f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
)
FAULT = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff{_NONCHARACTERS}]")


_WORD = re.compile(r"\w+")


class _Step(NamedTuple):
    """One step of the way down to a value: the name or the number of the member, and the steps before it."""

    member: str
    before: "_Step | None"


def first_fault(value: object, pointer: str = "") -> tuple[str, str] | None:
    """Where in a value of objects, lists and words the first fault stands, as a JSON pointer (RFC 6901) and a sentence.

    `pointer` is where the value itself stands. A fault in the name of a field is told at the object that has the field,
    because the name cannot be printed. The walk keeps its own stack, so that no depth of nesting can exhaust Python's,
    and spells a pointer only for a fault, so that long names cannot exhaust the memory.
    """
    if not _holds_fault(value):
        return None
    waiting: list[tuple[object, _Step | None]] = [(value, None)]
    while waiting:
        found, step = waiting.pop()
        if isinstance(found, str):
            fault = fault_in_text(found)
        elif isinstance(found, dict):
            fault = _fault_in_names(found)
            waiting.extend((member, _Step(str(name), step)) for name, member in reversed(found.items()))
        elif isinstance(found, list | tuple):
            fault = None
            waiting.extend((found[index], _Step(str(index), step)) for index in reversed(range(len(found))))
        else:
            continue
        if fault:
            return pointer + _spelled(step), fault
    return None


def _holds_fault(value: object) -> bool:
    """Whether there is any fault at all: the quick question, because nearly every value has none."""
    waiting = [value]
    while waiting:
        found = waiting.pop()
        if isinstance(found, str):
            if not found.isprintable() and FAULT.search(found):
                return True
        elif isinstance(found, dict):
            waiting.extend(found)
            waiting.extend(found.values())
        elif isinstance(found, list | tuple):
            waiting.extend(found)
    return False


def _fault_in_names(members: dict[object, object]) -> str | None:
    faults = (fault_in_text(name) for name in members if isinstance(name, str))
    return next((f"In the name of a field: {fault}" for fault in faults if fault), None)


def _spelled(step: _Step | None) -> str:
    members: list[str] = []
    while step is not None:
        members.append("/" + step.member.replace("~", "~0").replace("/", "~1"))
        step = step.before
    return "".join(reversed(members))


def fault_in_text(text: str) -> str | None:
    """A sentence that names the first character that words may not hold, or None where all may stand.

    Refused are the control characters but for the tab and the line feed, halves of a surrogate pair, and the 66
    noncharacters of Unicode: no database, spreadsheet or XML document carries them all unharmed.
    """
    found = FAULT.search(text)
    if found is None:
        return None
    character = found[0]
    return (
        f"The text holds {_description(character)} (U+{ord(character):04X}) as character {found.start() + 1}; "
        f"{_advice(character)}."
    )


def _description(character: str) -> str:
    match unicodedata.category(character):
        case "Cc":
            return "a control character"
        case "Cs":
            return "half of a surrogate pair"
        case _:
            return "a noncharacter"


def _advice(character: str) -> str:
    if character in "\r\x0b\x0c\x85":
        return "write a line feed (U+000A) for a new line"
    if unicodedata.category(character) == "Cs":
        return "write the whole character or remove it"
    return "remove it"


# From here on two titles are so alike that they may be of the same thing.
LIKENESS_PER_CENT_MIN = 88


def likeness(one: str, other: str) -> int:
    """How alike two titles are, in per cent: 100 only where they are the same but for case, accents and punctuation.

    It is the share of the groups of three letters within words that the titles have in common (Dice's coefficient), so
    that a slip of the pen or another order of the words costs little, and the work grows only with the length.
    """
    first, second = normalised(one), normalised(other)
    if first == second:
        return 100 if first else 0
    groups, other_groups = letter_groups(one), letter_groups(other)
    return min(99, likeness_of_groups(len(groups & other_groups), len(groups), len(other_groups)))


def likeness_of_groups(common: int, number: int, number_of_other: int) -> int:
    """How alike two titles are, in per cent, by how many groups of letters they have in common and each has."""
    return 200 * common // (number + number_of_other or 1)


@lru_cache(maxsize=64)
def letter_groups(title: str) -> frozenset[str]:
    """The groups of three letters in each word, which is given a blank at both ends: " il", "ilo", "lo "."""
    words = normalised(title).split(" ")
    return _NO_GROUPS.union(
        *(
            _groups_of_usual_word(word) if len(word) <= _USUAL_WORD_LENGTH_MAX else _groups_of_word(word)
            for word in words
        )
    )


_NO_GROUPS: frozenset[str] = frozenset()
_USUAL_WORD_LENGTH_MAX = 24


def _groups_of_word(word: str) -> frozenset[str]:
    padded = f" {word} "
    return frozenset(padded[at : at + 3] for at in range(len(word)))


# Titles are made of the same words again and again; a long one is not kept, for memory's sake.
_groups_of_usual_word = lru_cache(maxsize=4_096)(_groups_of_word)


@lru_cache(maxsize=64)
def normalised(text: str) -> str:
    """The words in lower case, without accents and punctuation, with one space between them: for comparing only."""
    return " ".join(_words(text))


def _words(text: str) -> Iterable[str]:
    if text.isascii():
        return _WORD.findall(text.lower())
    # Folding before and after the decomposition: "ﬁ" and "™" hold letters that only the decomposition shows.
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text.casefold()).casefold())
    bare = "".join(letter for letter in folded if not unicodedata.combining(letter))
    return _WORD.findall(bare)
