CREATE FUNCTION public.f(integer) RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION public.f(text) RETURNS integer LANGUAGE sql AS 'SELECT 2';
CREATE FUNCTION public.o(a integer, OUT b integer, OUT c text) LANGUAGE sql AS 'SELECT 1, ''x''';
CREATE FUNCTION public.tab() RETURNS TABLE (a integer, b text) LANGUAGE sql ROWS 5 AS 'SELECT 1, ''x''';
