"""An agency over time: its names and kinds, its parent and successor, its grants, and what was wrong of it."""

from events.agency import (
    Agency,
    AgencyCorrected,
    AgencyGranted,
    AgencyGrantEnded,
    AgencyKindChanged,
    AgencyMoved,
    AgencyRegistered,
    AgencyRenamed,
    AgencySucceeded,
)
from events.fact import Fact
from events.identity import Noun
from events.vocabulary import AgencyKind
from tests.events.folded import folded

IOM = AgencyRegistered(
    name="International Organization for Migration",
    acronym="IOM",
    kind=AgencyKind.IGO,
    aliases=("OIM",),
    note="Geneva.",
)
SUCCEEDED = AgencyRegistered(name="United Nations Development Fund for Women", kind=AgencyKind.OTHER, acronym="UNIFEM")


def agency(*facts: Fact | tuple[str, Fact]) -> Agency:
    """The body after the facts."""
    state: Agency = folded(Noun.AGENCY, "iom", *facts)
    return state


def test_a_report_of_2008_prints_the_name_of_2008() -> None:
    """The name is that of the day, from the day given or else the day it was said; without a day the newest."""
    renamed = agency(IOM, ("2016-10-01", AgencyRenamed(name="UN Migration", acronym="UNM", valid_from="2016-09-19")))
    assert [renamed.name_on(day).acronym for day in ("2008-11-21", "2016-09-18", "2016-09-19", None)] == [
        *("IOM", "IOM", "UNM", "UNM")
    ]
    assert agency(IOM, ("2016-10-01", AgencyRenamed(name="UN Migration"))).name_on("2016-09-30").name == IOM.name


def test_a_name_learnt_late_takes_its_place() -> None:
    """Names stand in the order of their first day, whenever they were said."""
    newest, former = (
        AgencyRenamed(name="UN Migration", valid_from="2016-09-19"),
        AgencyRenamed(name="ICM", valid_from="1989-11-14"),
    )
    assert [name.name for name in agency(IOM, newest, former).names] == [IOM.name, "ICM", "UN Migration"]


def test_a_body_changes_its_kind_on_a_day() -> None:
    """IOM joined the United Nations system in 2016."""
    joined = agency(IOM, AgencyKindChanged(kind=AgencyKind.RELATED_ORGANIZATION, valid_from="2016-09-19"))
    assert joined.kind_on("2008-11-21") is AgencyKind.IGO
    assert joined.kind_on(None) is AgencyKind.RELATED_ORGANIZATION


def test_a_body_moves_and_ends() -> None:
    """Under another parent or none; and it became part of another on a day."""
    assert agency(IOM, AgencyMoved(parent="un-system")).parent == "un-system"
    assert agency(IOM, AgencyMoved(parent="un-system"), AgencyMoved(parent=None)).parent is None
    ended = agency(SUCCEEDED, AgencySucceeded(successor="un-women", valid_to="2010-07-02"))
    assert (ended.successor, ended.valid_to) == ("un-women", "2010-07-02")


def test_grants_are_given_once_and_ended() -> None:
    """The same grant twice is one grant."""
    granted = (AgencyGranted(granted_to="rcnyo"), AgencyGranted(granted_to="eclac"), AgencyGranted(granted_to="rcnyo"))
    assert agency(IOM, *granted).granted_to == ("eclac", "rcnyo")
    assert agency(IOM, *granted, AgencyGrantEnded(granted_to="rcnyo")).granted_to == ("eclac",)


def test_a_correction_replaces_the_newest_name_and_empties_fields() -> None:
    """What was borne before stays, and what is not named stays too."""
    corrected = agency(
        IOM,
        AgencyRenamed(name="UN Migrations", acronym="UNM", valid_from="2016-09-19"),
        AgencyCorrected(name="UN Migration", aliases=(), cleared=("acronym", "note")),
    )
    assert [(name.name, name.acronym) for name in corrected.names] == [(IOM.name, "IOM"), ("UN Migration", None)]
    assert (corrected.aliases, corrected.note, corrected.kinds[0].kind) == ((), None, AgencyKind.IGO)
