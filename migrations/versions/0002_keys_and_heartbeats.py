"""Commands are looked up by their key first; and a table of heartbeats says which process needs which view."""

import sqlalchemy as sa
from alembic import context, op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
ONCE = "command_once"


def upgrade() -> None:
    look_up_by_key()
    create_view_heartbeat()


def look_up_by_key() -> None:
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


def create_view_heartbeat() -> None:
    op.create_table(
        "view_heartbeat",
        sa.Column("process", TEXT, primary_key=True),
        sa.Column("work", TEXT, primary_key=True),
        sa.Column("name", TEXT, primary_key=True),
        sa.Column("version", NUMBER, primary_key=True, autoincrement=False),
        sa.Column("seen_at", NUMBER, nullable=False),
        sqlite_strict=True,
    )
    role = context.config.attributes.get("service_role")
    if role and op.get_bind().dialect.name == "postgresql":
        quoted = '"' + role.replace('"', '""') + '"'
        op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON view_heartbeat TO {quoted}")
