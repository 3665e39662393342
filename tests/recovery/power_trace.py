"""What a service asked of its disk, call by call, and which answers had been given by then."""

import asyncio
import random
from pathlib import Path

from msgspec import Struct

from migrations.run import upgrade
from service.auth.roles import Role
from tests.loaded_record import key_for
from tests.recovery.changed_service import CHANGED
from tests.recovery.service_process import ServiceProcess
from tests.recovery.watched_calls import Call, watching
from tests.recovery.writers import Answered, Writers, register_bodies

WATCHED = ("write", "pwrite64", "fsync", "fdatasync", "ftruncate", "fallocate", "unlink", "unlinkat")
# Carried over again and again, so that the database file is written to and the write-ahead log begins anew.
ROWS_BEFORE_CHECKPOINT = 150


class Write(Struct, frozen=True, tag=True):
    """Bytes written into a file, which grows where they end behind its end."""

    file: str
    offset: int
    data: bytes


class Cut(Struct, frozen=True, tag=True):
    """A file given another length."""

    file: str
    size: int


class Removed(Struct, frozen=True, tag=True):
    """A file removed from the directory."""

    file: str


class Synced(Struct, frozen=True, tag=True):
    """A file that the disk has from now on, with all that was written to it before; None is the directory."""

    file: str | None


Operation = Write | Cut | Removed | Synced


class Trace(Struct, frozen=True):
    """The files as they were at first, what was done to them, what was told to whom, and the files at the end.

    `answered` are the answers, each with the number of operations that had begun when its author had it.
    """

    files: dict[str, bytes]
    operations: list[Operation]
    answered: list[tuple[int, Answered]]
    last_files: dict[str, bytes]


class Recorder:
    """Writes down what is done to one database. A sync is written down and not made: nothing here loses power."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.operations: list[Operation] = []

    def judge(self, call: Call) -> int | None:
        """Write a call down, where it is about the database."""
        path = Path(call.path)
        is_sync = call.name in ("fsync", "fdatasync")
        if is_sync and path == self._path.parent:
            self.operations.append(Synced(None))
            return 0
        if not path.name.startswith(self._path.name) or path.name.endswith(("-shm", " (deleted)")):
            return None
        self.operations.append(_operation(call, path.name))
        return 0 if is_sync else None


def _operation(call: Call, file: str) -> Operation:
    match call.name:
        case "fsync" | "fdatasync":
            return Synced(file)
        case "ftruncate":
            return Cut(file, call.arguments[1])
        case "unlink" | "unlinkat":
            return Removed(file)
        case "write" | "pwrite64":
            return Write(file, call.offset, call.data)
        case _:
            raise AssertionError(f"SQLite was not expected to call {call.name}.")


async def record(path: Path, seed: int, synchronous: str = "FULL") -> Trace:
    """Run a service and its writers on a new file: one author, many, a restart, and a large request."""
    url = f"sqlite:///{path}"
    await asyncio.to_thread(upgrade, url)
    key = await key_for(url, Role.SECRETARIAT)
    files = files_of(path)
    recorder = Recorder(path)
    changes = {"RECOVERY_SYNCHRONOUS": synchronous, "RECOVERY_ROWS": str(ROWS_BEFORE_CHECKPOINT)}
    with watching(WATCHED, recorder.judge) as watch:
        command = (*watch.launcher, *CHANGED)
        service = ServiceProcess(url, command, changes)
        try:
            writers = await _written(service, key, recorder, seed)
        finally:
            service.kill()
    return Trace(files, recorder.operations, list(zip(writers.moments, writers.answered, strict=True)), files_of(path))


async def _written(service: ServiceProcess, key: str, recorder: Recorder, seed: int) -> Writers:
    await service.start()
    writers = Writers(service.address, key, random.Random(seed))
    writers.moment = lambda: len(recorder.operations)
    async with writers.client() as client:
        await register_bodies(client)
    await writers.write_some(20, authors=1)
    await writers.write_some(100)
    service.terminate()
    await service.ended()
    await service.start()
    await writers.write_some(60)
    await writers.write_at_once(100)
    await writers.write_some(20, authors=4)
    service.terminate()
    await service.ended()
    return writers


def files_of(path: Path) -> dict[str, bytes]:
    """The files of a database, but for the index of its write-ahead log, which does not outlive the processes."""
    found = path.parent.glob(f"{path.name}*")
    return {file.name: file.read_bytes() for file in found if not file.name.endswith("-shm")}
