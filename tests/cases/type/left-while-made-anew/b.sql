-- A column has another type from then on, and must be rid of the old form before that goes.
CREATE DOMAIN public.d AS int4range;
CREATE TABLE public.t (a public.d[]);
CREATE TABLE public.z (a regclass, b int4range);
