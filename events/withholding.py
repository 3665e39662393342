"""Which fields of an event hold words that may have to go, and what is read in their place once they are gone."""

from functools import cache
from typing import Any

import msgspec

from events.fact import Fact

TEXT_WITHHELD = "[text withheld]"
NAME_WITHHELD = "[name withheld]"

# The fields of words, by their names, which mean the same in every fact. What is found under an id, chosen from a list
# or counted stays: without it the event would say something else, not less.
TEXTS = frozenset(
    {
        "affiliation", "citation", "condition", "description", "documents_note", "function", "group", "honorific",
        "instructions", "label", "lead_text", "note", "organizers_text", "participants_text", "partners_text",
        "presentation_title", "publication_title", "publisher", "reason", "recurrence", "remaining", "scope_note",
        "series", "session", "slot_text", "source", "subtitle", "symbol_as_cited", "text", "theme", "title", "venue",
    }
)  # fmt: skip
NAMES = frozenset({"authors", "chair", "name", "speaker"})
LISTS = frozenset({"aliases", "alternative_labels", "objectives", "places"})
DATES = frozenset({"date", "due", "resumes"})
PLACES = frozenset({"place"})
# No link leads to a gap, and no sentence is conjugated from one.
LEFT_OUT = frozenset({"predicate", "url", "verb"})

WORDS = TEXTS | NAMES | LISTS | DATES | PLACES | LEFT_OUT


def with_gaps(fact: type[Fact], data: dict[str, Any], withheld: tuple[str, ...]) -> dict[str, Any]:
    """The data with a gap in the place of each field that was withheld, so that the fact reads as it was told.

    A field that is merely absent would say too much: in a correction, that the words stand which it corrected.
    """
    filled = dict(data)
    for name in withheld:
        if name not in LEFT_OUT:
            filled[name] = gap_for(name)
        elif "cleared" in fields_of(fact):
            filled["cleared"] = [*filled.get("cleared", ()), name]
    return filled


def gap_for(field: str) -> Any:
    """What is read in the place of a field, as plain JSON values: the words that something was withheld, or nothing."""
    if field in LISTS:
        return []
    if field in DATES:
        return {"as_written": TEXT_WITHHELD}
    if field in PLACES:
        return {"name": TEXT_WITHHELD}
    return NAME_WITHHELD if field in NAMES else TEXT_WITHHELD


@cache
def fields_of(fact: type[Fact]) -> frozenset[str]:
    """The names of the fields that a fact has."""
    return frozenset(field.name for field in msgspec.structs.fields(fact))
