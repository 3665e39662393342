"""Services as processes of their own, on one database, for as long as a run lasts."""

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import httpx

from service.auth.roles import Role
from service.cli.key import created
from service.settings import Settings
from tests.postgresql_server import free_port

START_SECONDS = 60
STOP_SECONDS = 20
AS_IT_IS = (str(Path(sys.executable).parent / "tour"), "serve")


@contextmanager
def serving(database_url: str, number: int = 2, command: Sequence[str] = AS_IT_IS) -> Iterator[list[int]]:
    """So many services on one database; the ports on which they are ready."""
    ports = [free_port() for _ in range(number)]
    environment = {**os.environ, "TOUR_DATABASE_URL": database_url, "TOUR_REQUESTS_PER_MINUTE": "0"}
    processes = [
        subprocess.Popen([*command, "--port", str(port)], env=environment, stderr=subprocess.DEVNULL) for port in ports
    ]
    try:
        for port in ports:
            _wait_for(port)
        yield ports
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            _end(process)


def secretariats_key(database_url: str) -> str:
    """A key that may write everything."""
    return asyncio.run(created(Settings(database_url=database_url), Role.SECRETARIAT))


def _wait_for(port: int) -> None:
    until = time.monotonic() + START_SECONDS
    while True:
        try:
            httpx.get(f"http://127.0.0.1:{port}/health/ready").raise_for_status()
            return
        except httpx.HTTPError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)


def _end(process: "subprocess.Popen[bytes]") -> None:
    try:
        process.wait(timeout=STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
