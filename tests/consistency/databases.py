"""Fresh databases of both kinds for runs that need many: copies of one that was migrated once."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from migrations.run import upgrade
from tests.postgresql_server import PostgresqlServer, running_server


class Databases:
    """Copies of a migrated database on a server and of a migrated file in a folder."""

    def __init__(self, server: PostgresqlServer, template: str, folder: Path) -> None:
        self.server = server
        self._template = template
        self._folder = folder
        self._file = folder / "migrated.sqlite3"
        self._numbers = count(1)
        upgrade(f"sqlite:///{self._file}")

    def postgresql_url(self) -> str:
        """The address of a fresh database on the server; it goes with the server."""
        return self.server.url(self.server.create_database(template=self._template))

    def sqlite_url(self) -> str:
        """The address of a fresh file; it goes with the folder."""
        path = self._folder / f"tour-{next(self._numbers)}.sqlite3"
        shutil.copy(self._file, path)
        return f"sqlite:///{path}"


@contextmanager
def fresh_databases() -> Iterator[Databases]:
    """Databases for a run on its own, with a server that is stopped at the end."""
    with running_server() as server, tempfile.TemporaryDirectory(prefix="tour-consistency-") as folder:
        template = server.create_database()
        upgrade(server.url(template))
        yield Databases(server, template, Path(folder))
