"""Which agencies a question means: those named, with or without their sub-entities."""

from collections.abc import Sequence

from events.identity import Noun
from projections.agency_names import resolve
from projections.registry import AGENCIES
from projections.things import read_all, read_some
from service.api.agency_names import sentence_on
from service.api.asking import no_such, own_agencies
from service.api.problems import NotFound
from service.desk import Reading


async def chosen_agencies(read: Reading, named: Sequence[str] | None, sub_entities: bool) -> tuple[str, ...]:
    """The agencies named, each with the bodies under it if asked; NotFound for a name that the register lacks."""
    if not named:
        return ()
    known = {agency.id for agency in await read_some(read.transaction, AGENCIES, named, read.clocks)}
    for agency_id in named:
        if agency_id not in known:
            raise await _nobody(read, agency_id)
    if not sub_entities:
        return tuple(dict.fromkeys(named))
    trees = [await own_agencies(read, agency_id, granted=False) for agency_id in named]
    return tuple(dict.fromkeys(agency_id for tree in trees for agency_id in tree))


async def _nobody(read: Reading, named: str) -> NotFound:
    """The problem of an id that no agency has, with those that may be meant where it is a name."""
    missing = no_such(Noun.AGENCY, named, read.clocks.as_of)
    agencies = await read_all(read.transaction, AGENCIES, read.clocks)
    resolved = resolve(named, agencies, read.evaluated_on)
    if resolved.match is None and not resolved.candidates:
        return missing
    return NotFound(f"{missing.detail} {sentence_on(named, resolved)}")
