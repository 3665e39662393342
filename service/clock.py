"""The clock, the ids and the random bytes of the service: the only place where they are drawn."""

import secrets
from datetime import UTC, datetime

from uuid_utils import uuid7

from service.writer.batch import Surroundings


def now() -> str:
    """The instant, in UTC, as all instants are written (2008-11-21T00:00:00.000000Z)."""
    return written(datetime.now(UTC))


def written(instant: datetime) -> str:
    """An instant with a zone as the log writes it: UTC text of one width, so that texts sort as times do."""
    return instant.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def today() -> str:
    """The day, in UTC (YYYY-MM-DD)."""
    return now()[:10]


def new_id() -> str:
    """A new id that sorts by the time it was drawn (UUID version 7)."""
    return str(uuid7())


SURROUNDINGS = Surroundings(now=now, new_id=new_id, random_bytes=secrets.token_bytes)
