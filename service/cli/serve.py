"""`tour serve`: serves the API and the pages until it is stopped."""

import argparse
import multiprocessing
import os
import signal
import socket
from typing import Any

from granian.constants import Interfaces
from granian.server import MPServer

from service.cli.terminal import CommandRefused, demand_migrated
from service.reminding.posting import posting_of
from service.settings import Settings
from service.signals import END_STREAMS
from service.signing_key import signing_key_of

STOP_SECONDS = 10


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
    # A key that is none, and a mail server that cannot be one, are refused here, before the worker starts.
    signing_key_of(settings)
    posting_of(settings)
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
        "service.worker:application",
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
