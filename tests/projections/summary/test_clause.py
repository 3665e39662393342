"""Where a verb phrase can be opened without tearing it."""

import pytest

from projections.summary.clause import after_verb, placed, placed_by_verb, split_core, with_places_studied
from projections.summary.marks import italic


@pytest.mark.parametrize(
    ("phrase", "tail"),
    [
        (
            f"release {italic('Trends, Volume 2')}, with estimates for 230 countries",
            ", with estimates for 230 countries",
        ),
        ("organize a conference, attended by 26 delegations", ", attended by 26 delegations"),
        ("hold a population conference, a four-yearly event", ", a four-yearly event"),
        ("hold the Abu Dhabi Dialogue, a gathering of States", ", a gathering of States"),
        ("devote attention to remittances, the use of resources and rights", ""),
        ("maintain a framework aimed at raising awareness, making policies stronger", ""),
        ("examine, as one of its topics, the feminization of migration", ""),
        ("publish a report", ""),
    ],
)
def test_the_core_ends_where_a_remark_begins(phrase: str, tail: str) -> None:
    """A list, a title and an aside behind the verb are not taken for the end of the core."""
    assert split_core(phrase) == (phrase.removesuffix(tail), tail)


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("carry out a project", "carry out, with IOM, a project"),
        ("work on a programme", "work, with IOM, on a programme"),
        ("work at the country level for a law", "work at the country level, with IOM, for a law"),
        ("take part in a project", "take part in a project with IOM"),
    ],
)
def test_a_phrase_between_commas_stands_behind_the_verb_and_its_particle(phrase: str, expected: str) -> None:
    """ "carry, with IOM, out a project" is no English; where there is no gap, the phrase stands behind."""
    assert placed(phrase, ["with IOM"], []) == expected


def test_phrases_behind_the_core_stand_before_its_tail() -> None:
    """The date belongs to the conference, not to the delegations."""
    phrase = "organize a conference, attended by 26 delegations"
    assert placed(phrase, [], ["in May 2009"]) == "organize a conference in May 2009, attended by 26 delegations"


def test_a_venue_can_stand_by_the_verb() -> None:
    """A town with its country is closed with a comma."""
    assert placed_by_verb("hold a workshop", "in Paris, France") == "hold in Paris, France, a workshop"
    assert placed_by_verb("hold a workshop", "in Brazil") == "hold in Brazil a workshop"


def test_the_places_studied_stand_by_the_study() -> None:
    """Country studies in China and France, on migration."""
    assert with_places_studied("conduct country studies on migration", "in China") == (
        "conduct country studies in China on migration"
    )
    assert with_places_studied("implement a programme for women", "in Nepal") == "implement a programme for women"
    assert with_places_studied("develop a module for use in surveys of labour", "in Egypt") == (
        "develop a module for use in surveys of labour"
    )


def test_no_place_behind_the_verb_where_no_object_follows() -> None:
    """A verb alone has no gap."""
    assert after_verb("migrate") is None
