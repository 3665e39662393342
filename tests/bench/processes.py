"""Processes under test: started, waited for, stopped, and asked of Linux what they used of processor and memory."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tests.bench.environment import ROOT

READY_SECONDS_MAX = 120.0
STOP_SECONDS_MAX = 20.0
TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")


@contextmanager
def running(command: list[str], environment: Mapping[str, str], port: int, log: Path) -> Iterator[int]:
    """A server for the time of the block, once it answers on its port; gives its process id."""
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**os.environ, **environment},
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    try:
        wait_for(process, port, log)
        yield process.pid
    finally:
        stop(process)


def wait_for(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    """Wait until something answers on the port."""
    give_up_at = time.monotonic() + READY_SECONDS_MAX
    while not answers(port):
        if process.poll() is not None or time.monotonic() > give_up_at:
            raise RuntimeError(f"A server was expected on port {port}; it said: {log.read_text()[-2_000:]}")
        time.sleep(0.01)


def answers(port: int) -> bool:
    """Whether something accepts connections on a port of this computer."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def stop(process: subprocess.Popen[bytes]) -> None:
    """Stop a server and all that it started: politely, and after a while not."""
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(STOP_SECONDS_MAX)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def cpu_seconds(process_id: int) -> float:
    """What a process and all below it have used of the processor, also those below it that have ended."""
    total = 0
    for one in family(process_id):
        try:
            # The name of the program may hold spaces; the fields begin behind its closing bracket.
            fields = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
        except FileNotFoundError:
            continue
        total += sum(int(ticks) for ticks in fields[11:15])
    return total / TICKS_PER_SECOND


def peak_memory_mb(process_id: int) -> float:
    """The most memory that each process of a family has had (VmHWM), added up, in MB."""
    return sum(_memory_kb(one, "VmHWM:") for one in family(process_id)) / 1_024


def memory_mb(process_id: int) -> float:
    """The memory that a process has now (VmRSS), in MB."""
    return _memory_kb(process_id, "VmRSS:") / 1_024


def _memory_kb(process_id: int, kind: str) -> int:
    for line in Path(f"/proc/{process_id}/status").read_text().splitlines():
        if line.startswith(kind):
            return int(line.split()[1])
    return 0


def family(process_id: int) -> list[int]:
    """A process and all below it that live."""
    found = [process_id]
    for one in found:
        for task in Path(f"/proc/{one}/task").glob("*/children"):
            try:
                found += [int(child) for child in task.read_text().split()]
            except (FileNotFoundError, ProcessLookupError):
                continue
    return found
