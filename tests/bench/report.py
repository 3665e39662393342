"""What the benchmarks say: medians, processor time and ratios as tables of Markdown, with the day and the machine."""

import os
import platform
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from msgspec import Struct

from tests.bench.turns import Measure, Rounds

COLUMNS = "per second", "p50 ms", "p99 ms", "CPU ms an answer", "of it in the database's server"


class Ratio(Struct, frozen=True, kw_only=True):
    """How many times one contestant is another, in the median of the rounds, with the least and the most of them."""

    what: str
    asked: str
    middle: float
    least: float
    most: float

    def row(self) -> tuple[str, ...]:
        return self.what, self.asked, f"{self.middle:.3g}", f"{self.least:.3g} to {self.most:.3g}"


class Section(Struct, frozen=True, kw_only=True):
    """The part of the report that one benchmark writes: ratios, then the figures that they come from."""

    title: str
    how: str
    ratios: tuple[Ratio, ...] = ()
    head: tuple[str, ...] = ("contestant", *COLUMNS)
    rows: tuple[tuple[str, ...], ...] = ()

    def text(self) -> str:
        """The section in Markdown."""
        parts = [f"## {self.title}", self.how]
        if self.ratios:
            parts.append(table(("ratio", "asked for", "found", "over the rounds"), [one.row() for one in self.ratios]))
        if self.rows:
            parts.append(table(self.head, self.rows))
        return "\n\n".join(parts)


def ratio(
    what: str, asked: str, rounds: Rounds, first: str, second: str, of: Callable[[Measure], float] | None = None
) -> Ratio:
    """The ratio of two contestants, taken round by round, for the rounds stood next to each other in time."""
    figure = of or (lambda measure: measure.per_second)
    found = [figure(one) / figure(other) for one, other in zip(rounds[first], rounds[second], strict=True)]
    return Ratio(what=what, asked=asked, middle=median(found), least=min(found), most=max(found))


def cpu_ratio(what: str, rounds: Rounds, first: str, second: str) -> Ratio:
    """How many times the processor time of one contestant is that of another: what a busy computer changes least."""
    return ratio(what, "–", rounds, first, second, lambda measure: measure.cpu_ms + measure.database_cpu_ms)


def rows_of(rounds: Rounds) -> tuple[tuple[str, ...], ...]:
    """A row for each contestant: the medians of its rounds."""

    def middle(measures: Sequence[Measure], of: Callable[[Measure], float]) -> float:
        return median(of(one) for one in measures)

    return tuple(
        (
            name,
            f"{middle(measures, lambda one: one.per_second):.0f}",
            f"{middle(measures, lambda one: one.p50_ms):.2f}",
            f"{middle(measures, lambda one: one.p99_ms):.2f}",
            f"{middle(measures, lambda one: one.cpu_ms + one.database_cpu_ms):.2f}",
            f"{middle(measures, lambda one: one.database_cpu_ms):.2f}",
        )
        for name, measures in rounds.items()
    )


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table of Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def machine() -> str:
    """The day and the machine, in a sentence."""
    memory_gb = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    loads = " ".join(f"{load:.1f}" for load in os.getloadavg())
    return (
        f"{datetime.now(UTC):%d %B %Y}; {os.cpu_count()} cores, {processor()}, {memory_gb:.0f} GB of memory, "
        f"Python {platform.python_version()}; load averages at the end {loads}."
    )


def processor() -> str:
    """The name that the processor gives itself."""
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()
