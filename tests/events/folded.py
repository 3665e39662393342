"""Folds facts into a state for the tests: given these facts, said on these days, the thing is this."""

from typing import Any, get_args

from events.catalogue import CATALOGUE
from events.fact import Fact, Recorded, ReportedOnCorrected
from events.identity import Noun, stream_of
from events.states import FOLDINGS, fold
from tests.events.golden_files import golden_facts

FIRST_DAY = "2008-11-21"


def recorded(noun: Noun, thing_id: str, *facts: Fact | tuple[str, Fact]) -> list[Recorded[Fact]]:
    """The facts as the events 1, 2, … of a thing, said on FIRST_DAY or on the day given with them."""
    dated = [fact if isinstance(fact, tuple) else (FIRST_DAY, fact) for fact in facts]
    return [
        Recorded(
            fact=fact,
            stream=stream_of(noun, thing_id),
            version=place,
            position=place,
            reported_on=day,
            recorded_at="2011-02-18T09:00:00.000000Z",
            actor="key-secretariat",
        )
        for place, (day, fact) in enumerate(dated, start=1)
    ]


def folded(noun: Noun, thing_id: str, *facts: Fact | tuple[str, Fact]) -> Any:
    """The state of a thing after the facts."""
    return fold(noun, recorded(noun, thing_id, *facts))


def union_of(noun: Noun) -> tuple[type[Fact], ...]:
    """The facts that belong to a noun, as its `evolve` declares them."""
    declared = FOLDINGS[noun].evolve.__annotations__["recorded"]
    union: tuple[type[Fact], ...] = get_args(get_args(declared)[0])
    return union


def facts_of(noun: Noun) -> list[Fact]:
    """The golden facts of a noun, in the order of the catalogue, but those that begin a thing first.

    The correction of a day is left out, because it names a position.
    """
    own = [fact for fact in golden_facts() if type(fact) in union_of(noun) and type(fact) is not ReportedOnCorrected]
    own.sort(key=lambda fact: CATALOGUE.index(type(fact)))
    return sorted(own, key=lambda fact: folded(noun, "golden", fact) is None)
