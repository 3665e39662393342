"""Write the golden summary anew: `python -m tests.projections.summary.write_golden`, then read the difference.

The sample data is loaded over HTTP into an empty log, as a secretariat would load it. The positions change with
every load, since the leaves of a log are salted: the golden file is the text above the list of sources.
"""

import asyncio
from pathlib import Path
from tempfile import TemporaryDirectory

from migrations.run import upgrade
from projections.summary.compose import compose
from projections.summary.document import Document
from service.exports import md
from tests.loaded_record import load_into, read_told

GOLDEN = Path(__file__).parent / "golden" / "cm7.md"


def prose_of(document: Document) -> str:
    """The Markdown of a summary up to its list of sources."""
    return md.render(document).decode().partition("## Sources")[0].rstrip() + "\n"


async def loaded_prose(path: Path) -> str:
    """The prose of the sample data, loaded into a migrated database file."""
    await load_into(path)
    return prose_of(compose(await read_told(f"sqlite:///{path}")))


def main() -> None:
    """Load, compose, write."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "tour.sqlite3"
        upgrade(f"sqlite:///{path}")
        GOLDEN.write_text(asyncio.run(loaded_prose(path)))


if __name__ == "__main__":
    main()
