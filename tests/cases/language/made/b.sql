CREATE SCHEMA s;
CREATE FUNCTION s.call() RETURNS language_handler LANGUAGE c AS '$libdir/plpgsql', 'plpgsql_call_handler';
CREATE FUNCTION s."In; line"(internal) RETURNS void LANGUAGE c AS '$libdir/plpgsql', 'plpgsql_inline_handler';
CREATE FUNCTION s.valid(oid) RETURNS void LANGUAGE c AS '$libdir/plpgsql', 'plpgsql_validator';

CREATE TRUSTED LANGUAGE mine HANDLER s.call INLINE s."In; line" VALIDATOR s.valid;
CREATE LANGUAGE "Od; d" HANDLER s.call;
COMMENT ON LANGUAGE "Od; d" IS 'odd';
ALTER LANGUAGE mine OWNER TO app_writer;
GRANT USAGE ON LANGUAGE mine TO app_reader WITH GRANT OPTION;
REVOKE USAGE ON LANGUAGE mine FROM PUBLIC;
CREATE FUNCTION s.f() RETURNS integer LANGUAGE mine AS 'BEGIN RETURN 1; END';
