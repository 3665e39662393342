"""Topics, mandates, meetings and people after their facts."""

from events.honest_date import honest_date
from events.identity import Noun
from events.mandate import MandateAdopted, MandateCorrected, MandateMerged, MandateRegistered
from events.meeting import MeetingCorrected, MeetingMerged, MeetingRegistered, MeetingScheduled
from events.person import PersonEnrolled, PersonErased
from events.place import Place
from events.topic import TopicCorrected, TopicMerged, TopicMoved, TopicRegistered, TopicRelabelled
from events.vocabulary import MeetingOutcome
from tests.events.folded import folded

REMITTANCES = TopicRegistered(label="Remittances", broader="development", alternative_labels=("money sent home",))
RESOLUTION = MandateRegistered(kind="resolution", symbol="A/RES/63/225", title="International migration")
FORUM = MeetingRegistered(
    title="Second Global Forum", kind="forum", organizers=("gov-philippines",), aliases=("GFMD II",)
)


def test_a_topic_keeps_its_former_label() -> None:
    """Relabelled, it is still found under the old word."""
    topic = folded(Noun.TOPIC, "remittances", REMITTANCES, TopicRelabelled(label="Migrants' transfers"))
    assert topic.label == "Migrants' transfers"
    assert topic.alternative_labels == ("money sent home", "Remittances")


def test_a_topic_moves_and_merges() -> None:
    """Under none, and then into another."""
    topic = folded(Noun.TOPIC, "remittances", REMITTANCES, TopicMoved(broader=None), TopicMerged(into="transfers"))
    assert (topic.broader, topic.merged_into) == (None, "transfers")


def test_a_topic_is_corrected_where_it_was_wrong() -> None:
    """Labels given replace those there are, also by none; what is not given stays."""
    topic = folded(Noun.TOPIC, "remittances", REMITTANCES, TopicCorrected(alternative_labels=(), scope_note="Money."))
    assert (topic.label, topic.alternative_labels, topic.scope_note) == ("Remittances", (), "Money.")


def test_a_mandate_is_adopted() -> None:
    """With its day and its symbol, where they are said; else it keeps those it has."""
    adopted = MandateAdopted(date=honest_date("2008-12-19", "19 December 2008"))
    mandate = folded(Noun.MANDATE, "ga-res-63-225", RESOLUTION, adopted)
    assert (mandate.status, mandate.symbol, mandate.date.latest) == ("adopted", "A/RES/63/225", "2008-12-19")


def test_a_mandate_is_corrected_and_merged() -> None:
    """The fields given replace it, and it points to the entry that is used in its place."""
    changes = MandateCorrected(symbol="A/RES/61/208", aliases=("A/61/208",)), MandateMerged(into="ga-res-61-208")
    mandate = folded(Noun.MANDATE, "ga-res-63-225", RESOLUTION, *changes)
    assert (mandate.symbol, mandate.aliases, mandate.title) == (
        "A/RES/61/208",
        ("A/61/208",),
        "International migration",
    )
    assert mandate.merged_into == "ga-res-61-208"


def test_a_meeting_is_scheduled_in_steps() -> None:
    """Each word of the secretariat replaces what it gives, and leaves the rest."""
    days = MeetingScheduled(date=honest_date("2008-10", None), place=Place(name="Manila", iso3166="PH"))
    meeting = folded(Noun.MEETING, "gfmd-2", FORUM, days, MeetingScheduled(outcome=MeetingOutcome.HELD))
    assert (meeting.date.edtf, meeting.place.name, meeting.outcome) == ("2008-10", "Manila", MeetingOutcome.HELD)


def test_a_meeting_is_corrected_and_merged() -> None:
    """No organizers at all is a correction too."""
    meeting = folded(
        Noun.MEETING, "gfmd-2", FORUM, MeetingCorrected(title="Manila Forum", organizers=()), MeetingMerged(into="gfmd")
    )
    assert (meeting.title, meeting.organizers, meeting.aliases) == ("Manila Forum", (), ("GFMD II",))
    assert meeting.merged_into == "gfmd"


def test_a_person_is_an_id_and_an_agency() -> None:
    """Erased, the person is still known to have been."""
    person = folded(Noun.PERSON, "0192f0c1", PersonEnrolled(agency="unfpa"), PersonErased())
    assert (person.id, person.agency, person.erased) == ("0192f0c1", "unfpa", True)
