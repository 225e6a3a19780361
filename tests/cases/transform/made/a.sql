CREATE SCHEMA s;
CREATE TYPE s."Sp; an" AS RANGE (subtype = integer);
CREATE FUNCTION s.to_span(internal) RETURNS s."Sp; an" LANGUAGE internal IMMUTABLE AS 'textrecv';
CREATE FUNCTION s.from_span(internal) RETURNS internal LANGUAGE internal IMMUTABLE AS 'textlike_support';
CREATE FUNCTION s.from_other(internal) RETURNS internal LANGUAGE internal IMMUTABLE AS 'textlike_support';
