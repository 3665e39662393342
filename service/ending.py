"""Ending the tasks that a process runs beside its answers."""

import asyncio
from typing import Any

import structlog

# So long a task is waited for before it is told again: what it waits for may have swallowed the first word.
SECONDS_BETWEEN = 1.0

logger = structlog.get_logger("tour.tasks")


async def ended(task: asyncio.Task[Any] | None) -> None:
    """End a task and wait until it has ended; what it failed with earlier is only noted, for others must be ended too.

    A cancellation that arrives while `asyncio.wait_for` or a COMMIT returns may be lost; therefore it is repeated.
    """
    if task is None:
        return
    while not task.done():
        task.cancel()
        await asyncio.wait({task}, timeout=SECONDS_BETWEEN)
    if not task.cancelled() and (error := task.exception()) is not None:
        logger.error("a task had ended before its time", task=task.get_name(), exc_info=error)
