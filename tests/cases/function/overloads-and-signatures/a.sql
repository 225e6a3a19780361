CREATE FUNCTION public.f(integer) RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION public.f(text) RETURNS integer LANGUAGE sql AS 'SELECT 2';
CREATE FUNCTION public.o(a integer, OUT b integer, OUT c text) LANGUAGE sql AS 'SELECT 1, ''x''';
CREATE FUNCTION public.tab() RETURNS TABLE (a integer, b text) LANGUAGE sql ROWS 5 AS 'SELECT 1, ''x''';

CREATE SCHEMA of_one_name;
CREATE FUNCTION of_one_name.f(anyelement) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 1';
CREATE TABLE of_one_name.t (a int DEFAULT of_one_name.f(1), CONSTRAINT c CHECK (of_one_name.f(a) > 0));
CREATE VIEW of_one_name.v AS SELECT of_one_name.f(1) + 1 AS x;
COMMENT ON VIEW of_one_name.v IS 'kept';
