"""Taking contestants in turn: a round each, again and again, so that a noisy minute strikes all of them alike."""

import json
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from itertools import count
from typing import Any

from msgspec import Struct

from tests.bench.contestants import Contestant
from tests.bench.environment import PEERS, ROOT

WARM_UP_SECONDS = 0.5
# How long the last answers of a round may take; after that the round has failed.
ANSWER_SECONDS_MAX = 60.0
# Numbers of requests have ten figures, and none comes twice in the life of a database.
NUMBERS_A_ROUND = 10_000_000
_ROUNDS = count(100)


class Pace(Struct, frozen=True):
    """How long a benchmark measures: so many rounds of so many seconds for each contestant.

    `events` is the length of a log of the usual size, `events_many` that of a long one.
    """

    rounds: int = 5
    seconds: float = 5.0
    events: int = 10_000
    events_many: int = 1_000_000


class Measure(Struct, frozen=True, kw_only=True):
    """What one round of one contestant gave; the times are milliseconds, processor time is that of an answer."""

    per_second: float
    p50_ms: float
    p99_ms: float
    cpu_ms: float
    database_cpu_ms: float
    bytes_an_answer: float
    generator_share: float


class Refused(Exception):
    """A contestant gave an answer that was not expected, so that nothing was measured."""


class NoAnswer(Refused):
    """A contestant gave no answer at all within a round."""


class Load(Struct, frozen=True, kw_only=True):
    """What a contestant is asked in each of its rounds; `pause_ms` is what each client waits before it asks again."""

    contestant: Contestant
    requests: list[str]
    expected: str
    clients: int
    pause_ms: float = 0.0


Rounds = dict[str, list[Measure]]


def in_turn(loads: Sequence[Load], pace: Pace) -> Rounds:
    """Each load in turn for as many rounds as the pace says, after one that does not count."""
    rounds: Rounds = {load.contestant.name: [] for load in loads}
    for load in loads:
        # A contestant that is still cold may take longer than a round for its first answer.
        with suppress(NoAnswer):
            measured(load, pace.seconds)
    for _ in range(pace.rounds):
        for load in loads:
            measure = measured(load, pace.seconds)
            rounds[load.contestant.name].append(measure)
            say(f"{load.contestant.name}: {measure.per_second:.0f}/s, p99 {measure.p99_ms:.1f} ms")
    return rounds


def measured(load: Load, seconds: float) -> Measure:
    """One round of one load, by a process of its own."""
    before = load.contestant.cpu_seconds(), load.contestant.database_cpu_seconds()
    warm_up_seconds = min(WARM_UP_SECONDS, seconds / 4)
    whole = seconds + warm_up_seconds
    plan = {
        "requests": load.requests,
        "ports": load.contestant.ports,
        "clients": load.clients,
        "pause_seconds": load.pause_ms / 1_000,
        "expected": f"HTTP/1.1 {load.expected}",
        "seconds": seconds,
        "warm_up_seconds": warm_up_seconds,
        "first_number": next(_ROUNDS) * NUMBERS_A_ROUND,
    }
    found = generated(plan, whole + ANSWER_SECONDS_MAX)
    if found["refused"] is not None:
        raise Refused(f"{load.contestant.name} answered otherwise than with {load.expected}: {found['refused']}")
    if not found["answers"]:
        raise NoAnswer(f"{load.contestant.name} gave no answer within {seconds:g} seconds; take longer rounds.")
    answers = found["per_second"] * whole
    return Measure(
        per_second=found["per_second"],
        p50_ms=found["p50_ms"],
        p99_ms=found["p99_ms"],
        cpu_ms=(load.contestant.cpu_seconds() - before[0]) / answers * 1_000,
        database_cpu_ms=(load.contestant.database_cpu_seconds() - before[1]) / answers * 1_000,
        bytes_an_answer=found["bytes_an_answer"],
        generator_share=found["generator_cpu_seconds"] / whole,
    )


def generated(plan: dict[str, Any], seconds_max: float) -> dict[str, Any]:
    """What the load generator measured for a plan; it runs with the peers' quicker loop where that is installed."""
    python = PEERS / "bin" / "python"
    command = [str(python) if python.is_file() else sys.executable, "-m", "tests.bench.load"]
    text = json.dumps(plan).encode()
    done = subprocess.run(command, cwd=ROOT, input=text, stdout=subprocess.PIPE, check=True, timeout=seconds_max)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def say(sentence: str) -> None:
    """Tell whoever waits how far it is."""
    print(sentence, file=sys.stderr, flush=True)
