"""Finishing what must not be cut short, such as a COMMIT that is already on its way."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

Answer = TypeVar("Answer")


async def uninterrupted(work: Coroutine[Any, Any, Answer]) -> Answer:
    """Wait for the work to its end, whatever is cancelled meanwhile; a cancellation is raised afterwards."""
    task = asyncio.ensure_future(work)
    cancellation: asyncio.CancelledError | None = None
    while not task.done():
        try:
            await asyncio.wait({task})
        except asyncio.CancelledError as error:
            cancellation = error
    if cancellation is not None:
        # The one who was cancelled must end, also where the work failed.
        raise cancellation from task.exception()
    return task.result()
