"""Commands are looked up by their key first, and forgotten in the order of their ids.

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

from events.log.tables import NUMBER, TEXT

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

ONCE = "command_once"


def upgrade() -> None:
    """The unique index begins with the key, of which a request says only its own; the index of expiry goes."""
    op.drop_index("command_log_by_expiry", "command_log")
    if op.get_bind().dialect.name == "sqlite":
        # SQLite can change a constraint only with a table made anew; its rows are those of two days.
        op.rename_table("command_log", "command_log_0001")
        create_command_log()
        op.execute("INSERT INTO command_log SELECT * FROM command_log_0001")
        op.drop_table("command_log_0001")
    else:
        op.drop_constraint(ONCE, "command_log", type_="unique")
        op.create_unique_constraint(ONCE, "command_log", ["idempotency_key", "actor"])


def create_command_log() -> None:
    op.create_table(
        "command_log",
        sa.Column("command_id", TEXT, primary_key=True),
        sa.Column("actor", TEXT, nullable=False),
        sa.Column("idempotency_key", TEXT),
        sa.Column("fingerprint", TEXT, nullable=False),
        sa.Column("status", NUMBER, nullable=False),
        sa.Column("answer", TEXT, nullable=False),
        sa.Column("positions", TEXT, nullable=False),
        sa.Column("recorded_at", TEXT, nullable=False),
        sa.Column("expires_at", TEXT, nullable=False),
        sa.UniqueConstraint("idempotency_key", "actor", name=ONCE),
        sqlite_strict=True,
    )
