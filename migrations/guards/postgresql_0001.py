"""What PostgreSQL refuses: any change to the past, except a field that gives way to its digest."""

# The search path is fixed: a role could otherwise shadow the table `event` with a temporary one of its own.
SAFELY = "LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp"

REFUSE = f"""
CREATE FUNCTION refuse_change() RETURNS trigger {SAFELY} AS $$
BEGIN
    RAISE EXCEPTION 'A row of % was expected to stay as it is: the log only grows.', TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END
$$
"""

ALLOW_ONLY_REDACTION = f"""
CREATE FUNCTION allow_only_redaction() RETURNS trigger {SAFELY} AS $$
DECLARE
    last_event public.event%ROWTYPE;
    field text;
    digest text;
    kept public.event%ROWTYPE;
BEGIN
    SELECT * INTO last_event FROM public.event ORDER BY position DESC LIMIT 1;
    IF last_event.type = 'event-redacted' THEN
        field := last_event.data::jsonb ->> 'field';
        digest := NEW.salts::jsonb -> field ->> 'digest';
        kept := NEW;
        kept.data := OLD.data;
        kept.salts := OLD.salts;
        IF last_event.data::jsonb -> 'position' = to_jsonb(OLD.position)
            AND kept IS NOT DISTINCT FROM OLD
            AND OLD.data::jsonb ? field
            AND jsonb_typeof(OLD.salts::jsonb -> field) = 'string'
            AND NEW.data::jsonb = OLD.data::jsonb - field
            AND NEW.salts::jsonb = jsonb_set(OLD.salts::jsonb, ARRAY[field], jsonb_build_object('digest', digest))
            AND digest ~ '^[0-9a-f]{{64}}$'
        THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'A redaction was expected to put one field''s digest in place of its value, as the last event '
        'of the log says, and something else was found at position %.', OLD.position
        USING ERRCODE = 'restrict_violation';
END
$$
"""  # noqa: S608 - a constant text

ALLOW_ONLY_SIGNING = f"""
CREATE FUNCTION allow_only_signing() RETURNS trigger {SAFELY} AS $$
BEGIN
    IF NEW.size = OLD.size AND NEW.root = OLD.root AND NEW.recorded_at = OLD.recorded_at
        AND OLD.note IS NULL AND NEW.note IS NOT NULL
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'A checkpoint was expected to change only once, when its note is signed.'
        USING ERRCODE = 'restrict_violation';
END
$$
"""


def guarding(table: str, change: str, function: str, each: str = "ROW") -> str:
    """A trigger that runs a function before a kind of change to a table."""
    return (
        f"CREATE TRIGGER {table}_refuses_{change.lower()} BEFORE {change} ON {table} "
        f"FOR EACH {each} EXECUTE FUNCTION {function}()"
    )


KEPT_TABLES = ("event", "event_tag", "tile", "checkpoint")

GUARDS = (
    REFUSE,
    ALLOW_ONLY_REDACTION,
    ALLOW_ONLY_SIGNING,
    guarding("event", "UPDATE", "allow_only_redaction"),
    guarding("event_tag", "UPDATE", "refuse_change"),
    guarding("tile", "UPDATE", "refuse_change"),
    guarding("checkpoint", "UPDATE", "allow_only_signing"),
    *(guarding(table, "DELETE", "refuse_change") for table in KEPT_TABLES),
    *(guarding(table, "TRUNCATE", "refuse_change", "STATEMENT") for table in KEPT_TABLES),
)


def grants(role: str) -> tuple[str, ...]:
    """What the service's role may do: it owns neither table nor trigger, and makes only the tables of its views."""
    quoted = '"' + role.replace('"', '""') + '"'
    return (
        f"GRANT USAGE, CREATE ON SCHEMA public TO {quoted}",
        f"GRANT SELECT ON alembic_version TO {quoted}",
        f"GRANT SELECT, INSERT ON event, event_tag, tile, checkpoint, redaction_journal TO {quoted}",
        f"GRANT UPDATE (data, salts) ON event TO {quoted}",
        f"GRANT UPDATE (note) ON checkpoint TO {quoted}",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON command_log, projection, api_key, person TO {quoted}",
    )
