"""`tour serve`: serves the API and the pages until it is stopped."""

import argparse
import gc
import logging
import multiprocessing
import os
import signal
import socket
import sys
from typing import Any

import msgspec
import structlog
from granian.constants import Interfaces
from granian.server import MPServer

from service.api.layers import Application
from service.app import create_app
from service.cli.terminal import CommandRefused, demand_migrated
from service.settings import Settings, settings_from
from service.signing_key import signing_key_of

STOP_SECONDS = 10
END_STREAMS = signal.SIGUSR1
GARBAGE_THRESHOLD = 20_000


def add_to(commands: Any) -> None:
    """Add the command's parser."""
    parser = commands.add_parser(
        "serve",
        help="serve the API and the pages",
        description="Serves the API and the pages until it is stopped (Ctrl-C or SIGTERM). On SQLite run one service "
        "on a file; on PostgreSQL any number on one database.",
    )
    parser.add_argument("--host", help="where to listen (default TOUR_HOST)")
    parser.add_argument("--port", type=int, help="where to listen (default TOUR_PORT)")
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace, settings: Settings) -> int:
    """Serve until stopped."""
    demand_migrated(settings)
    signing_key_of(settings)  # a key that is none is refused here, before the worker starts
    host, port = chosen.host or settings.host, settings.port if chosen.port is None else chosen.port
    demand_free(host, port)
    serve(host, port)
    return 0


def serve(host: str, port: int, *, access_log: bool = True) -> None:
    """Serve in one worker process; returns when the service was stopped."""
    os.environ["TOUR_LOG_LEVEL"] = "INFO" if access_log else "WARNING"
    # Until the worker listens to it, the signal does nothing to it.
    signal.signal(END_STREAMS, signal.SIG_IGN)
    Server(
        "service.cli.serve:application",
        address=host,
        port=port,
        interface=Interfaces.ASGI,
        factory=True,
        workers=1,
        workers_kill_timeout=STOP_SECONDS,
        log_enabled=False,
    ).serve()


class Server(MPServer):
    """The server, which has streams ended before it waits for all answers and stops."""

    def shutdown(self, exit_code: int = 0) -> None:
        for worker in multiprocessing.active_children():
            if worker.pid is not None:
                os.kill(worker.pid, END_STREAMS)
        super().shutdown(exit_code)  # type: ignore[no-untyped-call]


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


def demand_free(host: str, port: int) -> None:
    """Refuse an address at which something else listens."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CommandRefused(
                f"Nothing can listen at {host}:{port} ({error.strerror}); stop what listens there, or choose another "
                "port with --port or TOUR_PORT."
            ) from error
