CREATE TYPE public.size AS ENUM ('s', 'l');
CREATE TABLE public.shirts (
    size public.size,
    rank int,
    small bool NOT NULL DEFAULT false
);
