"""Every event of the catalogue belongs to one noun, whose view shows what it changed."""

from collections import defaultdict
from collections.abc import Collection

import pytest
from msgspec.structs import replace

from events.agency import AgencyRenamed
from events.catalogue import CATALOGUE
from events.fact import Fact, ReportedOnCorrected
from events.identity import Noun
from events.redaction import EventRedacted
from events.states import FOLDINGS
from projections.registry import VIEWS
from tests.events.folded import facts_of, folded, union_of

# What no view shows, and why.
WITHOUT_A_VIEW = {Noun.PERSON: "Contacts live in the vault, which says itself who was erased."}
# What may be said of a thing of any noun.
OF_ANY_NOUN = (ReportedOnCorrected, EventRedacted)
VIEWED = {view.noun for view in VIEWS}


def owners() -> dict[type[Fact], list[Noun]]:
    """The nouns whose `evolve` takes each fact."""
    found: dict[type[Fact], list[Noun]] = defaultdict(list)
    for noun in FOLDINGS:
        for fact in union_of(noun):
            found[fact].append(noun)
    return found


def without_an_owner(catalogue: Collection[type[Fact]]) -> list[str]:
    """The facts that belong to no noun, or to more than one; those of OF_ANY_NOUN belong to all."""
    found = owners()
    return [fact.TYPE for fact in catalogue if fact not in OF_ANY_NOUN and len(found[fact]) != 1]


def test_every_event_belongs_to_one_noun() -> None:
    """Every fact of the catalogue is in exactly one noun's union, or is said of any thing."""
    assert without_an_owner(CATALOGUE) == []
    assert sorted(owners()[ReportedOnCorrected]) == sorted(FOLDINGS)


def test_every_event_of_a_noun_is_in_the_catalogue() -> None:
    """What can be folded can be read from the log."""
    assert {fact.TYPE for fact in owners()} | {EventRedacted.TYPE} == {fact.TYPE for fact in CATALOGUE}


@pytest.mark.parametrize("noun", Noun)
def test_every_noun_has_a_view_or_a_reason(noun: Noun) -> None:
    """Events of a noun are shown by its view; where there is none, the reason stands here."""
    assert (noun in VIEWED) != (noun in WITHOUT_A_VIEW)


def passed_by(noun: Noun) -> list[str]:
    """The events of a noun that leave no trace in its thing: neither after its first fact nor among all the others."""
    first, *others = facts_of(noun)
    changes = set()
    for fact in others:
        rest = [other for other in (first, *others) if other.TYPE != fact.TYPE]
        alone = said(noun, first) != said(noun, first, fact)
        if alone or said(noun, *rest) != said(noun, first, *others):
            changes.add(fact.TYPE)
    return sorted({fact.TYPE for fact in others} - changes)


def said(noun: Noun, *facts: Fact) -> object:
    """What a state says, without what merely counts the events that made it."""
    state = folded(noun, "golden", *facts)
    counted = {"version": 0, "positions": (), "days": (), "last_heard_on": ""}
    return replace(state, **{name: empty for name, empty in counted.items() if hasattr(state, name)})


@pytest.mark.parametrize("noun", sorted(VIEWED))
def test_every_event_shows_in_its_view(noun: Noun) -> None:
    """No event passes a view by: each one leaves the thing saying something else."""
    assert passed_by(noun) == []


def test_an_event_that_nobody_takes_is_found() -> None:
    """Control: a fact that is in no union is named."""

    class AgencyDissolved(Fact, frozen=True, kw_only=True):
        """A fact that somebody forgot to fold."""

        TYPE = "agency-dissolved"

    assert without_an_owner((AgencyRenamed, AgencyDissolved)) == ["agency-dissolved"]
