"""The service with one thing about it changed: a promise taken back, for the controls, or surroundings that misbehave.

Settings, from the environment:
  RECOVERY_SYNCHRONOUS   what SQLite syncs: FULL, NORMAL or OFF
  RECOVERY_ROWS          after how many rows its write-ahead log is carried over
  RECOVERY_WRITER        the careless writer in the place of the real one: believing or forgetting
  RECOVERY_IDLE_SECONDS  how long PostgreSQL lets a process do nothing while it holds the lock
  RECOVERY_QUEUE         how many requests may wait
  RECOVERY_CLOCK_HOURS   by how much the clock is late at most, by another time at each look
  RECOVERY_LEAP_HOURS    by how much the clock leaps forward at each look
"""

import argparse
import os
import random
import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from itertools import count
from types import ModuleType
from unittest import mock

from granian import Granian
from granian.constants import Interfaces
from msgspec.structs import replace

from events.log import postgresql, sqlite, sqlite_checkpoints
from events.log.instants import written
from service import clock, desk
from service.api.layers import Application
from service.app import create_app
from service.settings import settings_from
from service.writer import lanes
from tests.recovery.careless_writers import CARELESS

CHANGED = (sys.executable, "-m", "tests.recovery.changed_service")
SYNCHRONOUS = {"FULL": 2, "NORMAL": 1, "OFF": 0}


def application() -> Application:
    """The application, changed for as long as its process lives."""
    for place, name, changed in changes(os.environ):
        mock.patch.object(place, name, changed).start()
    return create_app(settings_from())


def changes(settings: Mapping[str, str]) -> Iterator[tuple[ModuleType, str, object]]:
    """What is changed: in which module, under which name, to what."""
    if word := settings.get("RECOVERY_SYNCHRONOUS"):
        changed = ("synchronous", word, SYNCHRONOUS[word])
        kept = tuple(setting for setting in sqlite.SETTINGS if setting[0] != changed[0])
        yield sqlite, "SETTINGS", (*kept, changed)
    if rows := settings.get("RECOVERY_ROWS"):
        yield sqlite_checkpoints, "ROWS_BEFORE_CHECKPOINT", int(rows)
    if writer := settings.get("RECOVERY_WRITER"):
        yield desk, "Writer", CARELESS[writer]
    if seconds := settings.get("RECOVERY_IDLE_SECONDS"):
        yield postgresql, "IDLE_IN_LOCK_SECONDS_MAX", int(seconds)
    if number := settings.get("RECOVERY_QUEUE"):
        yield lanes, "QUEUE_MAX", int(number)
    if late := settings.get("RECOVERY_CLOCK_HOURS"):
        yield clock, "SURROUNDINGS", replace(clock.SURROUNDINGS, now=lambda: hours_from_now(-chance(float(late))))
    if leap := settings.get("RECOVERY_LEAP_HOURS"):
        looks = count(1)
        yield clock, "SURROUNDINGS", replace(clock.SURROUNDINGS, now=lambda: hours_from_now(next(looks) * float(leap)))


def chance(most: float) -> float:
    """Any number up to this one."""
    return random.uniform(0, most)


def hours_from_now(hours: float) -> str:
    """The instant so many hours from now, as the log writes it."""
    return written(datetime.now(UTC) + timedelta(hours=hours))


def serve(target: str) -> None:
    """Serve an application of the tests in one worker, as `tour serve` does its own."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    Granian(
        target,
        address="127.0.0.1",
        port=parser.parse_args().port,
        interface=Interfaces.ASGI,
        factory=True,
        workers=1,
        log_enabled=False,
    ).serve()


if __name__ == "__main__":
    serve("tests.recovery.changed_service:application")
