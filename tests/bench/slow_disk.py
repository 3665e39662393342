"""A slow disk: 2 ms more for every fsync, for whoever is started with it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

MILLISECONDS_MORE = 2
SOURCE = Path(__file__).with_name("slow_disk.c")
SYNCS = 5
# How long the shortest of some calls of fsync takes, in milliseconds, in a process of its own.
PROBE = f"""
import os, sys, time
seconds = []
with open(sys.argv[1], "wb") as file:
    for _ in range({SYNCS}):
        file.write(b"x")
        file.flush()
        started = time.perf_counter()
        os.fsync(file.fileno())
        seconds.append(time.perf_counter() - started)
print(min(seconds) * 1_000)
"""


class NoCompiler(RuntimeError):
    """The computer has no C compiler, so that no slow disk can be made."""


def slow_disk(directory: Path, milliseconds_more: int = MILLISECONDS_MORE) -> dict[str, str]:
    """The environment in which a program finds the disk slow; the directory is opened to all users, for the server."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None:
        raise NoCompiler("A C compiler (cc) was expected, to make the slow disk, and none was found.")
    library = directory / "slow_disk.so"
    subprocess.run([compiler, "-shared", "-fPIC", "-O2", "-o", library, SOURCE, "-ldl"], check=True)
    directory.chmod(0o755)
    return {"LD_PRELOAD": str(library), "SLOW_DISK_MS": str(milliseconds_more)}


def sync_ms(directory: Path, environment: dict[str, str] | None = None) -> float:
    """How many milliseconds an fsync takes at least in such an environment."""
    command = [sys.executable, "-c", PROBE, str(directory / "probe")]
    done = subprocess.run(command, env={**os.environ, **(environment or {})}, stdout=subprocess.PIPE, check=True)
    return float(done.stdout)
