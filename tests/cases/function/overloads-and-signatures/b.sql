CREATE FUNCTION public.f(bigint) RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION public.f(text, VARIADIC integer[]) RETURNS integer LANGUAGE sql AS 'SELECT 2';
CREATE FUNCTION public.f(text) RETURNS SETOF integer LANGUAGE sql AS 'SELECT 2';
CREATE FUNCTION public.o(a integer, OUT b integer, OUT c integer) LANGUAGE sql AS 'SELECT 1, 2';
CREATE FUNCTION public.tab() RETURNS TABLE (a integer, b text, c text) LANGUAGE sql ROWS 50 AS 'SELECT 1, ''x'', ''y''';
CREATE FUNCTION public.io(INOUT a integer, "Odd Arg" text DEFAULT 'it''s; DROP') LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION public."Odd; --"("Ä" numeric(10, 2), b timestamp with time zone, c character varying(5)[]) RETURNS numeric LANGUAGE sql AS 'SELECT 1.0';
COMMENT ON FUNCTION public."Odd; --"(numeric, timestamptz, varchar[]) IS 'odd';
GRANT EXECUTE ON FUNCTION public."Odd; --"(numeric, timestamptz, varchar[]) TO app_reader;
ALTER FUNCTION public."Odd; --"(numeric, timestamptz, varchar[]) OWNER TO app_writer;

CREATE SCHEMA of_one_name;
CREATE FUNCTION of_one_name.f(anyelement) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 1';
CREATE FUNCTION of_one_name.f(integer) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 2';
CREATE TABLE of_one_name.t (a int DEFAULT of_one_name.f(1), CONSTRAINT c CHECK (of_one_name.f(a) > 0));
CREATE VIEW of_one_name.v AS SELECT of_one_name.f(1) + 2 AS x;
COMMENT ON VIEW of_one_name.v IS 'kept';
