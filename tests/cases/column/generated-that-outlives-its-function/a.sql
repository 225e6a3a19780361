CREATE TYPE public.size AS ENUM ('s', 'm', 'l');
CREATE FUNCTION public.rank(public.size) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 7';
CREATE TABLE public.shirts (
    size public.size,
    rank int GENERATED ALWAYS AS (public.rank(size)) STORED,
    small bool GENERATED ALWAYS AS (size = 's'::public.size) STORED
);
