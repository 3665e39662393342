"""Bringing a database to the shape that this version of the service expects."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy.exc import OperationalError

from migrations import LOCK_KEY


def upgrade(url: str, service_role: str | None = None, revision: str = "head") -> None:
    """Run every migration that the database has not seen; a SQLite file is made where there is none.

    On PostgreSQL the role that runs it owns the tables; `service_role`, if given, gets only what the service needs.
    """
    with connected(url) as connection:
        upgrade_within(connection, service_role, revision)


def upgrade_within(connection: sa.Connection, service_role: str | None = None, revision: str = "head") -> None:
    """The same on a connection inside a transaction, which the caller commits."""
    configuration = _configuration()
    configuration.attributes.update(connection=connection, service_role=service_role)
    command.upgrade(configuration, revision)


def revisions() -> tuple[str, ...]:
    """Every revision, the first one first."""
    found = [script.revision for script in ScriptDirectory.from_config(_configuration()).walk_revisions()]
    return tuple(reversed(found))


def _configuration() -> Config:
    configuration = Config()
    configuration.set_main_option("script_location", str(Path(__file__).parent))
    return configuration


@contextmanager
def connected(url: str) -> Iterator[sa.Connection]:
    """A connection inside one transaction, with the lock of migrations held; committed at the end of the block.

    Raises ConnectionError.
    """
    engine = engine_of(url)
    try:
        with engine.begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(sa.select(sa.func.pg_advisory_xact_lock(LOCK_KEY)))
            yield connection
    except OperationalError as error:
        raise ConnectionError(f"the database does not answer ({error.orig}); see TOUR_DATABASE_URL") from error
    finally:
        engine.dispose()


def engine_of(url: str) -> sa.Engine:
    """SQLAlchemy's engine for one of our addresses, with changes of tables inside transactions on SQLite too."""
    if url.startswith(("postgresql://", "postgres://")):
        # The driver reads the address, here as for the service: the toolkit would read some of them otherwise.
        return sa.create_engine("postgresql+psycopg://", creator=lambda: psycopg.connect(url), poolclass=sa.NullPool)
    engine = sa.create_engine(url, poolclass=sa.NullPool)
    sa.event.listen(engine, "connect", _leave_transactions_to_us)
    sa.event.listen(engine, "begin", _begin_immediately)
    return engine


def _leave_transactions_to_us(driver: Any, _record: Any) -> None:
    driver.isolation_level = None
    driver.execute("PRAGMA busy_timeout = 10000")
    driver.execute("PRAGMA journal_mode = WAL")
    driver.execute("PRAGMA secure_delete = ON")


def _begin_immediately(connection: sa.Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
