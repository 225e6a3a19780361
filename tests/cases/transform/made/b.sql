CREATE SCHEMA s;
CREATE TYPE s."Sp; an" AS RANGE (subtype = integer);
CREATE FUNCTION s.to_span(internal) RETURNS s."Sp; an" LANGUAGE internal IMMUTABLE AS 'textrecv';
CREATE FUNCTION s.from_span(internal) RETURNS internal LANGUAGE internal IMMUTABLE AS 'textlike_support';
CREATE FUNCTION s.from_other(internal) RETURNS internal LANGUAGE internal IMMUTABLE AS 'textlike_support';

CREATE TRANSFORM FOR s."Sp; an" LANGUAGE plpgsql (FROM SQL WITH FUNCTION s.from_span(internal), TO SQL WITH FUNCTION s.to_span(internal));
CREATE TRANSFORM FOR int LANGUAGE sql (FROM SQL WITH FUNCTION s.from_other(internal));
COMMENT ON TRANSFORM FOR s."Sp; an" LANGUAGE plpgsql IS 'spans';
CREATE FUNCTION s.f(s."Sp; an") RETURNS integer TRANSFORM FOR TYPE s."Sp; an" LANGUAGE plpgsql AS 'BEGIN RETURN 1; END';

CREATE FUNCTION s.call() RETURNS language_handler LANGUAGE c AS '$libdir/plpgsql', 'plpgsql_call_handler';
CREATE LANGUAGE "an; odd language x" HANDLER s.call;
CREATE TRANSFORM FOR int LANGUAGE "an; odd language x" (FROM SQL WITH FUNCTION s.from_other(internal));
COMMENT ON TRANSFORM FOR int LANGUAGE "an; odd language x" IS 'odd';
