"""The service with one promise of its database taken back, for the controls, or kept more often, to be seen at work.

`RECOVERY_SYNCHRONOUS` (FULL, NORMAL, OFF) is what SQLite syncs, `RECOVERY_ROWS` after how many rows the write-ahead log
is carried over.
"""

import argparse
import os

from granian import Granian
from granian.constants import Interfaces

from events.log import sqlite, sqlite_checkpoints
from service.api.layers import Application
from service.app import create_app
from service.settings import settings_from

SYNCHRONOUS = {"FULL": 2, "NORMAL": 1, "OFF": 0}


def application() -> Application:
    """The application, with SQLite's settings changed."""
    word = os.environ.get("RECOVERY_SYNCHRONOUS", "FULL")
    changed = ("synchronous", word, SYNCHRONOUS[word])
    sqlite.SETTINGS = tuple(changed if setting[0] == "synchronous" else setting for setting in sqlite.SETTINGS)
    sqlite_checkpoints.ROWS_BEFORE_CHECKPOINT = int(os.environ.get("RECOVERY_ROWS", "2000"))
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
