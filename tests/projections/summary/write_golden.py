"""Write the golden summary anew: `python -m tests.projections.summary.write_golden`, then read the difference."""

from pathlib import Path

from projections.summary.compose import compose
from service.exports import md
from tests.projections.summary.record_told import read_told

GOLDEN = Path(__file__).parent / "golden" / "cm7.md"

if __name__ == "__main__":
    GOLDEN.write_bytes(md.render(compose(read_told())))
