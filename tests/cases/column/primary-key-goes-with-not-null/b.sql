CREATE TABLE public.t (id integer, n text PRIMARY KEY);
