"""Filling fresh tables in processes of their own, one a core: to fold is the work of a processor, not of a disk."""

import asyncio
import fcntl
import gc
import multiprocessing
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import NamedTuple

from events.log.database import Database, open_database
from events.log.errors import LogError
from projections.filling import InTurn, fill_range
from projections.fresh_tables import FreshTables
from projections.heartbeats import TakenOver
from projections.reading_things import Range, ranges_of
from projections.registry import VIEWS
from projections.view_failed import ViewFailed

# A process that is told to end does so after the rows that it is putting in.
END_SECONDS_MAX = 10


class Task(NamedTuple):
    """Things that one process is to fold and put in, as the log knew them at a position."""

    name: str
    within: Range
    known_at: int
    process: str


class FillingFailed(Exception):
    """A process that filled tables could not go on; it says why."""


class FillingBeside:
    """Fills the tables of views of the registry with so many processes, which connect to the database themselves."""

    def __init__(self, url: str, processes: int) -> None:
        self._url = url
        self._processes = processes

    async def fill(
        self,
        database: Database,
        fresh: Sequence[FreshTables],
        known_at: int,
        process: str,
        done: Callable[[int], None],
    ) -> None:
        """As `filling.fill`; raises FillingFailed where one of the processes cannot go on."""
        tasks = [
            Task(one.view.name, within, known_at, process)
            for one in fresh
            for within in await ranges_of(database, one.view.noun)
        ]
        with _working(self._url, min(self._processes, len(tasks))) as connections:
            left = iter(tasks)
            async with asyncio.TaskGroup() as group:
                for connection in connections:
                    group.create_task(_feed(connection, left, done))


async def _feed(connection: Connection, left: Iterator[Task], done: Callable[[int], None]) -> None:
    """Give one process a task after another; all of them take from the same ones that are left."""
    for task in left:
        try:
            connection.send(task)
            answer = await asyncio.to_thread(connection.recv)
        except (EOFError, OSError) as error:
            raise FillingFailed(f"The process that was filling {task.name} has ended.") from error
        if isinstance(answer, str):
            raise FillingFailed(answer)
        done(answer)


@contextmanager
def _working(url: str, number: int) -> Iterator[list[Connection]]:
    """Processes that wait for tasks, each at the other end of a connection; they end when it is closed."""
    context = multiprocessing.get_context("spawn")
    connections, processes = [], []
    with NamedTemporaryFile(prefix="tour-rebuild-") as turn:
        try:
            for _ in range(number):
                ours, theirs = context.Pipe()
                processes.append(context.Process(target=work, args=(url, theirs, Path(turn.name)), daemon=True))
                processes[-1].start()
                theirs.close()
                connections.append(ours)
            yield connections
        finally:
            for connection in connections:
                connection.close()
            for one in processes:
                one.join(END_SECONDS_MAX)
                one.terminate()
                one.join()


@contextmanager
def turn_at(path: Path) -> Iterator[None]:
    """A lock that several processes share; the system takes it back from one that was killed while it held it."""
    with path.open("rb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


def work(url: str, tasks: Connection, turn: Path) -> None:
    """What each process does: one task after another, until nobody is there to give one."""
    # Ctrl-C ends the process that gives the tasks, and with it this one, after what it has begun.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Nothing that is folded refers to itself: to look for such rings takes longer than the folding.
    gc.disable()
    asyncio.run(_work(url, tasks, turn))


async def _work(url: str, tasks: Connection, turn: Path) -> None:
    database = open_database(url)
    await database.open()
    in_turn = partial(turn_at, turn) if database.dialect == "sqlite" else nullcontext
    fresh = {view.name: FreshTables(view, database.dialect, "") for view in VIEWS}
    try:
        while True:
            task: Task = tasks.recv()
            tasks.send(await _done(database, fresh[task.name], task, in_turn))
    except (EOFError, BrokenPipeError):
        return
    finally:
        await database.close()


async def _done(database: Database, fresh: FreshTables, task: Task, in_turn: InTurn) -> int | str:
    """How many events were folded, or what stood in the way."""
    try:
        return await fill_range(database, fresh, task.within, task.known_at, task.process, in_turn)
    except (LogError, TakenOver, ViewFailed) as error:
        return str(error)
