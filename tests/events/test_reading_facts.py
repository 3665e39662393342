"""From the log to a fact and back: withheld texts, tags, and the catalogue itself."""

import pytest

from events.activity import Partner, reference_tag
from events.agency import AgencyRenamed
from events.catalogue import CATALOGUE
from events.follow_up_action import FollowUpActionReported
from events.reading_facts import by_type, data_of, fact_from, tags_of
from events.reference import Referable, Reference
from events.withholding import NAME_WITHHELD, TEXT_WITHHELD


def test_a_withheld_text_reads_as_a_gap() -> None:
    """Where words were withheld the fact says so, whether it could do without them or not."""
    renamed = fact_from("agency-renamed", 1, {"acronym": "UNM"}, withheld=("name", "note"))
    assert renamed == AgencyRenamed(name=NAME_WITHHELD, acronym="UNM", note=TEXT_WITHHELD)


def test_a_missing_text_that_was_not_withheld_is_a_fault() -> None:
    """What the fact cannot do without must be there."""
    with pytest.raises(ValueError, match="name"):
        fact_from("agency-renamed", 1, {"acronym": "UNM"})


def test_a_field_that_no_fact_has_is_a_fault() -> None:
    """What the catalogue does not know is not passed over."""
    with pytest.raises(ValueError, match="nickname"):
        fact_from("agency-renamed", 1, {"name": "UN Migration", "nickname": "UNM"})


def test_a_default_is_left_out_of_the_data() -> None:
    """What is not said is not kept."""
    assert data_of(AgencyRenamed(name="UN Migration")) == {"name": "UN Migration"}


def test_two_facts_never_share_a_type() -> None:
    """Such a catalogue is a mistake, and is refused."""
    assert len(by_type(CATALOGUE)) == len(CATALOGUE)
    with pytest.raises(AssertionError):
        by_type((AgencyRenamed, AgencyRenamed))


def test_an_event_is_tagged_with_all_that_it_is_about() -> None:
    """Its own thing first, then every body, word, link and reference, each once."""
    fact = FollowUpActionReported(
        id="mou",
        title="Reply",
        reported_by="escap",
        lead="escap",
        reference="ESCAP/1",
        partners=(Partner(agency="iom"),),
        topics=("remittances",),
        responds_to=(Reference(kind=Referable.MANDATE, id="ga-res-63-225"),),
        answers=(Reference(kind=Referable.STATEMENT, id="st-ii-01"),),
        assigned_to=("iom", "unfpa"),
        meeting="gfmd-2",
        coordination_meeting="cm7",
    )
    assert tags_of("activity-reply", fact) == (
        "activity:reply",
        "activity:mou",
        "agency:escap",
        "agency:iom",
        "topic:remittances",
        "mandate:ga-res-63-225",
        "meeting:gfmd-2",
        "coordination-meeting:cm7",
        reference_tag("escap", "ESCAP/1"),
        "statement:st-ii-01",
        "agency:unfpa",
    )
