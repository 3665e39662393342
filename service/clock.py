"""The clock, the ids and the random bytes of the service: the only place where they are drawn."""

import secrets
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from msgspec.structs import replace
from uuid_utils import uuid7

from events.log.instants import written
from service.keeping.journal import note
from service.writer.batch import Surroundings


def instant() -> datetime:
    """The instant, in UTC."""
    return datetime.now(UTC)


def now() -> str:
    """The instant, in UTC, as all instants are written (2008-11-21T00:00:00.000000Z)."""
    return written(instant())


def seconds_since(instant: str) -> int:
    """How many whole seconds ago an instant of the log was; none where its clock is ahead of ours."""
    return max(0, int((datetime.now(UTC) - datetime.fromisoformat(instant)).total_seconds()))


def today() -> str:
    """The day, in UTC (YYYY-MM-DD)."""
    return now()[:10]


def new_id() -> str:
    """A new id that sorts by the time it was drawn (UUID version 7)."""
    return str(uuid7())


SURROUNDINGS = Surroundings(now=now, new_id=new_id, random_bytes=secrets.token_bytes)


def surroundings(journal: Path | None = None) -> Surroundings:
    """What the writer takes from outside; what is forgotten is noted in the journal, where one is kept."""
    return SURROUNDINGS if journal is None else replace(SURROUNDINGS, note=partial(note, journal))
