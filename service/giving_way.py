"""Work that takes long gives way to the other requests of its process."""

import asyncio
import time

# After so long the others have their turn.
TURN_SECONDS = 0.002
REST_SECONDS_MAX = 0.1


class LongWork:
    """Work in many small steps. What somebody reports takes several turns of the loop, and would wait for a step at
    each: therefore the others get as much time as the work had since it last gave way, up to a tenth of a second.
    """

    def __init__(self) -> None:
        self._began = time.perf_counter()

    async def gives_way(self) -> None:
        """Let the others go on, where the turn has lasted long enough."""
        lasted = time.perf_counter() - self._began
        if lasted > TURN_SECONDS:
            await asyncio.sleep(min(lasted, REST_SECONDS_MAX))
            self._began = time.perf_counter()
