"""The migrations make exactly the tables that the code describes, on both databases, once."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from events.log.errors import AddressRefused, DatabaseUnreachable
from events.log.tables import metadata
from migrations.run import connected, revisions, upgrade
from service.cli.revision import current, newest
from tests.postgresql_server import PostgresqlServer


def differences(url: str, described: sa.MetaData) -> list[object]:
    with connected(url) as connection:
        return list(compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), described))


def test_the_migrated_tables_are_those_of_the_code(database_url: str) -> None:
    """Alembic finds no difference between the migrated schema and the tables that the code describes."""
    assert differences(database_url, metadata) == []


def test_a_difference_would_be_found(database_url: str) -> None:
    """Control: a table with one column more is reported."""
    described = sa.MetaData()
    for table in metadata.tables.values():
        table.to_metadata(described)
    described.tables["event"].append_column(sa.Column("seal", sa.Text))
    assert len(differences(database_url, described)) == 1


def test_only_numbers_text_and_bytes_are_stored(database_url: str) -> None:
    """Every column has one of three types; on PostgreSQL every text is compared byte by byte."""
    with connected(database_url) as connection:
        inspector = sa.inspect(connection)
        columns = [column for table in metadata.tables for column in inspector.get_columns(table)]
        if connection.dialect.name == "postgresql":
            assert {str(column["type"]) for column in columns} == {"BIGINT", 'TEXT COLLATE "C"', "BYTEA"}
        else:
            assert {str(column["type"]) for column in columns} == {"INTEGER", "TEXT", "BLOB"}
            strict = connection.execute(sa.text("SELECT name FROM pragma_table_list WHERE strict")).scalars()
            assert set(strict) == set(metadata.tables)


def test_a_second_run_changes_nothing(database_url: str) -> None:
    """The database stands at the newest revision before and after."""
    before = current(database_url)
    upgrade(database_url)
    assert before == current(database_url) == newest()


def test_the_newest_revision_is_that_of_the_last_migration() -> None:
    """The command that serves knows it by the name of a file; Alembic says the same."""
    assert newest() == revisions()[-1]


def test_a_database_that_does_not_answer_is_told(tmp_path: Path) -> None:
    """A file that is no database has no revision, and is not taken for an empty one."""
    path = tmp_path / "tour.sqlite3"
    path.write_text("This is a letter and no database, however one looks at it." * 20)
    with pytest.raises(DatabaseUnreachable, match="not a database"):
        current(f"sqlite:///{path}")
    with pytest.raises(DatabaseUnreachable, match="does not answer"):
        current("postgresql://nobody@127.0.0.1:1/tour")
    with pytest.raises(AddressRefused, match="could not be read"):
        current("postgresql://nobody@127.0.0.1:5432/tour?colour=red")


def test_an_empty_database_has_no_revision(tmp_path: Path) -> None:
    """Before the first migration there is nothing to stand at."""
    assert current(f"sqlite:///{tmp_path}/tour.sqlite3") is None


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_two_processes_may_start_at_once(kind: str, tmp_path: Path, postgresql_server: PostgresqlServer) -> None:
    """Two migrations at the same moment run one after the other; the second finds nothing to do."""
    name = postgresql_server.create_database() if kind == "postgresql" else ""
    url = postgresql_server.url(name) if name else f"sqlite:///{tmp_path}/tour.sqlite3"
    with ThreadPoolExecutor(2) as processes:
        list(processes.map(upgrade, [url, url]))
    assert current(url) == newest()
    if name:
        postgresql_server.drop_database(name)
