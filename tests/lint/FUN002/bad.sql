CREATE SCHEMA private;
CREATE TABLE prices (id bigint PRIMARY KEY, price numeric);
CREATE FUNCTION price(bigint) RETURNS numeric LANGUAGE sql IMMUTABLE SET search_path = '' AS 'SELECT price FROM public.prices WHERE id = $1'; -- finds: FUN002 error
CREATE FUNCTION private.tenant() RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT current_setting('app.tenant', true) $$; -- finds: FUN002 error
CREATE FUNCTION private.age_of(date) RETURNS interval LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN RETURN now() - $1::timestamptz; END $$; -- finds: FUN002 error
CREATE FUNCTION private.dice() RETURNS double precision LANGUAGE sql IMMUTABLE AS $$ SELECT pg_catalog.random() $$; -- finds: FUN002 error
CREATE FUNCTION private.me() RETURNS text LANGUAGE sql IMMUTABLE RETURN current_user; -- finds: FUN002 error
CREATE FUNCTION private.today() RETURNS date LANGUAGE sql IMMUTABLE BEGIN ATOMIC SELECT current_date; END; -- finds: FUN002 error
-- Through another function, of the platform or of one's own.
CREATE FUNCTION private.mine(uuid) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1 = auth.uid()'; -- finds: FUN002 error
CREATE FUNCTION private."Through"() RETURNS text LANGUAGE plpgsql IMMUTABLE SET search_path = private AS $$ DECLARE x private.prices_like; BEGIN x.a := tenant(); RETURN x.a; END $$; -- finds: FUN002 error
CREATE TYPE private.prices_like AS (a text);
-- What writes cannot be called at all.
CREATE TABLE private.calls (n int);
CREATE FUNCTION private.note(int) RETURNS int LANGUAGE sql STABLE AS 'INSERT INTO private.calls VALUES ($1) RETURNING n'; -- finds: FUN002 error
CREATE FUNCTION private.wipe() RETURNS void LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN IF true THEN DELETE FROM private.calls; END IF; END $$; -- finds: FUN002 error
