"""The process that answers: the application, its log, and how it looks for garbage. `tour serve` watches over it."""

import gc
import logging
import os
import sys

import msgspec
import structlog

from service.api.layers import Application
from service.app import create_app
from service.settings import settings_from
from service.signals import END_STREAMS

GARBAGE_THRESHOLD = 20_000


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
    _collect_garbage_rarely()
    return app


def _collect_garbage_rarely() -> None:
    """What is there now stays for good; looking through it again and again would hold up every request.

    Requests leave few circles behind, so that looking for them rarely costs little memory.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(GARBAGE_THRESHOLD, 20, 50)


def _json_line(line: object, **_: object) -> bytes:
    return msgspec.json.encode(line, enc_hook=str)
