-- Who changed which object of this database, when, and with what kind of command: the hints of "schemadiff drift".
-- Run it once, as a superuser (on Supabase: postgres; on RDS: a member of rds_superuser). Statements are never
-- written down, for they can hold secrets; neither is what happens in schemadiff itself or to temporary objects.
-- A log that cannot be written stops nobody: it is a warning. Delete old rows whenever you like.
BEGIN;

-- A schema of somebody else's in the search_path of this database must not say what a type or a function is.
SET LOCAL search_path = pg_catalog, pg_temp;

CREATE SCHEMA IF NOT EXISTS schemadiff;

-- Who owns the schema could put a table of his in the place of the log, and who owns the table or the function a
-- trigger or a text of his: they would run, with the rights of a superuser, at whatever anybody changes. So the schema
-- belongs to who runs this from now on, and its owner until now may go on to use it.
DO $$
DECLARE
    theirs record;
BEGIN
    FOR theirs IN
        SELECT rolname FROM pg_namespace JOIN pg_roles r ON r.oid = nspowner
        WHERE nspname = 'schemadiff' AND NOT rolsuper AND rolname <> current_user
    LOOP
        ALTER SCHEMA schemadiff OWNER TO CURRENT_USER;
        EXECUTE format('GRANT USAGE, CREATE ON SCHEMA schemadiff TO %I', theirs.rolname);
    END LOOP;
    FOR theirs IN
        SELECT rolname, name
        FROM (SELECT relowner, 'schemadiff.log' FROM pg_class
              WHERE relnamespace = 'schemadiff'::regnamespace AND relname IN ('log', 'log_identity_idx')
              UNION ALL SELECT proowner, oid::regprocedure::text FROM pg_proc
              WHERE pronamespace = 'schemadiff'::regnamespace AND proname = 'note_ddl') found (owner, name)
            JOIN pg_roles r ON r.oid = owner
        WHERE NOT rolsuper AND rolname <> current_user
    LOOP
        RAISE EXCEPTION '% belongs to role %, who could have made more of it than a log', theirs.name, theirs.rolname
            USING HINT = 'find out what it is, and drop it first';
    END LOOP;
END
$$;

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

-- Whoever applies migrations keeps their history in the same schema, and reads the log: the owner of the database, and
-- who may create in the schema already.
DO $$
DECLARE
    theirs name;
BEGIN
    FOR theirs IN
        SELECT rolname FROM pg_roles r, pg_namespace, pg_database
        WHERE nspname = 'schemadiff' AND datname = current_database() AND NOT rolsuper
            AND (r.oid = datdba OR EXISTS (
                SELECT FROM aclexplode(nspacl) WHERE grantee = r.oid AND privilege_type = 'CREATE'))
    LOOP
        EXECUTE format('GRANT USAGE, CREATE ON SCHEMA schemadiff TO %I', theirs);
        EXECUTE format('GRANT SELECT ON schemadiff.log TO %I', theirs);
    END LOOP;
END
$$;

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
        WHERE NOT in_extension AND (schema_name IS NULL OR schema_name NOT IN ('schemadiff', 'pg_temp'));
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
