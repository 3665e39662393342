"""A slow disk: 2 ms more for every fsync, for whoever is started with it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

MILLISECONDS_MORE = 2
SOURCE = Path(__file__).with_name("slow_disk.c")
SYNCS = 20
# How long so many calls of fsync take, in milliseconds each, in a process of its own.
PROBE = f"""
import os, sys, time
with open(sys.argv[1], "wb") as file:
    started = time.perf_counter()
    for _ in range({SYNCS}):
        file.write(b"x")
        file.flush()
        os.fsync(file.fileno())
    print((time.perf_counter() - started) / {SYNCS} * 1_000)
"""


class NoCompiler(RuntimeError):
    """The computer has no C compiler, so that no slow disk can be made."""


def slow_disk(directory: Path) -> dict[str, str]:
    """The environment in which a program finds the disk slow; the directory must be open to all users."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None:
        raise NoCompiler("A C compiler (cc) was expected, to make the slow disk, and none was found.")
    library = directory / "slow_disk.so"
    subprocess.run([compiler, "-shared", "-fPIC", "-O2", "-o", library, SOURCE, "-ldl"], check=True)
    directory.chmod(0o755)
    return {"LD_PRELOAD": str(library), "SLOW_DISK_MS": str(MILLISECONDS_MORE)}


def sync_ms(directory: Path, environment: dict[str, str] | None = None) -> float:
    """How many milliseconds one fsync takes in such an environment."""
    command = [sys.executable, "-c", PROBE, str(directory / "probe")]
    done = subprocess.run(command, env={**os.environ, **(environment or {})}, stdout=subprocess.PIPE, check=True)
    return float(done.stdout)
