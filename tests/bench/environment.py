"""Where the benchmarks keep what they install and prepare: an environment for the peers, and a cache between runs."""

import hashlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
REQUIREMENTS = Path(__file__).with_name("requirements.txt")
PEERS = ROOT / ".bench-venv"
SOURCES = (
    "events",
    "projections",
    "service",
    "migrations",
    "tests/bench/log_of.py",
    "tests/bench/payloads.py",
    "tests/bench/prepared.py",
    "tests/bench/realistic.py",
)
# Python, and the record that is loaded (JSON).
SUFFIXES = (".py", ".json")


@cache
def peers_python() -> Path:
    """The Python of the peers' environment; made, and installed as the lock says, where it is missing or older."""
    python, stamp = PEERS / "bin" / "python", PEERS / "installed"
    wanted = hashlib.sha256(REQUIREMENTS.read_bytes()).hexdigest()
    if not stamp.is_file() or stamp.read_text() != wanted:
        print(f"Installing the peers into {PEERS.name}.", file=sys.stderr)
        subprocess.run([sys.executable, "-m", "venv", PEERS], check=True)
        options = "--disable-pip-version-check --no-input install --quiet --require-hashes --only-binary :all:".split()
        subprocess.run([python, "-m", "pip", *options, "--requirement", REQUIREMENTS], check=True)
        stamp.write_text(wanted)
    return python


def cache_directory() -> Path:
    """A folder for prepared databases, of this user and this state of sources and record: another prepares anew."""
    base = Path(os.environ.get("TOUR_BENCH_CACHE", Path(tempfile.gettempdir()) / f"tour-bench-{os.getuid()}"))
    directory = base / _digest_of_sources()
    directory.mkdir(parents=True, exist_ok=True)
    return directory


@cache
def _digest_of_sources() -> str:
    digest = hashlib.sha256()
    for path in _sources():
        digest.update(path.relative_to(ROOT).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()[:12]


def _sources() -> Iterator[Path]:
    for name in SOURCES:
        place = ROOT / name
        files = place.rglob("*") if place.is_dir() else [place]
        yield from sorted(file for file in files if file.suffix in SUFFIXES and file.is_file())
