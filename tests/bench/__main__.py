"""The benchmarks: run those named, or all, print their tables, and write them to RESULTS.md when asked.

python -m tests.bench                               # all, some 40 minutes
python -m tests.bench post view --seconds 3         # some, quicker
python -m tests.bench --write                       # all, into tests/bench/RESULTS.md
"""

import argparse
import signal
import sys
from pathlib import Path

from tests.bench.changes import changes
from tests.bench.environment import peers_python
from tests.bench.follow_up import follow_up
from tests.bench.footprint import footprint
from tests.bench.limits import limits
from tests.bench.post import post_alone, post_many
from tests.bench.post_elsewhere import post_slow_disk, post_two_processes
from tests.bench.queries import queries
from tests.bench.rebuild import rebuild
from tests.bench.report import machine
from tests.bench.searching import searching
from tests.bench.sheet import sheet
from tests.bench.store import store
from tests.bench.turns import Pace, say
from tests.bench.view import view, view_long

RESULTS = Path(__file__).with_name("RESULTS.md")

# To add a benchmark: a function that takes a pace and gives a section, and its line here.
BENCHMARKS = {
    "post": post_many,
    "post-alone": post_alone,
    "post-slow-disk": post_slow_disk,
    "post-two-processes": post_two_processes,
    "view": view,
    "view-long": view_long,
    "changes": changes,
    "queries": queries,
    "store": store,
    "sheet": sheet,
    "rebuild": rebuild,
    "search": searching,
    "follow-up": follow_up,
    "footprint": footprint,
    "limits": limits,
}


def main() -> None:
    """Run, print, and write."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="Benchmarks beside real peers.")
    # The empty list is a choice as well, for without names argparse takes it to be the one name given.
    parser.add_argument("names", nargs="*", choices=[*BENCHMARKS, []], metavar="NAME", help=", ".join(BENCHMARKS))
    parser.add_argument("--rounds", type=int, default=5, help="rounds of each contestant (default 5)")
    parser.add_argument("--seconds", type=float, default=5.0, help="seconds a round (default 5)")
    parser.add_argument("--events", type=int, default=10_000, help="events of a usual log (default 10000)")
    parser.add_argument("--many", type=int, default=1_000_000, help="events of a long log (default 1000000)")
    parser.add_argument("--write", action="store_true", help="write the tables to tests/bench/RESULTS.md")
    chosen = parser.parse_args()
    # Whoever stops the benchmarks stops the servers that they started, too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("The benchmarks were stopped."))
    peers_python()
    pace = Pace(rounds=chosen.rounds, seconds=chosen.seconds, events=chosen.events, events_many=chosen.many)
    sections = []
    for name in chosen.names or BENCHMARKS:
        say(f"-- {name}")
        sections.append(BENCHMARKS[name](pace).text())
    text = "\n\n".join(["# Benchmarks", machine(), *sections]) + "\n"
    print(text)
    if chosen.write:
        RESULTS.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
