"""`tour serve` as a process of its own: it answers when it is ready, and stops when it is told to."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

START_SECONDS = 20
STOP_SECONDS = 15


@pytest.fixture
def served(sqlite_url: str, tmp_path: Path) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """A service on a free port, and its address; ended in any case."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [str(Path(sys.executable).parent / "tour"), "serve", "--port", str(port)]
    environment = {**os.environ, "TOUR_DATABASE_URL": sqlite_url}
    process = subprocess.Popen(command, env=environment, cwd=tmp_path, stderr=subprocess.DEVNULL)
    try:
        yield process, f"http://127.0.0.1:{port}"
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()


def test_a_service_is_ready_within_seconds_and_stops_when_told(
    served: tuple[subprocess.Popen[bytes], str],
) -> None:
    """It says that it lives and is ready; on SIGTERM it ends by itself."""
    process, address = served
    assert _answer(f"{address}/health/live").json() == {"live": True}
    assert _answer(f"{address}/health/ready").json()["ready"] is True
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=STOP_SECONDS) == 0


def test_a_second_service_at_the_same_address_is_refused(
    served: tuple[subprocess.Popen[bytes], str], sqlite_url: str
) -> None:
    """The address is taken, and the sentence says what to do."""
    _, address = served
    _answer(f"{address}/health/ready")
    command = [str(Path(sys.executable).parent / "tour"), "serve", "--port", address.rpartition(":")[2]]
    environment = {**os.environ, "TOUR_DATABASE_URL": sqlite_url}
    second = subprocess.run(command, env=environment, capture_output=True, timeout=START_SECONDS, check=False)
    assert second.returncode == 2
    assert b"choose another" in second.stderr


def test_without_its_watcher_the_service_ends(served: tuple[subprocess.Popen[bytes], str]) -> None:
    """Where the process that was started is killed, the one that answers stops too, and the address is free again."""
    process, address = served
    _answer(f"{address}/health/ready")
    process.kill()
    until = time.monotonic() + START_SECONDS
    while _listens(address):
        assert time.monotonic() < until, "The service goes on without anybody who could stop it."
        time.sleep(0.1)


def _listens(address: str) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", int(address.rpartition(":")[2]))) == 0


def _answer(address: str) -> httpx.Response:
    """The answer of an address that may still be starting."""
    until = time.monotonic() + START_SECONDS
    while True:
        try:
            return httpx.get(address)
        except httpx.TransportError:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)
