"""An event of an older version is read as the newest one, shown on a real event whose fields are split in two."""

from typing import Any, ClassVar

import pytest

from events.agency import AgencyRegistered
from events.catalogue import CATALOGUE
from events.fact import Fact
from events.reading_facts import UnknownEvent, by_type, fact_from
from events.upcasters import UPCASTERS, Upcaster, upcast
from events.vocabulary import AgencyKind
from tests.events.golden_files import FOLDER, golden_files


class AgencyRegisteredInALanguage(Fact, frozen=True, kw_only=True):
    """The registration as a later release could keep it: the name with the language that it is in."""

    TYPE: ClassVar[str] = "agency-registered"
    SCHEMA_VERSION: ClassVar[int] = 2

    name: str
    language: str
    kind: AgencyKind
    acronym: str | None = None
    parent: str | None = None
    aliases: tuple[str, ...] = ()
    valid_from: str | None = None
    valid_to: str | None = None
    note: str | None = None
    source: str | None = None


def with_language(data: dict[str, Any]) -> dict[str, Any]:
    """All names of the first version are English."""
    return {**data, "language": "en"}


LATER = by_type((AgencyRegisteredInALanguage, *(fact for fact in CATALOGUE if fact is not AgencyRegistered)))
STEPS = (Upcaster(type="agency-registered", from_version=1, upcast=with_language),)
GOLDEN = [golden for golden in golden_files(FOLDER) if golden.type == "agency-registered"]


def test_the_first_version_reads_as_the_second() -> None:
    """The golden files of the first version read as the second, with every field they have and the new one."""
    for golden in GOLDEN:
        fact = fact_from(golden.type, 1, golden.data, facts=LATER, upcasters=STEPS)
        assert isinstance(fact, AgencyRegisteredInALanguage)
        assert (fact.name, fact.language) == (golden.data["name"], "en")
        assert fact.acronym == golden.data["acronym"]


def test_the_data_of_the_log_are_left_as_they_are() -> None:
    """Reading an old event changes nothing of what the log gave."""
    kept = GOLDEN[0].data
    fact_from("agency-registered", 1, kept, facts=LATER, upcasters=STEPS)
    assert kept == GOLDEN[0].data


def test_the_newest_version_passes_no_upcaster() -> None:
    """An event of the second version is read as it stands."""
    data = {"name": "Fonds des Nations Unies pour la population", "language": "fr", "kind": "un_fund_programme"}
    fact = fact_from("agency-registered", 2, data, facts=LATER, upcasters=STEPS)
    assert isinstance(fact, AgencyRegisteredInALanguage)
    assert fact.language == "fr"


def test_the_steps_are_taken_one_after_another() -> None:
    """From the first version to the third, each step reads the data that the one before it made."""
    steps = (
        Upcaster(type="agency-registered", from_version=2, upcast=lambda data: {**data, "seen": sorted(data)}),
        *STEPS,
    )
    data = upcast("agency-registered", 1, {"name": "UNFPA"}, 3, steps)
    assert data == {"name": "UNFPA", "language": "en", "seen": ["language", "name"]}


def test_a_missing_step_is_named() -> None:
    """Where a step is missing, a sentence says from which version to which."""
    with pytest.raises(LookupError) as missing:
        fact_from("agency-registered", 1, GOLDEN[0].data, facts=LATER, upcasters=())
    assert missing.value.args[0] == "No upcaster reads agency-registered.v1 as agency-registered.v2."


def test_a_future_version_is_unknown() -> None:
    """An event that a later release wrote is not guessed at."""
    with pytest.raises(UnknownEvent) as unknown:
        fact_from("agency-registered", 2, GOLDEN[0].data)
    sentence = "The event type agency-registered.v2 is not in the catalogue of this release."
    assert unknown.value.args[0] == sentence


def test_an_unknown_type_is_unknown() -> None:
    """An event of a type that the catalogue does not have is refused too."""
    with pytest.raises(UnknownEvent):
        fact_from("agency-dissolved", 1, {})


def test_every_older_version_has_its_step() -> None:
    """The upcasters of this release lead every event from its first version to its newest."""
    steps = {(one.type, one.from_version) for one in UPCASTERS}
    wanted = {(fact.TYPE, version) for fact in CATALOGUE for version in range(1, fact.SCHEMA_VERSION)}
    assert steps == wanted
