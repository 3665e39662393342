"""What the benchmarks print, the slow disk and the writer without HTTP: each for a moment, with no time asserted."""

from pathlib import Path

from tests.bench import appending_ours
from tests.bench.__main__ import BENCHMARKS
from tests.bench.report import Section, ratio
from tests.bench.slow_disk import slow_disk, sync_ms
from tests.bench.turns import Measure, Rounds

README = Path(__file__).with_name("README.md")
MUCH_SLOWER_MS = 250


def measure(per_second: float) -> Measure:
    """A round of which only the rate matters."""
    return Measure(
        per_second=per_second, p50_ms=1, p99_ms=2, cpu_ms=0.5, database_cpu_ms=0.25, bytes_an_answer=0,
        generator_share=0,
    )  # fmt: skip


def test_rounds_are_compared_with_their_neighbours() -> None:
    """A busy minute that halves both contestants changes no ratio."""
    rounds: Rounds = {
        "ours": [measure(1_000), measure(500), measure(1_200)],
        "naive": [measure(100), measure(50), measure(100)],
    }
    found = ratio("ours over naive", "at least 10", rounds, "ours", "naive")
    assert (found.middle, found.least, found.most) == (10, 10, 12)


def test_a_section_is_markdown() -> None:
    """A section has its title, how it was measured, and a line for each ratio."""
    rounds: Rounds = {"ours": [measure(1_000)], "naive": [measure(80)]}
    found = ratio("ours over naive", "at least 12", rounds, "ours", "naive")
    text = Section(title="POST of one activity", how="At 64 clients.", ratios=(found,)).text()
    assert text.startswith("## POST of one activity\n\nAt 64 clients.\n")
    assert text.endswith("| ours over naive | at least 12 | 12.5 | 12.5 to 12.5 |")


def test_every_benchmark_is_explained() -> None:
    """The README names every benchmark that can be run."""
    text = README.read_text(encoding="utf-8")
    assert [name for name in BENCHMARKS if f"`{name}`" not in text] == []


def test_a_slow_disk_is_slow(tmp_path: Path) -> None:
    """What is started with the slow disk waits at each fsync for as long as it should."""
    assert sync_ms(tmp_path, slow_disk(tmp_path, MUCH_SLOWER_MS)) >= MUCH_SLOWER_MS


def test_a_disk_that_is_not_slowed_is_quicker(tmp_path: Path) -> None:
    """Control: without the slow disk an fsync is through before that."""
    assert sync_ms(tmp_path) < MUCH_SLOWER_MS


async def test_the_writer_appends_without_http(sqlite_url: str) -> None:
    """The writer alone takes appends of several clients, and each of them is timed."""
    found = await appending_ours.main(sqlite_url, clients=4, seconds=0.2)
    assert found["per_second"] > 0
    assert 0 < found["p50_ms"] <= found["p99_ms"]
