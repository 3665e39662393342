"""The model tests as a command: so many steps of SQLite, PostgreSQL and the plain model in lock step.

python -m tests.consistency.models --count 20000 --seed 7
"""

import argparse
import logging
import sys
import time
import warnings
from collections.abc import Callable, Sequence
from functools import partial
from random import SystemRandom

import structlog
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.consistency.databases import Databases, fresh_databases
from tests.consistency.lock_step import Engine
from tests.consistency.lock_step_machine import Counted, machine
from tests.consistency.plain_model import PlainModel

STEPS_OF_A_HISTORY = 100
HISTORIES_AT_ONCE = 40


def main() -> None:
    """Read the command line, run, and print the result in one line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=20_000, help="commands, at least")
    parser.add_argument("--seed", type=int, default=SystemRandom().randrange(2**32))
    chosen = parser.parse_args()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    print(f"seed {chosen.seed}", flush=True)
    began = time.monotonic()
    with fresh_databases() as databases:
        counted = run(partial(both_engines, databases), chosen.count, chosen.seed)
    print(told(counted, chosen.seed, time.monotonic() - began))


def both_engines(databases: Databases) -> list[Engine]:
    """One engine of each kind, with an empty log."""
    return [Engine("SQLite", databases.sqlite_url()), Engine("PostgreSQL", databases.postgresql_url())]


def run(
    make_engines: Callable[[], Sequence[Engine]],
    count: int,
    seed_given: int,
    make_model: Callable[[], PlainModel] = PlainModel,
    steps_of_a_history: int = STEPS_OF_A_HISTORY,
) -> Counted:
    """Histories until there were so many commands; raises what differed, with the history that shows it."""
    counted = Counted()
    while counted.steps < count:
        checked = seed(seed_given + counted.histories)(machine(make_engines, counted, make_model))
        # The first history that Hypothesis tries is the plainest of all, so that one alone would show nothing.
        histories = min(HISTORIES_AT_ONCE, max(2, (count - counted.steps) // steps_of_a_history))
        with warnings.catch_warnings():
            # Hypothesis spells a strategy out once, and that of a turn with its items is long.
            warnings.filterwarnings("ignore", message="Generating overly large repr")
            run_state_machine_as_test(checked, settings=settings_of(histories, steps_of_a_history))
        # On standard error, so that the result alone can be kept.
        print(
            f"{counted.steps} commands, {counted.outcomes.get('taken', 0)} of them taken", file=sys.stderr, flush=True
        )
    return counted


def settings_of(histories: int, steps: int) -> settings:
    """No deadline and no health checks: what a step takes depends on who else is using the machine."""
    return settings(
        max_examples=histories,
        stateful_step_count=steps,
        deadline=None,
        database=None,
        phases=(Phase.generate,),
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
    )


def told(counted: Counted, seed_given: int, seconds: float) -> str:
    """The result in one line."""
    refused = sum(number for name, number in counted.outcomes.items() if name != "taken")
    reasons = len(counted.outcomes) - 1
    return (
        f"seed {seed_given}: {counted.steps} commands in {counted.histories} histories, "
        f"{counted.outcomes.get('taken', 0)} taken ({counted.events} events), {refused} refused for {reasons} reasons, "
        f"{counted.looks} looks back: SQLite, PostgreSQL and the model agree; {seconds:.0f} seconds"
    )


if __name__ == "__main__":
    main()
