"""What the commands share at the terminal: progress bars, quiet logs, and a database that is ready for them."""

import logging
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import structlog
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from events.log.database import Database, open_database
from migrations.run import current, newest
from service.settings import Settings

Advance = Callable[[int, int], None]


class CommandRefused(Exception):
    """The command cannot be run as it was given."""


def quiet() -> None:
    """Let only warnings and errors through: a command speaks by its own output."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))


@contextmanager
def progress(what: str) -> Iterator[Advance]:
    """A progress bar on standard error, which shows itself once the work has taken a while."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    console = Console(file=sys.stderr)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(what, total=None)

        def advance(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        yield advance


def demand_migrated(settings: Settings) -> None:
    """Refuse a database that is not at the newest revision of this release."""
    url = settings.database_url
    open_database(url)  # an address that is none is refused here, before anything connects
    if url.startswith("sqlite:///") and not Path(url.removeprefix("sqlite:///")).exists():
        raise CommandRefused(
            f"There is no database at {url} yet; run `tour migrate` first, or name another one in TOUR_DATABASE_URL."
        )
    found, wanted = current(url), newest()
    if found != wanted:
        raise CommandRefused(
            f"The database is at revision {found or 'none'}, and this release needs {wanted}; run `tour migrate` first."
        )


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[Database]:
    """The database of the settings, connected for as long as the block lasts."""
    demand_migrated(settings)
    database = open_database(settings.database_url)
    await database.open()
    try:
        yield database
    finally:
        await database.close()
