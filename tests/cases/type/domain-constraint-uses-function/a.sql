CREATE DOMAIN public.d AS text;
CREATE TABLE public.t (d public.d);
