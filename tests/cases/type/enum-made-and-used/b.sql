CREATE TYPE public."E; --" AS ENUM ('a', 'b');
CREATE TYPE public.nothing AS ENUM ();
CREATE TABLE public.t (e public."E; --" DEFAULT 'b' NOT NULL, es public."E; --"[] DEFAULT '{a,b}', CHECK (e <> 'a'));
CREATE FUNCTION public.f(public."E; --") RETURNS public."E; --" LANGUAGE sql AS 'SELECT $1';
COMMENT ON TYPE public."E; --" IS 'odd';
GRANT USAGE ON TYPE public."E; --" TO app_reader;
REVOKE USAGE ON TYPE public.nothing FROM PUBLIC;
ALTER TYPE public."E; --" OWNER TO app_writer;
