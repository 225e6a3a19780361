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
