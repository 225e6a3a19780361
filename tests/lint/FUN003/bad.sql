CREATE SCHEMA private;
CREATE TABLE campaigns (id uuid PRIMARY KEY, stats jsonb);
CREATE TYPE mood AS ENUM ('good', 'bad');
CREATE FUNCTION private.helper() RETURNS int LANGUAGE sql AS 'SELECT 1';
-- Taken without a word, and fails at each call.
CREATE FUNCTION a(p uuid) RETURNS void LANGUAGE plpgsql SET search_path = '' AS $$ BEGIN UPDATE campaigns SET stats = '{}' WHERE id = p; END $$; -- finds: FUN003 error
CREATE FUNCTION b() RETURNS int LANGUAGE plpgsql SET search_path = 'private' AS $$ DECLARE n int; BEGIN SELECT count(*) INTO n FROM campaigns; RETURN n; END $$; -- finds: FUN003 error
CREATE FUNCTION c() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN (SELECT count(*) FROM public.campaign); END $$; -- finds: FUN003 error
CREATE FUNCTION d() RETURNS int LANGUAGE plpgsql SET search_path = '' AS $$ BEGIN RETURN helper(); END $$; -- finds: FUN003 error
CREATE FUNCTION e(t text) RETURNS text LANGUAGE plpgsql SET search_path = '' AS $$ BEGIN RETURN t::mood; END $$; -- finds: FUN003 error
-- What PostgreSQL itself refuses once it checks bodies.
CREATE FUNCTION f() RETURNS uuid LANGUAGE sql AS 'SELECT missing FROM public.campaigns'; -- finds: FUN003 error
CREATE FUNCTION g() RETURNS uuid LANGUAGE sql SET search_path = '' AS 'SELECT id FROM campaigns'; -- finds: FUN003 error
CREATE FUNCTION h() RETURNS int LANGUAGE sql AS 'SELECT private.nothing(1)'; -- finds: FUN003 error
-- At the line that says it.
CREATE FUNCTION i() RETURNS void LANGUAGE plpgsql SET search_path = '' AS $body$
BEGIN
    -- campaigns are not touched here
    UPDATE public.campaigns SET stats = '{}';
    DELETE FROM
        Campaigns; -- finds: FUN003 error
    DELETE FROM public.campaigns WHERE id IN (SELECT id FROM
        public."Campaigns");
END $body$;
CREATE FUNCTION j() RETURNS void LANGUAGE plpgsql SET search_path = '' AS $body$
BEGIN
    DELETE FROM public.campaigns WHERE id IN (SELECT id FROM
        public."Campaigns"); -- finds: FUN003 error
END $body$;
CREATE FUNCTION k() RETURNS int LANGUAGE plpgsql AS $body$
BEGIN
    RETURN public.no_such(1); -- finds: FUN003 error
END $body$;
CREATE FUNCTION declares() RETURNS int LANGUAGE plpgsql AS $$ DECLARE c campaigns; BEGIN RETURN 1; END $$; -- finds: FUN003 error
ALTER FUNCTION declares() SET search_path = '';
CREATE FUNCTION declares_row() RETURNS int LANGUAGE plpgsql AS $$ DECLARE c campaigns%ROWTYPE; BEGIN RETURN 1; END $$; -- finds: FUN003 error
ALTER FUNCTION declares_row() SET search_path = '';
CREATE FUNCTION declares_column() RETURNS int LANGUAGE plpgsql AS $$ DECLARE c CONSTANT campaigns.id%TYPE := NULL; BEGIN RETURN 1; END $$; -- finds: FUN003 error
ALTER FUNCTION declares_column() SET search_path = '';
