CREATE FUNCTION a(name text) RETURNS int LANGUAGE plpgsql AS $$ DECLARE n int; BEGIN EXECUTE 'SELECT count(*) FROM ' || quote_ident(name) INTO n; RETURN n; END $$;
CREATE FUNCTION b(name text, value text) RETURNS int LANGUAGE plpgsql AS $$ DECLARE n int; BEGIN EXECUTE format('SELECT 100 %% 7 FROM %I WHERE x = %L AND y = $1', name, value) INTO n USING value; RETURN n; END $$;
-- What can hold no SQL: a number, the name of a table that exists, a constant.
CREATE FUNCTION c(n int, t regclass) RETURNS void LANGUAGE plpgsql AS $$ BEGIN EXECUTE 'DELETE FROM ' || t || ' WHERE id = ' || n; END $$;
CREATE FUNCTION d(t text) RETURNS void LANGUAGE plpgsql AS $$ DECLARE q text := 'SELECT 1'; BEGIN EXECUTE q || ' AS x' USING t; END $$;
CREATE FUNCTION e(t text) RETURNS text LANGUAGE plpgsql AS $$ BEGIN RETURN 'EXECUTE ' || t; END $$;
CREATE FUNCTION by_variable(t text, n int) RETURNS void LANGUAGE plpgsql AS $$
DECLARE q text := 'SELECT '; m int; w text := quote_ident(t); never text := t;
BEGIN m := t; q := q || m || w || quote_literal(t); q := q || ' LIMIT ' || n; EXECUTE q; END $$;
CREATE FUNCTION quoted_first(t text) RETURNS void LANGUAGE plpgsql AS $$ BEGIN t := quote_ident(t); EXECUTE 'SELECT ' || t; END $$;
