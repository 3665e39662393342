"""A disk that fails the calls that the test chooses, as long as it chooses."""

import asyncio
from collections.abc import Collection
from pathlib import Path

from tests.recovery.watched_calls import Call

SYNCS = ("fsync", "fdatasync")
WRITES = ("write", "pwrite64", "pwritev", "fallocate")
WAITED_SECONDS_MAX = 60


class FailingDisk:
    """Says of each call whether it fails; healthy until it is told otherwise."""

    def __init__(self) -> None:
        self.failed = 0
        self._error: int | None = None
        self._calls: Collection[str] = ()
        self._part_of_path = ""
        self._times_left: int | None = None

    def fail(self, error: int, calls: Collection[str], part_of_path: str, times: int | None = None) -> None:
        """From now on these calls about such files fail with an error; `times` says how many, where not all do."""
        self.failed, self._calls, self._part_of_path, self._times_left = 0, calls, part_of_path, times
        self._error = error

    def heal(self) -> None:
        """From now on nothing fails."""
        self._error = None

    def judge(self, call: Call) -> int | None:
        """The error of a call that fails; None where it is carried out."""
        error = self._error
        if error is None or self._times_left == 0 or call.name not in self._calls or not self._is_meant(call):
            return None
        if self._times_left is not None:
            self._times_left -= 1
        self.failed += 1
        return error

    async def has_failed(self, times: int = 1) -> None:
        """Wait until so many calls have failed."""
        async with asyncio.timeout(WAITED_SECONDS_MAX):
            while self.failed < times:  # noqa: ASYNC110 - the calls are judged in another thread, which sets no event
                await asyncio.sleep(0.01)

    def _is_meant(self, call: Call) -> bool:
        return self._part_of_path in call.path and (call.name in SYNCS or self._needs_room(call))

    def _needs_room(self, call: Call) -> bool:
        """Whether a write makes its file longer: what is there already can be overwritten on a full disk."""
        if call.name == "fallocate":
            return True
        size = Path(f"/proc/{call.thread_id}/fd/{call.arguments[0]}").stat().st_size
        # Of a write from many places the arguments do not tell the length; it has one byte at least.
        return call.offset + (1 if call.name == "pwritev" else call.arguments[2]) > size
