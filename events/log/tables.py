"""The tables of the log and of what stands beside it; only whole numbers, text and bytes, alike in both databases."""

import sqlalchemy as sa

metadata = sa.MetaData()

# Text is compared byte by byte in both databases, so that order and equality never depend on a server's language.
TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
BYTES = sa.LargeBinary()

# What happened, in dense order from 1. Times are UTC text (2008-11-21T00:00:00.000000Z), days YYYY-MM-DD.
event = sa.Table(
    "event",
    metadata,
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

# What an event is about, to read and filter by; a pure function of its event.
event_tag = sa.Table(
    "event_tag",
    metadata,
    sa.Column("tag", TEXT, primary_key=True),
    sa.Column("position", NUMBER, primary_key=True, autoincrement=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
sa.Index("event_tag_by_position", event_tag.c.position)

# Full tiles of 256 hashes of the Merkle tree (C2SP tlog-tiles). `root` is the one hash over the tile's hashes, which
# stands in the tile above: with it a proof reads 32 bytes where it would read 8 kB.
tile = sa.Table(
    "tile",
    metadata,
    sa.Column("level", NUMBER, primary_key=True, autoincrement=False),
    sa.Column("number", NUMBER, primary_key=True, autoincrement=False),
    sa.Column("root", BYTES, nullable=False),
    sa.Column("hashes", BYTES, nullable=False),
    sqlite_strict=True,
)

# The root of the tree after each commit; the note is signed later.
checkpoint = sa.Table(
    "checkpoint",
    metadata,
    sa.Column("size", NUMBER, primary_key=True, autoincrement=False),
    sa.Column("root", BYTES, nullable=False),
    sa.Column("recorded_at", TEXT, nullable=False),
    sa.Column("note", TEXT),
    sqlite_strict=True,
)

# What was answered to a command, so that a repeated request has one effect and an unknown outcome can be looked up.
command_log = sa.Table(
    "command_log",
    metadata,
    sa.Column("command_id", TEXT, primary_key=True),
    sa.Column("actor", TEXT, nullable=False),
    sa.Column("idempotency_key", TEXT),
    sa.Column("fingerprint", TEXT, nullable=False),
    sa.Column("status", NUMBER, nullable=False),
    sa.Column("answer", TEXT, nullable=False),
    sa.Column("positions", TEXT, nullable=False),
    sa.Column("recorded_at", TEXT, nullable=False),
    sa.Column("expires_at", TEXT, nullable=False),
    # A batch is looked up by its keys, whoever sent them.
    sa.UniqueConstraint("idempotency_key", "actor", name="command_once"),
    sqlite_strict=True,
)

# How far each view has read the log: building, active, faulted or retired.
projection = sa.Table(
    "projection",
    metadata,
    sa.Column("name", TEXT, primary_key=True),
    sa.Column("version", NUMBER, primary_key=True, autoincrement=False),
    sa.Column("state", TEXT, nullable=False),
    sa.Column("position", NUMBER, nullable=False),
    sa.Column("fault", TEXT),
    sqlite_strict=True,
)

# Which process answers from which version of a view, or builds it (`work` is `serves` or `builds`), and when it last
# said so, in seconds since 1970 by the clock of the database's server: the clocks of the processes may differ.
view_heartbeat = sa.Table(
    "view_heartbeat",
    metadata,
    sa.Column("process", TEXT, primary_key=True),
    sa.Column("work", TEXT, primary_key=True),
    sa.Column("name", TEXT, primary_key=True),
    sa.Column("version", NUMBER, primary_key=True, autoincrement=False),
    sa.Column("seen_at", NUMBER, nullable=False),
    sqlite_strict=True,
)

# Who may call the service; only the digest of a token is kept.
api_key = sa.Table(
    "api_key",
    metadata,
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

# The vault of contacts: events carry only the person_id, so that a row here can be erased.
person = sa.Table(
    "person",
    metadata,
    sa.Column("person_id", TEXT, primary_key=True),
    sa.Column("name", TEXT),
    sa.Column("email", TEXT),
    sa.Column("telephone", TEXT),
    sa.Column("erased_at", TEXT),
    sqlite_strict=True,
)

# Which fields were redacted, and never their words, to be redacted again after a restore. A row is added in the
# transaction of the redaction. The file of TOUR_JOURNAL says the same on another disk, and where it was lost
# `tour journal` writes it anew from here.
redaction_journal = sa.Table(
    "redaction_journal",
    metadata,
    sa.Column("position", NUMBER, primary_key=True, autoincrement=False),
    sa.Column("field", TEXT, primary_key=True),
    sa.Column("recorded_at", TEXT, nullable=False),
    sa.Column("reason", TEXT, nullable=False),
    sqlite_strict=True,
)
