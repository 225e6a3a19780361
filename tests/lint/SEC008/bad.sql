CREATE FUNCTION a(name text) RETURNS int LANGUAGE plpgsql AS $$ DECLARE n int; BEGIN EXECUTE 'SELECT count(*) FROM ' || name INTO n; RETURN n; END $$; -- finds: SEC008 warning
CREATE FUNCTION b(text) RETURNS int LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$ DECLARE n int; BEGIN EXECUTE format('SELECT %s FROM %I', $1, $1) INTO n; RETURN n; END $$; -- finds: SEC008 error
CREATE FUNCTION c("What" varchar) RETURNS SETOF int LANGUAGE plpgsql AS $$ BEGIN RETURN QUERY EXECUTE concat('SELECT ', "What"); END $$; -- finds: SEC008 warning
CREATE FUNCTION d(q text) RETURNS void LANGUAGE plpgsql AS $$ BEGIN EXECUTE q; END $$; -- finds: SEC008 warning
CREATE FUNCTION e(q text) RETURNS void LANGUAGE plpgsql AS $$ DECLARE r record; BEGIN FOR r IN EXECUTE 'SELECT ' || coalesce(q, '1') LOOP NULL; END LOOP; END $$; -- finds: SEC008 warning
-- By way of variables.
CREATE FUNCTION by_variable(t text, n int) RETURNS void LANGUAGE plpgsql AS $$ -- finds: SEC008 warning
DECLARE q text := 'SELECT '; m int;
BEGIN m := t; q := q || t; q := q || ' LIMIT ' || n; EXECUTE q; END $$;
CREATE FUNCTION by_two(t text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER AS $$ -- finds: SEC008 error
DECLARE "A b" text := lower('x') || t; q varchar;
BEGIN q := format('SELECT %s', "A b"); EXECUTE q; END $$;
