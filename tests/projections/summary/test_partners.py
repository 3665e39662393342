"""Partners and what they do."""

import pytest

from events.vocabulary import ActivityKind, PartnerRole, Stage
from projections.summary.acronyms import Acronyms
from projections.summary.partners import phrases
from projections.summary.told import NamedAgency
from tests.projections.summary.told_by_hand import (
    BANGKOK,
    ESCAP,
    IOM,
    MEXICO,
    SPAIN,
    UNFPA,
    WORLD_BANK,
    activity,
    dated,
    later_text,
    partner,
    texts_of,
)


@pytest.mark.parametrize(
    ("role", "phrase"),
    [
        (PartnerRole.PARTNER, "in collaboration with the Government of Mexico"),
        (PartnerRole.SUPPORTER, "with the support of the Government of Mexico"),
        (PartnerRole.FUNDER, "with funding from the Government of Mexico"),
        (PartnerRole.HOST, "at the invitation of the Government of Mexico"),
        (PartnerRole.REQUESTER, "at the request of the Government of Mexico"),
    ],
)
def test_a_role_has_its_phrase(role: PartnerRole, phrase: str) -> None:
    """What a partner did is said by the preposition."""
    work = activity("conduct a survey of migrant households", partners=(partner(MEXICO, role),))
    assert phrase in later_text(work)


def test_every_role_has_a_phrase() -> None:
    """No role of the vocabulary is forgotten."""
    for role in PartnerRole:
        member = partner(MEXICO, role)
        assert phrases(activity("study it", partners=(member,)), [member], Acronyms([MEXICO]), "")


def test_two_funders_share_a_phrase() -> None:
    """The Governments of Mexico and Spain."""
    funders = (partner(MEXICO, PartnerRole.FUNDER), partner(SPAIN, PartnerRole.FUNDER))
    assert "with funding from the Governments of Mexico and Spain" in later_text(activity("study it", partners=funders))


def test_authors_of_one_paper_are_its_subjects() -> None:
    """Two bodies that write, sign or chair together stand together, with a plural verb."""
    paper = activity("prepare a paper", Stage.IN_PROGRESS, partners=(partner(IOM, PartnerRole.CO_AUTHOR),))
    assert later_text(paper) == "UNFPA and the International Organization for Migration (IOM) were preparing a paper."


def test_a_meeting_of_several_organizers_is_told_in_the_passive() -> None:
    """The meeting is the subject, then the organizers, the host, the venue and the date."""
    meeting = activity(
        "organize the High-level Meeting on Migration, attended by 22 States",
        kind=ActivityKind.PLANNED_MEETING,
        partners=(partner(ESCAP, PartnerRole.JOINT_ORGANIZER), partner(WORLD_BANK, PartnerRole.FUNDER)),
        places=(BANGKOK,),
        date=dated("2008-09"),
    )
    assert later_text(meeting) == (
        "The High-level Meeting on Migration was jointly organized by UNFPA and the United Nations Economic and Social "
        "Commission for Asia and the Pacific (ESCAP) in Bangkok, Thailand, in September 2008 with funding from the "
        "World Bank, and was attended by 22 States."
    )


def test_a_long_meeting_is_told_in_two_sentences() -> None:
    """Who attended it stands behind a full stop, where one sentence would be out of breath."""
    attended = ", attended by 22 member States and meant to build capacity among those expecting to go to Manila"
    meeting = activity(
        f"organize the Asia-Pacific High-level Meeting on International Migration and Development{attended}",
        kind=ActivityKind.PLANNED_MEETING,
        partners=(partner(ESCAP, PartnerRole.JOINT_ORGANIZER),),
        date=dated("2008-09"),
    )
    assert " in September 2008. It was attended by 22 member States and meant to " in later_text(meeting)


def test_the_country_of_the_host_is_not_named_twice() -> None:
    """ "hosted by the Government of Thailand in Bangkok" leaves no doubt where that is."""
    host = NamedAgency(id="gov-thailand", name="Government of Thailand", kind="government")
    meeting = activity(
        "organize the Expert Group Meeting on Migration",
        kind=ActivityKind.PLANNED_MEETING,
        partners=(partner(ESCAP, PartnerRole.JOINT_ORGANIZER), partner(host, PartnerRole.HOST)),
        places=(BANGKOK,),
    )
    assert later_text(meeting).endswith(", and hosted by the Government of Thailand in Bangkok.")


def test_partners_are_introduced_in_turn() -> None:
    """A paragraph does not say "in collaboration with" twice in a row."""
    studies = [activity(f"study {topic}", id=topic, partners=(partner(ally),)) for topic, ally in STUDIES]
    texts = " ".join(texts_of(*studies))
    assert "in collaboration with the World Bank" in texts
    assert "together with the Government of Mexico" in texts


STUDIES = (("remittances", WORLD_BANK), ("stocks and flows of migrants", MEXICO))


def test_many_partners_have_a_sentence_of_their_own() -> None:
    """From four partners on, the sentence would break under them."""
    partners = (
        partner(IOM, PartnerRole.FUNDER),
        partner(MEXICO, PartnerRole.FUNDER),
        partner(WORLD_BANK, PartnerRole.DATA_CONTRIBUTOR),
        partner(ESCAP, PartnerRole.DATA_CONTRIBUTOR),
    )
    database = activity(
        "build a database", kind=ActivityKind.PUBLICATION, publication_type="database", partners=partners
    )
    assert "The database had been funded by" in later_text(database)
    assert "with data contributed by the World Bank and" in later_text(database)


def test_a_partner_that_the_predicate_names_is_not_named_again() -> None:
    """UNFPA supports IOM once."""
    assert later_text(activity("support IOM in its work", partners=(partner(IOM),))).count("IOM") <= 2


def test_the_reporter_is_no_partner_of_a_third_party_in_its_own_paragraph() -> None:
    """What UNFPA tells of IOM is told of IOM alone."""
    text = later_text(activity("publish a report", lead=IOM, partners=(partner(UNFPA),)))
    assert text == "The International Organization for Migration (IOM) had published a report."


def test_partners_in_words_are_printed_in_words() -> None:
    """ "member States, migrants and civil society" are no known bodies."""
    work = activity("work to protect migrants", Stage.STANDING, partners_text="member States and civil society")
    assert later_text(work).endswith("to protect migrants in collaboration with member States and civil society.")
