CREATE TABLE public.t (id serial PRIMARY KEY, x text);
