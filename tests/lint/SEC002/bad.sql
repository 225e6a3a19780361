CREATE SCHEMA private;
CREATE SCHEMA open;
GRANT USAGE, CREATE ON SCHEMA open TO authenticated;
CREATE FUNCTION private.a() RETURNS int LANGUAGE sql SECURITY DEFINER SET search_path = private AS 'SELECT 1'; -- finds: SEC002 error
CREATE FUNCTION private.b() RETURNS int LANGUAGE sql SECURITY DEFINER SET search_path = pg_temp, private AS 'SELECT 1'; -- finds: SEC002 error
CREATE FUNCTION private.c() RETURNS int LANGUAGE sql SECURITY DEFINER SET search_path = open, pg_temp AS 'SELECT 1'; -- finds: SEC002 error
CREATE FUNCTION private.d() RETURNS int LANGUAGE plpgsql SECURITY DEFINER SET search_path = "$user", pg_temp AS 'BEGIN RETURN 1; END'; -- finds: SEC002 error
CREATE FUNCTION private."E"() RETURNS int LANGUAGE sql SECURITY DEFINER SET search_path = 'private, pg_temp' AS 'SELECT 1'; -- finds: SEC002 error
CREATE PROCEDURE private.f() LANGUAGE sql SECURITY DEFINER SET search_path = public, extensions AS 'SELECT 1'; -- finds: SEC002 error
