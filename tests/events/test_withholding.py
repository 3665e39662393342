"""Which fields hold words: every field of every event was thought about, and each reads back without its words."""

from typing import Any, get_args

import msgspec
import pytest

from events.catalogue import CATALOGUE
from events.fact import Fact
from events.reading_facts import data_of, fact_from
from events.withholding import LEFT_OUT, LISTS, NAME_WITHHELD, TEXT_WITHHELD, WORDS
from tests.events.golden_files import Golden, golden_files

# Texts that are no words of anybody: ids, symbols, numbers, days, codes and words of the register.
NO_WORDS = frozenset(
    {
        "accessed_on", "acronym", "activities", "activity", "agency", "agenda_item", "assigned_to", "blockers",
        "broader", "by", "cleared", "closes", "coordination_meeting", "day", "digest", "due_by", "embargo_until",
        "ends_at", "expected_outcome", "field", "first_reported_on", "granted_to", "host", "id", "in_reply_to", "into",
        "issued_by", "item", "kind", "language", "last_heard_on", "lead", "leaf", "mandate", "meeting", "meetings",
        "on_behalf_of", "opens", "organizers", "other", "others", "output_type", "parent", "part_of", "person",
        "reference", "related", "reported_by", "reported_on", "reporting_round", "sales_number", "sha256", "starts_at",
        "status", "successor", "superseded_by", "symbol", "to", "told_as", "topics", "url_accessed_on", "valid_from",
        "valid_to", "year",
    }
)  # fmt: skip


def undecided(catalogue: tuple[type[Fact], ...]) -> set[str]:
    """The fields of texts of which nobody said whether they hold words."""
    return {
        field.name
        for fact in catalogue
        for field in msgspec.structs.fields(fact)
        if str in texts_of(field.type) and field.name not in WORDS | NO_WORDS
    }


def texts_of(annotation: Any) -> set[Any]:
    """The types that a field may have, one level down."""
    return {annotation, *get_args(annotation), *(one for part in get_args(annotation) for one in get_args(part))}


def test_every_text_of_every_event_was_thought_about() -> None:
    """A new field of text is either words, which can be withheld, or listed here as none."""
    assert undecided(CATALOGUE) == set()
    assert not WORDS & NO_WORDS


def test_a_text_that_nobody_thought_about_is_found() -> None:
    """Control: a fact with a field of its own kind is named."""

    class AgencyPraised(Fact, frozen=True, kw_only=True):
        """Somebody praised a body in words that may have to go."""

        TYPE = "agency-praised"

        praise: str | None = None

    assert undecided((*CATALOGUE, AgencyPraised)) == {"praise"}


@pytest.mark.parametrize("golden", golden_files(), ids=lambda golden: golden.name)
def test_each_event_reads_back_without_its_words(golden: Golden) -> None:
    """Whatever field of words is withheld, the event is read, and says of that field that nothing is told."""
    whole = data_of(golden.fact())
    for name in set(whole) & WORDS:
        if name == "reason" and golden.type == "activity-cancelled":
            continue  # chosen from a list
        rest = {other: value for other, value in golden.data.items() if other != name}
        told = data_of(fact_from(golden.type, golden.version, rest, (name,))).get(name)
        if name in LEFT_OUT | LISTS:
            assert not told, name
        else:
            assert TEXT_WITHHELD in str(told) or NAME_WITHHELD in str(told), name
