-- Who changed which object of this database, when, and with what kind of command: the hints of "schemadiff drift".
-- Run it once, as a superuser (on Supabase: postgres; on RDS: a member of rds_superuser). Statements are never
-- written down, for they can hold secrets; neither is what happens in schemadiff itself or to temporary objects.
-- A log that cannot be written stops nobody: it is a warning. Delete old rows whenever you like.
BEGIN;

CREATE SCHEMA IF NOT EXISTS schemadiff;

CREATE TABLE IF NOT EXISTS schemadiff.log (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    by text NOT NULL,
    application text NOT NULL,
    tag text NOT NULL,
    type text NOT NULL,
    identity text
);

-- The newest row of an object is found without reading all of them.
CREATE INDEX IF NOT EXISTS log_identity_idx ON schemadiff.log (identity, id);

CREATE OR REPLACE FUNCTION schemadiff.note_ddl() RETURNS event_trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF tg_event = 'sql_drop' THEN
        INSERT INTO schemadiff.log (by, application, tag, type, identity)
        SELECT session_user, current_setting('application_name'), tg_tag, object_type, object_identity
        FROM pg_event_trigger_dropped_objects()
        WHERE (original OR normal) AND NOT is_temporary AND schema_name IS DISTINCT FROM 'schemadiff';
    ELSE
        INSERT INTO schemadiff.log (by, application, tag, type, identity)
        SELECT session_user, current_setting('application_name'), command_tag, lower(object_type), object_identity
        FROM pg_event_trigger_ddl_commands()
        WHERE schema_name IS NULL OR schema_name NOT IN ('schemadiff', 'pg_temp');
    END IF;
EXCEPTION WHEN OTHERS THEN
    RAISE WARNING 'schemadiff.log: %', sqlerrm;
END
$$;

REVOKE ALL ON FUNCTION schemadiff.note_ddl() FROM PUBLIC;

DROP EVENT TRIGGER IF EXISTS schemadiff_note_ddl;
CREATE EVENT TRIGGER schemadiff_note_ddl ON ddl_command_end EXECUTE FUNCTION schemadiff.note_ddl();

DROP EVENT TRIGGER IF EXISTS schemadiff_note_drop;
CREATE EVENT TRIGGER schemadiff_note_drop ON sql_drop EXECUTE FUNCTION schemadiff.note_ddl();

COMMIT;
