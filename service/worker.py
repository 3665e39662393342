"""The process that answers: the application, its log, and how it looks for garbage. `tour serve` watches over it."""

import gc
import logging
import os
import signal
import sys
import threading
import time

import msgspec
import structlog

from service.api.layers import Application
from service.app import create_app
from service.settings import settings_from
from service.signals import END_STREAMS

GARBAGE_THRESHOLD = 20_000
# A thread that computes (a spreadsheet that is written) gives way after so long: each step of a request that waits for
# SQLite has to get the interpreter back, and at the 5 ms that Python takes for good a report would wait twenty times.
THREAD_SECONDS = 0.0005
SECONDS_BETWEEN_LOOKS = 1.0


def application() -> Application:
    """The application of the worker process, with its log as JSON lines on standard error."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(serializer=_json_line),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(os.environ["TOUR_LOG_LEVEL"])),
        logger_factory=structlog.BytesLoggerFactory(file=sys.stderr.buffer),
        cache_logger_on_first_use=True,
    )
    app = create_app(settings_from(), end_streams_on=END_STREAMS)
    threading.Thread(target=_end_with, args=(os.getppid(),), name="watcher", daemon=True).start()
    _collect_garbage_rarely()
    sys.setswitchinterval(THREAD_SECONDS)
    return app


def _end_with(watcher: int) -> None:
    """Stop properly once the process that watches over this one is gone: nobody else would ever stop it."""
    while os.getppid() == watcher:
        time.sleep(SECONDS_BETWEEN_LOOKS)
    os.kill(os.getpid(), signal.SIGTERM)


def _collect_garbage_rarely() -> None:
    """What is there now stays for good; looking through it again and again would hold up every request.

    Requests leave few circles behind, so that looking for them rarely costs little memory.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(GARBAGE_THRESHOLD, 20, 50)


def _json_line(line: object, **_: object) -> bytes:
    return msgspec.json.encode(line, enc_hook=str)
