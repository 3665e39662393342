"""Symbols of mandates: read in their canonical form, and each belonging to one text."""

import pytest

from events.identity import Noun
from events.mandate import MandateAdopted, MandateCorrected, MandateRegistered
from service.commands.mandate import AdoptMandate, CorrectMandate, RegisterMandate, UpdateMandate
from tests.service.commands.given import of
from tests.service.commands.seventh_meeting import SEVENTH_MEETING


def test_a_symbol_is_read_in_its_canonical_form() -> None:
    """ "A/62/270" is A/RES/62/270, and is kept as it was cited too."""
    outcome = SEVENTH_MEETING.when(RegisterMandate(id="ga-res-62-270", kind="resolution", symbol="A/62/270"))
    outcome.then_said(MandateRegistered, symbol="A/RES/62/270", symbol_as_cited="A/62/270")


@pytest.mark.parametrize("cited", ["A/RES/63/225", "A/63/225"])
def test_a_symbol_belongs_to_one_text(cited: str) -> None:
    """Another entry under the same symbol, however it is written, is refused with a link to the first."""
    asked = RegisterMandate(id="migration-resolution", kind="resolution", symbol=cited)
    SEVENTH_MEETING.when(asked).then_refused("conflict", link="/api/v1/mandates/ga-res-63-225")


def test_a_symbol_learnt_later_belongs_to_one_text_too() -> None:
    """A symbol that came with the adoption or with a correction is taken as well."""
    draft = SEVENTH_MEETING.and_then(of(Noun.MANDATE, "hld-draft", MandateRegistered(kind="resolution")))
    again = RegisterMandate(id="another", kind="resolution", symbol="A/RES/65/170")
    adopted = draft.and_then(of(Noun.MANDATE, "hld-draft", MandateAdopted(symbol="A/RES/65/170")))
    adopted.when(again).then_refused("conflict", link="/api/v1/mandates/hld-draft")
    corrected = draft.and_then(of(Noun.MANDATE, "hld-draft", MandateCorrected(symbol="A/RES/65/170")))
    corrected.when(again).then_refused("conflict", link="/api/v1/mandates/hld-draft")
    known = UpdateMandate(id="hld-draft", update=CorrectMandate(symbol="A/63/225"), expected_version=1)
    draft.when(known).then_refused("conflict", link="/api/v1/mandates/ga-res-63-225")
    symbol = UpdateMandate(id="hld-draft", update=AdoptMandate(symbol="A/65/170"))
    draft.when(symbol).then_said(MandateAdopted, symbol="A/RES/65/170", status="adopted")
