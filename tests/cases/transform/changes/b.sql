CREATE SCHEMA s;
CREATE TYPE s."Sp; an" AS RANGE (subtype = integer);
CREATE FUNCTION s.to_span(internal) RETURNS s."Sp; an" LANGUAGE internal IMMUTABLE AS 'textrecv';
CREATE FUNCTION s.from_span(internal) RETURNS internal LANGUAGE internal IMMUTABLE AS 'textlike_support';
CREATE FUNCTION s.from_other(internal) RETURNS internal LANGUAGE internal IMMUTABLE AS 'textlike_support';

CREATE TRANSFORM FOR s."Sp; an" LANGUAGE plpgsql (TO SQL WITH FUNCTION s.to_span(internal));
CREATE TRANSFORM FOR int LANGUAGE sql (FROM SQL WITH FUNCTION s.from_span(internal), TO SQL WITH FUNCTION int4recv(internal));
COMMENT ON TRANSFORM FOR int LANGUAGE sql IS 'two';
CREATE FUNCTION s.f(s."Sp; an") RETURNS integer TRANSFORM FOR TYPE s."Sp; an" LANGUAGE plpgsql AS 'BEGIN RETURN 1; END';
