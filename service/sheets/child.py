"""Has a file read by a process of its own, which is ended where it takes too long; the service itself opens none."""

import asyncio
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

import msgspec
from msgspec import Struct

from service.sheets.unreadable import CPU_SECONDS_MAX, SECONDS_MAX, Unreadable

ROOT = Path(__file__).parents[2]
AT_ONCE_MAX = 2
WAITING_SECONDS_MAX = 20.0
REMEMBERED_MAX = 4

Rows = tuple[tuple[int, tuple[str, ...]], ...]


class ReadersBusy(Exception):
    """Other sheets are being read, or the computer has too much to do; nothing is wrong with this one."""


class _Printed(Struct, frozen=True):
    """What the process prints."""

    rows: Rows = ()
    refused: str | None = None
    cell: str | None = None


class Readers:
    """At most AT_ONCE_MAX files are read at a time, so that their memory has an end; the others wait.

    What was just read is remembered by its digest: a sheet that is confirmed was looked at a moment before.
    """

    def __init__(self) -> None:
        self._free = asyncio.Semaphore(AT_ONCE_MAX)
        self._just_read: dict[str, Rows] = {}

    async def read(self, file: bytes, form: str) -> Rows:
        """The rows of a file in the form "xlsx" or "csv". Raises Unreadable, or ReadersBusy after some seconds."""
        digest = f"{form} {sha256(file).hexdigest()}"
        if digest in self._just_read:
            return self._just_read[digest]
        rows = await self._read(file, form)
        while len(self._just_read) >= REMEMBERED_MAX:
            del self._just_read[next(iter(self._just_read))]
        self._just_read[digest] = rows
        return rows

    async def _read(self, file: bytes, form: str) -> Rows:
        try:
            await asyncio.wait_for(self._free.acquire(), WAITING_SECONDS_MAX)
        except TimeoutError as error:
            raise ReadersBusy("Other sheets are being read; send this one again in a moment.") from error
        try:
            return await read_rows(file, form)
        finally:
            self._free.release()


async def read_rows(file: bytes, form: str) -> Rows:
    """The rows of a file, read within SECONDS_MAX of the clock. Raises Unreadable, or ReadersBusy after that time."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "service.sheets.reading", form,
        stdin=PIPE, stdout=PIPE, stderr=DEVNULL, cwd=ROOT, env={"PATH": os.defpath},
    )  # fmt: skip
    try:
        printed, _ = await asyncio.wait_for(process.communicate(file), SECONDS_MAX)
    except TimeoutError as error:
        raise ReadersBusy(
            f"The sheet was not read within {SECONDS_MAX:g} seconds, for much else is going on; send it again in a "
            "moment, or in parts."
        ) from error
    finally:
        await _end(process)
    return rows_of(printed, process.returncode)


async def _end(process: Process) -> None:
    """End the process where it still runs, whoever has gone away meanwhile."""
    if process.returncode is None:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()


def rows_of(printed: bytes, status: int | None) -> Rows:
    """The rows that the process printed; Unreadable where it refused the file, or did not come to an end."""
    if status != 0:
        raise Unreadable(
            f"It could not be read with the memory and the {CPU_SECONDS_MAX} seconds of the processor that there are "
            "for a sheet; send fewer rows, in a file that holds the sheet alone."
        )
    found = msgspec.json.decode(printed, type=_Printed)
    if found.refused is not None:
        raise Unreadable(found.refused, found.cell)
    return found.rows
