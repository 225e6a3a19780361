CREATE TABLE public.t (a integer, b text, c jsonb, d int4range, e integer[], f date);
