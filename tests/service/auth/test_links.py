"""Links that stand in for a key: nobody but the service makes one, and none says another thing than it was made for."""

import string

import pytest

from events.log.signed_note import new_signing_key
from service.auth.links import FormLink, FormLinks, LinkRefused
from service.auth.roles import Role

LINK = FormLink("round9", "unfpa", "unfpa-migration", "person-amara", "digest-1", "2011-01-31")
LINKS = FormLinks(new_signing_key("tourdetable.example.org/log"))
WRITTEN = LINKS.written(LINK)


def test_a_link_says_what_it_was_made_for() -> None:
    """And stands in an address as it is."""
    assert LINKS.read(WRITTEN) == LINK
    assert set(WRITTEN) <= {*string.ascii_letters, *string.digits, *"-_."}


def test_every_process_with_the_same_key_reads_the_same_links_and_no_other_does() -> None:
    """The key that signs checkpoints decides."""
    key = new_signing_key("tourdetable.example.org/log")
    assert FormLinks(key).read(FormLinks(key).written(LINK)) == LINK
    with pytest.raises(LinkRefused):
        LINKS.read(FormLinks(key).written(LINK))


def test_a_link_of_which_any_letter_was_changed_is_refused() -> None:
    """Control: put back, it is read."""
    for place, letter in enumerate(WRITTEN):
        other = "A" if letter != "A" else "Q"
        with pytest.raises(LinkRefused):
            LINKS.read(WRITTEN[:place] + other + WRITTEN[place + 1 :])
        assert LINKS.read(WRITTEN[:place] + letter + WRITTEN[place + 1 :]) == LINK


@pytest.mark.parametrize(
    "text", ["", ".", "a.b.c", "é.é", "=" * 5_000, WRITTEN + "A" * 5_000, WRITTEN.partition(".")[0]]
)
def test_what_is_no_link_is_refused(text: str) -> None:
    """Whatever it is."""
    with pytest.raises(LinkRefused):
        LINKS.read(text)


def test_who_calls_with_a_link_is_a_focal_point_of_the_agency_known_by_the_digest() -> None:
    """The log names neither the person nor the link."""
    caller = LINK.caller
    assert (caller.role, caller.agency, caller.person_id) == (Role.FOCAL_POINT, "unfpa", "person-amara")
    assert caller.actor == "key:link-digest-1"
