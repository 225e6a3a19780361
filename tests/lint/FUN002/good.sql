CREATE SCHEMA private;
CREATE TABLE prices (id bigint PRIMARY KEY, price numeric);
CREATE FUNCTION price(bigint) RETURNS numeric LANGUAGE sql STABLE SET search_path = '' AS 'SELECT price FROM public.prices WHERE id = $1';
CREATE FUNCTION private.cents(numeric) RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT ($1 * 100)::bigint';
CREATE FUNCTION private.both(numeric) RETURNS bigint LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN RETURN private.cents($1); END $$;
-- A wrapper around what is STABLE for the sake of its settings, kept for an index.
CREATE FUNCTION private.day(timestamptz) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT to_char($1, 'YYYY-MM-DD') $$;
-- Rows of its own, a name that only looks like one, and itself.
CREATE FUNCTION private.largest(int[]) RETURNS int LANGUAGE sql IMMUTABLE AS 'WITH prices AS (SELECT unnest($1) AS n) SELECT max(n) FROM prices';
CREATE FUNCTION private.now(text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT $1';
CREATE FUNCTION private.later(text) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT private.now($1) $$;
CREATE FUNCTION private.factorial(int) RETURNS int LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN RETURN CASE WHEN $1 < 2 THEN 1 ELSE $1 * private.factorial($1 - 1) END; END $$;
CREATE TABLE private.calls (n int);
CREATE FUNCTION private.note(int) RETURNS int LANGUAGE sql VOLATILE AS 'INSERT INTO private.calls VALUES ($1) RETURNING n';
CREATE FUNCTION private.how_many() RETURNS bigint LANGUAGE plpgsql STABLE AS $$ BEGIN RETURN (SELECT count(*) FROM private.calls); END $$;
