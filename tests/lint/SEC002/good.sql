CREATE SCHEMA private;
CREATE SCHEMA "odd, name";
CREATE FUNCTION private.a() RETURNS int LANGUAGE sql SECURITY DEFINER SET search_path = '' AS 'SELECT 1';
CREATE FUNCTION private.b() RETURNS int LANGUAGE sql SECURITY DEFINER SET search_path = private, pg_temp AS 'SELECT 1';
CREATE FUNCTION private.c() RETURNS int LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog AS 'SELECT 1';
CREATE FUNCTION private.d() RETURNS int LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, private, "odd, name", pg_temp AS 'SELECT 1';
-- With its caller's rights, resolved when it was made, and without any path (SEC001 speaks of that).
CREATE FUNCTION private.e() RETURNS int LANGUAGE sql SET search_path = private AS 'SELECT 1';
CREATE FUNCTION private.f() RETURNS int LANGUAGE sql SECURITY DEFINER SET search_path = private RETURN 1;
CREATE FUNCTION private.g() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1';
