"""How alembic runs the migrations: on a connection it was given, or on the address after `-x url=`."""

from alembic import context
from sqlalchemy import Connection

from events.log.tables import metadata
from migrations.run import connected


def main() -> None:
    """Migrate on the caller's connection, else on one of our own."""
    given: Connection | None = context.config.attributes.get("connection")
    if given is not None:
        migrate(given)
        return
    arguments = context.get_x_argument(as_dictionary=True)
    if "url" not in arguments:
        raise SystemExit("An address was expected, as in: alembic -x url=sqlite:///tour.sqlite3 upgrade head.")
    context.config.attributes["service_role"] = arguments.get("service_role")
    with connected(arguments["url"]) as connection:
        migrate(connection)


def migrate(connection: Connection) -> None:
    """All migrations in the one transaction of the connection: they happen together or not at all."""
    context.configure(connection=connection, target_metadata=metadata, transactional_ddl=True)
    with context.begin_transaction():
        context.run_migrations()


main()
