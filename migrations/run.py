"""Bringing a database to the shape that this version of the service expects."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

# The letters "tour" and 1: two processes that start at once migrate one after the other.
MIGRATION_LOCK_KEY = 0x746F757231


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


def current(url: str) -> str | None:
    """The revision at which the database stands; None where no migration has run."""
    with connected(url) as connection:
        return MigrationContext.configure(connection).get_current_revision()


def newest() -> str | None:
    """The revision that this release needs."""
    return ScriptDirectory.from_config(_configuration()).get_current_head()


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
    """A connection inside one transaction, with the lock of migrations held; committed at the end of the block."""
    engine = engine_of(url)
    try:
        with engine.begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(sa.select(sa.func.pg_advisory_xact_lock(MIGRATION_LOCK_KEY)))
            yield connection
    finally:
        engine.dispose()


def engine_of(url: str) -> sa.Engine:
    """SQLAlchemy's engine for one of our addresses, with changes of tables inside transactions on SQLite too."""
    scheme, _, rest = url.partition("://")
    if scheme in ("postgresql", "postgres"):
        return sa.create_engine(f"postgresql+psycopg://{rest}", poolclass=sa.NullPool)
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
