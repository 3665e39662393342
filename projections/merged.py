"""Reading activities whole: the words of those that were merged into them, at the same point of both clocks."""

from collections.abc import Sequence

import msgspec

from events.activity_state import Activity
from events.activity_whole import made_of, whole
from events.log.database import Transaction
from projections.activities import ACTIVITIES
from projections.clocks import Clocks
from projections.things import read_some

# A quotation mark within a text is escaped, so that this can only be the name of a field.
MARK = '"merged":['
_ENCODER = msgspec.json.Encoder(order="deterministic")


async def whole_activities(transaction: Transaction, activities: Sequence[Activity], clocks: Clocks) -> list[Activity]:
    """The activities, each with what was merged into it."""
    wanted = sorted({other for activity in activities for other in made_of(activity)[1:]})
    others: list[Activity] = await read_some(transaction, ACTIVITIES, wanted, clocks) if wanted else []
    return [whole(activity, others) if activity.merged else activity for activity in activities]


async def whole_documents(transaction: Transaction, documents: Sequence[str], clocks: Clocks) -> list[str]:
    """The same for documents as the view keeps them; most are given back as they are."""
    places = [place for place, document in enumerate(documents) if MARK in document]
    if not places:
        return list(documents)
    merged = [ACTIVITIES.decoder.decode(documents[place]) for place in places]
    told = list(documents)
    for place, activity in zip(places, await whole_activities(transaction, merged, clocks), strict=True):
        told[place] = _ENCODER.encode(activity).decode()
    return told
