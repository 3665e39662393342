"""What SQLite refuses: any change to the past, except a field that gives way to its digest."""

EVENT_KEPT = "An event was expected to stay as it is: the log only grows."
FIELD_KEPT = (
    "A redaction was expected to put one field''s digest in place of its value, as the last event of the log says, "
    "and something else was found."
)

# All but data and salts.
UNCHANGED = (
    "position", "event_id", "stream", "version", "type", "schema_version", "data_digest", "leaf", "actor",
    "on_behalf_of", "causation", "correlation", "command_id", "reported_on", "recorded_at",
)  # fmt: skip

# The redaction that the last event of the log tells of: one row, or none.
REDACTION = """
    SELECT '$."' || json_extract(data, '$.field') || '"' AS path
    FROM event
    WHERE position = (SELECT max(position) FROM event)
      AND type = 'event-redacted'
      AND json_extract(data, '$.position') = OLD.position
      AND instr(json_extract(data, '$.field'), '"') = 0
"""

GUARD_OF_EVENT_UPDATE = f"""
CREATE TRIGGER event_refuses_update BEFORE UPDATE ON event
WHEN NOT coalesce((
    SELECT {" AND ".join(f"NEW.{name} IS OLD.{name}" for name in UNCHANGED)}
       AND json_type(OLD.data, path) IS NOT NULL
       AND json_type(OLD.salts, path) = 'text'
       AND NEW.data = json_remove(OLD.data, path)
       AND NEW.salts = json_set(OLD.salts, path, json_object('digest', json_extract(NEW.salts, path || '.digest')))
       AND length(json_extract(NEW.salts, path || '.digest')) = 64
       AND json_extract(NEW.salts, path || '.digest') NOT GLOB '*[^0-9a-f]*'
    FROM ({REDACTION})
), 0)
BEGIN SELECT RAISE(ABORT, '{FIELD_KEPT}'); END
"""  # noqa: S608 - a constant text


def refusing(table: str, change: str, sentence: str, condition: str = "") -> str:
    """A trigger that refuses a kind of change to a table's rows, whoever asks."""
    return (
        f"CREATE TRIGGER {table}_refuses_{change.lower()} BEFORE {change} ON {table} {condition} "
        f"BEGIN SELECT RAISE(ABORT, '{sentence}'); END"
    )


GUARDS = (
    GUARD_OF_EVENT_UPDATE,
    refusing("event", "DELETE", EVENT_KEPT),
    refusing("event_tag", "UPDATE", "A tag was expected to stay with its event."),
    refusing("event_tag", "DELETE", "A tag was expected to stay with its event."),
    refusing("tile", "UPDATE", "A tile of the Merkle tree was expected to stay as it is."),
    refusing("tile", "DELETE", "A tile of the Merkle tree was expected to stay as it is."),
    refusing(
        "checkpoint",
        "UPDATE",
        "A checkpoint was expected to change only once, when its note is signed.",
        "WHEN NOT (NEW.size IS OLD.size AND NEW.root IS OLD.root AND NEW.recorded_at IS OLD.recorded_at "
        "AND OLD.note IS NULL AND NEW.note IS NOT NULL)",
    ),
    refusing("checkpoint", "DELETE", "A checkpoint was expected to stay as it is."),
)
