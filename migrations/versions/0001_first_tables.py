"""The first tables of the log and of what stands beside it, with the guard rails that keep the past as it is."""

import sqlalchemy as sa
from alembic import context, op

from migrations.guards import postgresql_0001, sqlite_0001

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
BYTES = sa.LargeBinary()


def upgrade() -> None:
    create_event()
    create_event_tag()
    create_tile()
    create_checkpoint()
    create_command_log()
    create_projection()
    create_api_key()
    create_person()
    create_redaction_journal()
    run_as_written(postgresql_0001.GUARDS if is_postgresql() else sqlite_0001.GUARDS)
    service_role = context.config.attributes.get("service_role")
    if is_postgresql() and service_role:
        run_as_written(postgresql_0001.grants(service_role))


def is_postgresql() -> bool:
    return op.get_bind().dialect.name == "postgresql"


def run_as_written(texts: tuple[str, ...]) -> None:
    # A percent sign in them is no placeholder.
    connection = op.get_bind().execution_options(no_parameters=True)
    for text in texts:
        connection.exec_driver_sql(text)


def create_event() -> None:
    op.create_table(
        "event",
        sa.Column("position", NUMBER, primary_key=True, autoincrement=False),
        sa.Column("event_id", TEXT, nullable=False),
        sa.Column("stream", TEXT, nullable=False),
        sa.Column("version", NUMBER, nullable=False),
        sa.Column("type", TEXT, nullable=False),
        sa.Column("schema_version", NUMBER, nullable=False),
        sa.Column("data", TEXT, nullable=False),
        sa.Column("salts", TEXT, nullable=False),
        sa.Column("data_digest", BYTES, nullable=False),
        sa.Column("leaf", BYTES, nullable=False),
        sa.Column("actor", TEXT, nullable=False),
        sa.Column("on_behalf_of", TEXT),
        sa.Column("causation", TEXT),
        sa.Column("correlation", TEXT),
        sa.Column("command_id", TEXT, nullable=False),
        sa.Column("reported_on", TEXT, nullable=False),
        sa.Column("recorded_at", TEXT, nullable=False),
        sa.UniqueConstraint("event_id", name="event_once"),
        sa.UniqueConstraint("stream", "version", name="event_in_stream"),
        sqlite_strict=True,
    )


def create_event_tag() -> None:
    op.create_table(
        "event_tag",
        sa.Column("tag", TEXT, primary_key=True),
        sa.Column("position", NUMBER, primary_key=True, autoincrement=False),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("event_tag_by_position", "event_tag", ["position"])


def create_tile() -> None:
    op.create_table(
        "tile",
        sa.Column("level", NUMBER, primary_key=True, autoincrement=False),
        sa.Column("number", NUMBER, primary_key=True, autoincrement=False),
        sa.Column("root", BYTES, nullable=False),
        sa.Column("hashes", BYTES, nullable=False),
        sqlite_strict=True,
    )


def create_checkpoint() -> None:
    op.create_table(
        "checkpoint",
        sa.Column("size", NUMBER, primary_key=True, autoincrement=False),
        sa.Column("root", BYTES, nullable=False),
        sa.Column("recorded_at", TEXT, nullable=False),
        sa.Column("note", TEXT),
        sqlite_strict=True,
    )


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
        sa.UniqueConstraint("actor", "idempotency_key", name="command_once"),
        sqlite_strict=True,
    )
    op.create_index("command_log_by_expiry", "command_log", ["expires_at"])


def create_projection() -> None:
    op.create_table(
        "projection",
        sa.Column("name", TEXT, primary_key=True),
        sa.Column("version", NUMBER, primary_key=True, autoincrement=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("position", NUMBER, nullable=False),
        sa.Column("fault", TEXT),
        sqlite_strict=True,
    )


def create_api_key() -> None:
    op.create_table(
        "api_key",
        sa.Column("key_id", TEXT, primary_key=True),
        sa.Column("token_sha256", TEXT, nullable=False),
        sa.Column("role", TEXT, nullable=False),
        sa.Column("agency", TEXT),
        sa.Column("person_id", TEXT),
        sa.Column("label", TEXT),
        sa.Column("created_at", TEXT, nullable=False),
        sa.Column("revoked_at", TEXT),
        sa.UniqueConstraint("token_sha256", name="api_key_token_once"),
        sqlite_strict=True,
    )


def create_person() -> None:
    op.create_table(
        "person",
        sa.Column("person_id", TEXT, primary_key=True),
        sa.Column("name", TEXT),
        sa.Column("email", TEXT),
        sa.Column("telephone", TEXT),
        sa.Column("erased_at", TEXT),
        sqlite_strict=True,
    )


def create_redaction_journal() -> None:
    op.create_table(
        "redaction_journal",
        sa.Column("position", NUMBER, primary_key=True, autoincrement=False),
        sa.Column("field", TEXT, primary_key=True),
        sa.Column("recorded_at", TEXT, nullable=False),
        sa.Column("reason", TEXT, nullable=False),
        sqlite_strict=True,
    )
