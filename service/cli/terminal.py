"""What the commands share at the terminal: progress bars, quiet logs, and a database that is ready for them."""

import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import TYPE_CHECKING

from events.log.addresses import file_of
from service.cli.revision import current, newest
from service.settings import Settings

if TYPE_CHECKING:
    from events.log.database import Database

Advance = Callable[[int, int], None]


class CommandRefused(Exception):
    """The command cannot be run as it was given."""


@contextmanager
def progress(what: str) -> Iterator[Advance]:
    """A progress bar on standard error, which shows itself once the work has taken a while."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

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
    path = file_of(url)
    if path is not None and not path.exists():
        raise CommandRefused(
            f"There is no database at {url} yet; run `tour migrate` first, or name another one in TOUR_DATABASE_URL."
        )
    found, wanted = current(url), newest()
    if found != wanted:
        raise CommandRefused(
            f"The database is at revision {found or 'none'}, and this release needs {wanted}; run `tour migrate` first."
        )


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator["Database"]:
    """The database of the settings, connected for as long as the block lasts."""
    from events.log.database import open_database

    demand_migrated(settings)
    database = open_database(settings.database_url)
    await database.open()
    try:
        yield database
    finally:
        await database.close()
