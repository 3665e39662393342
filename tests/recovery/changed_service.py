"""The service with one promise of its database taken back, for the controls, or kept more often, to be seen at work.

`RECOVERY_SYNCHRONOUS` (FULL, NORMAL, OFF) is what SQLite syncs, `RECOVERY_ROWS` after how many rows the write-ahead log
is carried over, and `RECOVERY_WRITER` (believing, forgetting) the careless writer in the place of the real one.
"""

import argparse
import os
import sys
from unittest import mock

from granian import Granian
from granian.constants import Interfaces

from events.log import sqlite, sqlite_checkpoints
from service import desk
from service.api.layers import Application
from service.app import create_app
from service.settings import settings_from
from tests.recovery.careless_writers import CARELESS

CHANGED = (sys.executable, "-m", "tests.recovery.changed_service")
SYNCHRONOUS = {"FULL": 2, "NORMAL": 1, "OFF": 0}


def application() -> Application:
    """The application, with SQLite's settings changed."""
    word = os.environ.get("RECOVERY_SYNCHRONOUS", "FULL")
    changed = ("synchronous", word, SYNCHRONOUS[word])
    sqlite.SETTINGS = tuple(changed if setting[0] == "synchronous" else setting for setting in sqlite.SETTINGS)
    sqlite_checkpoints.ROWS_BEFORE_CHECKPOINT = int(os.environ.get("RECOVERY_ROWS", "2000"))
    if (careless := os.environ.get("RECOVERY_WRITER")) is not None:
        with mock.patch.object(desk, "Writer", CARELESS[careless]):
            return create_app(settings_from())
    return create_app(settings_from())


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
