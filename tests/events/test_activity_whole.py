"""An activity with those that were merged into it: what stands, what is filled, and what is joined."""

from typing import Any

import pytest
from msgspec.structs import replace

from events.activity import Partner
from events.activity_merging import ActivityParted
from events.activity_state import Activity, Evidence, Merged, Report
from events.activity_whole import absorbed, fills, first_reported_on, together, whole
from events.fact import Recorded
from events.honest_date import honest_date
from events.identity import Noun
from events.place import Place
from events.reference import Referable, Reference
from events.shared_fields import shared_fields
from events.states import FOLDINGS
from events.vocabulary import ActivityKind, Assurance, PartnerRole, Stage
from tests.events.activities import activity

MANDATE = Reference(kind=Referable.MANDATE, id="ga-res-63-225")


def told(activity_id: str, position: int, day: str, **fields: Any) -> Activity:
    """An activity with one report, said on a day at a position."""
    report = Report(
        id=activity_id,
        position=f"{position}",
        reported_on=day,
        kind=ActivityKind.PLANNED_MEETING,
        title=f"Told as {activity_id}",
        reported_by=fields.get("reported_by", "unfpa"),
        assurance=Assurance.SELF_REPORTED,
    )
    own: dict[str, Any] = {"id": activity_id, "title": report.title, "reports": (report,), "edtf": None, "stage": None}
    own |= {"positions": (report.position,), "days": (day,), "first_reported_on": day, "last_heard_on": day}
    return activity(ActivityKind.PLANNED_MEETING, **{**own, **fields})


def merged(into: Activity, *others: Activity) -> Activity:
    """The one that goes on, after the others were merged into it one after the other."""
    for place, other in enumerate(others):
        taken = shared_fields(absorbed(other), Merged)
        one = Merged(position=f"{90 + place}", fills=fills(into, absorbed(other)), **taken)
        into = replace(into, merged=(*into.merged, one))
    return into


FORUM = told("unhcr-forum", 7, "2008-11-21", lead="unhcr", reported_by="unhcr", topics=("refugees",))
PANEL = told(
    "unu-panel",
    3,
    "2008-11-20",
    lead="unu",
    reported_by="unu",
    stage=Stage.PLANNED,
    date=honest_date("2008-12", "in December"),
    description="A panel on protracted situations.",
    partners=(Partner(agency="iom", role=PartnerRole.FUNDER, role_text="pays"),),
    topics=("refugees", "protection"),
    places=(Place(name="New York", iso3166="US"),),
    responds_to=(MANDATE,),
    evidence=(Evidence(position="4", symbol="A/63/1"),),
    assigned_to=("escap",),
    last_heard_on="2009-01-05",
    aliases=("unu-panel-again",),
)


def test_the_first_words_stand_and_what_is_open_is_filled() -> None:
    """Lists are joined, each report and each event keeps its place in the order said."""
    found = whole(merged(FORUM, PANEL), [PANEL])
    assert (found.id, found.title, found.lead, found.reported_by) == ("unhcr-forum", FORUM.title, "unhcr", "unhcr")
    assert (found.stage, found.date, found.description) == (Stage.PLANNED, PANEL.date, PANEL.description)
    assert (found.topics, found.partners) == (("refugees", "protection"), PANEL.partners)
    assert (found.places, found.evidence, found.responds_to) == (PANEL.places, PANEL.evidence, PANEL.responds_to)
    assert [report.id for report in found.reports] == ["unu-panel", "unhcr-forum"]
    assert (found.positions, found.days) == (("3", "7"), ("2008-11-20", "2008-11-21"))
    assert (found.first_reported_on, found.last_heard_on) == ("2008-11-20", "2009-01-05")
    assert found.aliases == ("unu-panel", "unu-panel-again")


def test_what_differs_is_the_word_of_the_one_that_goes_on() -> None:
    """Whatever the other says of the same."""
    forum = replace(FORUM, stage=Stage.COMPLETED, date=honest_date("2008-10", None), description="A forum.")
    found = whole(merged(forum, PANEL), [PANEL])
    assert (found.stage, found.date, found.description) == (forum.stage, forum.date, forum.description)


def test_codes_alone_are_known_without_the_other() -> None:
    """Decisions and lists have ids, codes and days; no words were taken over."""
    found = together(merged(FORUM, PANEL))
    assert (found.stage, found.topics, found.assigned_to) == (Stage.PLANNED, ("refugees", "protection"), ("escap",))
    assert found.date == honest_date("2008-12", None)
    assert (found.description, found.partners, found.places) == (None, (), ())
    taken = absorbed(PANEL)
    assert "pays" not in repr(taken)
    assert "in December" not in repr(taken)
    assert PANEL.title not in repr(taken)
    assert (taken.places, taken.links) == (("US",), (MANDATE,))


def test_nothing_is_said_before_its_own_first_report() -> None:
    """A decision knows the day of its own first report; a reader, that of the earliest."""
    found = merged(FORUM, PANEL)
    assert together(found).first_reported_on == "2008-11-21"
    assert first_reported_on(found) == "2008-11-20"
    assert first_reported_on(FORUM) == "2008-11-21"


