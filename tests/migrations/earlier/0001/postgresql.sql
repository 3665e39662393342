SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;
CREATE FUNCTION public.allow_only_redaction() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $_$
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
            AND digest ~ '^[0-9a-f]{64}$'
        THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'A redaction was expected to put one field''s digest in place of its value, as the last event '
        'of the log says, and something else was found at position %.', OLD.position
        USING ERRCODE = 'restrict_violation';
END
$_$;
CREATE FUNCTION public.allow_only_signing() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
BEGIN
    IF NEW.size = OLD.size AND NEW.root = OLD.root AND NEW.recorded_at = OLD.recorded_at
        AND OLD.note IS NULL AND NEW.note IS NOT NULL
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'A checkpoint was expected to change only once, when its note is signed.'
        USING ERRCODE = 'restrict_violation';
END
$$;
CREATE FUNCTION public.refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
BEGIN
    RAISE EXCEPTION 'A row of % was expected to stay as it is: the log only grows.', TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END
$$;
SET default_tablespace = '';
SET default_table_access_method = heap;
CREATE TABLE public.activity__v1 (
    id text NOT NULL COLLATE pg_catalog."C",
    from_position bigint NOT NULL,
    from_reported text NOT NULL COLLATE pg_catalog."C",
    to_position bigint,
    to_reported text COLLATE pg_catalog."C",
    version bigint NOT NULL,
    document text NOT NULL COLLATE pg_catalog."C",
    kind text NOT NULL COLLATE pg_catalog."C",
    stage text COLLATE pg_catalog."C",
    review text NOT NULL COLLATE pg_catalog."C",
    assurance text NOT NULL COLLATE pg_catalog."C",
    visibility text NOT NULL COLLATE pg_catalog."C",
    embargo_until text COLLATE pg_catalog."C",
    reported_by text NOT NULL COLLATE pg_catalog."C",
    lead text COLLATE pg_catalog."C",
    first_position bigint NOT NULL,
    date_earliest text COLLATE pg_catalog."C",
    date_latest text COLLATE pg_catalog."C",
    due_latest text COLLATE pg_catalog."C",
    promise bigint NOT NULL,
    title_key text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE public.activity_facet__v1 (
    facet text NOT NULL COLLATE pg_catalog."C",
    value text NOT NULL COLLATE pg_catalog."C",
    role text NOT NULL COLLATE pg_catalog."C",
    id text NOT NULL COLLATE pg_catalog."C",
    from_position bigint NOT NULL,
    from_reported text NOT NULL COLLATE pg_catalog."C",
    to_position bigint,
    to_reported text COLLATE pg_catalog."C"
);
CREATE TABLE public.agency__v1 (
    id text NOT NULL COLLATE pg_catalog."C",
    from_position bigint NOT NULL,
    from_reported text NOT NULL COLLATE pg_catalog."C",
    to_position bigint,
    to_reported text COLLATE pg_catalog."C",
    version bigint NOT NULL,
    document text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE public.alembic_version (
    version_num character varying(32) NOT NULL
);
CREATE TABLE public.api_key (
    key_id text NOT NULL COLLATE pg_catalog."C",
    token_sha256 text NOT NULL COLLATE pg_catalog."C",
    role text NOT NULL COLLATE pg_catalog."C",
    agency text COLLATE pg_catalog."C",
    person_id text COLLATE pg_catalog."C",
    label text COLLATE pg_catalog."C",
    created_at text NOT NULL COLLATE pg_catalog."C",
    revoked_at text COLLATE pg_catalog."C"
);
CREATE TABLE public.checkpoint (
    size bigint NOT NULL,
    root bytea NOT NULL,
    recorded_at text NOT NULL COLLATE pg_catalog."C",
    note text COLLATE pg_catalog."C"
);
CREATE TABLE public.command_log (
    command_id text NOT NULL COLLATE pg_catalog."C",
    actor text NOT NULL COLLATE pg_catalog."C",
    idempotency_key text COLLATE pg_catalog."C",
    fingerprint text NOT NULL COLLATE pg_catalog."C",
    status bigint NOT NULL,
    answer text NOT NULL COLLATE pg_catalog."C",
    positions text NOT NULL COLLATE pg_catalog."C",
    recorded_at text NOT NULL COLLATE pg_catalog."C",
    expires_at text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE public.coordination_meeting__v1 (
    id text NOT NULL COLLATE pg_catalog."C",
    from_position bigint NOT NULL,
    from_reported text NOT NULL COLLATE pg_catalog."C",
    to_position bigint,
    to_reported text COLLATE pg_catalog."C",
    version bigint NOT NULL,
    document text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE public.event (
    "position" bigint NOT NULL,
    event_id text NOT NULL COLLATE pg_catalog."C",
    stream text NOT NULL COLLATE pg_catalog."C",
    version bigint NOT NULL,
    type text NOT NULL COLLATE pg_catalog."C",
    schema_version bigint NOT NULL,
    data text NOT NULL COLLATE pg_catalog."C",
    salts text NOT NULL COLLATE pg_catalog."C",
    data_digest bytea NOT NULL,
    leaf bytea NOT NULL,
    actor text NOT NULL COLLATE pg_catalog."C",
    on_behalf_of text COLLATE pg_catalog."C",
    causation text COLLATE pg_catalog."C",
    correlation text COLLATE pg_catalog."C",
    command_id text NOT NULL COLLATE pg_catalog."C",
    reported_on text NOT NULL COLLATE pg_catalog."C",
    recorded_at text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE public.event_tag (
    tag text NOT NULL COLLATE pg_catalog."C",
    "position" bigint NOT NULL
);
CREATE TABLE public.intervention__v1 (
    id text NOT NULL COLLATE pg_catalog."C",
    from_position bigint NOT NULL,
    from_reported text NOT NULL COLLATE pg_catalog."C",
    to_position bigint,
    to_reported text COLLATE pg_catalog."C",
    version bigint NOT NULL,
    document text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE public.intervention_facet__v1 (
    facet text NOT NULL COLLATE pg_catalog."C",
    value text NOT NULL COLLATE pg_catalog."C",
    role text NOT NULL COLLATE pg_catalog."C",
    id text NOT NULL COLLATE pg_catalog."C",
    from_position bigint NOT NULL,
    from_reported text NOT NULL COLLATE pg_catalog."C",
    to_position bigint,
    to_reported text COLLATE pg_catalog."C"
);
CREATE TABLE public.mandate__v1 (
    id text NOT NULL COLLATE pg_catalog."C",
    from_position bigint NOT NULL,
    from_reported text NOT NULL COLLATE pg_catalog."C",
    to_position bigint,
    to_reported text COLLATE pg_catalog."C",
    version bigint NOT NULL,
    document text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE public.meeting__v1 (
    id text NOT NULL COLLATE pg_catalog."C",
    from_position bigint NOT NULL,
    from_reported text NOT NULL COLLATE pg_catalog."C",
    to_position bigint,
    to_reported text COLLATE pg_catalog."C",
    version bigint NOT NULL,
    document text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE public.person (
    person_id text NOT NULL COLLATE pg_catalog."C",
    name text COLLATE pg_catalog."C",
    email text COLLATE pg_catalog."C",
    telephone text COLLATE pg_catalog."C",
    erased_at text COLLATE pg_catalog."C"
);
CREATE TABLE public.projection (
    name text NOT NULL COLLATE pg_catalog."C",
    version bigint NOT NULL,
    state text NOT NULL COLLATE pg_catalog."C",
    "position" bigint NOT NULL,
    fault text COLLATE pg_catalog."C"
);
CREATE TABLE public.redaction_journal (
    "position" bigint NOT NULL,
    field text NOT NULL COLLATE pg_catalog."C",
    recorded_at text NOT NULL COLLATE pg_catalog."C",
    reason text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE public.statement__v1 (
    id text NOT NULL COLLATE pg_catalog."C",
    from_position bigint NOT NULL,
    from_reported text NOT NULL COLLATE pg_catalog."C",
    to_position bigint,
    to_reported text COLLATE pg_catalog."C",
    version bigint NOT NULL,
    document text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE public.statement_facet__v1 (
    facet text NOT NULL COLLATE pg_catalog."C",
    value text NOT NULL COLLATE pg_catalog."C",
    role text NOT NULL COLLATE pg_catalog."C",
    id text NOT NULL COLLATE pg_catalog."C",
    from_position bigint NOT NULL,
    from_reported text NOT NULL COLLATE pg_catalog."C",
    to_position bigint,
    to_reported text COLLATE pg_catalog."C"
);
CREATE TABLE public.tile (
    level bigint NOT NULL,
    number bigint NOT NULL,
    root bytea NOT NULL,
    hashes bytea NOT NULL
);
CREATE TABLE public.topic__v1 (
    id text NOT NULL COLLATE pg_catalog."C",
    from_position bigint NOT NULL,
    from_reported text NOT NULL COLLATE pg_catalog."C",
    to_position bigint,
    to_reported text COLLATE pg_catalog."C",
    version bigint NOT NULL,
    document text NOT NULL COLLATE pg_catalog."C"
);
INSERT INTO public.activity__v1 VALUES
	('pd-seminar', 18, '2008-11-21', 19, NULL, 1, '{"id":"pd-seminar","kind":"planned_meeting","title":"Seminar on remittances","reported_by":"un-desa-pd","assurance":"self_reported","review":"submitted","visibility":"public","first_reported_on":"2008-11-21","last_heard_on":"2008-11-21","reports":[{"id":"pd-seminar","position":"18.b52bc718","reported_on":"2008-11-21","kind":"planned_meeting","title":"Seminar on remittances","reported_by":"un-desa-pd","assurance":"self_reported","description":"Call Ms. Keiko Osaki for the programme.","lead":"un-desa-pd","partners":[{"agency":"iom"}],"stage":"planned","due":{"edtf":"2009-09","as_written":"in September 2009","earliest":"2009-09-01","latest":"2009-09-30"}}],"version":1,"positions":["18.b52bc718"],"days":["2008-11-21"],"description":"Call Ms. Keiko Osaki for the programme.","lead":"un-desa-pd","partners":[{"agency":"iom"}],"topics":["remittances"],"stage":"planned","due":{"edtf":"2009-09","as_written":"in September 2009","earliest":"2009-09-01","latest":"2009-09-30"}}', 'planned_meeting', 'planned', 'submitted', 'self_reported', 'public', NULL, 'un-desa-pd', 'un-desa-pd', 18, NULL, NULL, '2009-09-30', 1, 'seminar on remittances'),
	('pd-seminar', 20, '2008-11-21', NULL, '2009-03-02', 1, '{"id":"pd-seminar","kind":"planned_meeting","title":"Seminar on remittances","reported_by":"un-desa-pd","assurance":"self_reported","review":"submitted","visibility":"public","first_reported_on":"2008-11-21","last_heard_on":"2008-11-21","reports":[{"id":"pd-seminar","position":"18.b52bc718","reported_on":"2008-11-21","kind":"planned_meeting","title":"Seminar on remittances","reported_by":"un-desa-pd","assurance":"self_reported","description":"Call Ms. Keiko Osaki for the programme.","lead":"un-desa-pd","partners":[{"agency":"iom"}],"stage":"planned","due":{"edtf":"2009-09","as_written":"in September 2009","earliest":"2009-09-01","latest":"2009-09-30"}}],"version":1,"positions":["18.b52bc718"],"days":["2008-11-21"],"description":"Call Ms. Keiko Osaki for the programme.","lead":"un-desa-pd","partners":[{"agency":"iom"}],"topics":["remittances"],"stage":"planned","due":{"edtf":"2009-09","as_written":"in September 2009","earliest":"2009-09-01","latest":"2009-09-30"}}', 'planned_meeting', 'planned', 'submitted', 'self_reported', 'public', NULL, 'un-desa-pd', 'un-desa-pd', 18, NULL, NULL, '2009-09-30', 1, 'seminar on remittances'),
	('pd-seminar', 19, '2026-11-22', 20, NULL, 2, '{"id":"pd-seminar","kind":"planned_meeting","title":"Seminar on remittances","reported_by":"un-desa-pd","assurance":"self_reported","review":"submitted","visibility":"public","first_reported_on":"2008-11-21","last_heard_on":"2026-11-22","reports":[{"id":"pd-seminar","position":"18.b52bc718","reported_on":"2008-11-21","kind":"planned_meeting","title":"Seminar on remittances","reported_by":"un-desa-pd","assurance":"self_reported","description":"Call Ms. Keiko Osaki for the programme.","lead":"un-desa-pd","partners":[{"agency":"iom"}],"stage":"planned","due":{"edtf":"2009-09","as_written":"in September 2009","earliest":"2009-09-01","latest":"2009-09-30"}}],"version":2,"positions":["18.b52bc718","19.60588263"],"days":["2008-11-21","2026-11-22"],"description":"Call Ms. Keiko Osaki for the programme.","lead":"un-desa-pd","partners":[{"agency":"iom"}],"topics":["remittances"],"stage":"planned","due":{"edtf":"2010","as_written":"in 2010","earliest":"2010-01-01","latest":"2010-12-31"},"last_news":"No venue."}', 'planned_meeting', 'planned', 'submitted', 'self_reported', 'public', NULL, 'un-desa-pd', 'un-desa-pd', 18, NULL, NULL, '2010-12-31', 1, 'seminar on remittances'),
	('unfpa-atlas', 14, '2008-11-21', 21, NULL, 1, '{"id":"unfpa-atlas","kind":"publication","title":"Atlas of migrant women","reported_by":"unfpa","assurance":"self_reported","review":"submitted","visibility":"participants","first_reported_on":"2008-11-21","last_heard_on":"2008-11-21","reports":[{"id":"unfpa-atlas","position":"14.90ffcf89","reported_on":"2008-11-21","kind":"publication","title":"Atlas of migrant women","reported_by":"unfpa","assurance":"self_reported","predicate":"publish {title}","lead":"unfpa","stage":"planned","due":{"edtf":"2009-21","as_written":"in the spring of 2009","earliest":"2009-03-01","latest":"2009-05-31"},"coordination_meeting":"cm7","speaker":"Mr. José Miguel Guzmán"}],"version":1,"positions":["14.90ffcf89"],"days":["2008-11-21"],"predicate":"publish {title}","lead":"unfpa","topics":["migration"],"stage":"planned","due":{"edtf":"2009-21","as_written":"in the spring of 2009","earliest":"2009-03-01","latest":"2009-05-31"},"coordination_meeting":"cm7","speaker":"Mr. José Miguel Guzmán","authors":"Ana Pérez","heard_at":["cm7"]}', 'publication', 'planned', 'submitted', 'self_reported', 'participants', NULL, 'unfpa', 'unfpa', 14, NULL, NULL, '2009-05-31', 1, 'atlas of migrant women'),
	('pd-seminar', 20, '2009-03-02', NULL, '2026-11-22', 3, '{"id":"pd-seminar","kind":"planned_meeting","title":"Seminar on remittances","reported_by":"un-desa-pd","assurance":"self_reported","review":"submitted","visibility":"public","first_reported_on":"2008-11-21","last_heard_on":"2009-03-02","reports":[{"id":"pd-seminar","position":"18.b52bc718","reported_on":"2008-11-21","kind":"planned_meeting","title":"Seminar on remittances","reported_by":"un-desa-pd","assurance":"self_reported","description":"Call Ms. Keiko Osaki for the programme.","lead":"un-desa-pd","partners":[{"agency":"iom"}],"stage":"planned","due":{"edtf":"2009-09","as_written":"in September 2009","earliest":"2009-09-01","latest":"2009-09-30"}}],"version":3,"positions":["18.b52bc718","20.e7d9b48d"],"days":["2008-11-21","2009-03-02"],"description":"Call Ms. Keiko Osaki for the programme.","lead":"un-desa-pd","partners":[{"agency":"iom"}],"topics":["remittances"],"stage":"in_progress","due":{"edtf":"2009-09","as_written":"in September 2009","earliest":"2009-09-01","latest":"2009-09-30"}}', 'planned_meeting', 'in_progress', 'submitted', 'self_reported', 'public', NULL, 'un-desa-pd', 'un-desa-pd', 18, NULL, NULL, '2009-09-30', 1, 'seminar on remittances'),
	('pd-seminar', 20, '2026-11-22', NULL, NULL, 3, '{"id":"pd-seminar","kind":"planned_meeting","title":"Seminar on remittances","reported_by":"un-desa-pd","assurance":"self_reported","review":"submitted","visibility":"public","first_reported_on":"2008-11-21","last_heard_on":"2026-11-22","reports":[{"id":"pd-seminar","position":"18.b52bc718","reported_on":"2008-11-21","kind":"planned_meeting","title":"Seminar on remittances","reported_by":"un-desa-pd","assurance":"self_reported","description":"Call Ms. Keiko Osaki for the programme.","lead":"un-desa-pd","partners":[{"agency":"iom"}],"stage":"planned","due":{"edtf":"2009-09","as_written":"in September 2009","earliest":"2009-09-01","latest":"2009-09-30"}}],"version":3,"positions":["18.b52bc718","20.e7d9b48d","19.60588263"],"days":["2008-11-21","2009-03-02","2026-11-22"],"description":"Call Ms. Keiko Osaki for the programme.","lead":"un-desa-pd","partners":[{"agency":"iom"}],"topics":["remittances"],"stage":"in_progress","due":{"edtf":"2010","as_written":"in 2010","earliest":"2010-01-01","latest":"2010-12-31"},"last_news":"No venue."}', 'planned_meeting', 'in_progress', 'submitted', 'self_reported', 'public', NULL, 'un-desa-pd', 'un-desa-pd', 18, NULL, NULL, '2010-12-31', 1, 'seminar on remittances'),
	('pd-seminar', 19, '2008-11-21', 20, '2026-11-22', 1, '{"id":"pd-seminar","kind":"planned_meeting","title":"Seminar on remittances","reported_by":"un-desa-pd","assurance":"self_reported","review":"submitted","visibility":"public","first_reported_on":"2008-11-21","last_heard_on":"2008-11-21","reports":[{"id":"pd-seminar","position":"18.b52bc718","reported_on":"2008-11-21","kind":"planned_meeting","title":"Seminar on remittances","reported_by":"un-desa-pd","assurance":"self_reported","description":"Call Ms. Keiko Osaki for the programme.","lead":"un-desa-pd","partners":[{"agency":"iom"}],"stage":"planned","due":{"edtf":"2009-09","as_written":"in September 2009","earliest":"2009-09-01","latest":"2009-09-30"}}],"version":1,"positions":["18.b52bc718"],"days":["2008-11-21"],"description":"Call Ms. Keiko Osaki for the programme.","lead":"un-desa-pd","partners":[{"agency":"iom"}],"topics":["remittances"],"stage":"planned","due":{"edtf":"2009-09","as_written":"in September 2009","earliest":"2009-09-01","latest":"2009-09-30"}}', 'planned_meeting', 'planned', 'submitted', 'self_reported', 'public', NULL, 'un-desa-pd', 'un-desa-pd', 18, NULL, NULL, '2009-09-30', 1, 'seminar on remittances'),
	('unfpa-atlas', 21, '2008-11-21', NULL, '2009-06-01', 1, '{"id":"unfpa-atlas","kind":"publication","title":"Atlas of migrant women","reported_by":"unfpa","assurance":"self_reported","review":"submitted","visibility":"participants","first_reported_on":"2008-11-21","last_heard_on":"2008-11-21","reports":[{"id":"unfpa-atlas","position":"14.90ffcf89","reported_on":"2008-11-21","kind":"publication","title":"Atlas of migrant women","reported_by":"unfpa","assurance":"self_reported","predicate":"publish {title}","lead":"unfpa","stage":"planned","due":{"edtf":"2009-21","as_written":"in the spring of 2009","earliest":"2009-03-01","latest":"2009-05-31"},"coordination_meeting":"cm7","speaker":"Mr. José Miguel Guzmán"}],"version":1,"positions":["14.90ffcf89"],"days":["2008-11-21"],"predicate":"publish {title}","lead":"unfpa","topics":["migration"],"stage":"planned","due":{"edtf":"2009-21","as_written":"in the spring of 2009","earliest":"2009-03-01","latest":"2009-05-31"},"coordination_meeting":"cm7","speaker":"Mr. José Miguel Guzmán","authors":"Ana Pérez","heard_at":["cm7"]}', 'publication', 'planned', 'submitted', 'self_reported', 'participants', NULL, 'unfpa', 'unfpa', 14, NULL, NULL, '2009-05-31', 1, 'atlas of migrant women'),
	('unfpa-atlas', 22, '2009-06-01', NULL, '2026-11-22', 2, '{"id":"unfpa-atlas","kind":"publication","title":"Atlas of migrant women","reported_by":"unfpa","assurance":"self_reported","review":"submitted","visibility":"participants","first_reported_on":"2008-11-21","last_heard_on":"2009-06-01","reports":[{"id":"unfpa-atlas","position":"14.90ffcf89","reported_on":"2008-11-21","kind":"publication","title":"Atlas of migrant women","reported_by":"unfpa","assurance":"self_reported","predicate":"publish {title}","lead":"unfpa","stage":"planned","due":{"edtf":"2009-21","as_written":"in the spring of 2009","earliest":"2009-03-01","latest":"2009-05-31"},"coordination_meeting":"cm7","speaker":"Mr. José Miguel Guzmán"}],"version":2,"positions":["14.90ffcf89","21.eae398db"],"days":["2008-11-21","2009-06-01"],"predicate":"publish {title}","lead":"unfpa","topics":["migration"],"stage":"completed","date":{"edtf":"2009-05","as_written":null,"earliest":"2009-05-01","latest":"2009-05-31"},"due":{"edtf":"2009-21","as_written":"in the spring of 2009","earliest":"2009-03-01","latest":"2009-05-31"},"coordination_meeting":"cm7","speaker":"Mr. José Miguel Guzmán","authors":"Ana Pérez","heard_at":["cm7"]}', 'publication', 'completed', 'submitted', 'self_reported', 'participants', NULL, 'unfpa', 'unfpa', 14, '2009-05-01', '2009-05-31', '2009-05-31', 1, 'atlas of migrant women'),
	('unfpa-atlas', 22, '2026-11-22', NULL, NULL, 3, '{"id":"unfpa-atlas","kind":"publication","title":"Atlas of migrant women","reported_by":"unfpa","assurance":"self_reported","review":"submitted","visibility":"participants","first_reported_on":"2008-11-21","last_heard_on":"2026-11-22","reports":[{"id":"unfpa-atlas","position":"14.90ffcf89","reported_on":"2008-11-21","kind":"publication","title":"Atlas of migrant women","reported_by":"unfpa","assurance":"self_reported","predicate":"publish {title}","lead":"unfpa","stage":"planned","due":{"edtf":"2009-21","as_written":"in the spring of 2009","earliest":"2009-03-01","latest":"2009-05-31"},"coordination_meeting":"cm7","speaker":"Mr. José Miguel Guzmán"}],"version":3,"positions":["14.90ffcf89","21.eae398db","22.39d7b26c"],"days":["2008-11-21","2009-06-01","2026-11-22"],"predicate":"publish {title}","lead":"unfpa","topics":["migration"],"stage":"completed","date":{"edtf":"2009-05","as_written":null,"earliest":"2009-05-01","latest":"2009-05-31"},"due":{"edtf":"2009-21","as_written":"in the spring of 2009","earliest":"2009-03-01","latest":"2009-05-31"},"coordination_meeting":"cm7","speaker":"Mr. José Miguel Guzmán","authors":"Ana Pérez","evidence":[{"position":"22.39d7b26c","url":"https://example.org/atlas"}],"heard_at":["cm7"]}', 'publication', 'completed', 'submitted', 'self_reported', 'participants', NULL, 'unfpa', 'unfpa', 14, '2009-05-01', '2009-05-31', '2009-05-31', 1, 'atlas of migrant women'),
	('unfpa-atlas', 21, '2009-06-01', 22, NULL, 2, '{"id":"unfpa-atlas","kind":"publication","title":"Atlas of migrant women","reported_by":"unfpa","assurance":"self_reported","review":"submitted","visibility":"participants","first_reported_on":"2008-11-21","last_heard_on":"2009-06-01","reports":[{"id":"unfpa-atlas","position":"14.90ffcf89","reported_on":"2008-11-21","kind":"publication","title":"Atlas of migrant women","reported_by":"unfpa","assurance":"self_reported","predicate":"publish {title}","lead":"unfpa","stage":"planned","due":{"edtf":"2009-21","as_written":"in the spring of 2009","earliest":"2009-03-01","latest":"2009-05-31"},"coordination_meeting":"cm7","speaker":"Mr. José Miguel Guzmán"}],"version":2,"positions":["14.90ffcf89","21.eae398db"],"days":["2008-11-21","2009-06-01"],"predicate":"publish {title}","lead":"unfpa","topics":["migration"],"stage":"completed","date":{"edtf":"2009-05","as_written":null,"earliest":"2009-05-01","latest":"2009-05-31"},"due":{"edtf":"2009-21","as_written":"in the spring of 2009","earliest":"2009-03-01","latest":"2009-05-31"},"coordination_meeting":"cm7","speaker":"Mr. José Miguel Guzmán","authors":"Ana Pérez","heard_at":["cm7"]}', 'publication', 'completed', 'submitted', 'self_reported', 'participants', NULL, 'unfpa', 'unfpa', 14, '2009-05-01', '2009-05-31', '2009-05-31', 1, 'atlas of migrant women'),
	('un-desa-share-the-data-of-the-census', 23, '2026-11-22', NULL, NULL, 1, '{"id":"un-desa-share-the-data-of-the-census","kind":"commitment","title":"Share the data of the census","reported_by":"un-desa","assurance":"self_reported","review":"submitted","visibility":"participants","first_reported_on":"2026-11-22","last_heard_on":"2026-11-22","reports":[{"id":"un-desa-share-the-data-of-the-census","position":"23.18e77165","reported_on":"2026-11-22","kind":"commitment","title":"Share the data of the census","reported_by":"un-desa","assurance":"self_reported","lead":"oecd"}],"version":1,"positions":["23.18e77165"],"days":["2026-11-22"],"lead":"oecd"}', 'commitment', NULL, 'submitted', 'self_reported', 'participants', NULL, 'un-desa', 'oecd', 23, NULL, NULL, NULL, 0, 'share the data of the census'),
	('un-desa-share-the-data-of-the-census-2', 24, '2026-11-22', NULL, NULL, 1, '{"id":"un-desa-share-the-data-of-the-census-2","kind":"commitment","title":"Share the data of the census","reported_by":"un-desa","assurance":"self_reported","review":"submitted","visibility":"participants","first_reported_on":"2026-11-22","last_heard_on":"2026-11-22","reports":[{"id":"un-desa-share-the-data-of-the-census-2","position":"24.c19b6746","reported_on":"2026-11-22","kind":"commitment","title":"Share the data of the census","reported_by":"un-desa","assurance":"self_reported","lead":"oecd"}],"version":1,"positions":["24.c19b6746"],"days":["2026-11-22"],"lead":"oecd"}', 'commitment', NULL, 'submitted', 'self_reported', 'participants', NULL, 'un-desa', 'oecd', 24, NULL, NULL, NULL, 0, 'share the data of the census');
INSERT INTO public.activity_facet__v1 VALUES
	('agency', 'iom', 'partner', 'pd-seminar', 18, '2008-11-21', 19, NULL),
	('agency', 'un-desa-pd', 'lead', 'pd-seminar', 18, '2008-11-21', 19, NULL),
	('agency', 'un-desa-pd', 'reporter', 'pd-seminar', 18, '2008-11-21', 19, NULL),
	('id', 'pd-seminar', '', 'pd-seminar', 18, '2008-11-21', 19, NULL),
	('topic', 'remittances', '', 'pd-seminar', 18, '2008-11-21', 19, NULL),
	('agency', 'iom', 'partner', 'pd-seminar', 20, '2008-11-21', NULL, '2009-03-02'),
	('agency', 'un-desa-pd', 'lead', 'pd-seminar', 20, '2008-11-21', NULL, '2009-03-02'),
	('agency', 'un-desa-pd', 'reporter', 'pd-seminar', 20, '2008-11-21', NULL, '2009-03-02'),
	('id', 'pd-seminar', '', 'pd-seminar', 20, '2008-11-21', NULL, '2009-03-02'),
	('topic', 'remittances', '', 'pd-seminar', 20, '2008-11-21', NULL, '2009-03-02'),
	('agency', 'iom', 'partner', 'pd-seminar', 20, '2009-03-02', NULL, '2026-11-22'),
	('agency', 'un-desa-pd', 'lead', 'pd-seminar', 20, '2009-03-02', NULL, '2026-11-22'),
	('agency', 'un-desa-pd', 'reporter', 'pd-seminar', 20, '2009-03-02', NULL, '2026-11-22'),
	('id', 'pd-seminar', '', 'pd-seminar', 20, '2009-03-02', NULL, '2026-11-22'),
	('topic', 'remittances', '', 'pd-seminar', 20, '2009-03-02', NULL, '2026-11-22'),
	('agency', 'iom', 'partner', 'pd-seminar', 20, '2026-11-22', NULL, NULL),
	('agency', 'un-desa-pd', 'lead', 'pd-seminar', 20, '2026-11-22', NULL, NULL),
	('agency', 'un-desa-pd', 'reporter', 'pd-seminar', 20, '2026-11-22', NULL, NULL),
	('id', 'pd-seminar', '', 'pd-seminar', 20, '2026-11-22', NULL, NULL),
	('topic', 'remittances', '', 'pd-seminar', 20, '2026-11-22', NULL, NULL),
	('agency', 'iom', 'partner', 'pd-seminar', 19, '2008-11-21', 20, '2026-11-22'),
	('agency', 'un-desa-pd', 'lead', 'pd-seminar', 19, '2008-11-21', 20, '2026-11-22'),
	('agency', 'un-desa-pd', 'reporter', 'pd-seminar', 19, '2008-11-21', 20, '2026-11-22'),
	('id', 'pd-seminar', '', 'pd-seminar', 19, '2008-11-21', 20, '2026-11-22'),
	('topic', 'remittances', '', 'pd-seminar', 19, '2008-11-21', 20, '2026-11-22'),
	('agency', 'iom', 'partner', 'pd-seminar', 19, '2026-11-22', 20, NULL),
	('agency', 'un-desa-pd', 'lead', 'pd-seminar', 19, '2026-11-22', 20, NULL),
	('agency', 'un-desa-pd', 'reporter', 'pd-seminar', 19, '2026-11-22', 20, NULL),
	('id', 'pd-seminar', '', 'pd-seminar', 19, '2026-11-22', 20, NULL),
	('topic', 'remittances', '', 'pd-seminar', 19, '2026-11-22', 20, NULL),
	('agency', 'unfpa', 'lead', 'unfpa-atlas', 21, '2008-11-21', NULL, '2009-06-01'),
	('agency', 'unfpa', 'reporter', 'unfpa-atlas', 21, '2008-11-21', NULL, '2009-06-01'),
	('id', 'unfpa-atlas', '', 'unfpa-atlas', 21, '2008-11-21', NULL, '2009-06-01'),
	('meeting', 'cm7', 'told_at', 'unfpa-atlas', 21, '2008-11-21', NULL, '2009-06-01'),
	('topic', 'migration', '', 'unfpa-atlas', 21, '2008-11-21', NULL, '2009-06-01'),
	('agency', 'unfpa', 'lead', 'unfpa-atlas', 14, '2008-11-21', 21, NULL),
	('agency', 'unfpa', 'reporter', 'unfpa-atlas', 14, '2008-11-21', 21, NULL),
	('id', 'unfpa-atlas', '', 'unfpa-atlas', 14, '2008-11-21', 21, NULL),
	('meeting', 'cm7', 'told_at', 'unfpa-atlas', 14, '2008-11-21', 21, NULL),
	('topic', 'migration', '', 'unfpa-atlas', 14, '2008-11-21', 21, NULL),
	('agency', 'unfpa', 'lead', 'unfpa-atlas', 22, '2009-06-01', NULL, '2026-11-22'),
	('agency', 'unfpa', 'reporter', 'unfpa-atlas', 22, '2009-06-01', NULL, '2026-11-22'),
	('id', 'unfpa-atlas', '', 'unfpa-atlas', 22, '2009-06-01', NULL, '2026-11-22'),
	('meeting', 'cm7', 'told_at', 'unfpa-atlas', 22, '2009-06-01', NULL, '2026-11-22'),
	('topic', 'migration', '', 'unfpa-atlas', 22, '2009-06-01', NULL, '2026-11-22'),
	('agency', 'unfpa', 'lead', 'unfpa-atlas', 22, '2026-11-22', NULL, NULL),
	('agency', 'unfpa', 'reporter', 'unfpa-atlas', 22, '2026-11-22', NULL, NULL),
	('id', 'unfpa-atlas', '', 'unfpa-atlas', 22, '2026-11-22', NULL, NULL),
	('meeting', 'cm7', 'told_at', 'unfpa-atlas', 22, '2026-11-22', NULL, NULL),
	('topic', 'migration', '', 'unfpa-atlas', 22, '2026-11-22', NULL, NULL),
	('agency', 'unfpa', 'lead', 'unfpa-atlas', 21, '2009-06-01', 22, NULL),
	('agency', 'unfpa', 'reporter', 'unfpa-atlas', 21, '2009-06-01', 22, NULL),
	('id', 'unfpa-atlas', '', 'unfpa-atlas', 21, '2009-06-01', 22, NULL),
	('meeting', 'cm7', 'told_at', 'unfpa-atlas', 21, '2009-06-01', 22, NULL),
	('topic', 'migration', '', 'unfpa-atlas', 21, '2009-06-01', 22, NULL),
	('agency', 'oecd', 'lead', 'un-desa-share-the-data-of-the-census', 23, '2026-11-22', NULL, NULL),
	('agency', 'un-desa', 'reporter', 'un-desa-share-the-data-of-the-census', 23, '2026-11-22', NULL, NULL),
	('id', 'un-desa-share-the-data-of-the-census', '', 'un-desa-share-the-data-of-the-census', 23, '2026-11-22', NULL, NULL),
	('agency', 'oecd', 'lead', 'un-desa-share-the-data-of-the-census-2', 24, '2026-11-22', NULL, NULL),
	('agency', 'un-desa', 'reporter', 'un-desa-share-the-data-of-the-census-2', 24, '2026-11-22', NULL, NULL),
	('id', 'un-desa-share-the-data-of-the-census-2', '', 'un-desa-share-the-data-of-the-census-2', 24, '2026-11-22', NULL, NULL);
INSERT INTO public.agency__v1 VALUES
	('un-desa', 1, '2026-11-22', NULL, NULL, 1, '{"id":"un-desa","names":[{"name":"Department of Economic and Social Affairs","acronym":"DESA","valid_from":null}],"kinds":[{"kind":"un_secretariat","valid_from":null}],"parent":null,"aliases":[],"valid_from":null,"valid_to":null,"successor":null,"granted_to":[],"note":null,"source":null,"first_reported_on":"2026-11-22","version":1,"positions":["1.8161a075"]}'),
	('un-desa-pd', 2, '2026-11-22', NULL, NULL, 1, '{"id":"un-desa-pd","names":[{"name":"Population Division","acronym":null,"valid_from":null}],"kinds":[{"kind":"un_secretariat","valid_from":null}],"parent":"un-desa","aliases":[],"valid_from":null,"valid_to":null,"successor":null,"granted_to":[],"note":null,"source":null,"first_reported_on":"2026-11-22","version":1,"positions":["2.197449ee"]}'),
	('unfpa', 3, '2026-11-22', NULL, NULL, 1, '{"id":"unfpa","names":[{"name":"United Nations Population Fund","acronym":"UNFPA","valid_from":null}],"kinds":[{"kind":"un_fund_programme","valid_from":null}],"parent":null,"aliases":[],"valid_from":null,"valid_to":null,"successor":null,"granted_to":[],"note":null,"source":null,"first_reported_on":"2026-11-22","version":1,"positions":["3.1808be25"]}'),
	('iom', 4, '2026-11-22', NULL, NULL, 1, '{"id":"iom","names":[{"name":"International Organization for Migration","acronym":"IOM","valid_from":null}],"kinds":[{"kind":"igo","valid_from":null}],"parent":null,"aliases":[],"valid_from":null,"valid_to":null,"successor":null,"granted_to":[],"note":null,"source":null,"first_reported_on":"2026-11-22","version":1,"positions":["4.c081fae1"]}'),
	('oecd', 13, '2026-11-22', NULL, NULL, 2, '{"id":"oecd","names":[{"name":"Organisation for Economic Co-operation and Development","acronym":null,"valid_from":null}],"kinds":[{"kind":"igo","valid_from":null}],"parent":null,"aliases":[],"valid_from":null,"valid_to":null,"successor":null,"granted_to":["un-desa"],"note":null,"source":null,"first_reported_on":"2026-11-22","version":2,"positions":["5.3728a532","13.565ef6f0"]}'),
	('oecd', 5, '2026-11-22', 13, NULL, 1, '{"id":"oecd","names":[{"name":"Organisation for Economic Co-operation and Development","acronym":null,"valid_from":null}],"kinds":[{"kind":"igo","valid_from":null}],"parent":null,"aliases":[],"valid_from":null,"valid_to":null,"successor":null,"granted_to":[],"note":null,"source":null,"first_reported_on":"2026-11-22","version":1,"positions":["5.3728a532"]}');
INSERT INTO public.alembic_version VALUES
	('0001');
INSERT INTO public.api_key VALUES
	('01a2053c-9f57-7633-839d-bddfe98727d9', '373d4cc154a8cd45c84b8899460bfa2bda8bf786e3c5abb1f55429dd335e0d63', 'secretariat', NULL, NULL, NULL, '2026-11-22T21:49:48.759142Z', NULL);
INSERT INTO public.checkpoint VALUES
	(1, '\x8161a075373e49a3dc6fbf2a8c4c73c60deca18fc9b7742c0458a6661518c3b0', '2026-11-22T21:49:49.217302Z', NULL),
	(2, '\x4afac140e0300ebaf130b05629bab967a003022fab9f70707bf80fb9a779fc37', '2026-11-22T21:49:49.255937Z', NULL),
	(3, '\x0967aaa2a87ec845219be01a505ebce3728cb665d07b764de41e9b799585984e', '2026-11-22T21:49:49.268537Z', NULL),
	(4, '\xb675342105a966d6c8b1eaa9f5602fe6a019c90cf3b7e4df785ffc4031bc30c9', '2026-11-22T21:49:49.291993Z', NULL),
	(5, '\xa72746274591cbeb4681a8e77a90a060be2b32e95b33ba84de42a5b0ada17a66', '2026-11-22T21:49:49.307907Z', NULL),
	(6, '\x7229737d914207b17f5ea0b53f0a1eb4915d0c86bdcadbdc9b262748c459b220', '2026-11-22T21:49:49.327726Z', NULL),
	(7, '\x1cc57df7e21cea63163ca94d1afe02fffd1d5f1c9a8a6dec546f75e689330eed', '2026-11-22T21:49:49.345286Z', NULL),
	(8, '\x16704ab8118bd31c0645c835f11568e2f41f4631b64d69880c4bc828ec2643d9', '2026-11-22T21:49:49.359970Z', NULL),
	(9, '\x6f7db1cba5475cd266006ffc462ea561c4906cd8026a8469bbc605089639b59a', '2026-11-22T21:49:49.388070Z', NULL),
	(10, '\x74f01f03c97bad154bc8050ef4e5e4d4d925ff586615e5a1141d60f2218b1bd4', '2026-11-22T21:49:49.406528Z', NULL),
	(11, '\x90171122964ab259fe44c31a732d278512aa08e9f3d3b678be99415630beecfd', '2026-11-22T21:49:49.415114Z', NULL),
	(12, '\x5b5593243459315ac49b0c3c04d367c7857d85a8fb581b72afac9c9bc1fe7012', '2026-11-22T21:49:49.425345Z', NULL),
	(13, '\x4df8751e32ebeeb8f01df73041f7be02803fad652cc781e28f3fd592f64243e8', '2026-11-22T21:49:49.435687Z', NULL),
	(17, '\x4ad2c0754248da7907b650c4b384e19d193d26a8c7b4db18d757eaa09cf38613', '2026-11-22T21:49:49.450129Z', NULL),
	(18, '\xe33c297fffd0d080d4af7002cdd17ca6c181cc9a063273270e26264138543eac', '2026-11-22T21:49:49.483204Z', NULL),
	(19, '\xd48febedc1852e79dac4a4aa4096e50e358631dd9cb4828d6b215b96b988abf4', '2026-11-22T21:49:49.493508Z', NULL),
	(20, '\xf17eaf71a61bdab8c7c85159f350c135d7e3aaf26a1567213f2277375f9b4f75', '2026-11-22T21:49:49.507670Z', NULL),
	(21, '\x05e4e1c15ef9279b88e96ce33b27e11fdc92582634c915e772da8b47facc34a2', '2026-11-22T21:49:49.519956Z', NULL),
	(22, '\x1afdd9f979a5d9a1fab72ef705ba6fc5b76befa5884ed25e81209abadaf72d13', '2026-11-22T21:49:49.533740Z', NULL),
	(23, '\x3468c9901a716b014181c0b2b6711359a4aa0fb0ad31f3beafe48371404a952b', '2026-11-22T21:49:49.555679Z', NULL),
	(24, '\x1cbc11043bd4e98860367dcd854e25c5df2a6b5bd7e308e5f4b320fd20540e8d', '2026-11-22T21:49:49.578009Z', NULL);
INSERT INTO public.command_log VALUES
	('01a2053c-a11d-73cb-8a77-03c346e99b25', 'key:01a2053c-9f57-7633-839d-bddfe98727d9', 'earlier-0', 'd7da1e2113f5bc08a40b5fd5bea6de4cdcfcf338c6eb32770a669579e5b180cc', 200, '{"noun":"agency","id":"un-desa","made":true,"version":1,"position":"1.8161a075","positions":["1.8161a075"],"recorded_at":"2026-11-22T21:49:49.217302Z","command_id":"01a2053c-a11d-73cb-8a77-03c346e99b25","items":[],"warnings":[]}', '["1.8161a075"]', '2026-11-22T21:49:49.217302Z', '2026-11-24T21:49:49.217302Z'),
	('01a2053c-a144-7383-a265-b12db5db758c', 'key:01a2053c-9f57-7633-839d-bddfe98727d9', 'earlier-1', '41f8f1ead40ad65b759bf0afa8f497be79bdd00fbebd3b1f348e6a821d5152cd', 200, '{"noun":"agency","id":"un-desa-pd","made":true,"version":1,"position":"2.197449ee","positions":["2.197449ee"],"recorded_at":"2026-11-22T21:49:49.255937Z","command_id":"01a2053c-a144-7383-a265-b12db5db758c","items":[],"warnings":[]}', '["2.197449ee"]', '2026-11-22T21:49:49.255937Z', '2026-11-24T21:49:49.255937Z'),
	('01a2053c-a153-771d-b839-d034ad73bdd1', 'key:01a2053c-9f57-7633-839d-bddfe98727d9', 'earlier-2', 'b607bbd57027ea1ef3e6b558185358583b3209af67b88c65658687b5682f4fa2', 200, '{"noun":"agency","id":"unfpa","made":true,"version":1,"position":"3.1808be25","positions":["3.1808be25"],"recorded_at":"2026-11-22T21:49:49.268537Z","command_id":"01a2053c-a153-771d-b839-d034ad73bdd1","items":[],"warnings":[]}', '["3.1808be25"]', '2026-11-22T21:49:49.268537Z', '2026-11-24T21:49:49.268537Z'),
	('01a2053c-a168-76b7-b8d3-4c06f6930778', 'key:01a2053c-9f57-7633-839d-bddfe98727d9', 'earlier-3', 'bb646b9f01b68df95c92ac7b6b809cf359479dde562e0b4ce3007d5208c30049', 200, '{"noun":"agency","id":"iom","made":true,"version":1,"position":"4.c081fae1","positions":["4.c081fae1"],"recorded_at":"2026-11-22T21:49:49.291993Z","command_id":"01a2053c-a168-76b7-b8d3-4c06f6930778","items":[],"warnings":[]}', '["4.c081fae1"]', '2026-11-22T21:49:49.291993Z', '2026-11-24T21:49:49.291993Z'),
	('01a2053c-a17a-73a6-b4b5-f4ec6e21a2e4', 'key:01a2053c-9f57-7633-839d-bddfe98727d9', 'earlier-4', '0d57cb1c31aad412f24bf1dcc98765755eb063cb268bc11dce3c1abe8c30460a', 200, '{"noun":"agency","id":"oecd","made":true,"version":1,"position":"5.3728a532","positions":["5.3728a532"],"recorded_at":"2026-11-22T21:49:49.307907Z","command_id":"01a2053c-a17a-73a6-b4b5-f4ec6e21a2e4","items":[],"warnings":[]}', '["5.3728a532"]', '2026-11-22T21:49:49.307907Z', '2026-11-24T21:49:49.307907Z'),
	('01a2053c-a189-7048-afff-e207e6def20a', 'key:01a2053c-9f57-7633-839d-bddfe98727d9', 'earlier-5', '612f7e92d250a85aa06b0cff6f0d7c8bd77fa647bce2b39dc6d17897cc1b6067', 200, '{"noun":"topic","id":"migration","made":true,"version":1,"position":"6.763c1cc9","positions":["6.763c1cc9"],"recorded_at":"2026-11-22T21:49:49.327726Z","command_id":"01a2053c-a189-7048-afff-e207e6def20a","items":[],"warnings":[]}', '["6.763c1cc9"]', '2026-11-22T21:49:49.327726Z', '2026-11-24T21:49:49.327726Z'),
	('01a2053c-a1a0-72c0-b41b-89cc8843a521', 'key:01a2053c-9f57-7633-839d-bddfe98727d9', 'earlier-6', '330e8af52430f1f2a0927f66400063179364c8dcf3e8794251ce1fbb563877ed', 200, '{"noun":"topic","id":"remittances","made":true,"version":1,"position":"7.a5ca7816","positions":["7.a5ca7816"],"recorded_at":"2026-11-22T21:49:49.345286Z","command_id":"01a2053c-a1a0-72c0-b41b-89cc8843a521","items":[],"warnings":[]}', '["7.a5ca7816"]', '2026-11-22T21:49:49.345286Z', '2026-11-24T21:49:49.345286Z'),
	('01a2053c-a1ad-77b2-9bd1-0af24f9664c8', 'key:01a2053c-9f57-7633-839d-bddfe98727d9', 'earlier-7', '106c987e5bbe289b994c6887178ec289b78cfae44b6f57c4bf93385ff5a27ea8', 200, '{"noun":"mandate","id":"ga-res-63-225","made":true,"version":1,"position":"8.2d4d9910","positions":["8.2d4d9910"],"recorded_at":"2026-11-22T21:49:49.359970Z","command_id":"01a2053c-a1ad-77b2-9bd1-0af24f9664c8","items":[],"warnings":[]}', '["8.2d4d9910"]', '2026-11-22T21:49:49.359970Z', '2026-11-24T21:49:49.359970Z'),
	('01a2053c-a1c9-7167-8640-32553ce946dc', 'key:01a2053c-9f57-7633-839d-bddfe98727d9', 'earlier-8', 'e4df151eac77fac6a656c8574923e471678e69ca5067cecbf55b94964674c8f3', 200, '{"noun":"meeting","id":"gfmd-2","made":true,"version":1,"position":"9.0da77fbc","positions":["9.0da77fbc"],"recorded_at":"2026-11-22T21:49:49.388070Z","command_id":"01a2053c-a1c9-7167-8640-32553ce946dc","items":[],"warnings":[]}', '["9.0da77fbc"]', '2026-11-22T21:49:49.388070Z', '2026-11-24T21:49:49.388070Z'),
	('01a2053c-a1dd-77cc-a8e6-e3011e9eba42', 'key:01a2053c-9f57-7633-839d-bddfe98727d9', 'earlier-9', '0fea28b06c00e47890636aa3cc4a36e2dfe56cbff2537ee205c2e04881b8ff73', 200, '{"noun":"meeting","id":"gfmd-2","made":false,"version":2,"position":"10.ac24b359","positions":["10.ac24b359"],"recorded_at":"2026-11-22T21:49:49.406528Z","command_id":"01a2053c-a1dd-77cc-a8e6-e3011e9eba42","items":[],"warnings":[]}', '["10.ac24b359"]', '2026-11-22T21:49:49.406528Z', '2026-11-24T21:49:49.406528Z'),
	('01a2053c-a1e6-74e2-bead-56917a8c00db', 'key:01a2053c-9f57-7633-839d-bddfe98727d9', 'earlier-10', 'abe88cbe8e9dfdaff860c34cbee83e39b96736cb581929d8b55c6ff6ead855aa', 200, '{"noun":"coordination-meeting","id":"cm7","made":true,"version":1,"position":"11.5e87b5fc","positions":["11.5e87b5fc"],"recorded_at":"2026-11-22T21:49:49.415114Z","command_id":"01a2053c-a1e6-74e2-bead-56917a8c00db","items":[],"warnings":[]}', '["11.5e87b5fc"]', '2026-11-22T21:49:49.415114Z', '2026-11-24T21:49:49.415114Z'),
	('01a2053c-a1f0-75e2-824d-e45277ae0e05', 'key:01a2053c-9f57-7633-839d-bddfe98727d9', 'earlier-11', 'b608d4c9bdbe3f5a73894abfada9a5d5b2abda58e1219deccb03be3d86fcae15', 200, '{"noun":"coordination-meeting","id":"cm7","made":false,"version":2,"position":"12.1d6a0d0c","positions":["12.1d6a0d0c"],"recorded_at":"2026-11-22T21:49:49.425345Z","command_id":"01a2053c-a1f0-75e2-824d-e45277ae0e05","items":[],"warnings":[]}', '["12.1d6a0d0c"]', '2026-11-22T21:49:49.425345Z', '2026-11-24T21:49:49.425345Z'),
	('01a2053c-a1fa-77a9-9943-70c6287655cd', 'key:01a2053c-9f57-7633-839d-bddfe98727d9', 'earlier-12', 'b346289d8390b4f89f8c35f161089b57748cbefbabfe4e308a1f1d67b5bb3368', 200, '{"noun":"agency","id":"oecd","made":false,"version":2,"position":"13.565ef6f0","positions":["13.565ef6f0"],"recorded_at":"2026-11-22T21:49:49.435687Z","command_id":"01a2053c-a1fa-77a9-9943-70c6287655cd","items":[],"warnings":[]}', '["13.565ef6f0"]', '2026-11-22T21:49:49.435687Z', '2026-11-24T21:49:49.435687Z'),
	('01a2053c-a209-7240-91cf-5939dfb0490f', 'key:01a2053c-9f57-7633-839d-bddfe98727d9', 'earlier-13', 'c061516bf5a47a4c7568c7471180206909873c3a90430a7157684240806a83ec', 200, '{"noun":"intervention","id":"cm7-1","made":true,"version":2,"position":"17.808b0b3b","positions":["14.90ffcf89","15.862594e3","16.e2f43c9c","17.808b0b3b"],"recorded_at":"2026-11-22T21:49:49.450129Z","command_id":"01a2053c-a209-7240-91cf-5939dfb0490f","items":["unfpa-atlas","cm7-1-2","cm7-1-3"],"warnings":[]}', '["14.90ffcf89","15.862594e3","16.e2f43c9c","17.808b0b3b"]', '2026-11-22T21:49:49.450126Z', '2026-11-24T21:49:49.450126Z'),
	('01a2053c-a22a-723e-bcc0-6353ed3eb5e3', 'key:01a2053c-9f57-7633-839d-bddfe98727d9', 'earlier-14', 'bdb62c2ca9cb103eeaeb9effefd866e22ae4861764fc2b81abd0ec941eb3d94a', 200, '{"noun":"activity","id":"pd-seminar","made":true,"version":1,"position":"18.b52bc718","positions":["18.b52bc718"],"recorded_at":"2026-11-22T21:49:49.483204Z","command_id":"01a2053c-a22a-723e-bcc0-6353ed3eb5e3","items":[],"warnings":[]}', '["18.b52bc718"]', '2026-11-22T21:49:49.483204Z', '2026-11-24T21:49:49.483204Z'),
	('01a2053c-a234-73bd-b1b2-de220294afc3', 'key:01a2053c-9f57-7633-839d-bddfe98727d9', 'earlier-15', 'ab001d73cad091ff0e47dc44ace02ed48871941723e4968d9a4bd5a86528c989', 200, '{"noun":"activity","id":"pd-seminar","made":false,"version":2,"position":"19.60588263","positions":["19.60588263"],"recorded_at":"2026-11-22T21:49:49.493508Z","command_id":"01a2053c-a234-73bd-b1b2-de220294afc3","items":[],"warnings":[]}', '["19.60588263"]', '2026-11-22T21:49:49.493508Z', '2026-11-24T21:49:49.493508Z'),
	('01a2053c-a23f-76e4-9ee8-49f1284353ec', 'key:01a2053c-9f57-7633-839d-bddfe98727d9', 'earlier-16', 'ef4a60b56973ada8abbe591aabbb090d5f0afa02e6d93b36c6d5ca9a5b0eb692', 200, '{"noun":"activity","id":"pd-seminar","made":false,"version":3,"position":"20.e7d9b48d","positions":["20.e7d9b48d"],"recorded_at":"2026-11-22T21:49:49.507670Z","command_id":"01a2053c-a23f-76e4-9ee8-49f1284353ec","items":[],"warnings":[]}', '["20.e7d9b48d"]', '2026-11-22T21:49:49.507670Z', '2026-11-24T21:49:49.507670Z'),
	('01a2053c-a24c-7307-95d4-ca6b15e950ba', 'key:01a2053c-9f57-7633-839d-bddfe98727d9', 'earlier-17', 'a607fe44f85aa87c4f49ec65d7640e2a9c3e4d8309db31a2ed6c01b4a27779eb', 200, '{"noun":"activity","id":"unfpa-atlas","made":false,"version":2,"position":"21.eae398db","positions":["21.eae398db"],"recorded_at":"2026-11-22T21:49:49.519956Z","command_id":"01a2053c-a24c-7307-95d4-ca6b15e950ba","items":[],"warnings":[]}', '["21.eae398db"]', '2026-11-22T21:49:49.519956Z', '2026-11-24T21:49:49.519956Z'),
	('01a2053c-a25c-739e-9f22-f416b8effdc4', 'key:01a2053c-9f57-7633-839d-bddfe98727d9', 'earlier-18', '6669923ac2fb2f4b3a803dfc6b13c3eb59024381703070b54b27acb5bfda59fc', 200, '{"noun":"activity","id":"unfpa-atlas","made":false,"version":3,"position":"22.39d7b26c","positions":["22.39d7b26c"],"recorded_at":"2026-11-22T21:49:49.533740Z","command_id":"01a2053c-a25c-739e-9f22-f416b8effdc4","items":[],"warnings":[]}', '["22.39d7b26c"]', '2026-11-22T21:49:49.533740Z', '2026-11-24T21:49:49.533740Z'),
	('01a2053c-a270-7376-8728-cd44f1e94211', 'key:01a2053c-9f57-7633-839d-bddfe98727d9', 'earlier-19', 'ca2a7c3ab09cb148fad23dacd789d7c8581a8ae33a9ce449aa04b64d23955467', 200, '{"noun":"activity","id":"un-desa-share-the-data-of-the-census","made":true,"version":1,"position":"23.18e77165","positions":["23.18e77165"],"recorded_at":"2026-11-22T21:49:49.555679Z","command_id":"01a2053c-a270-7376-8728-cd44f1e94211","items":[],"warnings":[]}', '["23.18e77165"]', '2026-11-22T21:49:49.555679Z', '2026-11-24T21:49:49.555679Z'),
	('01a2053c-a289-74bf-84bf-1cd048fc312d', 'key:01a2053c-9f57-7633-839d-bddfe98727d9', 'earlier-20', 'ca2a7c3ab09cb148fad23dacd789d7c8581a8ae33a9ce449aa04b64d23955467', 200, '{"noun":"activity","id":"un-desa-share-the-data-of-the-census-2","made":true,"version":1,"position":"24.c19b6746","positions":["24.c19b6746"],"recorded_at":"2026-11-22T21:49:49.578009Z","command_id":"01a2053c-a289-74bf-84bf-1cd048fc312d","items":[],"warnings":[{"rule":"likely-duplicate","sentence":"un-desa-share-the-data-of-the-census has a title that is 100 per cent alike; if it is the same, report it again with same_as.","links":{"existing":"/api/v1/activities/un-desa-share-the-data-of-the-census"}}]}', '["24.c19b6746"]', '2026-11-22T21:49:49.578009Z', '2026-11-24T21:49:49.578009Z'),
	('01a2053c-a2aa-7690-9700-4ede5774a008', 'key:01a2053c-9f57-7633-839d-bddfe98727d9', 'earlier-21', '31ab6f3ada12a7bb15e2fadf5d9c29948969c2c6782db32ec19b845f9eef17b5', 400, '{"slug":"unknown-reference","sentence":"No agency has the id nobody; look it up under /api/v1/agencies, or ask the secretariat to register it.","faults":[["/lead","No agency has the id nobody; look it up under /api/v1/agencies, or ask the secretariat to register it.","unknown-reference"]],"links":{}}', '[]', '2026-11-22T21:49:49.611955Z', '2026-11-24T21:49:49.611955Z');
INSERT INTO public.coordination_meeting__v1 VALUES
	('cm7', 12, '2026-11-22', NULL, NULL, 2, '{"id":"cm7","title":"Seventh Coordination Meeting","number":7,"series":null,"mandate":null,"organizers":[],"objectives":[],"expected_outcome":null,"participants_text":null,"date":{"edtf":"2008-11-20/2008-11-21","as_written":null,"earliest":"2008-11-20","latest":"2008-11-21"},"place":null,"outcome":null,"agenda":[],"speakers":[],"papers":[],"note":null,"documents_note":null,"source":null,"first_reported_on":"2026-11-22","version":2,"positions":["11.5e87b5fc","12.1d6a0d0c"]}'),
	('cm7', 11, '2026-11-22', 12, NULL, 1, '{"id":"cm7","title":"Seventh Coordination Meeting","number":7,"series":null,"mandate":null,"organizers":[],"objectives":[],"expected_outcome":null,"participants_text":null,"date":null,"place":null,"outcome":null,"agenda":[],"speakers":[],"papers":[],"note":null,"documents_note":null,"source":null,"first_reported_on":"2026-11-22","version":1,"positions":["11.5e87b5fc"]}');
INSERT INTO public.event VALUES
	(1, '01a2053c-a127-771e-b689-f447a68e2964', 'agency-un-desa', 1, 'agency-registered', 1, '{"acronym":"DESA","kind":"un_secretariat","name":"Department of Economic and Social Affairs"}', '{"acronym":"WiWqRBdX0tXgU70qBJCRrg==","kind":"oxfbRWaP2aJQeNThpmKUkA==","name":"CsMdTEE6Bpz8nxHcZSJm8w=="}', '\x6db01a2d4a4903a7d610f2f599dfe346a510c39e96791a40332d79faafe10742', '\x8161a075373e49a3dc6fbf2a8c4c73c60deca18fc9b7742c0458a6661518c3b0', 'key:01a2053c-9f57-7633-839d-bddfe98727d9', NULL, NULL, '1ae199f2ec9b4984991e4c4d84585d97', '01a2053c-a11d-73cb-8a77-03c346e99b25', '2026-11-22', '2026-11-22T21:49:49.217302Z'),
	(2, '01a2053c-a148-75c2-ac2e-a111e369ffd1', 'agency-un-desa-pd', 1, 'agency-registered', 1, '{"kind":"un_secretariat","name":"Population Division","parent":"un-desa"}', '{"kind":"jgsfuBXE2sxLyvJJ0NBoOg==","name":"cLGo3nPOPfs9RTMoh2CXlg==","parent":"o6UHqhI4x49H9kipHEOpgw=="}', '\x76c938a68e870aa8160151cdbdd037871039adfc0045144b856f051a335e6dec', '\x197449ee2897d6adb93fd4e8e433597061c2147f07b78d207f710ef76d5edba4', 'key:01a2053c-9f57-7633-839d-bddfe98727d9', NULL, NULL, 'e28073f05e5642b59521f1f2baf0cefc', '01a2053c-a144-7383-a265-b12db5db758c', '2026-11-22', '2026-11-22T21:49:49.255937Z'),
	(3, '01a2053c-a157-77c8-a592-5df215729862', 'agency-unfpa', 1, 'agency-registered', 1, '{"acronym":"UNFPA","kind":"un_fund_programme","name":"United Nations Population Fund"}', '{"acronym":"eoauUv+F9tGt3n7Ll7rS3w==","kind":"l+plOM6wPNMMBnODj6R9VQ==","name":"smqRAMU9j5u8R3NvnbhZNw=="}', '\x72c84290909e71b67e46e5d5efe4f1e19c92bd9c3f76077838b59a9877410bbf', '\x1808be258df831785f4f8df7d24494cc5e9cca875283392403684cd84350730f', 'key:01a2053c-9f57-7633-839d-bddfe98727d9', NULL, NULL, 'e854d22e826445ffb57864bec9c97ef5', '01a2053c-a153-771d-b839-d034ad73bdd1', '2026-11-22', '2026-11-22T21:49:49.268537Z'),
	(4, '01a2053c-a16d-73af-abaa-5fdd3647b3f7', 'agency-iom', 1, 'agency-registered', 1, '{"acronym":"IOM","kind":"igo","name":"International Organization for Migration"}', '{"acronym":"OQyAqrTMLPuHGU88BGrPPg==","kind":"cwzl5qNjBChcofsDyGQsgA==","name":"EwUtRcnOywCS1UfaBL/QkQ=="}', '\x62deb73e41dc3a466e93ff00f12513d3eab79a97b9762f45d65632ad3c26a1f2', '\xc081fae1239bc6a788b834b620e04a6be9222abe1367a77b2bdb2a96ca90aead', 'key:01a2053c-9f57-7633-839d-bddfe98727d9', NULL, NULL, '9944e8118e724f208632edea0e702438', '01a2053c-a168-76b7-b8d3-4c06f6930778', '2026-11-22', '2026-11-22T21:49:49.291993Z'),
	(5, '01a2053c-a17c-763e-a063-6a8d5f708ffa', 'agency-oecd', 1, 'agency-registered', 1, '{"kind":"igo","name":"Organisation for Economic Co-operation and Development"}', '{"kind":"5GacdJlAtiNYQM4K/Dm+cA==","name":"OzIu4kZvOqYmiW8XIaGbVQ=="}', '\x80f23a377f1b7c2ee521ebc1523810c276b28bf58bdc52f038afa3d8d5c18bc0', '\x3728a5327a5cfdd9114ce7f62a51e06fc2e6c936ae13b440c66e29716eeb1180', 'key:01a2053c-9f57-7633-839d-bddfe98727d9', NULL, NULL, '6b606f184004446e9af5baad9d040c26', '01a2053c-a17a-73a6-b4b5-f4ec6e21a2e4', '2026-11-22', '2026-11-22T21:49:49.307907Z'),
	(6, '01a2053c-a191-718c-b4ac-153922d97d19', 'topic-migration', 1, 'topic-registered', 1, '{"label":"International migration"}', '{"label":"dvdORAgSs2GiS/RXcm/+0w=="}', '\x1e273e33cf0090b24185bba28bcb5d6d74f4ad5ef9cef5f0087997888e1d0088', '\x763c1cc93d447a9551f87eb81bd0838fc02033fa031a101287d0bf3fca319c42', 'key:01a2053c-9f57-7633-839d-bddfe98727d9', NULL, NULL, '7e11a9eae3ba484ba2f9288bd81d9041', '01a2053c-a189-7048-afff-e207e6def20a', '2026-11-22', '2026-11-22T21:49:49.327726Z'),
	(7, '01a2053c-a1a3-773f-8979-36fd1dd8f203', 'topic-remittances', 1, 'topic-registered', 1, '{"alternative_labels":["Money transfers"],"broader":"migration","label":"Remittances"}', '{"alternative_labels":"QxxT1enXZm8ImK8KKwGyFw==","broader":"eqwBf80Z6pl/1ZZzrDt20Q==","label":"pzMVV54NSbWeZhtEd6JZ/w=="}', '\xe2552b717879eed5f827c689b1cf14e95bcc40de9686de7aad5eb2f0a02377e4', '\xa5ca78167121c1784999adf53c8f3ca79ab49363c76a51891de59cb80db1ce10', 'key:01a2053c-9f57-7633-839d-bddfe98727d9', NULL, NULL, 'fc0fb90ddcd0465d9cfdddce1dd2ca6f', '01a2053c-a1a0-72c0-b41b-89cc8843a521', '2026-11-22', '2026-11-22T21:49:49.345286Z'),
	(8, '01a2053c-a1b7-7028-9197-1c5e75d77e33', 'mandate-ga-res-63-225', 1, 'mandate-registered', 1, '{"aliases":["A/63/225","63/225"],"kind":"resolution","symbol":"A/RES/63/225","symbol_as_cited":"A/RES/63/225"}', '{"aliases":"w6Lce8J6v637HCZYoZB2PQ==","kind":"zpPwc23egGHyX7ldLmQXZw==","symbol":"PgfK0s7sCep6ZNftf9YkbQ==","symbol_as_cited":"u7Z151oBgkQsAc/iKhJ2fw=="}', '\x34e84239d9b43b95dfa4cc5bb16b0da7ecb27a866e5b0b85ba3039ad55a8b08c', '\x2d4d99102f03caa5a47ae558f623787d72db52ffa61e9338936caaf1a8943cb7', 'key:01a2053c-9f57-7633-839d-bddfe98727d9', NULL, NULL, '16c969b3ebed40e0a51d824d745edbe4', '01a2053c-a1ad-77b2-9bd1-0af24f9664c8', '2026-11-22', '2026-11-22T21:49:49.359970Z'),
	(9, '01a2053c-a1cd-768e-a934-2854470f59c8', 'meeting-gfmd-2', 1, 'meeting-registered', 1, '{"kind":"conference","organizers":["iom"],"title":"Second Global Forum"}', '{"kind":"gCMkJ64Qho081Iz0J3poeg==","organizers":"VyvjKHrG/t3vIXkc7EdV5A==","title":"TcrbLlzPc4xi2KfKpuQrXw=="}', '\xdb3b703402390c7ff09cb51f2a63c524ae6b525517d7e67132b3993683ebd317', '\x0da77fbcfdbcc237a656b4b42b78cbb79d5d66fa61473f18cf29190c3b88a766', 'key:01a2053c-9f57-7633-839d-bddfe98727d9', NULL, NULL, 'd27271b3726d48d5a7b6769c52156aa2', '01a2053c-a1c9-7167-8640-32553ce946dc', '2026-11-22', '2026-11-22T21:49:49.388070Z'),
	(10, '01a2053c-a1df-74ba-b2d4-8579f37ee08f', 'meeting-gfmd-2', 2, 'meeting-scheduled', 1, '{"date":{"as_written":null,"earliest":"2008-10-27","edtf":"2008-10-27/2008-10-30","latest":"2008-10-30"},"outcome":"held"}', '{"date":"qkwwOwm2zjFGX01Ol4Og4Q==","outcome":"+C79+my2E+N+4aO0mPF3dw=="}', '\x8c4ad484db0d39d5262e03762c6053cda1f826c47b82c6655c792ce43398eb77', '\xac24b359625459d9d2c1c5d6f98472c3d6effc1d8dbee037e5a862dc9a146071', 'key:01a2053c-9f57-7633-839d-bddfe98727d9', NULL, NULL, '1a5a32d85ba84437b8174b659c8da4c6', '01a2053c-a1dd-77cc-a8e6-e3011e9eba42', '2026-11-22', '2026-11-22T21:49:49.406528Z'),
	(11, '01a2053c-a1e8-7173-81ee-9343020952d5', 'coordination-meeting-cm7', 1, 'coordination-meeting-convened', 1, '{"number":7,"title":"Seventh Coordination Meeting"}', '{"number":"fexfgtTEfPopW/UClL1/tA==","title":"DNORQVQXgHJyU/x03Iu9xQ=="}', '\xc189db0d23a21ffc837d9e9f6103c3e9c1fb734c66dd3821fcbc63cb2781af53', '\x5e87b5fc06e7a5d0d37791e24d9a9f2275bafe4c37d9ead3665eac752413ddb4', 'key:01a2053c-9f57-7633-839d-bddfe98727d9', NULL, NULL, '937f76c827a94314a8c5fc47c32d591a', '01a2053c-a1e6-74e2-bead-56917a8c00db', '2026-11-22', '2026-11-22T21:49:49.415114Z'),
	(12, '01a2053c-a1f1-7490-9b11-38fcc1c42641', 'coordination-meeting-cm7', 2, 'coordination-meeting-scheduled', 1, '{"date":{"as_written":null,"earliest":"2008-11-20","edtf":"2008-11-20/2008-11-21","latest":"2008-11-21"}}', '{"date":"Rvvv7ot+evMuB9VC1Gbpbw=="}', '\x753f605fa8e90665cfeadc006984ddf93265bbf4820e4ac7dd64587da52d5253', '\x1d6a0d0c91d12374e2139bb1db96b927fa6e5948d80d49d9221c6d5a1f877cff', 'key:01a2053c-9f57-7633-839d-bddfe98727d9', NULL, NULL, '7bb6746da97b4777b8d27a38d71fcfcd', '01a2053c-a1f0-75e2-824d-e45277ae0e05', '2026-11-22', '2026-11-22T21:49:49.425345Z'),
	(13, '01a2053c-a1fc-731b-8cae-131c249584f5', 'agency-oecd', 2, 'agency-granted', 1, '{"granted_to":"un-desa"}', '{"granted_to":"gC+W98NHCRoPw9ALAOLJGg=="}', '\x2e25ab979fb9870e3294c7f082b301401d4d92e4dbae38b689bb368edcaafb9a', '\x565ef6f0fa49e705db87bb91fde419e77dcea31e6d5649302efd400b66ebea2b', 'key:01a2053c-9f57-7633-839d-bddfe98727d9', NULL, NULL, 'fc13ce9e9d5e402a88aee6ba9937a2ac', '01a2053c-a1fa-77a9-9943-70c6287655cd', '2026-11-22', '2026-11-22T21:49:49.435687Z'),
	(14, '01a2053c-a212-7311-a6c8-d1ad1a8cba45', 'activity-unfpa-atlas', 1, 'publication-reported', 1, '{"authors":"Ana Pérez","coordination_meeting":"cm7","due":{"as_written":"in the spring of 2009","earliest":"2009-03-01","edtf":"2009-21","latest":"2009-05-31"},"id":"unfpa-atlas","lead":"unfpa","predicate":"publish {title}","reported_by":"unfpa","speaker":"Mr. José Miguel Guzmán","stage":"planned","title":"Atlas of migrant women","topics":["migration"]}', '{"authors":"DlSGsKXdc1WjcXTAxRbCBg==","coordination_meeting":"tB0ZRKcH4u4cN4aINJgfAg==","due":"wzLqDPYJo1/ONBTIxHNDAA==","id":"Db2Hp2cJP7u9UeQWSvxBTA==","lead":"RsA30pyEgC1JOQXhJl5kmg==","predicate":"BECoTT3/SYoFP5LKSYfD0g==","reported_by":"5oASVM8rr+nr7VuzAIYPOw==","speaker":"wo4TSnLp7jqcTHPYzih7tw==","stage":"k4iHaSiKayfmBp7teE1Ykg==","title":"DiI/x4OoeSMU7n+zSpOxew==","topics":"kVr1hXXuY8p2d2lbNOVfOw=="}', '\xbd88864dd18a25d2d80b5a785dadbbbcb7676be8f04705b59a022872215a8e93', '\x90ffcf890cde13b887b87a922cdfcdc1681c1a743657765f085d290933170709', 'key:01a2053c-9f57-7633-839d-bddfe98727d9', NULL, NULL, '3ce682da01bc4cf291a3c9876e991373', '01a2053c-a209-7240-91cf-5939dfb0490f', '2008-11-21', '2026-11-22T21:49:49.450126Z'),
	(15, '01a2053c-a212-7311-a6c8-d1aebb41d95c', 'statement-cm7-1-3', 1, 'statement-made', 1, '{"by":["unfpa"],"coordination_meeting":"cm7","speaker":"Mr. José Miguel Guzmán","statement_type":"request","text":"Data on remittances are wanted."}', '{"by":"IY7J70IlPXR/fevuxj6O6Q==","coordination_meeting":"Pi3t/jCPSZniSRLKA/YjRA==","speaker":"MK5tIi3jqH0yRMlVtQoGAQ==","statement_type":"TGa3aJ+nH/vl16le+MDIFg==","text":"dM2zoZ8L4rXCdbqIcm/fHg=="}', '\xec4ba1b8d4facbff56ed04212beeffc8a757c5f488c3433bc1230efed84842c4', '\x862594e3d28b904805a14fe7bfa0008a11476d116f4d3ed2877359df9d755d3b', 'key:01a2053c-9f57-7633-839d-bddfe98727d9', NULL, NULL, '3ce682da01bc4cf291a3c9876e991373', '01a2053c-a209-7240-91cf-5939dfb0490f', '2008-11-21', '2026-11-22T21:49:49.450127Z'),
	(16, '01a2053c-a212-7311-a6c8-d1afeb97bfb2', 'intervention-cm7-1', 1, 'intervention-recorded', 1, '{"agency":"unfpa","coordination_meeting":"cm7","items":[{"id":"unfpa-atlas","kind":"activity"},{"id":"cm7-1-2","kind":"context"},{"id":"cm7-1-3","kind":"statement"}],"order":1,"speaker":"Mr. José Miguel Guzmán"}', '{"agency":"Vjg3dylADvPB7ldmrxbbFA==","coordination_meeting":"pZoI2JhZWkDiZRpQqtSnkA==","items":"FsPA2B83aAtDPjaH9GZsug==","order":"IKZ2ADMmTlVBaOeYjUnSTA==","speaker":"YSlakI8y4QcawJ0d0mbdfw=="}', '\xfbfee80514b609e30a73f9ba527a69ae3a7bd2fbdb6e715de4d98acf21b4c370', '\xe2f43c9ccbfbc3bc2455f9b420ffef76f13c33ad2857648ea596460f627b8828', 'key:01a2053c-9f57-7633-839d-bddfe98727d9', NULL, NULL, '3ce682da01bc4cf291a3c9876e991373', '01a2053c-a209-7240-91cf-5939dfb0490f', '2008-11-21', '2026-11-22T21:49:49.450128Z'),
	(17, '01a2053c-a212-7311-a6c8-d1b0ad365ff5', 'intervention-cm7-1', 2, 'context-point-made', 1, '{"id":"cm7-1-2","text":"Half of all migrants are women."}', '{"id":"UORG9Q2oS6kBdq5aXIz7WA==","text":"lNiSbRLPh2yFiY8CgjjKfQ=="}', '\x9ec837cf7b79ec35f24ec27ece7fce0f1c1cdb04d99106e0df5691f45a9f4cee', '\x808b0b3b5dcf240ca22560b1000974a3c3cc453db8dc485fcd4c3176a8cbf60a', 'key:01a2053c-9f57-7633-839d-bddfe98727d9', NULL, NULL, '3ce682da01bc4cf291a3c9876e991373', '01a2053c-a209-7240-91cf-5939dfb0490f', '2008-11-21', '2026-11-22T21:49:49.450129Z'),
	(18, '01a2053c-a22d-7553-b1c3-45db9505d016', 'activity-pd-seminar', 1, 'planned-meeting-reported', 1, '{"description":"Call Ms. Keiko Osaki for the programme.","due":{"as_written":"in September 2009","earliest":"2009-09-01","edtf":"2009-09","latest":"2009-09-30"},"id":"pd-seminar","lead":"un-desa-pd","partners":[{"agency":"iom"}],"reported_by":"un-desa-pd","stage":"planned","title":"Seminar on remittances","topics":["remittances"],"visibility":"public"}', '{"description":"FSGDjBl9tY2k9rwbIl5nLA==","due":"CMnDGvepcshTc2nN97zeAA==","id":"w88YXLk6neJG7YeM6aJfHg==","lead":"mqpIWklUGeOFvFH9xc2+nQ==","partners":"VuZ/X2OqYdo6TGMzv8jf8A==","reported_by":"KP6O9HN3b+eNWvEZSXdQsg==","stage":"iRuQJysJQbCOeyJQsjiTyA==","title":"BmiBLiduRNjC9X9zQK1sZw==","topics":"GUVfPRq5Tfj8Jp7PstjaNA==","visibility":"xef8ONNi2mvJJSzC1UIHRA=="}', '\xcde0e556b60ed9781189f04dcee6e702959b92611c984a7bc7496baf1f45b27b', '\xb52bc718b94b34366d7b167862c9631f677fc0be3af9897e9a34a61f184970a5', 'key:01a2053c-9f57-7633-839d-bddfe98727d9', NULL, NULL, '7379c9ef2c95410f999758748da8b691', '01a2053c-a22a-723e-bcc0-6353ed3eb5e3', '2008-11-21', '2026-11-22T21:49:49.483204Z'),
	(19, '01a2053c-a236-72f0-aafe-c7ce24c6d644', 'activity-pd-seminar', 2, 'activity-rescheduled', 1, '{"due":{"as_written":"in 2010","earliest":"2010-01-01","edtf":"2010","latest":"2010-12-31"},"note":"No venue.","reported_by":"un-desa-pd"}', '{"due":"GO2pBpd4w6zDKCzL389JDA==","note":"1hsyKsG6IB5A/0pe38a4kQ==","reported_by":"EtjxNxXWz5csvE+W4b3oKw=="}', '\xea974e067a90cf7db9780b0d0e5219a7f682060cc02923c1c2eec4086b72b19b', '\x60588263fcd5dbf6fc3250076e01353bd5449e4fc86b669fc3d47eb7a376bfc6', 'key:01a2053c-9f57-7633-839d-bddfe98727d9', NULL, NULL, '37ba5787d2f44f55b4b8054d5f7961ce', '01a2053c-a234-73bd-b1b2-de220294afc3', '2026-11-22', '2026-11-22T21:49:49.493508Z'),
	(20, '01a2053c-a244-7799-b1cc-c29303849b0d', 'activity-pd-seminar', 3, 'activity-progressed', 1, '{"reported_by":"un-desa-pd","stage":"in_progress"}', '{"reported_by":"c8XWtNMV0mHBjdQAv29gUg==","stage":"nPOWUPiFAbpVHPyJrPruSA=="}', '\xe9c935285b8592f26958d15ac9666e91e018e3fdcf229bb1f519172c81abd569', '\xe7d9b48d2cc76669bafa1023ee7ad367fdc1aed55c2d6a7be08a066ecaa57770', 'key:01a2053c-9f57-7633-839d-bddfe98727d9', NULL, NULL, '27ce773c301944d89fd8bb46e63f2703', '01a2053c-a23f-76e4-9ee8-49f1284353ec', '2009-03-02', '2026-11-22T21:49:49.507670Z'),
	(21, '01a2053c-a250-713b-b6f9-ec7b060c71e3', 'activity-unfpa-atlas', 2, 'activity-completed', 1, '{"date":{"as_written":null,"earliest":"2009-05-01","edtf":"2009-05","latest":"2009-05-31"},"reported_by":"unfpa"}', '{"date":"CMFWbKKfSheoZ5/sOU1GQA==","reported_by":"3/93sDUkRUMas+/fW3PxJQ=="}', '\x42b68d6e5138e92db8e820abbeb8e14a7ffdaa28b4426d9e116d2f9566fcf9d5', '\xeae398db252a93c0d5b4b10941c5d28bcc352ff26895a3359a6d5b7b9ba417e9', 'key:01a2053c-9f57-7633-839d-bddfe98727d9', NULL, NULL, '4d772355dd904b529e32b3a70b01b9fa', '01a2053c-a24c-7307-95d4-ca6b15e950ba', '2009-06-01', '2026-11-22T21:49:49.519956Z'),
	(22, '01a2053c-a25e-736b-a67c-cdc6a63cad1c', 'activity-unfpa-atlas', 3, 'evidence-added', 1, '{"url":"https://example.org/atlas"}', '{"url":"QFbL+yLwqVsKl0Bfu5RaHw=="}', '\xcf8ca591cf528100ac86f208947514535b9d1a5e853b7d2f78c690b0feb05958', '\x39d7b26cc5c9089047f34fdb0a7dfbf46fad47fa801228d98cae3e6df58c4b23', 'key:01a2053c-9f57-7633-839d-bddfe98727d9', NULL, NULL, '19454365553d468ba50ce4ee3c62a2ae', '01a2053c-a25c-739e-9f22-f416b8effdc4', '2026-11-22', '2026-11-22T21:49:49.533740Z'),
	(23, '01a2053c-a275-7190-b55e-2dd19f5bb160', 'activity-un-desa-share-the-data-of-the-census', 1, 'commitment-reported', 1, '{"id":"un-desa-share-the-data-of-the-census","lead":"oecd","reported_by":"un-desa","title":"Share the data of the census"}', '{"id":"yXlHPc10/XiJLgR7Wz7s5g==","lead":"/YULW1MBUidB2/ifHrtDwg==","reported_by":"MHdNRwqrMSmfnTDuy1SHmw==","title":"ZiIe/Dri+J2hi57fgr+5FQ=="}', '\x42db345e71a84242328843cee78a8be66c9889c47800f8aed0622be1ac5e9643', '\x18e77165574b45e0645d6006edd904151e9c831d48422e1ddc5ce6e29590ee81', 'key:01a2053c-9f57-7633-839d-bddfe98727d9', NULL, NULL, '419f81a581014fe38fa6c1ff9c1ac8d1', '01a2053c-a270-7376-8728-cd44f1e94211', '2026-11-22', '2026-11-22T21:49:49.555679Z'),
	(24, '01a2053c-a28c-76a4-afe3-20352050b9fb', 'activity-un-desa-share-the-data-of-the-census-2', 1, 'commitment-reported', 1, '{"id":"un-desa-share-the-data-of-the-census-2","lead":"oecd","reported_by":"un-desa","title":"Share the data of the census"}', '{"id":"OUcdHIGVyhjF332L3C/R6w==","lead":"mKZS1/YCAvDYN0YYVXSBog==","reported_by":"5QMoF9B8mfsoXfJIBf/zRw==","title":"4gBxZ2H7mb3MHEccEB+dtA=="}', '\x8d337c887aa692d3c8c29d2304e5a40c2db4d0c9d5d6224e266dceb92b882f12', '\xc19b6746b4648bcf19bf6f03f8825157909af66cb032aa4f22f75849bb4ddd5b', 'key:01a2053c-9f57-7633-839d-bddfe98727d9', NULL, NULL, 'b76cf2f3daec473485ffe331295faf3e', '01a2053c-a289-74bf-84bf-1cd048fc312d', '2026-11-22', '2026-11-22T21:49:49.578009Z');
INSERT INTO public.event_tag VALUES
	('agency:un-desa', 1),
	('agency:un-desa-pd', 2),
	('agency:un-desa', 2),
	('agency:unfpa', 3),
	('agency:iom', 4),
	('agency:oecd', 5),
	('topic:migration', 6),
	('topic:remittances', 7),
	('topic:migration', 7),
	('mandate:ga-res-63-225', 8),
	('symbol:A/RES/63/225', 8),
	('symbol:A/63/225', 8),
	('symbol:63/225', 8),
	('meeting:gfmd-2', 9),
	('agency:iom', 9),
	('meeting:gfmd-2', 10),
	('coordination-meeting:cm7', 11),
	('coordination-meeting:cm7', 12),
	('agency:oecd', 13),
	('agency:un-desa', 13),
	('activity:unfpa-atlas', 14),
	('agency:unfpa', 14),
	('topic:migration', 14),
	('coordination-meeting:cm7', 14),
	('statement:cm7-1-3', 15),
	('coordination-meeting:cm7', 15),
	('agency:unfpa', 15),
	('intervention:cm7-1', 16),
	('coordination-meeting:cm7', 16),
	('agency:unfpa', 16),
	('activity:unfpa-atlas', 16),
	('statement:cm7-1-3', 16),
	('intervention:cm7-1', 17),
	('activity:pd-seminar', 18),
	('agency:un-desa-pd', 18),
	('agency:iom', 18),
	('topic:remittances', 18),
	('activity:pd-seminar', 19),
	('agency:un-desa-pd', 19),
	('activity:pd-seminar', 20),
	('agency:un-desa-pd', 20),
	('activity:unfpa-atlas', 21),
	('agency:unfpa', 21),
	('activity:unfpa-atlas', 22),
	('activity:un-desa-share-the-data-of-the-census', 23),
	('agency:un-desa', 23),
	('agency:oecd', 23),
	('activity:un-desa-share-the-data-of-the-census-2', 24),
	('agency:un-desa', 24),
	('agency:oecd', 24);
INSERT INTO public.intervention__v1 VALUES
	('cm7-1', 16, '2008-11-21', 17, NULL, 1, '{"id":"cm7-1","coordination_meeting":"cm7","order":1,"agency":"unfpa","agenda_item":null,"speaker":"Mr. José Miguel Guzmán","on_behalf_of":[],"verb":null,"items":[{"kind":"activity","id":"unfpa-atlas"},{"kind":"context","id":"cm7-1-2"},{"kind":"statement","id":"cm7-1-3"}],"context_points":[],"note":null,"source":null,"withdrawn":false,"first_reported_on":"2008-11-21","visibility":"participants","version":1,"positions":["16.e2f43c9c"]}'),
	('cm7-1', 17, '2008-11-21', NULL, NULL, 2, '{"id":"cm7-1","coordination_meeting":"cm7","order":1,"agency":"unfpa","agenda_item":null,"speaker":"Mr. José Miguel Guzmán","on_behalf_of":[],"verb":null,"items":[{"kind":"activity","id":"unfpa-atlas"},{"kind":"context","id":"cm7-1-2"},{"kind":"statement","id":"cm7-1-3"}],"context_points":[{"id":"cm7-1-2","text":"Half of all migrants are women.","position":"17.808b0b3b"}],"note":null,"source":null,"withdrawn":false,"first_reported_on":"2008-11-21","visibility":"participants","version":2,"positions":["16.e2f43c9c","17.808b0b3b"]}');
INSERT INTO public.intervention_facet__v1 VALUES
	('agency', 'unfpa', '', 'cm7-1', 16, '2008-11-21', 17, NULL),
	('coordination-meeting', 'cm7', '', 'cm7-1', 16, '2008-11-21', 17, NULL),
	('agency', 'unfpa', '', 'cm7-1', 17, '2008-11-21', NULL, NULL),
	('coordination-meeting', 'cm7', '', 'cm7-1', 17, '2008-11-21', NULL, NULL);
INSERT INTO public.mandate__v1 VALUES
	('ga-res-63-225', 8, '2026-11-22', NULL, NULL, 1, '{"id":"ga-res-63-225","kind":"resolution","symbol":"A/RES/63/225","symbol_as_cited":"A/RES/63/225","aliases":["A/63/225","63/225"],"title":null,"date":null,"issued_by":null,"status":null,"url":null,"url_accessed_on":null,"part_of":null,"merged_into":null,"note":null,"source":null,"first_reported_on":"2026-11-22","version":1,"positions":["8.2d4d9910"]}');
INSERT INTO public.meeting__v1 VALUES
	('gfmd-2', 10, '2026-11-22', NULL, NULL, 2, '{"id":"gfmd-2","title":"Second Global Forum","kind":"conference","series":null,"organizers":["iom"],"organizers_text":null,"host":null,"chair":null,"part_of":null,"related":[],"aliases":[],"theme":null,"recurrence":null,"count":null,"participants_text":null,"participants_count":null,"mandate":null,"url":null,"note":null,"source":null,"date":{"edtf":"2008-10-27/2008-10-30","as_written":null,"earliest":"2008-10-27","latest":"2008-10-30"},"place":null,"outcome":"held","merged_into":null,"first_reported_on":"2026-11-22","version":2,"positions":["9.0da77fbc","10.ac24b359"]}'),
	('gfmd-2', 9, '2026-11-22', 10, NULL, 1, '{"id":"gfmd-2","title":"Second Global Forum","kind":"conference","series":null,"organizers":["iom"],"organizers_text":null,"host":null,"chair":null,"part_of":null,"related":[],"aliases":[],"theme":null,"recurrence":null,"count":null,"participants_text":null,"participants_count":null,"mandate":null,"url":null,"note":null,"source":null,"date":null,"place":null,"outcome":null,"merged_into":null,"first_reported_on":"2026-11-22","version":1,"positions":["9.0da77fbc"]}');
INSERT INTO public.projection VALUES
	('agency', 1, 'active', 24, NULL),
	('topic', 1, 'active', 24, NULL),
	('mandate', 1, 'active', 24, NULL),
	('meeting', 1, 'active', 24, NULL),
	('coordination_meeting', 1, 'active', 24, NULL),
	('intervention', 1, 'active', 24, NULL),
	('statement', 1, 'active', 24, NULL),
	('activity', 1, 'active', 24, NULL);
INSERT INTO public.statement__v1 VALUES
	('cm7-1-3', 15, '2008-11-21', NULL, NULL, 1, '{"id":"cm7-1-3","coordination_meeting":"cm7","statement_type":"request","text":"Data on remittances are wanted.","agenda_item":null,"by":["unfpa"],"speaker":"Mr. José Miguel Guzmán","to":[],"in_reply_to":[],"activities":[],"topics":[],"withdrawn":false,"source":null,"first_reported_on":"2008-11-21","visibility":"participants","version":1,"positions":["15.862594e3"]}');
INSERT INTO public.statement_facet__v1 VALUES
	('agency', 'unfpa', 'by', 'cm7-1-3', 15, '2008-11-21', NULL, NULL),
	('coordination-meeting', 'cm7', '', 'cm7-1-3', 15, '2008-11-21', NULL, NULL);
INSERT INTO public.topic__v1 VALUES
	('migration', 6, '2026-11-22', NULL, NULL, 1, '{"id":"migration","label":"International migration","broader":null,"alternative_labels":[],"scope_note":null,"merged_into":null,"source":null,"first_reported_on":"2026-11-22","version":1,"positions":["6.763c1cc9"]}'),
	('remittances', 7, '2026-11-22', NULL, NULL, 1, '{"id":"remittances","label":"Remittances","broader":"migration","alternative_labels":["Money transfers"],"scope_note":null,"merged_into":null,"source":null,"first_reported_on":"2026-11-22","version":1,"positions":["7.a5ca7816"]}');
ALTER TABLE ONLY public.activity__v1
    ADD CONSTRAINT activity__v1_pkey PRIMARY KEY (id, from_position, from_reported);
ALTER TABLE ONLY public.activity_facet__v1
    ADD CONSTRAINT activity_facet__v1_pkey PRIMARY KEY (facet, value, role, id, from_position, from_reported);
ALTER TABLE ONLY public.agency__v1
    ADD CONSTRAINT agency__v1_pkey PRIMARY KEY (id, from_position, from_reported);
ALTER TABLE ONLY public.alembic_version
    ADD CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num);
ALTER TABLE ONLY public.api_key
    ADD CONSTRAINT api_key_pkey PRIMARY KEY (key_id);
ALTER TABLE ONLY public.api_key
    ADD CONSTRAINT api_key_token_once UNIQUE (token_sha256);
ALTER TABLE ONLY public.checkpoint
    ADD CONSTRAINT checkpoint_pkey PRIMARY KEY (size);
ALTER TABLE ONLY public.command_log
    ADD CONSTRAINT command_log_pkey PRIMARY KEY (command_id);
ALTER TABLE ONLY public.command_log
    ADD CONSTRAINT command_once UNIQUE (actor, idempotency_key);
ALTER TABLE ONLY public.coordination_meeting__v1
    ADD CONSTRAINT coordination_meeting__v1_pkey PRIMARY KEY (id, from_position, from_reported);
ALTER TABLE ONLY public.event
    ADD CONSTRAINT event_in_stream UNIQUE (stream, version);
ALTER TABLE ONLY public.event
    ADD CONSTRAINT event_once UNIQUE (event_id);
ALTER TABLE ONLY public.event
    ADD CONSTRAINT event_pkey PRIMARY KEY ("position");
ALTER TABLE ONLY public.event_tag
    ADD CONSTRAINT event_tag_pkey PRIMARY KEY (tag, "position");
ALTER TABLE ONLY public.intervention__v1
    ADD CONSTRAINT intervention__v1_pkey PRIMARY KEY (id, from_position, from_reported);
ALTER TABLE ONLY public.intervention_facet__v1
    ADD CONSTRAINT intervention_facet__v1_pkey PRIMARY KEY (facet, value, role, id, from_position, from_reported);
ALTER TABLE ONLY public.mandate__v1
    ADD CONSTRAINT mandate__v1_pkey PRIMARY KEY (id, from_position, from_reported);
ALTER TABLE ONLY public.meeting__v1
    ADD CONSTRAINT meeting__v1_pkey PRIMARY KEY (id, from_position, from_reported);
ALTER TABLE ONLY public.person
    ADD CONSTRAINT person_pkey PRIMARY KEY (person_id);
ALTER TABLE ONLY public.projection
    ADD CONSTRAINT projection_pkey PRIMARY KEY (name, version);
ALTER TABLE ONLY public.redaction_journal
    ADD CONSTRAINT redaction_journal_pkey PRIMARY KEY ("position", field);
ALTER TABLE ONLY public.statement__v1
    ADD CONSTRAINT statement__v1_pkey PRIMARY KEY (id, from_position, from_reported);
ALTER TABLE ONLY public.statement_facet__v1
    ADD CONSTRAINT statement_facet__v1_pkey PRIMARY KEY (facet, value, role, id, from_position, from_reported);
ALTER TABLE ONLY public.tile
    ADD CONSTRAINT tile_pkey PRIMARY KEY (level, number);
ALTER TABLE ONLY public.topic__v1
    ADD CONSTRAINT topic__v1_pkey PRIMARY KEY (id, from_position, from_reported);
CREATE INDEX activity__v1_now ON public.activity__v1 USING btree (id) WHERE ((to_position IS NULL) AND (to_reported IS NULL));
CREATE INDEX activity_facet__v1_by_row ON public.activity_facet__v1 USING btree (id, from_position, from_reported);
CREATE INDEX agency__v1_now ON public.agency__v1 USING btree (id) WHERE ((to_position IS NULL) AND (to_reported IS NULL));
CREATE INDEX command_log_by_expiry ON public.command_log USING btree (expires_at);
CREATE INDEX coordination_meeting__v1_now ON public.coordination_meeting__v1 USING btree (id) WHERE ((to_position IS NULL) AND (to_reported IS NULL));
CREATE INDEX event_tag_by_position ON public.event_tag USING btree ("position");
CREATE INDEX intervention__v1_now ON public.intervention__v1 USING btree (id) WHERE ((to_position IS NULL) AND (to_reported IS NULL));
CREATE INDEX intervention_facet__v1_by_row ON public.intervention_facet__v1 USING btree (id, from_position, from_reported);
CREATE INDEX mandate__v1_now ON public.mandate__v1 USING btree (id) WHERE ((to_position IS NULL) AND (to_reported IS NULL));
CREATE INDEX meeting__v1_now ON public.meeting__v1 USING btree (id) WHERE ((to_position IS NULL) AND (to_reported IS NULL));
CREATE INDEX statement__v1_now ON public.statement__v1 USING btree (id) WHERE ((to_position IS NULL) AND (to_reported IS NULL));
CREATE INDEX statement_facet__v1_by_row ON public.statement_facet__v1 USING btree (id, from_position, from_reported);
CREATE INDEX topic__v1_now ON public.topic__v1 USING btree (id) WHERE ((to_position IS NULL) AND (to_reported IS NULL));
CREATE TRIGGER checkpoint_refuses_delete BEFORE DELETE ON public.checkpoint FOR EACH ROW EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER checkpoint_refuses_truncate BEFORE TRUNCATE ON public.checkpoint FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER checkpoint_refuses_update BEFORE UPDATE ON public.checkpoint FOR EACH ROW EXECUTE FUNCTION public.allow_only_signing();
CREATE TRIGGER event_refuses_delete BEFORE DELETE ON public.event FOR EACH ROW EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER event_refuses_truncate BEFORE TRUNCATE ON public.event FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER event_refuses_update BEFORE UPDATE ON public.event FOR EACH ROW EXECUTE FUNCTION public.allow_only_redaction();
CREATE TRIGGER event_tag_refuses_delete BEFORE DELETE ON public.event_tag FOR EACH ROW EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER event_tag_refuses_truncate BEFORE TRUNCATE ON public.event_tag FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER event_tag_refuses_update BEFORE UPDATE ON public.event_tag FOR EACH ROW EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER tile_refuses_delete BEFORE DELETE ON public.tile FOR EACH ROW EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER tile_refuses_truncate BEFORE TRUNCATE ON public.tile FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER tile_refuses_update BEFORE UPDATE ON public.tile FOR EACH ROW EXECUTE FUNCTION public.refuse_change();
