CREATE SCHEMA private;
CREATE TABLE campaigns (id uuid PRIMARY KEY, stats jsonb);
CREATE TYPE mood AS ENUM ('good', 'bad');
CREATE SEQUENCE numbers;
CREATE FUNCTION private.helper() RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION a(p uuid) RETURNS void LANGUAGE plpgsql SET search_path = '' AS $$ BEGIN UPDATE public.campaigns SET stats = '{}' WHERE id = p; END $$;
CREATE FUNCTION b() RETURNS int LANGUAGE plpgsql SET search_path = public, private, pg_temp AS $$ DECLARE n int; BEGIN SELECT count(*) INTO n FROM campaigns; RETURN n + helper(); END $$;
-- Names that the body gives itself, those of a trigger, and PostgreSQL's own.
CREATE FUNCTION c() RETURNS int LANGUAGE plpgsql SET search_path = '' AS $$
DECLARE r record; c CURSOR FOR SELECT id FROM public.campaigns;
BEGIN
    CREATE TEMP TABLE scratch (n int) ON COMMIT DROP;
    CREATE TABLE public.made AS SELECT 1 AS n;
    INSERT INTO scratch SELECT n FROM public.made;
    WITH named AS (SELECT n FROM scratch) SELECT n INTO r FROM named;
    PERFORM 1 FROM pg_class WHERE relname = 'x';
    PERFORM last_value FROM public.numbers;
    RETURN (SELECT count(*) FROM information_schema.tables) + (SELECT count(*) FROM pg_catalog.pg_proc);
END $$;
CREATE FUNCTION d() RETURNS trigger LANGUAGE plpgsql SET search_path = '' AS $$ BEGIN PERFORM count(*) FROM new_rows; RETURN NULL; END $$;
CREATE TRIGGER counted AFTER INSERT ON campaigns REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION d();
CREATE FUNCTION e(t text) RETURNS text LANGUAGE plpgsql SET search_path = '' AS $$ DECLARE m public.mood := t; BEGIN RETURN t::public.mood || upper(t)::text; END $$;
-- Without a path of its own, nobody knows what it finds; what the platform has, nobody lists.
CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN (SELECT count(*) FROM campaigns_of_the_caller); END $$;
CREATE FUNCTION g() RETURNS void LANGUAGE plpgsql SET search_path = extensions AS $$ BEGIN DELETE FROM spatial_ref_sys; DELETE FROM auth.sessions; END $$;
CREATE FUNCTION h(t text) RETURNS void LANGUAGE plpgsql SET search_path = '' AS $$ BEGIN EXECUTE 'DELETE FROM campaigns WHERE id = $1' USING t; END $$;
CREATE AGGREGATE last_mood(mood) (SFUNC = later_mood, STYPE = mood);
CREATE FUNCTION later_mood(mood, mood) RETURNS mood LANGUAGE sql IMMUTABLE RETURN $2;
CREATE FUNCTION i() RETURNS text LANGUAGE plpgsql AS $$ BEGIN RETURN public.mood('sad') || (SELECT public.last_mood(m) FROM unnest(ARRAY['sad'::public.mood]) m) || auth.nobody_knows() || public.h('x'); END $$;
CREATE FUNCTION j() RETURNS uuid LANGUAGE plpgsql SET search_path = '' AS $$ DECLARE found uuid; BEGIN SELECT c.id INTO found FROM public.campaigns c FOR UPDATE OF c SKIP LOCKED; RETURN found; END $$;
CREATE TABLE point (id int PRIMARY KEY);
CREATE FUNCTION declares() RETURNS int LANGUAGE plpgsql AS $$
DECLARE
    a public.campaigns; b public.campaigns%ROWTYPE; c public.campaigns.id%TYPE; d c%TYPE; e public.mood[]; f point; g text;
BEGIN RETURN 1; END $$;
ALTER FUNCTION declares() SET search_path = '';
