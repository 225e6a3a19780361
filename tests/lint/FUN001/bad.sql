CREATE FUNCTION "Do, it"(a integer) RETURNS integer LANGUAGE plpgsql -- finds: FUN001 warning
AS $$ BEGIN RETURN a; END $$;
CREATE FUNCTION in_sql() RETURNS integer LANGUAGE sql AS 'SELECT 1'; -- finds: FUN001 warning
CREATE FUNCTION two() RETURNS integer LANGUAGE sql STABLE AS 'SELECT 1; SELECT 2'; -- finds: FUN001 warning
CREATE PROCEDURE proc() LANGUAGE plpgsql AS $$ BEGIN END $$; -- finds: FUN001 warning
CREATE SCHEMA private;
CREATE FUNCTION private.f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$; -- finds: FUN001 info
