"""Reads a log from its first event to its last and decodes every event: what no rebuild can do without.

python -m tests.bench.decoding ADDRESS        # prints the number of events and the seconds as JSON
"""

import asyncio
import json
import sys
import time

from events.log.database import open_database
from events.log.reading import read_after
from events.reading_facts import recorded_from

CHUNK = 1_000


async def main(url: str) -> dict[str, float]:
    """The events and the seconds that it takes."""
    database = open_database(url)
    await database.open()
    position, started = 0, time.perf_counter()
    try:
        async with database.reading() as transaction:
            while events := await read_after(transaction, position, CHUNK):
                position = [recorded_from(event) for event in events][-1].position
    finally:
        await database.close()
    return {"events": position, "seconds": time.perf_counter() - started}


if __name__ == "__main__":
    print(json.dumps(asyncio.run(main(sys.argv[1]))))
