"""A table of heartbeats: which process answers from which version of a view, so that one nobody needs can go."""

import sqlalchemy as sa
from alembic import context, op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
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
