"""A service as a process of its own, on loopback, that a test can kill, hold still, let go on, or stop properly."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import httpx

from tests.postgresql_server import free_port

ROOT = Path(__file__).parents[2]
TOUR = (str(Path(sys.executable).parent / "tour"), "serve")
START_SECONDS_MAX = 60.0
STOP_SECONDS_MAX = 30.0


class ServiceProcess:
    """The command of a service with its worker process; it can be started again at the same port."""

    def __init__(
        self, database_url: str, command: Sequence[str] = TOUR, settings: Mapping[str, str] | None = None
    ) -> None:
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self._command = [*command, "--port", str(self.port)]
        self._environment = {
            **os.environ,
            "TOUR_DATABASE_URL": database_url,
            "TOUR_REQUESTS_PER_MINUTE": "0",
            **(settings or {}),
        }
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def process_id(self) -> int:
        """The process that was started; its worker is a child of it."""
        assert self._process is not None, "The service was expected to be started."
        return self._process.pid

    @property
    def is_running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    async def start(self) -> None:
        """Start it and wait until it is ready."""
        self._launch()
        await self.ready()

    def _launch(self) -> None:
        self._process = subprocess.Popen(
            self._command,
            cwd=ROOT,
            env=self._environment,
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    async def ready(self) -> None:
        """Wait until it says that it can answer and write."""
        give_up_at = time.monotonic() + START_SECONDS_MAX
        async with httpx.AsyncClient() as client:
            while not await _says_ready(client, f"{self.address}/health/ready"):
                if not self.is_running or time.monotonic() > give_up_at:
                    raise AssertionError(f"The service at {self.address} was expected to be ready, and is not.")
                await asyncio.sleep(0.02)

    def kill(self) -> None:
        """End the whole group at once, as the kernel does where memory is short; nothing of it runs a line more."""
        if self.is_running:
            os.killpg(self.process_id, signal.SIGKILL)
        if self._process is not None:
            self._process.wait()

    def kill_worker(self) -> None:
        """End the worker alone; what started it ends by itself, or is ended."""
        for process_id in self.workers():
            os.kill(process_id, signal.SIGKILL)
        assert self._process is not None
        try:
            self._process.wait(timeout=STOP_SECONDS_MAX)
        finally:
            self.kill()

    def terminate(self) -> None:
        """Ask it to stop, as a service manager does."""
        os.kill(self.process_id, signal.SIGTERM)

    async def ended(self) -> int:
        """Its exit code, once it has ended by itself."""
        assert self._process is not None
        return await asyncio.to_thread(self._process.wait, STOP_SECONDS_MAX)

    def hold_still(self) -> None:
        """Stop the worker between two instructions; it holds what it holds, and its clock goes on."""
        for process_id in self.workers():
            os.kill(process_id, signal.SIGSTOP)

    def let_go_on(self) -> None:
        for process_id in self.workers():
            os.kill(process_id, signal.SIGCONT)

    def workers(self) -> list[int]:
        """The processes that the started one has started."""
        children = Path(f"/proc/{self.process_id}/task/{self.process_id}/children").read_text()
        return [int(process_id) for process_id in children.split()]


async def _says_ready(client: httpx.AsyncClient, address: str) -> bool:
    try:
        return (await client.get(address)).status_code == 200
    except httpx.TransportError:
        return False
