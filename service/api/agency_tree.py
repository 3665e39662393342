"""Which agencies a question means: those named, with or without their sub-entities."""

from collections.abc import Sequence

from events.identity import Noun
from projections.registry import AGENCIES
from projections.things import read_some
from service.api.asking import no_such, own_agencies
from service.desk import Reading


async def chosen_agencies(read: Reading, named: Sequence[str] | None, sub_entities: bool) -> tuple[str, ...]:
    """The agencies named, each with the bodies under it if asked; NotFound for a name that the register lacks."""
    if not named:
        return ()
    known = {agency.id for agency in await read_some(read.transaction, AGENCIES, named, read.clocks)}
    for agency_id in named:
        if agency_id not in known:
            raise no_such(Noun.AGENCY, agency_id, read.clocks.as_of)
    if not sub_entities:
        return tuple(dict.fromkeys(named))
    trees = [await own_agencies(read, agency_id, granted=False) for agency_id in named]
    return tuple(dict.fromkeys(agency_id for tree in trees for agency_id in tree))
