CREATE TABLE public.log (at date NOT NULL);