THIRD_PARTY: dict[str, Any] = {"assurance": Assurance.THIRD_PARTY, "lead": "unu"}
WORDS: tuple[tuple[str, Activity, Activity, str | None, Assurance], ...] = (
    ("both their own", FORUM, PANEL, "unhcr", Assurance.SELF_REPORTED),
    ("the lead confirms", replace(FORUM, **THIRD_PARTY), PANEL, "unu", Assurance.SELF_REPORTED),
    ("another confirms", replace(FORUM, **THIRD_PARTY), replace(PANEL, lead="ilo"), "unu", Assurance.THIRD_PARTY),
    ("a lead is named", replace(FORUM, lead=None), PANEL, "unu", Assurance.SELF_REPORTED),
    ("hearsay names none", replace(FORUM, lead=None), replace(PANEL, **THIRD_PARTY), None, Assurance.SELF_REPORTED),
    ("hearsay takes nothing", FORUM, replace(PANEL, **THIRD_PARTY), "unhcr", Assurance.SELF_REPORTED),
)


@pytest.mark.parametrize(("name", "into", "other", "lead", "assurance"), WORDS, ids=[one[0] for one in WORDS])
def test_whose_word_it_is(name: str, into: Activity, other: Activity, lead: str | None, assurance: Assurance) -> None:
    """The lead's own report confirms what another told of it; hearsay adds no lead."""
    found = together(merged(into, other))
    assert (found.lead, found.assurance) == (lead, assurance)


HEARSAY = replace(PANEL, **THIRD_PARTY, id="ilo-panel", stage=Stage.COMPLETED, due=honest_date("2009-03", "by March"))
OTHER_HEARSAY = replace(HEARSAY, id="iom-panel", stage=None, due=None)
FILLED: tuple[tuple[str, Activity, tuple[Activity, ...], tuple[Stage | None, str | None]], ...] = (
    ("hearsay fills no word of one's own", FORUM, (HEARSAY,), (None, None)),
    ("hearsay fills hearsay", replace(FORUM, **THIRD_PARTY), (HEARSAY,), (Stage.COMPLETED, "2009-03")),
    ("nothing after a confirmation", replace(FORUM, **THIRD_PARTY), (PANEL, HEARSAY), (Stage.PLANNED, None)),
    ("hearsay in hearsay", FORUM, (merged(OTHER_HEARSAY, HEARSAY),), (None, None)),
    ("hearsay in a word of its own", FORUM, (merged(PANEL, HEARSAY),), (Stage.PLANNED, None)),
)


@pytest.mark.parametrize(("name", "into", "others", "expected"), FILLED, ids=[one[0] for one in FILLED])
def test_hearsay_counts_for_no_word_of_ones_own(
    name: str, into: Activity, others: tuple[Activity, ...], expected: tuple[Stage | None, str | None]
) -> None:
    """Of stages and days, where they are read with all words and where codes alone are."""
    joined = merged(into, *others)
    for found in (together(joined), whole(joined, [*others, HEARSAY])):
        assert (found.stage, found.due.edtf if found.due else None) == expected


def test_a_body_that_confirms_confirms_what_filled_its_activity() -> None:
    """A promise that was told by others alone, and merged, does not lose its day when the lead confirms it."""
    joined = merged(replace(FORUM, **THIRD_PARTY), HEARSAY)
    confirmed = replace(joined, assurance=Assurance.SELF_REPORTED)
    for found in (together(confirmed), whole(confirmed, [HEARSAY])):
        assert (found.stage, found.due and found.due.edtf) == (Stage.COMPLETED, "2009-03")


def test_a_period_comes_before_words_without_one() -> None:
    """Lists and counts know periods alone; so what is read says the same."""
    vague = replace(PANEL, id="iom-panel", due=honest_date(None, "once the venue is free"))
    exact = replace(PANEL, id="ilo-panel", due=honest_date("2009-03", "by March"))
    joined = merged(FORUM, vague, exact)
    assert (whole(joined, [vague, exact]).due, together(joined).due) == (exact.due, honest_date("2009-03", None))
    assert whole(merged(FORUM, vague), [vague]).due == vague.due


def test_what_was_merged_before_comes_along() -> None:
    """Its ids, its bodies and its words."""
    atlas = told("ilo-atlas", 9, "2009-02-01", lead="ilo", reported_by="ilo", venue="Geneva")
    panel = merged(PANEL, atlas)
    found = whole(merged(FORUM, panel), [PANEL, atlas])
    assert found.aliases == ("unu-panel", "unu-panel-again", "ilo-atlas")
    assert [report.id for report in found.reports] == ["unu-panel", "unhcr-forum", "ilo-atlas"]
    assert found.venue == "Geneva"
    assert {part.agency for one in found.merged for part in one.parts} >= {"unu", "ilo", "iom", "escap"}


def test_a_body_that_disowned_it_is_not_found_by_being_merged() -> None:
    """It stays off the lists of that body."""
    taken = absorbed(replace(PANEL, disowned_by=("iom",)))
    assert "iom" not in {part.agency for part in taken.parts}


def test_parting_takes_back_that_one_alone() -> None:
    """In whichever order they were merged."""
    atlas = told("ilo-atlas", 9, "2009-02-01", lead="ilo", reported_by="ilo")
    evolve = FOLDINGS[Noun.ACTIVITY].evolve
    event = Recorded(
        fact=ActivityParted(other="unu-panel"),
        stream="activity-unhcr-forum",
        version=4,
        position=99,
        reported_on="2009-03-01",
        recorded_at="",
        actor="",
    )
    apart = evolve(merged(FORUM, PANEL, atlas), event)
    assert [one.activity for one in apart.merged] == ["ilo-atlas"]
    assert evolve(replace(PANEL, merged_into="somewhere-else"), event).merged_into == "somewhere-else"
