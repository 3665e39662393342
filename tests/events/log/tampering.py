"""What someone with all rights in the database can do to the log, for the controls of the tests."""

import sqlalchemy as sa

from events.log.database import Database, Parameters, Statement


async def run(database: Database, text: str, parameters: Parameters | None = None) -> int:
    """Run a text of SQL in a writing transaction of its own; the number of rows it touched."""
    async with database.writing() as transaction:
        return await transaction.execute(Statement(sa.text(text)), parameters)


async def drop_guard(database: Database, table: str, change: str) -> None:
    """Take down the trigger that refuses a kind of change to a table."""
    of_table = f" ON {table}" if database.dialect == "postgresql" else ""
    await run(database, f"DROP TRIGGER {table}_refuses_{change.lower()}{of_table}")
