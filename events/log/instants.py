"""Instants as the log writes them: UTC texts of one width, so that texts sort as times do."""

import re
from datetime import UTC, datetime, timedelta

TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", re.ASCII)
ONE_MICROSECOND = timedelta(microseconds=1)


def written(instant: datetime) -> str:
    """An instant with a zone as all instants are written (2008-11-21T00:00:00.000000Z)."""
    return instant.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def later_by(time: timedelta, instant: str) -> str:
    """The instant that comes so long after one that is written; ValueError or OverflowError where there is none."""
    return written(datetime.fromisoformat(instant) + time)
